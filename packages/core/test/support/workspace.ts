/** A workspace in a folder of its own, and what its store holds as texts: the numbers of dimensions differ between stores. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { initWorkspace, openStore, type Store, type Workspace } from '../../src/index.js';
import { integer } from '../../src/store/database.js';
import { giveKeys } from './keys.js';

/** The same key in every workspace, so that the keys of accounts can be compared. */
const KEY = 'ab'.repeat(32);

export const temporaryFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `fmreview-${name}-`));
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });

export async function newWorkspace(folder: string) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'store.key'), `${KEY}\n`);
  return initWorkspace(folder, { name: 'Fern Hollow', timeZone: 'Europe/London', policy: 'beech-green' });
}

/** One that files can be imported into: every office has a key. */
export async function keyedWorkspace(folder: string): Promise<Workspace> {
  const workspace = await newWorkspace(folder);
  const store = await openStore(workspace);
  await giveKeys(store);
  store.close();
  return workspace;
}

const rowText = z.object({ row: z.string() });

async function rowTexts(store: Store, sql: string): Promise<string[]> {
  return (await store.query(rowText, `SELECT to_json(t)::VARCHAR AS row FROM (${sql}) AS t ORDER BY row`)).map(
    ({ row }) => row,
  );
}

const REQUESTS = `SELECT time_utc, time_local, tz_ambiguous, a.name_key, a.domain_key, p.ip, d.device_key, h.name AS host, c.category_key AS category,
    w.action_key AS action, u.rule_key AS rule, status, bytes
  FROM request AS r LEFT JOIN account AS a USING (account_id) LEFT JOIN address AS p USING (address_id)
    LEFT JOIN device AS d USING (device_id) LEFT JOIN host AS h USING (host_id) LEFT JOIN category AS c USING (category_id)
    LEFT JOIN action_word AS w USING (action_id) LEFT JOIN rule AS u USING (rule_id)`;
const CAPTURES = `SELECT time_utc, tz_ambiguous, a.name_key, a.domain_key, d.device_key, h.name AS host, c.category_key AS category, p.phrase_key,
    source, severity_library, severity_grade, severity_label, status
  FROM capture AS r LEFT JOIN account AS a USING (account_id) LEFT JOIN device AS d USING (device_id) LEFT JOIN host AS h USING (host_id)
    LEFT JOIN category AS c USING (category_id) LEFT JOIN phrase AS p USING (phrase_id)`;

/** Every stored row as a text, sorted: equal lists are equal multisets. */
export const storedRequests = (store: Store): Promise<string[]> => rowTexts(store, REQUESTS);
export const storedCaptures = (store: Store): Promise<string[]> => rowTexts(store, CAPTURES);

export async function rejectedLines(store: Store): Promise<number[]> {
  const rows = await store.query(z.object({ line: integer }), 'SELECT line FROM rejection ORDER BY line');
  return rows.map(({ line }) => line);
}

async function tableNames(store: Store): Promise<string[]> {
  const tables = await store.query(
    z.object({ name: z.string() }),
    'SELECT table_name AS name FROM duckdb_tables() WHERE NOT temporary ORDER BY name',
  );
  return tables.map(({ name }) => name);
}

/** How many rows every table holds: what an import that failed must not have changed. */
export async function rowCounts(store: Store): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of await tableNames(store)) {
    const [found] = await store.query(z.object({ n: integer }), `SELECT count(*) AS n FROM ${name}`);
    counts[name] = found?.n ?? -1;
  }
  return counts;
}

const KEPT = ['store_meta', 'reader', 'audit_head'];

/** As good as a new store with its keys, and made in a tenth of the time. */
export async function emptyStore(store: Store): Promise<void> {
  const names = (await tableNames(store)).filter((name) => !KEPT.includes(name));
  await store.run(`BEGIN; ${names.map((name) => `DELETE FROM ${name};`).join(' ')} COMMIT`);
  await rm(store.workspace.sealedFolder, { recursive: true, force: true });
}
