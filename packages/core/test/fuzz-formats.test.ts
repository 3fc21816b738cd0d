/** Whatever a file holds: no format fails or hangs, the ledger balances to the line, and a rejected line is found again. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, allFormats, previewFile, readCounts } from '../src/index.js';
import { inspectFile } from '../src/read/inspect-file.js';
import { pickLines } from '../src/read/pick-lines.js';
import { fc, runs } from './support/properties.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder('fuzz');
});
afterAll(() => removeFolder(folder));

/** What a file may be refused for as a whole; anything else is a fault of the program. */
const REFUSALS = new Set(['file-empty', 'format-does-not-fit', 'file-packed', 'line-too-long', 'file-damaged']);

const junk = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    ',',
    '=',
    '\t',
    '|',
    '{',
    '}',
    '\\',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\ufeff',
    '€',
    '"\n"',
    '%',
    "'=",
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

/** Cut off, with something put in or taken out, or joined from two places. */
function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length);
  return fc.oneof(
    place.map((at) => text.slice(0, at)),
    fc.tuple(place, junk).map(([at, what]) => text.slice(0, at) + what + text.slice(at)),
    fc
      .tuple(place, place)
      .map(([one, other]) => text.slice(0, Math.min(one, other)) + text.slice(Math.max(one, other))),
    fc.tuple(place, place).map(([one, other]) => text.slice(0, one) + text.slice(other)),
  );
}

function filesFrom(examples: readonly { readonly file: string }[]): fc.Arbitrary<Buffer> {
  const example = fc.constantFrom(...examples.map(({ file }) => file));
  const twice = example.chain(damaged).chain(damaged);
  const text = fc.oneof({ weight: 3, arbitrary: example.chain(damaged) }, { weight: 3, arbitrary: twice });
  const bytes = fc.tuple(example, fc.uint8Array({ maxLength: 200 })).map(([whole, noise]) => {
    const start = Buffer.from(whole);
    return Buffer.concat([start.subarray(0, start.length >> 1), noise, start.subarray(start.length >> 1)]);
  });
  return fc.oneof({ weight: 5, arbitrary: text.map((each) => Buffer.from(each)) }, { weight: 2, arbitrary: bytes });
}

/** Refusals are an answer; what else is thrown is not. */
async function answer<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && REFUSALS.has(error.code)) return null;
    throw error;
  }
}

async function rejectedLines(path: string, format: string): Promise<number[]> {
  const lines: number[] = [];
  for await (const row of previewFile(path, { format })) if (row.kind === 'rejected') lines.push(row.line);
  return lines;
}

describe.each(allFormats().map((format) => [format.id, format] as const))('%s', (id, format) => {
  it('takes anything', async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(filesFrom(format.examples), async (content) => {
        files += 1;
        const path = join(folder, `${id}-${files}`);
        await writeFile(path, content);
        const counts = await answer(() => readCounts(path, { format: id }));
        if (counts === null) return;
        const rejected = counts.rejected.reduce((total, { count }) => total + count, 0);
        expect(counts.lines).toBe(counts.records + counts.ignored + rejected);
        const numbers = await rejectedLines(path, id);
        expect(numbers).toHaveLength(rejected);
        const inspection = await inspectFile({ path, name: path });
        const found = await pickLines(path, inspection, numbers);
        expect([...found.keys()]).toEqual(numbers);
      }),
      runs(4),
    );
  });
});
