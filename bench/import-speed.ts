/**
 * How long an import takes against DuckDB alone on the same file in the same run, turn and turn about: machines are noisy,
 * so the ratio counts and not the seconds. `npm run bench -- [rows] [rounds]`, by default 5 million rows in 5 rounds.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { writeConsoleFile } from './console-file.js';

const measured = z.object({ seconds: z.number(), processorSeconds: z.number(), peakMegabytes: z.number() });
type Measured = z.infer<typeof measured>;

const MOST_MEGABYTES = 1_536;
const script = fileURLToPath(new URL('./one-run.js', import.meta.url));

function runOnce(what: 'naive' | 'import', file: string): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'fmreview-run-'));
  try {
    return measured.parse(
      JSON.parse(execFileSync(process.execPath, [script, what, file, folder], { encoding: 'utf8' })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;
const say = (text: string) => process.stdout.write(`${text}\n`);

const [rows = 5_000_000, rounds = 5] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'fmreview-bench-'));
try {
  const file = join(folder, 'console.csv');
  writeConsoleFile(file, rows);
  say(
    `${rows.toLocaleString('en-GB')} lines of six columns, ${Math.round(statSync(file).size / 1e6)} MB, ${cpus().length} cores\n`,
  );
  say('round   DuckDB alone    import   ratio   ratio of processor time   peak memory');
  const results = Array.from({ length: rounds }, (_, round) => {
    const alone = runOnce('naive', file);
    const own = runOnce('import', file);
    const ratio = own.seconds / alone.seconds;
    const work = own.processorSeconds / alone.processorSeconds;
    const cells = [`${alone.seconds.toFixed(2)} s`, `${own.seconds.toFixed(2)} s`, ratio.toFixed(2), work.toFixed(2)];
    const widths = [15, 10, 8, 26];
    const row = cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('');
    say(`${String(round + 1).padStart(5)}${row}${`${Math.round(own.peakMegabytes)} MB`.padStart(14)}`);
    return { ratio, peakMegabytes: own.peakMegabytes };
  });
  const ratio = median(results.map((each) => each.ratio));
  const peak = Math.max(...results.map((each) => each.peakMegabytes));
  say(
    `\nmedian ratio ${ratio.toFixed(2)} (at most 1), peak memory ${Math.round(peak)} MB (at most ${MOST_MEGABYTES} MB)`,
  );
  if (ratio > 1 || peak > MOST_MEGABYTES) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
