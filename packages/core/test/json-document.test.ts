/** Objects of a JSON document come out one a line, however the document is laid out, and broken ones cost nothing but themselves. */
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { isJsonDocument, objectLines } from '../src/read/json-document.js';
import { fc, runs } from './support/properties.js';

/** The document in pieces of so many bytes. */
function linesOf(document: string, size = 7): Promise<string> {
  const bytes = Buffer.from(document);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return text(Readable.from(pieces, { objectMode: false }).pipe(objectLines('document', bytes)));
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

/** The numbers of the lines with a record, and the records. */
async function recordsOf(document: string, size?: number) {
  const lines = (await linesOf(document, size)).split('\n').map((line) => line.trim());
  return lines.flatMap((line, index) => (line === '' ? [] : [[index + 1, line]]));
}

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => `{"id":${index + 1},"a":[{"b":{"c":1}}]}`);

it.each([
  ['its last brace', '{"id":3,"a":[{"b":{"c":1}}]'],
  ['its last two signs', '{"id":3,"a":[{"b":{"c":1}}'],
  ['its last four signs', '{"id":3,"a":[{"b":{"c":1'],
  ['its first brace', '"id":3,"a":[{"b":{"c":1}}]}'],
  ['the end of a text', '{"id":3,"a":"b}'],
  ['all but its name', '"id"'],
])('loses one object alone that lacks %s, in a list and in an envelope', async (_, broken) => {
  const lines = people(6);
  for (const [start, end] of [
    ['[', ']'],
    ['{"data":[', ']}'],
  ]) {
    const laidOut = (indent: string) =>
      `${start}\n${lines.map((line, index) => indent + (index === 2 ? broken : line)).join(',\n')}\n${end}\n`;
    for (const document of [laidOut(''), laidOut('    ')]) {
      const records = await recordsOf(document);
      expect(records.map(([number]) => number)).toEqual([2, 3, 4, 5, 6, 7]);
      const whole = records.filter(([number]) => number !== 4).map(([, line]) => line);
      expect(whole).toEqual(lines.filter((_line, index) => index !== 2));
      expect(() => JSON.parse(String(records[2]?.[1]))).toThrow();
    }
  }
});

it('follows an object of more than 4 MB to its end and gives it up as one', async () => {
  const long = `{"id":2,"a":[${' {"b":1},\n'.repeat(600_000)}{"b":1}]}`;
  const records = await recordsOf(`[\n{"id":1},\n${long},\n{"id":3}\n]\n`, 1 << 16);
  expect(records).toEqual([
    [2, '{"id":1}'],
    [3, '{'],
    [600_004, '{"id":3}'],
  ]);
});

it.each([
  ['an object on a shared line takes in all that follow', '[{"id":1,"a":[{"b":1},{"id":2,"a":[{"b":1}]}]'],
  ['so it does in an envelope', '{"data":[{"id":1,"a":[{"b":1},{"id":2,"a":[{"b":1}]}]}'],
  ['a second document follows', '[{"id":1}]\n[{"id":2}]'],
  ['the list ends too early', '{"data":[{"id":1}],{"id":2}]}'],
])('says that a document is damaged where %s', async (_, document) => {
  await expect(linesOf(document)).rejects.toMatchObject({ code: 'archive-damaged' });
});

it('takes the list alone with which the document begins', async () => {
  const document = '{"data":[{"id":1}],"meta":{"page":[{"id":7}]},"included":[{"id":8},{"id":9}]}';
  expect(await recordsOf(document)).toEqual([[1, '{"id":1}']]);
});

it('finds its way back to the numbers of the lines after objects that share one', async () => {
  expect(await recordsOf('[{"id":1},{"id":2},\n\n{"id":\n3},\n{"id":4}]')).toEqual([
    [1, '{"id":1}'],
    [2, '{"id":2}'],
    [3, '{"id": 3}'],
    [5, '{"id":4}'],
  ]);
});

it('reads a text of a million escaped signs on one line, in little time', async () => {
  const line = JSON.stringify({ id: 1, a: '\n"'.repeat(1_000_000) });
  expect(await recordsOf(`[${line},{"id":2}]`, 1 << 14)).toEqual([
    [1, line],
    [2, '{"id":2}'],
  ]);
}, 5_000);

it('keeps every byte of an encoding of one byte a sign, and reads UTF-16 of both kinds', async () => {
  const document = '[\r\n{"a":"Zoë"},\r\n{"a":"Zoé – 李"}]\r\n';
  const given = (bytes: Buffer) => buffer(Readable.from([bytes], { objectMode: false }).pipe(objectLines('x', bytes)));
  for (const mark of ['', '\uFEFF']) {
    const little = Buffer.from(mark + document, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16(), Buffer.from(mark + document)]) {
      expect(isJsonDocument(bytes.subarray(0, 40))).toBe(true);
      expect((await given(bytes)).toString()).toBe('\n{"a":"Zoë"}\n{"a":"Zoé – 李"}\n');
    }
  }
  const narrow = Buffer.from('[{"a":"Zo\u00EB \u0093x\u0094"}]', 'latin1');
  expect((await given(narrow)).equals(narrow.subarray(1, -1))).toBe(true);
});
