// Runs every finding on its own examples, in tables that the map stage itself made, and holds the catalogue to its rules.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Configuration } from '../src/configuration.js';
import { allFindings } from '../src/find/build-review.js';
import type { FindingExample } from '../src/find/finding.js';
import { makeDecisions } from '../src/find/make-decisions.js';
import { mapEvents } from '../src/map/events.js';
import { loadPolicy } from '../src/map/policy.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';
import { type Database, openDatabase } from '../src/store/database.js';
import { keyring } from '../src/store/keyring.js';
import { SCHEMA } from '../src/store/schema.js';

const catalogue = fileURLToPath(new URL('../src/findings', import.meta.url));
const findings = allFindings();
const taxonomy = loadTaxonomy();

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** An empty school is enough: only the tables' columns matter here, and they come from the map stage. */
const configuration: Configuration = {
  school: { name: 'Fernhollow Primary School', demonstration: true },
  timeZone: 'Europe/London',
  policy: 'beech-green',
  systems: { filter: null, monitoring: null },
  nation: 'england',
  accounts: { domains: [], intakeYear: null },
  calendar: {
    terms: [{ name: 'Spring', from: '2026-01-05', to: '2026-03-27' }],
    breaks: [],
    inset: [],
    day: [{ session: 'lesson', from: '00:00', to: '24:00' }],
  },
  search: { engines: [] },
  suppression: { thresholdPeople: 5 },
  retention: { captures: 12, requests: 12, sealed: 12, aggregates: null },
  ...{ blocks: [], networks: [], curriculum: [], register: [], reviews: [], training: [], checks: null },
};

const TABLES = [
  ...['request_event', 'capture_event', 'calendar_day', 'clause_rule', 'account_claim'],
  ...['decided_event', 'concern_event', 'agreement_person', 'known_until'],
  ...['check_event', 'list_decision_now', 'device_entry', 'due'],
  ...['address_place', 'owner_person', 'name_claim', 'account', 'address', 'site_role', 'known_site', 'lesson_topic'],
  ...['policy_clause', 'request', 'capture', 'excluded_event', 'school_block', 'host', 'category_topic'],
];

async function makeTables(database: Database): Promise<void> {
  await database.run(SCHEMA);
  const folder = path.dirname(catalogue);
  const files = { configurationFile: '', storeFile: '', keyFile: '', sealedFolder: '', keysFolder: '', auditFile: '' };
  const workspace = { folder, ...files };
  const store = { ...database, workspace, keyring: keyring(Buffer.alloc(32)), spills: true };
  const policy = loadPolicy(configuration.policy, taxonomy);
  const period = { from: '2026-01-05', to: '2026-01-05' };
  await mapEvents(store, configuration, period, { policy, taxonomy });
  await makeDecisions(store, configuration, period, { policy, taxonomy });
}

const column = z.object({ name: z.string(), type: z.string() });

async function insert(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  const columns = await database.query(
    column,
    'SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = $1',
    [table],
  );
  // An example may hold a month or a class that the empty store does not know.
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type.startsWith('ENUM') ? 'VARCHAR' : type]));
  for (const { name, type } of columns)
    if (type.startsWith('ENUM')) await database.run(`ALTER TABLE ${table} ALTER ${name} TYPE VARCHAR`);
  const strange = rows.flatMap((row) => Object.keys(row)).filter((name) => types[name] === undefined);
  expect(strange, `columns that ${table} does not have`).toEqual([]);
  await database.insert(table, types, rows);
}

/** What an example leaves out: one ordinary event of one pupil in a lesson. */
function event(given: Row, index: number): Row {
  const { day = '2026-04-20', topic = 'ordinary', account_id = null } = given;
  return {
    import_id: 1,
    line: index + 1,
    day,
    month: String(day).slice(0, 7),
    time_local: `${day} 10:00:00`,
    is_school_day: true,
    session: 'lesson',
    audience: 'ks2',
    role: 'pupil',
    stage: 'ks2',
    shared: false,
    account_id,
    subject_account_id: account_id,
    subject: 4,
    topic,
    nature: taxonomy.topics.get(String(topic))?.nature ?? null,
    ...given,
  };
}

const request = (given: Row, index: number) => ({
  ...{ site: '', action: 'allowed', kind: 'page', slot: index, time_utc: `${given['day'] ?? '2026-04-20'} 10:00:00` },
  ...event(given, index),
});
const capture = (given: Row, index: number) => ({
  ...{ episode: index, site: '', filter_answer: 'no-site' },
  time_utc: `${given['day'] ?? '2026-04-20'} 10:00:00`,
  ...event(given, index),
});

async function fill(database: Database, example: FindingExample): Promise<void> {
  for (const table of TABLES) await database.run(`DELETE FROM ${table}`);
  await insert(database, 'request_event', (example.requests ?? []).map(request));
  await insert(database, 'capture_event', (example.captures ?? []).map(capture));
  for (const [table, rows] of Object.entries(example.tables ?? {})) await insert(database, table, rows);
}

/** What counts no deeds of people may say nothing of how many stand behind it. */
const ABOUT_NOBODY: ReadonlySet<string> = new Set([
  ...['days', 'weeks', 'hours', 'minutes', 'categories', 'agreements', 'clauses', 'reviews', 'courses'],
  ...['lines', 'files', 'checks', 'devices', 'networks'],
]);

const holes = (words: string) => [...words.matchAll(/\{([^}]*)\}/g)].map(([, id]) => id ?? '');

let database: Database;
beforeAll(async () => {
  database = await openDatabase(':memory:');
  await makeTables(database);
});
afterAll(() => database.close());

describe.each(findings.map((finding) => [finding.id, finding] as const))('%s', (_, finding) => {
  it.each(finding.examples.map((example) => [example.what, example] as const))('%s', async (__, example) => {
    await fill(database, example);
    const found = await finding.find(database);
    if (found === null || example.finds === null) {
      expect(found).toEqual(example.finds);
      return;
    }
    expect(Object.fromEntries(found.figures.map(({ id, count }) => [id, count]))).toEqual(example.finds);
    const filled = [...found.figures.map(({ id }) => id), ...(found.places === undefined ? [] : ['places'])];
    expect(filled).toEqual(expect.arrayContaining(holes(found.words)));
    expect(found.words).toMatch(/\{[a-z-]+\}/);
    expect(found.words).not.toMatch(/[0-9]/);
    for (const { id, unit, count, people } of found.figures) {
      const isAboutPeople = !ABOUT_NOBODY.has(unit);
      expect(people !== null, `${id} says on how many people it rests`).toBe(isAboutPeople);
      // A count that nobody seems to stand behind would be printed for everybody.
      if (people !== null) expect(people > 0, id).toBe(count > 0);
    }
    for (const row of found.evidence?.rows ?? []) expect(row).toHaveLength(found.evidence?.columns.length ?? 0);
  });

  it('has an example that finds and one that stays silent', () => {
    expect(finding.examples.some(({ finds }) => finds !== null)).toBe(true);
    expect(finding.examples.some(({ finds }) => finds === null)).toBe(true);
  });

  it('stays silent when there is nothing at all', async () => {
    await fill(database, { what: 'nothing', requests: [], captures: [], finds: null });
    expect(await finding.find(database)).toBeNull();
  });
});

describe('the catalogue of findings', () => {
  it('has one file for each id, and each id once', () => {
    const files = readdirSync(catalogue)
      .filter((file) => !file.endsWith('.generated.ts'))
      .map((file) => path.basename(file, '.ts'));
    expect(findings.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
    expect(new Set(files).size).toBe(files.length);
  });

  it('names ids in kebab-case and titles once', () => {
    for (const { id } of findings) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(new Set(findings.map(({ title }) => title)).size).toBe(findings.length);
  });

  it('speaks of support without words of blame', async () => {
    const careful = findings.filter(({ id }) => id === 'support-needed');
    expect(careful).toHaveLength(1);
    for (const finding of careful) {
      const [example] = finding.examples;
      await fill(database, example);
      const found = await finding.find(database);
      const { title, why, source, action, owner } = finding;
      const labels = found?.figures.map(({ label }) => label) ?? [];
      const texts = [title, why, source, action, owner, found?.words, ...labels, ...(found?.evidence?.columns ?? [])];
      expect(texts.join(' ')).not.toMatch(/breach|offen[cs]e|offend|sanction|misconduct|misuse|incident/i);
    }
  });

  it('writes whole sentences, without figures where none is filled in', () => {
    for (const { id, why, action } of findings) {
      for (const text of [why, action]) expect(text, id).toMatch(/^[A-Z][^{}]*\.$/);
    }
  });
});

// A person who holds a duty, or works at the school, may be the reader: such matters are counted and never listed.
describe('evidence about people', () => {
  const days = ['2026-04-20', '2026-04-21', '2026-04-22'];
  const by = (more: Row) => days.map((day, episode) => ({ ...more, day, episode, severity_grade: 5 }));
  const others: Row[] = [
    { role: 'staff', audience: 'staff' },
    { role: 'staff', audience: 'staff', duty: 'headteacher' },
    { role: 'staff', audience: 'staff', duty: 'dsl' },
    { role: 'governor', audience: 'governors', duty: 'chair-of-governors' },
    { role: 'visitor', audience: 'visitors', duty: 'deputy-dsl' },
  ];
  const people: Row[] = [{ role: 'pupil' }, { role: 'visitor', audience: 'visitors' }, ...others];

  it.each([
    ['repeat-incidents', 'bullying'],
    ['support-needed', 'self-harm'],
  ])('%s lists pupils and visitors only, and counts everybody', async (id, topic) => {
    const captures = people.flatMap((person, index) =>
      by({ ...person, topic, person_id: index + 1, subject: (index + 1) * 4 }),
    );
    await fill(database, { what: 'people of every kind', captures, finds: null });
    const found = await findings.find((finding) => finding.id === id)?.find(database);
    const listed = found?.evidence?.rows.flat().flatMap((cell) => (cell.kind === 'person' ? [cell.personId] : []));
    expect([...new Set(listed)].toSorted()).toEqual([1, 2]);
    expect(found?.figures.find((figure) => figure.id === 'people')?.count).toBe(people.length);
  });

  it('staff-captures has no evidence at all', async () => {
    await fill(database, { what: 'staff', captures: others, finds: null });
    const found = await findings.find((finding) => finding.id === 'staff-captures')?.find(database);
    expect(found?.figures.length).toBeGreaterThan(0);
    expect(found?.evidence ?? null).toBeNull();
  });
});
