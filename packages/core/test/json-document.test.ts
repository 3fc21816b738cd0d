/** Objects of a JSON document come out one a line, however the document is laid out, and broken ones cost nothing but themselves. */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { isJsonDocument, objectLines } from '../src/read/json-document.js';
import { fc, runs } from './support/properties.js';

/** The document in pieces of so many bytes. */
function linesOf(document: string, size = 7): Promise<string> {
  const bytes = Buffer.from(document);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return text(Readable.from(pieces, { objectMode: false }).pipe(objectLines('document')));
}

const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('}', '{"', '\\', '"],', ',\n{'), fc.integer());
const object = fc.dictionary(fc.string(), fc.oneof(value, fc.array(value), fc.dictionary(fc.string(), value)));

it('gives back every object in order, whatever it holds and however it is laid out', async () => {
  const layout = fc.constantFrom(undefined, 1, '\t');
  await fc.assert(
    fc.asyncProperty(fc.array(object, { minLength: 1 }), layout, fc.boolean(), async (objects, indent, isBare) => {
      const document = JSON.stringify(isBare ? objects : { data: objects, meta: { page: {} } }, null, indent);
      expect(isJsonDocument(Buffer.from(document))).toBe(true);
      const lines = (await linesOf(document, 1 + (document.length % 11)))
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(objects)));
    }),
    runs(200),
  );
});

it('keeps the number of the line on which an object begins', async () => {
  const document = '{"data": [\n  {\n    "a": 1\n  }, {\n    "b": 2\n  }\n]}\n';
  expect((await linesOf(document)).split('\n').map((line) => line.trim() !== '')).toEqual([
    ...[false, true, false, true, false, false, false, false],
  ]);
});

it('loses only the object that is broken or cut', async () => {
  const lines = (await linesOf('[\n{"a":1},\n{"b":"open},\n"c":2},\n{"d":3},\n{"e":\n')).split('\n');
  expect(lines.map((line) => line.trim())).toEqual(['', '{"a":1}', '{"b":"open}, "c":2}', '', '{"d":3}', '{"e":', '']);
});

it.each(['{"time":"x","user":{"name":"y"}}\n', '[1, 2]', 'data,[{\n', '{"data":{}}', '[02/03/2026] {'])(
  'leaves what is no such document alone: %s',
  (start) => {
    expect(isJsonDocument(Buffer.from(start))).toBe(false);
  },
);
