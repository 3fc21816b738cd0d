/** However a file is read — by columns, by lines, in pieces or by single records — the same rows and rejections come of it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allFormats } from '../src/index.js';
import type { Format } from '../src/normalise/format.js';
import { detectFormat } from '../src/read/detect-format.js';
import { inspectFile } from '../src/read/inspect-file.js';
import { sampleLines } from '../src/read/sample.js';
import { type Database, openDatabase } from '../src/store/database.js';
import { type SourceFile, type Staged, stagePieces, stageQuickly, stageRecords } from '../src/store/stage.js';
import { csvText } from './support/csv-text.js';
import { fc, runs } from './support/properties.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await temporaryFolder('readers');
  database = await openDatabase(':memory:');
});
afterAll(async () => {
  database.close();
  await removeFolder(folder);
});

const options = {
  uptake: () => 'transform' as const,
  time: { dateOrder: 'day-first', exportedOn: '2026-10-01' },
} as const;

let files = 0;
async function sourceOf(format: Format, content: string): Promise<SourceFile | null> {
  files += 1;
  const path = join(folder, `file-${files}`);
  await writeFile(path, content);
  const file = { path, name: path };
  const fit = await detectFormat(path, await sampleLines(file), format).catch(() => null);
  return fit === null ? null : { ...file, fit, inspection: await inspectFile(file) };
}

const row = z.object({ text: z.string() });

/** The staged rows with their lines; faults by what they mean, because each way numbers them anew. */
async function staged({ line, faults }: Staged): Promise<string[]> {
  const others = line === 'line' ? 'line, fault' : 'fault';
  const meanings = faults.map(({ column, reason }, index) => `WHEN ${index + 1} THEN '${column ?? ''} ${reason}'`);
  const values = `SELECT s.${line} AS line, * EXCLUDE (${others}), CASE fault ${meanings.join(' ')} ELSE fault::VARCHAR END AS fault FROM staging AS s`;
  const fine = `SELECT to_json(t)::VARCHAR AS text FROM (${values} WHERE fault <= 0) AS t`;
  // What else could be read of a rejected line does not matter.
  const rejected = `SELECT to_json(t)::VARCHAR AS text FROM (SELECT line, fault FROM (${values} WHERE fault > 0)) AS t`;
  const rows = await database.query(row, `${fine} UNION ALL ${rejected} ORDER BY text`);
  await database.run('DROP TABLE staging');
  return rows.map(({ text }) => text).filter((text) => !text.includes('"fault":"-'));
}

async function everyWay(source: SourceFile): Promise<Record<string, string[] | null>> {
  const pieces = await staged(await stagePieces(database, source, options));
  const trial = await stageQuickly(database, source, source.fit, options);
  const isTaken = trial !== null && trial.lines === source.inspection.lines && source.inspection.isPlain;
  const quick = trial === null ? null : await staged(trial.staged);
  const { frame } = source.fit.format;
  const isNamed = frame.by === 'header' && frame.mark === undefined && frame.guarded === undefined;
  return {
    pieces,
    quick: isTaken ? quick : null,
    records: isNamed ? await staged(await stageRecords(database, source, options)) : null,
  };
}

async function expectAlike(source: SourceFile): Promise<void> {
  const { pieces, ...others } = await everyWay(source);
  for (const [way, rows] of Object.entries(others)) if (rows !== null) expect([way, rows]).toEqual([way, pieces]);
}

const requests = allFormats().filter(({ kind }) => kind === 'request');

describe.each(requests.map((format) => [format.id, format] as const))('%s', (_, format) => {
  it('gives the same of its examples, whichever way they are read', async () => {
    for (const { file } of format.examples) {
      const source = await sourceOf(format, file);
      if (source === null) throw new Error('an example does not fit its own format');
      await expectAlike(source);
      // Without what makes a file odd, the quick way is taken.
      const plain = await sourceOf(format, `${file.replaceAll('\r\n', '\n').replace(/\n*$/, '')}\n`);
      if (plain !== null) await expectAlike(plain);
    }
  });
});

const awkward = fc
  .array(fc.constantFrom('"', ',', ' ', ';', 'é', '😀', 'a', "'", '\\', '=', '|'), { maxLength: 6 })
  .map((parts) => parts.join(''));

it('gives the same of made-up tables with the columns of any header', async () => {
  const named = requests.filter(({ frame }) => frame.by === 'header' && frame.delimiters.includes(','));
  const table = fc.constantFrom(...named).chain((format) => {
    const [example] = format.examples;
    const lines = example.file.split(/\r?\n/);
    return fc.record({
      format: fc.constant(format),
      preamble: fc.constant(lines),
      cells: fc.array(fc.array(awkward, { minLength: 60, maxLength: 60 }), { minLength: 1, maxLength: 8 }),
    });
  });
  await fc.assert(
    fc.asyncProperty(table, async ({ format, preamble, cells }) => {
      const example = await sourceOf(format, preamble.join('\n'));
      if (example === null) return;
      const { header, linesBefore, delimiter } = example.fit;
      const before = preamble.slice(0, linesBefore).map((line) => `${line}\n`);
      const rows = cells.map((each) => each.slice(0, header.length));
      const source = await sourceOf(format, before.join('') + csvText(rows, { delimiter }));
      if (source !== null) await expectAlike(source);
    }),
    runs(20),
  );
});

it('gives the same of lines put together from the words of examples', async () => {
  const others = requests.filter(({ frame }) => frame.by !== 'header');
  const log = fc.constantFrom(...others).chain((format) => {
    const lines = format.examples.flatMap(({ file }) => file.split(/\r?\n/)).filter((line) => line !== '');
    const words = lines.flatMap((line) => line.split(/(?<=[ ,\t|])/));
    const made = fc
      .array(fc.constantFrom(...words, '', '"', '=', '\t'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    const line = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...lines) }, { weight: 2, arbitrary: made });
    return fc.record({ format: fc.constant(format), lines: fc.array(line, { minLength: 1, maxLength: 10 }) });
  });
  await fc.assert(
    fc.asyncProperty(log, async ({ format, lines }) => {
      const source = await sourceOf(format, lines.map((line) => `${line}\n`).join(''));
      if (source !== null) await expectAlike(source);
    }),
    runs(40),
  );
});
