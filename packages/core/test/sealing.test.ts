/**
 * Who can read whom. The fixture school is imported with public keys only; then every byte of the workspace and every text
 * of the store is searched, and each reader's key is tried on what is sealed.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '@fmreview/fixtures/generate';
import type { Truth } from '@fmreview/fixtures/truth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Configuration,
  editNames,
  importPaths,
  initWorkspace,
  OFFICES,
  type Office,
  openStore,
  type Review,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
  unlock,
} from '../src/index.js';
import { giveKeys } from './support/keys.js';
import { secretsIn } from './support/secrets.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let truth: Truth;
let secrets: Readonly<Record<Office, string>>;
let review: Review;
const stores: Store[] = [];

const SCHOOL = { name: 'unused', timeZone: 'Europe/London', policy: 'beech-green' };

/** A pack that says nothing of staff: the defaults of national guidance hold. */
async function writeOpenPolicy(): Promise<string> {
  const pack = await readFile(new URL('../policies/beech-green.yaml', import.meta.url), 'utf8');
  const rest = pack.indexOf('  - id: information');
  const anybody = `  - id: anybody
    when: {}
    to: dsl
    alsoTell: []
    summary: A safeguarding lead looks first.
    reference: null
    ladder: null
`;
  const file = join(folder, 'open-policy.yaml');
  await writeFile(file, `${pack.slice(0, rest).replace('id: beech-green', 'id: open-policy')}${anybody}`);
  return file;
}

const configurationOf = (store: Store): Configuration => readWorkspaceConfiguration(store.workspace);

async function school(name: string, policy: string | null): Promise<Store> {
  const inputs = join(folder, 'inputs');
  const text = await readFile(join(inputs, 'fmreview.yaml'), 'utf8');
  const settings = join(folder, `settings-of-${name}.yaml`);
  await writeFile(settings, policy === null ? text : text.replace('policy: beech-green', `policy: ${policy}`));
  const store = await openStore(await initWorkspace(join(folder, name), SCHOOL, settings));
  stores.push(store);
  secrets = await giveKeys(store);
  const { failures } = await importPaths(store, configurationOf(store), {
    paths: Object.keys(truth.files),
    folder: inputs,
  });
  expect(failures).toEqual([]);
  return store;
}

beforeAll(async () => {
  folder = await temporaryFolder('sealing');
  truth = await generate({
    out: join(folder, 'inputs'),
    rows: 12_000,
    seed: 11,
    from: '2026-03-01',
    to: '2026-08-31',
    clean: false,
  });
  const store = await school('beech-green', null);
  await school('open-policy', await writeOpenPolicy());
  review = await reviewPeriod(store, configurationOf(store), truth.period);
  for (const each of stores) each.close();
}, 60_000);
afterAll(() => removeFolder(folder));

async function bytesOf(workspace: string): Promise<string> {
  const entries = await readdir(workspace, { recursive: true, withFileTypes: true });
  const texts: string[] = [];
  for (const entry of entries) {
    texts.push(entry.name);
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    texts.push(bytes.toString('latin1'), bytes.toString('utf8'), bytes.toString('utf16le'));
  }
  return texts.join('\n');
}

/** Texts that a database packs together are not found as bytes: every one of them is asked for. */
async function textsIn(store: Store): Promise<string> {
  const columns = await store.query(
    z.object({ table: z.string(), column: z.string() }),
    `SELECT table_name AS "table", column_name AS "column" FROM duckdb_columns() WHERE data_type = 'VARCHAR' AND NOT internal`,
  );
  const texts: string[] = [];
  for (const { table, column } of columns) {
    const rows = await store.query(
      z.object({ text: z.string() }),
      `SELECT DISTINCT "${column}" AS text FROM "${table}" WHERE "${column}" IS NOT NULL`,
    );
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

describe('with public keys only', () => {
  it.each(['beech-green', 'open-policy'])('no byte of the %s workspace tells who or what was typed', async (name) => {
    expect(secretsIn(await bytesOf(join(folder, name)), truth)).toEqual([]);
  });

  it('no text of the store does', async () => {
    const store = await openStore({ ...(stores[0]?.workspace ?? fault()) });
    const found = secretsIn(await textsIn(store), truth);
    store.close();
    expect(found).toEqual([]);
  });

  it('the files are their owner’s alone', async () => {
    if (process.platform === 'win32') return;
    const sealed = join(folder, 'beech-green', 'sealed');
    for (const name of await readdir(sealed)) expect((await stat(join(sealed, name))).mode & 0o077, name).toBe(0);
    expect((await stat(join(folder, 'beech-green', 'store.duckdb'))).mode & 0o077).toBe(0);
  });
});

function fault(): never {
  throw new Error('the school was not made');
}

const openedText = z.object({ text: z.string() });

/** All that a key opens, as one text. */
async function openedBy(workspace: number, office: Office): Promise<string> {
  const store = await openStore(stores[workspace]?.workspace ?? fault(), { spills: false });
  try {
    const unlocked = await unlock(store, [secrets[office]]);
    const rows = await store.query(openedText, 'SELECT text FROM unlocked.identity');
    await unlocked.close();
    return rows.map(({ text }) => text).join('\n');
  } finally {
    store.close();
  }
}

/** The roster of the fixture, read by the test itself: who is staff, who has a duty. */
async function people() {
  const text = await readFile(join(folder, 'inputs', 'roster.csv'), 'utf8');
  const [header = '', ...lines] = text.replace(/[\ufeff"]/g, '').split(/\r?\n/);
  const names = header.split(',');
  const at = (cells: readonly string[], name: string) => cells[names.indexOf(name)] ?? '';
  return lines
    .map((line) => line.split(','))
    .filter((cells) => cells.length === names.length)
    .map((cells) => ({
      account: at(cells, 'Username').toLowerCase(),
      role: at(cells, 'Role'),
      duty: at(cells, 'Duty'),
    }));
}

const wordsOf = (text: string) => new Set(text.toLowerCase().split(/[\n\s,()]+/));

describe('under the default routes', () => {
  const OPEN_POLICY = 1;

  it('the DSL’s key opens pupils, and nobody who is staff or has a duty', async () => {
    const words = wordsOf(await openedBy(OPEN_POLICY, 'dsl'));
    const roster = await people();
    const staff = roster.filter(({ role, account }) => role === 'Staff' && account !== '');
    expect(staff.length).toBeGreaterThan(20);
    expect(staff.filter(({ account }) => words.has(account))).toEqual([]);
    const pupils = roster.filter(({ role, account }) => role === 'Pupil' && account !== '');
    expect(pupils.filter(({ account }) => words.has(account)).length).toBe(pupils.length);
  });

  it('the headteacher’s key opens staff without a duty, no pupil and no head', async () => {
    const words = wordsOf(await openedBy(OPEN_POLICY, 'headteacher'));
    const roster = (await people()).filter(({ account }) => account !== '');
    const own = roster.filter(({ role, duty }) => role === 'Staff' && duty === '');
    expect(own.filter(({ account }) => !words.has(account))).toEqual([]);
    expect(roster.filter(({ role, account }) => role === 'Pupil' && words.has(account))).toEqual([]);
    expect(roster.filter(({ duty, account }) => /^(DSL|Headteacher)$/i.test(duty) && words.has(account))).toEqual([]);
  });

  it('the chair’s key opens the headteacher, the DSL and deputies', async () => {
    const words = wordsOf(await openedBy(OPEN_POLICY, 'chair-of-governors'));
    const duties = (await people()).filter(({ duty }) => /^(DSL|Deputy DSL|Headteacher)$/i.test(duty));
    expect(duties.length).toBeGreaterThanOrEqual(3);
    expect(duties.filter(({ account }) => !words.has(account))).toEqual([]);
  });
});

describe('under the routes of Beech Green', () => {
  it('the DSL’s key opens staff, because the policy sends them there, and nobody with a duty', async () => {
    const words = wordsOf(await openedBy(0, 'dsl'));
    const roster = (await people()).filter(({ account }) => account !== '');
    const staff = roster.filter(({ role, duty }) => role === 'Staff' && duty === '');
    expect(staff.filter(({ account }) => !words.has(account))).toEqual([]);
    expect(roster.filter(({ duty, account }) => duty !== '' && words.has(account))).toEqual([]);
  });

  it('the DSL’s edition shows the names, phrases and searches that the DSL may read', async () => {
    const store = await openStore(stores[0]?.workspace ?? fault(), { spills: false });
    const unlocked = await unlock(store, [secrets.dsl], 'dsl');
    const edition = await editNames(unlocked, configurationOf(store), review, 'dsl');
    store.close();
    const found = new Set(secretsIn(JSON.stringify(edition), truth));
    expect(found.has(truth.planted.selfHarm?.phrase.toLowerCase() ?? '')).toBe(true);
    expect(truth.names.filter((name) => found.has(name.toLowerCase())).length).toBeGreaterThan(50);
    // Of the terms of the fixture, these hold words of a theme; the others are forgotten at import.
    const shown = truth.searchTerms.filter((term) => found.has(term));
    const onTheme = truth.searchTerms.filter((term) =>
      /proxy|unblock|bruises|sad all|stop eating|vapes|my photo|dad shouts/.test(term),
    );
    expect(shown.toSorted()).toEqual(onTheme.toSorted());
  });

  it.each(OFFICES)('what only others may read stays closed to the key of the %s', async (office) => {
    const store = await openStore(stores[0]?.workspace ?? fault(), { spills: false });
    const { openSegments, closedSegments } = await unlock(store, [secrets[office]]);
    store.close();
    expect(openSegments).toBeGreaterThan(0);
    expect(closedSegments).toBeGreaterThan(0);
  });
});
