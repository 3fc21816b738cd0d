/** One measured run in a process of its own, so that its memory is its own: `one-run.js <naive|import|scan|read> <file> <folder>`. */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  importPaths,
  initWorkspace,
  makeReaderKey,
  openStore,
  readCounts,
  readWorkspaceConfiguration,
} from '@fmreview/core';

/** What anybody would type who has only DuckDB: no ledger, no people, no times in UTC. */
async function naive(file: string, folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, 'naive.duckdb'));
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE t AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`);
  connection.closeSync();
  instance.closeSync();
}

async function importFile(file: string, folder: string): Promise<void> {
  const school = { name: 'Benchmark', timeZone: 'Europe/London', policy: 'beech-green' };
  const workspace = await initWorkspace(join(folder, 'workspace'), school);
  const store = await openStore(workspace);
  await makeReaderKey(store, { name: 'dsl', offices: ['dsl'], passphrase: null });
  const { failures, results } = await importPaths(store, readWorkspaceConfiguration(workspace), {
    paths: [file],
    folder,
  });
  store.close();
  const [result] = results;
  if (failures.length > 0 || result?.outcome !== 'imported' || result.rejected > 0)
    throw new Error('the import is not whole');
}

/** The lines as they are, into a table: the least that handing them over can cost. */
async function scan(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const lines = `read_csv('${file.replaceAll("'", "''")}', delim='\u0001', quote='', escape='', header=false, auto_detect=false, columns={'line': 'VARCHAR'})`;
  await connection.run(`CREATE TEMP TABLE lines AS SELECT line FROM ${lines}`);
  connection.closeSync();
  instance.closeSync();
}

async function read(file: string, format: string): Promise<void> {
  const { rejected } = await readCounts(file, { format });
  if (rejected.length > 0) throw new Error('the file is not whole');
}

const WAYS: Readonly<Record<string, (file: string, more: string) => Promise<void>>> = {
  naive,
  import: importFile,
  scan,
  read,
};

const [what = '', file = '', more = ''] = process.argv.slice(2);
const startedMs = performance.now();
await WAYS[what]?.(file, more);
const seconds = (performance.now() - startedMs) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const measured = { seconds, processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
process.stdout.write(`${JSON.stringify(measured)}\n`);
