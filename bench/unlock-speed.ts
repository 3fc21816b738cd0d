/**
 * How long it takes to open what is sealed to the DSL and to make the DSL's edition of the fixture school, beside the
 * passphrase's own work, which is slow on purpose. `npm run bench` runs it after the import.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  editNames,
  importPaths,
  initWorkspace,
  makeReaderKey,
  OFFICES,
  openKeyFile,
  openStore,
  readWorkspaceConfiguration,
  reviewPeriod,
  unlock,
} from '@fmreview/core';
import { generate } from '@fmreview/fixtures/generate';

const MOST_SECONDS = 2;
const PASSPHRASE = 'thistle lantern orbit quince';
const ROWS = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'fmreview-unlock-'));
const say = (text: string) => process.stdout.write(`${text}\n`);

async function timed<Result>(words: string, work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const startedMs = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedMs) / 1000;
  say(`${words.padEnd(48)}${seconds.toFixed(2).padStart(6)} s`);
  return { result, seconds };
}

try {
  const inputs = join(folder, 'inputs');
  const truth = await generate({
    ...{ out: inputs, rows: ROWS, seed: 7, from: '2026-03-01', to: '2026-08-31', clean: false },
  });
  const school = { name: 'Benchmark', timeZone: 'Europe/London', policy: 'beech-green' };
  const workspace = await initWorkspace(join(folder, 'workspace'), school, join(inputs, 'fmreview.yaml'));
  const configuration = readWorkspaceConfiguration(workspace);
  const store = await openStore(workspace);
  const files: string[] = [];
  for (const office of OFFICES)
    files.push((await makeReaderKey(store, { name: office, offices: [office], passphrase: PASSPHRASE })).file);
  say(`\nThe fixture school, ${ROWS.toLocaleString('en-GB')} requests\n`);
  const { failures } = await importPaths(store, configuration, { paths: Object.keys(truth.files), folder: inputs });
  if (failures.length > 0) throw new Error('the import is not whole');
  const { result: review } = await timed('figures of the review, which need no key', () =>
    reviewPeriod(store, configuration, truth.period),
  );
  store.close();
  const { result: secret } = await timed('passphrase', () => openKeyFile(files[0] ?? '', PASSPHRASE));
  const own = await openStore(workspace, { spills: false });
  const { result: unlocked, seconds: opening } = await timed('opening what is sealed to the DSL', () =>
    unlock(own, [secret], 'dsl'),
  );
  const { seconds: editing } = await timed('the DSL’s edition', () =>
    editNames(unlocked, configuration, review, 'dsl'),
  );
  own.close();
  const seconds = opening + editing;
  say(`\nopening and edition ${seconds.toFixed(2)} s (at most ${MOST_SECONDS} s)`);
  if (seconds > MOST_SECONDS) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
