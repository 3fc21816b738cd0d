/** The row reader gives back what was written, and a stray quotation mark costs little. */
import { expect, it } from 'vitest';
import { type FramedRecord, records } from '../src/read/records.js';
import { csvText } from './support/csv-text.js';
import { fc, runs } from './support/properties.js';

const MOST_LINES_LOST = 200;

/** The text in pieces of whole lines. @param sizes how many lines each piece has, over and over */
async function* piecesOf(text: string, sizes: readonly number[]): AsyncGenerator<string> {
  const lines = text.split('\n').slice(0, linesOf(text));
  for (let at = 0, piece = 0; at < lines.length; piece++) {
    const size = sizes[piece % sizes.length] ?? lines.length;
    yield lines.slice(at, at + size).join('\n');
    at += size;
  }
}

const IN_ONE = [Number.MAX_SAFE_INTEGER];

async function recordsOf(
  text: string,
  delimiter: string,
  fieldCount: number,
  sizes: readonly number[] = IN_ONE,
): Promise<FramedRecord[]> {
  const found: FramedRecord[] = [];
  for await (const record of records(piecesOf(text, sizes), delimiter, fieldCount)) found.push(record);
  return found;
}

function linesOf(text: string): number {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** Every physical line belongs to one record, in order. */
function expectEveryLineOnce(found: readonly FramedRecord[], text: string): void {
  let next = 1;
  for (const { line, lineCount } of found) {
    expect(line).toBe(next);
    expect(lineCount).toBeGreaterThan(0);
    next += lineCount;
  }
  expect(next - 1).toBe(linesOf(text));
}

const awkward = fc.constantFrom(
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r\n',
  '\n\n',
  "'=",
  'é',
  'e\u0301',
  '😀',
  ' ',
  '\t',
  'a',
  '-',
  '\r',
  '\ufeff',
  '\u0000',
);
const field = fc.oneof(
  fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const simpleField = fc.constantFrom('a', 'b c', '', 'd,e', 'f\ng', 'say "h"', '12/03/2026');

const tableOf = (cell: fc.Arbitrary<string>, rows: { minLength: number; maxLength: number }) =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), rows));

it('gives back any table as it was written, whatever its fields hold', async () => {
  const table = tableOf(field, { minLength: 1, maxLength: 12 });
  const style = fc.record({ delimiter: fc.constantFrom(',', ';', '\t'), lineEnd: fc.constantFrom('\n', '\r\n') });
  await fc.assert(
    fc.asyncProperty(table, style, fc.boolean(), async (rows, { delimiter, lineEnd }, isClosed) => {
      const written = csvText(rows, { delimiter, lineEnd });
      const text = isClosed ? written : written.slice(0, -lineEnd.length);
      const found = await recordsOf(text, delimiter, rows[0]?.length ?? 0);
      expectEveryLineOnce(found, text);
      expect(found.map((record) => record.fault)).toEqual(rows.map(() => null));
      const expected = rows.map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n')));
      expect(found.map((record) => record.fields)).toEqual(expected);
    }),
    runs(300),
  );
});

it('covers every line of any text once and never throws', async () => {
  const text = fc.array(awkward, { maxLength: 60 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 4 }), async (anything, fieldCount) => {
      expectEveryLineOnce(await recordsOf(anything, ',', fieldCount), anything);
    }),
    runs(500),
  );
});

it('gives the same records wherever the text is cut into pieces', async () => {
  const text = fc.array(awkward, { maxLength: 80 }).map((parts) => parts.join(''));
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(text, sizes, fc.integer({ min: 1, max: 3 }), async (anything, lineCounts, fieldCount) => {
      const whole = await recordsOf(anything, ',', fieldCount);
      expect(await recordsOf(anything, ',', fieldCount, lineCounts)).toEqual(whole);
    }),
    runs(300),
  );
});

it('gives the same records when whole batches are let go', async () => {
  const row = (index: number) => (index % 3_001 === 0 ? `5" screen,b\n` : index % 100 === 0 ? `"a\nb",c\n` : 'a,b\n');
  const text = Array.from({ length: 14_000 }, (_, index) => row(index)).join('');
  const found = await recordsOf(text, ',', 2, [1_000]);
  expectEveryLineOnce(found, text);
  expect(found).toEqual(await recordsOf(text, ',', 2));
});

it('loses nothing beyond the next 200 lines to a stray quotation mark', async () => {
  const table = tableOf(simpleField, { minLength: 1, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(table, fc.double({ min: 0, max: 1, noNaN: true }), async (rows, place) => {
      const text = csvText(rows);
      const offset = Math.floor(place * text.length);
      const damaged = `${text.slice(0, offset)}"${text.slice(offset)}`;
      const found = await recordsOf(damaged, ',', rows[0]?.length ?? 0);
      expectEveryLineOnce(found, damaged);
      const safeFrom = linesOf(text.slice(0, offset + 1)) + MOST_LINES_LOST;
      const fine = new Map(found.map((record) => [record.line, record.fields]));
      for (const record of await recordsOf(text, ',', rows[0]?.length ?? 0))
        if (record.line > safeFrom) expect(fine.get(record.line)).toEqual(record.fields);
    }),
    runs(60),
  );
});

it('gives up one line for a quotation mark in a file of plain lines', async () => {
  const text = 'a,b,c\n'.repeat(1_000);
  const damaged = `${text.slice(0, 600)}"${text.slice(600)}`;
  const found = await recordsOf(damaged, ',', 3);
  expect(found.filter((record) => record.fault !== null)).toEqual([
    { line: 101, lineCount: 1, fields: null, fault: 'quote-not-closed' },
  ]);
});

it('stays quick when every line has a stray quotation mark', async () => {
  const text = '5" screen,b,c\n'.repeat(4_000);
  const started = performance.now();
  expectEveryLineOnce(await recordsOf(text, ',', 3), text);
  expect(performance.now() - started).toBeLessThan(5_000);
});

it('takes a mark inside a field for itself, whatever stands in other lines', async () => {
  const text = ['a,5" knife', 'b,c', 'd,6" knife', '5" knife,"said ""no"""', 'e, "f', 'g" ', 'h,i', ''].join('\n');
  const found = await recordsOf(text, ',', 2);
  expectEveryLineOnce(found, text);
  expect(found.map(({ fields }) => fields)).toEqual([
    ['a', '5" knife'],
    ['b', 'c'],
    ['d', '6" knife'],
    ['5" knife', 'said "no"'],
    ['e', 'f\ng'],
    ['h', 'i'],
  ]);
});

it.each([',', ';', '\t'])(
  'rejects a field with something behind its closing mark, and no other line: %j',
  async (by) => {
    const text = `a${by}b\n"5" knife"${by}c\n"6" knife"${by}d\ne${by}"f"\n`;
    const found = await recordsOf(text, by, 2);
    expect(found.map(({ fault, lineCount }) => [fault, lineCount])).toEqual([
      [null, 1],
      ['quote-not-closed', 1],
      ['quote-not-closed', 1],
      [null, 1],
    ]);
  },
);
