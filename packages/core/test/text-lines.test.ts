/** Whatever bytes a file holds, its lines are counted, cut and found again alike: the ledger balances to the line. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectFile } from '../src/read/inspect-file.js';
import { lineChunks, piecesAfter } from '../src/read/line-chunks.js';
import { pickLines } from '../src/read/pick-lines.js';
import { sampleLines } from '../src/read/sample.js';
import { fc, runs } from './support/properties.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await temporaryFolder('text-lines');
  path = join(folder, 'text');
});
afterAll(() => removeFolder(folder));

async function linesIn(bytes: Buffer) {
  await writeFile(path, bytes);
  const inspection = await inspectFile({ path, name: 'text' });
  const cut: string[] = [];
  for await (const piece of lineChunks(path, inspection)) cut.push(...piece.split('\n'));
  return { inspection, cut };
}

const piece = fc.constantFrom('a', 'é', 'ż', '😀', ' ', '"', ',', '\0', '\r', '\n', '\r\n', '\u2028', '\ufeff', '');
const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const encoding = fc.constantFrom(
  { name: 'utf8', addBOM: false },
  { name: 'utf8', addBOM: true },
  { name: 'utf-16le', addBOM: true },
  { name: 'utf-16be', addBOM: true },
  { name: 'utf-16le', addBOM: false },
  { name: 'utf-16be', addBOM: false },
  { name: 'windows-1252', addBOM: false },
);

it('counts as many lines as it cuts, whatever the bytes', async () => {
  const encoded = fc.tuple(anyText, encoding).map(([text, { name, addBOM }]) => iconv.encode(text, name, { addBOM }));
  const random = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
  const fewBytes = fc
    .array(fc.constantFrom(0, 10, 13, 0x41, 0xff, 0xfe, 0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xe2), { maxLength: 24 })
    .map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof(encoded, random, fewBytes), async (bytes) => {
      const { inspection, cut } = await linesIn(bytes);
      expect(cut).toHaveLength(inspection.lines);
      const wanted = cut.map((_, index) => index + 1);
      const found = await pickLines(path, inspection, wanted);
      expect([...found.values()]).toEqual(cut.map((line) => line.replace(/\r$/, '')));
    }),
    runs(250),
  );
});

it('gives back the lines of a text in every encoding and with every line end', async () => {
  const line = fc.array(fc.constantFrom('a', 'é', ',', '"', 'word '), { maxLength: 8 }).map((parts) => parts.join(''));
  // Enough letters of one byte at the beginning, so that UTF-16 can be told without a mark.
  const lines = fc.array(line, { minLength: 1, maxLength: 20 }).map((all) => ['Time,User,URL,Action,Category', ...all]);
  const end = fc.constantFrom('\n', '\r\n', '\r');
  await fc.assert(
    fc.asyncProperty(lines, encoding, end, fc.boolean(), async (all, { name, addBOM }, lineEnd, isClosed) => {
      const closed = isClosed || all.at(-1) === '';
      const { inspection, cut } = await linesIn(
        iconv.encode(`${all.join(lineEnd)}${closed ? lineEnd : ''}`, name, { addBOM }),
      );
      expect(inspection.lines).toBe(all.length);
      expect(cut.map((text) => text.replace(/\r$/, ''))).toEqual(all);
      const sample = await sampleLines({ path, name: 'text' });
      expect(closed ? sample.slice(0, -1) : sample).toEqual(all);
    }),
    runs(200),
  );
});

it.each([
  ['utf-8', Buffer.from('é,b\nc'), 'utf-8', 2],
  ['one byte that is no UTF-8', Buffer.from([0x61, 0x0a, 0xe9, 0x0a]), 'windows-1252', 2],
  ['UTF-16 with a mark', Buffer.from('\ufeffab\ncd\n', 'utf16le'), 'utf-16le', 2],
  ['UTF-16 without a mark', Buffer.from('Time,User\na,b\n', 'utf16le'), 'utf-16le', 2],
  ['the other UTF-16 without a mark', Buffer.from('Time,User\na,b\n', 'utf16le').swap16(), 'utf-16be', 2],
  ['UTF-8 whose last character is cut', Buffer.concat([Buffer.from('müller,é\n'), Buffer.from([0xc3])]), 'utf-8', 2],
  [
    'UTF-8 with one broken byte among many characters',
    Buffer.concat([Buffer.from('müller\n'.repeat(4)), Buffer.from([0xff, 0x0a])]),
    'utf-8',
    5,
  ],
  [
    'UTF-8 with a mark, whatever follows',
    Buffer.concat([Buffer.from('\ufeffa\n'), Buffer.from([0xe9, 0x0a])]),
    'utf-8',
    2,
  ],
  ['a last letter that is no UTF-8, and nothing that is', Buffer.from([0x63, 0x61, 0x66, 0xe9]), 'windows-1252', 1],
  ['a few bytes 0 in a text', Buffer.from('a\0b,c\nd,e\n'), 'utf-8', 2],
])('recognises %s', async (_, bytes, expected, lines) => {
  const { inspection } = await linesIn(bytes);
  expect(inspection).toMatchObject({ encoding: expected, lines });
});

it('drops bytes 0 inside a text, and keeps it from readers that would not', async () => {
  const { inspection, cut } = await linesIn(Buffer.from('a\0b,c\nd,e\n'));
  expect(cut).toEqual(['ab,c', 'd,e']);
  expect(inspection.isPlain).toBe(false);
});

it.each([
  ['cut', [0xc3]],
  ['broken', [0xff, 0x0a]],
])(
  'reads the other names of a text with a %s character as they are, and keeps it from stricter readers',
  async (_, end) => {
    const { inspection, cut } = await linesIn(
      Buffer.concat([Buffer.from('\ufeffmüller\n'.repeat(5)), Buffer.from(end)]),
    );
    expect(cut.slice(0, 5).map((line) => line.replace('\ufeff', ''))).toEqual(
      Array.from({ length: 5 }, () => 'müller'),
    );
    expect(cut[0]).toBe('müller');
    expect(cut[5]).toBe('\ufffd');
    expect(inspection).toMatchObject({ encoding: 'utf-8', isPlain: false, lines: 6 });
    expect((await sampleLines({ path, name: 'text' }))[0]).toBe('müller');
  },
);

it('takes one line feed as proof that carriage returns end no lines, however late it comes', async () => {
  const text = `${'a\r'.repeat(50_000)}b\nc`;
  const { inspection } = await linesIn(Buffer.from(text));
  expect(inspection).toMatchObject({ lineEnd: 'lf', lines: 2, isPlain: false });
  expect(await sampleLines({ path, name: 'text' })).toHaveLength(1);
});

it('passes over lines that reach over several pieces', async () => {
  async function* pieces() {
    yield 'a\nb';
    yield 'c';
    yield '';
    yield 'd\ne';
  }
  const left: string[] = [];
  for await (const each of piecesAfter(pieces(), 4)) left.push(each);
  expect(left).toEqual(['d\ne']);
});
