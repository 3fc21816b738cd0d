/**
 * How long each format takes to read and normalise into a table against a plain scan of the same lines into a table by DuckDB
 * alone, turn and turn about in one run: `npm run bench`, or `node bench/dist/format-speed.js [megabytes] [rounds] [format…]`. The lines are those of the format's
 * own examples, over and over.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allFormats, previewFile } from '@fmreview/core';
import { z } from 'zod';

const measured = z.object({ seconds: z.number(), peakMegabytes: z.number() });
type Measured = z.infer<typeof measured>;
type Format = ReturnType<typeof allFormats>[number];

/** Columns and words are cut by DuckDB's own reader; keys, objects and expressions are searched for in every line. */
const MOST_RATIO = { header: 4, columns: 4, spaces: 4, pairs: 12, cef: 12, json: 12, pattern: 12 } as const;
const MOST_MEGABYTES = 1_536;
const BLOCK_BYTES = 1 << 20;

const [megabytes = '100', rounds = '3', ...wanted] = process.argv.slice(2);
const script = fileURLToPath(new URL('./one-run.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fmreview-formats-'));
const say = (text: string) => process.stdout.write(`${text}\n`);
const median = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;

const run = (what: 'scan' | 'read', file: string, format: string): Measured =>
  measured.parse(JSON.parse(execFileSync(process.execPath, [script, what, file, format], { encoding: 'utf8' })));

/** What stands before the first record of the first example, and its records. */
async function linesOf(format: Format, path: string): Promise<{ before: string[]; records: string[] }> {
  const [{ file, exportedOn }] = format.examples;
  writeFileSync(path, file);
  const lines = file.split(/\r?\n/);
  const numbers: number[] = [];
  for await (const row of previewFile(path, { format: format.id, exportedOn }))
    if (row.kind === 'record') numbers.push(row.line);
  const isNamed = format.frame.by === 'header';
  return {
    before: isNamed ? lines.slice(0, (numbers[0] ?? 1) - 1) : [],
    // A byte 0 sends a file the exact way: it is not what files are like.
    records: numbers.map((number) => lines[number - 1] ?? '').filter((line) => !line.includes('\0')),
  };
}

async function writeLog(format: Format, path: string): Promise<number> {
  const { before, records } = await linesOf(format, path);
  const block: string[] = [];
  for (let bytes = 0; bytes < BLOCK_BYTES; ) {
    for (const record of records) {
      block.push(record);
      bytes += Buffer.byteLength(record) + 1;
    }
  }
  const text = `${block.join('\n')}\n`;
  const repeats = Math.ceil((Number(megabytes) * 1e6) / Buffer.byteLength(text));
  const file = openSync(path, 'w');
  writeSync(file, before.map((line) => `${line}\n`).join(''));
  for (let repeat = 0; repeat < repeats; repeat++) writeSync(file, text);
  closeSync(file);
  return repeats * block.length;
}

const formats = allFormats().filter(
  ({ kind, id }) => kind === 'request' && (wanted.length === 0 || wanted.includes(id)),
);
let isFine = true;
try {
  say(`${megabytes} MB of lines a format, ${rounds} rounds; seconds and memory are medians\n`);
  say('format                        frame       lines   scan s   read s   ratio  at most   peak MB');
  for (const format of formats) {
    const { by } = format.frame;
    if (by === 'objects') continue;
    const path = join(folder, format.id);
    const lines = await writeLog(format, path);
    const turns = Array.from({ length: Number(rounds) }, () => [run('scan', path, ''), run('read', path, format.id)]);
    const scan = median(turns.map(([one]) => one?.seconds ?? 0));
    const read = median(turns.map(([, other]) => other?.seconds ?? 0));
    const peak = median(turns.map(([, other]) => other?.peakMegabytes ?? 0));
    const isWithin = read / scan <= MOST_RATIO[by] && peak <= MOST_MEGABYTES;
    isFine &&= isWithin;
    const cells = [
      lines.toLocaleString('en-GB'),
      scan.toFixed(2),
      read.toFixed(2),
      (read / scan).toFixed(1),
      String(MOST_RATIO[by]),
      peak.toFixed(0),
    ];
    const widths = [11, 9, 9, 8, 9, 10];
    const numbers = cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('');
    say(`${format.id.padEnd(30)}${by.padEnd(8)}${numbers}${isWithin ? '' : '  too much'}`);
    rmSync(path);
  }
  if (!isFine) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
