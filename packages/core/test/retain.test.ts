/** Retention: what has had its time goes, with its names; what stays is figures that give nobody away. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordAudit } from '../src/audit/record-audit.js';
import { listAudit, verifyAudit } from '../src/audit/verify-audit.js';
import {
  deletedBefore,
  openStore,
  planRetention,
  readWorkspaceConfiguration,
  retain,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import { cutOffsOf } from '../src/retain/cut-offs.js';
import { type Issued, type MonthlyCount, withheldCounts } from '../src/retain/withhold.js';
import { integer } from '../src/store/database.js';
import { captureFile, type KeptSchool, keptSchool, requestFile, rosterFile } from './support/kept-school.js';
import { removeFolder, rowCounts, temporaryFolder } from './support/workspace.js';

const NOW = new Date('2026-11-20T12:00:00Z');

/** September 2025: education by ten pupils, gambling by two; October: education by eleven. */
const uses = (day: string, pupils: readonly number[], category: string, action: string) =>
  pupils.map((pupil): readonly [string, string, string, string] => [day, `pupil${pupil}`, category, action]);
const TEN = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const FILES = {
  'roster.csv': rosterFile(),
  'autumn-2025.csv': requestFile([
    ...uses('15/09/2025', [...TEN, ...TEN], 'Education', 'Allowed'),
    ...uses('16/09/2025', [2, 3, 3], 'Gambling', 'Blocked'),
    ...uses('15/10/2025', [...TEN, 12], 'Education', 'Allowed'),
  ]),
  'spring-2026.csv': requestFile([
    ...uses('31/10/2025', TEN, 'Education', 'Allowed'),
    ...uses('01/11/2025', TEN, 'Education', 'Allowed'),
  ]),
  'captures-2025.csv': captureFile(
    TEN.map((pupil) => ({
      id: `a${pupil}`,
      day: '15/09/2025',
      user: `pupil${pupil}`,
      category: 'Games',
      phrase: `made up ${pupil}`,
    })),
  ),
  'captures-2026.csv': captureFile([
    { id: 'b1', day: '16/03/2026', user: 'pupil2', category: 'Bullying', phrase: 'another one' },
    { id: 'b2', day: '16/03/2026', user: 'teacher1', category: 'Games', phrase: 'a third' },
  ]),
};

let folder = '';
let school: KeptSchool;
let store: Store;
const configuration = () => readWorkspaceConfiguration(store.workspace);

beforeAll(async () => {
  folder = await temporaryFolder('retain');
  school = await keptSchool(folder);
  store = school.store;
  const { failures } = await school.importFiles(FILES);
  expect(failures).toEqual([]);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const sealedFiles = async () => (await readdir(store.workspace.sealedFolder)).toSorted();
describe('a month goes when it has ended as many months ago as the configuration says', () => {
  const cutOffs = (now: string, months: number, timeZone = 'Europe/London') => {
    const retention = { captures: months, requests: months + 1, sealed: 1, aggregates: null };
    return cutOffsOf({ ...configuration(), timeZone, retention }, new Date(now));
  };

  it.each([
    ['2026-11-20T12:00:00Z', 12, '2025-11-01', '2025-10-01'],
    ['2026-01-31T12:00:00Z', 1, '2025-12-01', '2025-11-01'],
    ['2026-12-01T00:00:00Z', 11, '2026-01-01', '2025-12-01'],
    ['2028-02-29T12:00:00Z', 120, '2018-02-01', '2018-01-01'],
  ])('at %s, kept %d months', (now, months, captures, requests) => {
    expect(cutOffs(now, months)).toMatchObject({ captures, requests, people: requests, aggregates: null });
  });

  it('by the school’s own clock', () => {
    expect(cutOffs('2026-07-31T23:30:00Z', 1).captures).toBe('2026-07-01');
    expect(cutOffs('2026-07-31T23:30:00Z', 1, 'UTC').captures).toBe('2026-06-01');
  });
});

describe('the bytes of what was deleted', () => {
  const storeBytes = () => readFile(old.store.workspace.storeFile, 'latin1');
  const beside = async () => (await readdir(old.store.workspace.folder)).filter((name) => name.startsWith('store.d'));
  let old: KeptSchool;
  beforeAll(async () => {
    old = await keptSchool(join(folder, 'old'));
    const line = '15/09/2025 09:00:00,pupil2,http://quillfen-morrowick.example/,Education,Allowed\n';
    const requests = `${requestFile([['15/03/2026', 'pupil2', 'Education', 'Allowed']])}${line}`;
    await old.importFiles({ 'roster.csv': rosterFile(), 'requests.csv': requests });
    await reviewPeriod(old.store, configuration(), { from: '2025-09-01', to: '2025-09-30' });
    await retain(old.store, configuration(), NOW);
    old.store.close();
  });

  it('go with the store’s next opening when the run was killed, and whatever was half done with them', async () => {
    const { workspace } = old.store;
    expect(await storeBytes()).toContain('quillfen');
    await writeFile(`${workspace.storeFile}.fresh`, 'half a store');
    const reopened = await openStore(workspace);
    const counts = await rowCounts(reopened);
    reopened.close();
    expect(await storeBytes()).not.toContain('quillfen');
    expect(counts).toMatchObject({ request: 1, membership: 13, import_file: 2 });
    expect(await beside()).toEqual(['store.duckdb']);
    if (process.platform !== 'win32') expect((await stat(workspace.storeFile)).mode & 0o777).toBe(0o600);
  });

  it('go from beside the store as well: the last review held rows of it', async () => {
    expect(await readdir(old.store.workspace.folder)).not.toContain('review.json');
  });
});

describe('a dry run', () => {
  it('shows what would go, and leaves everything', async () => {
    const before = [await rowCounts(store), await sealedFiles()];
    const lines = await planRetention(store, configuration(), NOW);
    expect(lines.map(({ kind, before: day, rows, files }) => ({ kind, day, rows, files }))).toMatchObject([
      { kind: 'captures', day: '2025-11-01', rows: 10, files: 1 },
      { kind: 'requests', day: '2025-11-01', rows: 44, files: 2 },
      { kind: 'people', day: '2025-11-01', rows: 1, files: 1 },
      { kind: 'sealed', day: '2025-11-01', files: 2 },
      { kind: 'aggregates', day: null, rows: 0 },
    ]);
    expect([await rowCounts(store), await sealedFiles()]).toEqual(before);
    expect(await listAudit(store)).toEqual([]);
  });
});

describe('a run', () => {
  let before: Record<string, number>;
  let planned: Awaited<ReturnType<typeof planRetention>>;
  let done: Awaited<ReturnType<typeof retain>>;
  beforeAll(async () => {
    before = await rowCounts(store);
    planned = await planRetention(store, configuration(), NOW);
    await writeFile(join(store.workspace.sealedFolder, 'left-behind.dsl.age'), 'of a run that was killed');
    done = await retain(store, configuration(), NOW);
  });

  it('deletes what the dry run showed', async () => {
    expect(done.lines).toEqual(planned);
    const after = await rowCounts(store);
    const gone = (table: string) => (before[table] ?? 0) - (after[table] ?? 0);
    expect({ capture: gone('capture'), request: gone('request'), membership: gone('membership') }).toEqual({
      capture: 10,
      request: 44,
      membership: 1,
    });
    expect(after).toMatchObject({ capture: 2, request: 10, import_file: 5 });
  });

  it('keeps the first day of the month that is kept', async () => {
    const days = await store.query(
      z.object({ day: z.string() }),
      'SELECT DISTINCT time_local::DATE::VARCHAR AS day FROM request',
    );
    expect(days).toEqual([{ day: '2025-11-01' }]);
  });

  it('leaves no row of a dimension that nothing refers to', async () => {
    const { phrase = 0, account = 0, person = 0, device = 0 } = await rowCounts(store);
    // Two captures; ten pupils and the teacher, two of them with a laptop; thirteen people without the one who left.
    expect({ phrase, account, person, device }).toEqual({ phrase: 2, account: 11, person: 13, device: 2 });
  });

  it('deletes the sealed segments of the files that are gone, whole, and files that the store does not know', async () => {
    const segments = await store.query(z.object({ file: z.string() }), 'SELECT file FROM sealed_segment ORDER BY file');
    expect(await sealedFiles()).toEqual(segments.map(({ file }) => file).toSorted());
    const kinds = await store.query(
      z.object({ name: z.string() }),
      'SELECT DISTINCT f.sha256 AS name FROM sealed_segment JOIN import_file AS f USING (import_id)',
    );
    expect(kinds).toHaveLength(3);
  });

  it('keeps the ledgers, with a mark on files that lost every row', async () => {
    const marks = await store.query(
      z.object({ day: z.string().nullable(), loaded: integer, deleted: z.boolean() }),
      'SELECT first_day::VARCHAR AS day, loaded, rows_deleted_at IS NOT NULL AS deleted FROM import_file ORDER BY import_id',
    );
    expect(marks.map(({ loaded, deleted }) => [loaded, deleted])).toEqual([
      [14, false],
      [34, true],
      [20, false],
      [10, true],
      [2, false],
    ]);
  });

  it('keeps monthly figures, without those on a few people and what would give them back', async () => {
    const figures = await store.query(
      z.object({ month: z.string(), quantity: z.string(), value: integer.nullable() }),
      'SELECT month, quantity, value FROM monthly_figure ORDER BY month, quantity',
    );
    // Gambling rests on two people, so its total less education would give it back; blocked requests are the same ones.
    expect(figures.map(({ month, quantity, value }) => [month, quantity, value])).toEqual([
      ['2025-09', 'captures', 10],
      ['2025-09', 'captures|topic=games', 10],
      ['2025-09', 'requests', 23],
      ['2025-09', 'requests|action=allowed', null],
      ['2025-09', 'requests|action=blocked', null],
      ['2025-09', 'requests|topic=gambling', null],
      ['2025-09', 'requests|topic=ordinary', null],
      ['2025-10', 'requests', 21],
      ['2025-10', 'requests|action=allowed', 21],
      ['2025-10', 'requests|topic=ordinary', 21],
    ]);
    expect(done.figures).toEqual({ made: 10, withheld: 4 });
  });

  it('is recorded in the audit, counts only', async () => {
    const [line] = await listAudit(store);
    expect(line).toMatchObject({
      command: 'retain',
      time: NOW.toISOString(),
      reader: null,
      detail: { captures: 10, requests: 44, people: 1, aggregates: 0, figures: 10 },
    });
    expect(await verifyAudit(store)).toMatchObject({ faults: [], unfinished: null });
  });

  it('has nothing to do the second time, and makes no figure twice', async () => {
    const figures = await rowCounts(store);
    const { lines } = await retain(store, configuration(), NOW);
    expect(lines.map(({ rows }) => rows)).toEqual([0, 0, 0, 0, 0]);
    expect({ ...(await rowCounts(store)), audit_head: 1 }).toEqual({ ...figures, audit_head: 1 });
  });

  it('says from when on there are rows, and refuses a review of what was before', async () => {
    expect(await deletedBefore(store)).toEqual({ captures: '2025-11-01', requests: '2025-11-01' });
    await expect(reviewPeriod(store, configuration(), { from: '2025-10-31', to: '2026-03-27' })).rejects.toMatchObject({
      code: 'period-deleted',
      exitCode: 5,
    });
    const review = await reviewPeriod(store, configuration(), { from: '2025-11-01', to: '2026-03-27' });
    expect(review.totals).toMatchObject({ requests: { count: 10 }, captures: { count: 2 } });
  });

  it('does not take the same file in again', async () => {
    const { results } = await school.importFiles({ 'again.csv': FILES['autumn-2025.csv'] });
    expect(results).toMatchObject([{ outcome: 'skipped' }]);
    expect(await rowCounts(store)).toMatchObject({ request: 10 });
  });

  it('takes rows of a month that is gone out again, and leaves its figures as they are', async () => {
    const figures = () =>
      store.query(
        z.object({ row: z.string() }),
        'SELECT to_json(f)::VARCHAR AS row FROM monthly_figure AS f ORDER BY row',
      );
    const earlier = await figures();
    await school.importFiles({ 'late.csv': requestFile(uses('17/09/2025', TEN, 'Games', 'Allowed')) });
    await retain(store, configuration(), NOW);
    expect(await figures()).toEqual(earlier);
    expect(await rowCounts(store)).toMatchObject({ request: 10 });
  });

  it('lets rows of an older list go when the person’s next row began before everything that is kept', async () => {
    const rows = () =>
      store.query(
        z.object({ since: z.string().nullable(), n: integer }),
        'SELECT valid_from::VARCHAR AS since, count(*) AS n FROM membership GROUP BY ALL ORDER BY since',
      );
    const newer = rosterFile().split('\n').slice(0, 4).join('\n').replaceAll('01/09/2024', '01/11/2025');
    await school.importFiles({ 'newer.csv': `${newer}\n` });
    await retain(store, configuration(), NOW);
    // Two pupils who stayed have a newer row; nobody goes because a newer list leaves them out.
    expect(await rows()).toEqual([
      { since: '2020-09-01', n: 2 },
      { since: '2024-09-01', n: 9 },
      { since: '2025-11-01', n: 2 },
    ]);
  });

  it('leaves alone what an older list says of days that are kept, until the day of the newer one', async () => {
    const list = (duty: string, day: string) => `Person ID,Username,Role,Duty,As of\nS9,ovale,Staff,${duty},${day}\n`;
    await school.importFiles({ 'as-dsl.csv': list('DSL', '01/01/2024'), 'as-staff.csv': list('', '01/09/2026') });
    await store.run(
      `UPDATE import_file SET imported_at = TIMESTAMP '2024-01-02' WHERE import_id = (SELECT min(import_id) FROM membership WHERE duty = 'dsl' AND listed_on = DATE '2024-01-01')`,
    );
    await retain(store, configuration(), NOW);
    const [found] = await store.query(
      z.object({ n: integer }),
      `SELECT count(*) AS n FROM membership WHERE duty = 'dsl' AND listed_on = DATE '2024-01-01'`,
    );
    expect(found?.n).toBe(1);
  });

  it('deletes sealed texts before the rows that they name, where the configuration says so', async () => {
    const kept = { captures: 24, requests: 24, sealed: 1, aggregates: null };
    const rows = await rowCounts(store);
    const { lines } = await retain(store, { ...configuration(), retention: kept }, NOW);
    expect(lines.filter((line) => line.rows > 0).map(({ kind, files }) => [kind, files])).toEqual([['sealed', 2]]);
    expect(await rowCounts(store)).toMatchObject({ request: rows['request'], capture: rows['capture'] });
    expect(await sealedFiles()).toHaveLength((await rowCounts(store))['sealed_segment'] ?? -1);
  });

  it('deletes monthly figures where the configuration says so', async () => {
    const kept = { captures: 12, requests: 12, sealed: 12, aggregates: 12 };
    const { lines } = await retain(store, { ...configuration(), retention: kept }, NOW);
    expect(lines.find(({ kind }) => kind === 'aggregates')).toMatchObject({ before: '2025-11-01', rows: 10 });
    expect(await rowCounts(store)).toMatchObject({ monthly_figure: 0 });
    expect(await deletedBefore(store)).toEqual({ captures: '2025-11-01', requests: '2025-11-01' });
  });

  it('forgets accounts of rejected rows with their list: once its rows are gone, or at its age if it never had any', async () => {
    const header = 'Person ID,Username,Role,Start date,Leaving date';
    const [left, refused, kept] = [
      `${header}\nS20,qleft,Staff,01/09/2020,31/07/2024\nS21,qwrong,Unknown,01/09/2020,\n`,
      `${header}\nS22,qold,Unknown,01/09/2020,\n`,
      `${header}\nS23,qnew,Unknown,01/09/2020,\n`,
    ];
    const line = z.object({ key: z.string() });
    const keys = async () =>
      new Set((await store.query(line, 'SELECT name_key AS key FROM possible_account')).map(({ key }) => key));
    const isThere = async (name: string) => (await keys()).has(store.keyring.keyOf('account', name));
    await school.importFiles({ 'left.csv': left, 'refused.csv': refused });
    await store.run(
      `UPDATE import_file SET imported_at = TIMESTAMP '2024-01-02' WHERE loaded = 0 AND import_id IN (SELECT import_id FROM possible_account)`,
    );
    await school.importFiles({ 'kept.csv': kept });
    expect([await isThere('qwrong'), await isThere('qold'), await isThere('qnew')]).toEqual([true, true, true]);
    await retain(store, configuration(), NOW);
    expect([await isThere('qwrong'), await isThere('qold'), await isThere('qnew')]).toEqual([false, false, true]);
  });

  it('refuses with a clock that was moved back, and deletes nothing', async () => {
    const rows = await rowCounts(store);
    await recordAudit(store, { command: 'review' }, new Date('2027-06-01T00:00:00Z'));
    await expect(retain(store, configuration(), NOW)).rejects.toMatchObject({ code: 'clock-moved-back', exitCode: 4 });
    expect(await rowCounts(store)).toEqual(rows);
  });

  it('deletes nothing when it cannot be recorded', async () => {
    const now = new Date('2027-12-01T00:00:00Z');
    const rows = await rowCounts(store);
    const unrecorded = {
      ...store,
      workspace: { ...store.workspace, auditFile: join(folder, 'missing', 'audit.jsonl') },
    };
    await expect(retain(unrecorded, configuration(), now)).rejects.toMatchObject({ code: 'audit-unwritable' });
    expect(await rowCounts(store)).toEqual(rows);
  });
});

describe('monthly figures that are kept', () => {
  const topic = (month: string, name: string, count: number, people = 20): MonthlyCount => ({
    month,
    source: 'captures',
    family: name === '' ? 'total' : 'topic',
    quantity: name === '' ? 'captures' : `captures|topic=${name}`,
    count,
    people,
    mostOfOne: 0,
    isStored: false,
  });
  const withheldIn = (counts: readonly MonthlyCount[], issued: Partial<Issued> = {}) => {
    const isWithheld = withheldCounts(counts, { spans: [], withheld: [], ...issued }, 5);
    return counts.filter(isWithheld).map(({ month, quantity }) => `${month} ${quantity}`);
  };

  it('hold no figure that one person has more than half of', () => {
    const dominated = { ...topic('2025-09', 'games', 30), mostOfOne: 16 };
    expect(withheldIn([topic('2025-09', '', 130), topic('2025-09', 'chat', 100), dominated])).toEqual([
      '2025-09 captures|topic=chat',
      '2025-09 captures|topic=games',
    ]);
    expect(
      withheldIn([topic('2025-09', '', 130), topic('2025-09', 'chat', 100), { ...dominated, mostOfOne: 15 }]),
    ).toEqual([]);
  });

  it('hold no total where every part of it is small', () => {
    expect(withheldIn([topic('2025-09', '', 3, 3), topic('2025-09', 'games', 3, 3)])).toEqual([
      '2025-09 captures',
      '2025-09 captures|topic=games',
    ]);
  });

  it('hold no other month of what an issued edition tells the sum of', () => {
    const counts = ['2025-09', '2025-10', '2025-11'].flatMap((month, index) => [
      topic(month, '', 200),
      topic(month, 'chat', 90),
      topic(month, 'drugs', 100),
      topic(month, 'games', 10, index === 0 ? 2 : 10),
    ]);
    const span = { from: '2025-09', to: '2025-10' };
    expect(withheldIn(counts, { spans: [span] })).toEqual([
      '2025-09 captures|topic=chat',
      '2025-09 captures|topic=games',
      '2025-10 captures|topic=chat',
      '2025-10 captures|topic=games',
    ]);
  });

  it('hold nothing that an issued edition kept back, nor what would give it back', () => {
    const counts = ['2025-09', '2025-10'].flatMap((month) => [
      topic(month, '', 200),
      topic(month, 'chat', 90),
      topic(month, 'drugs', 100),
      topic(month, 'games', 10),
    ]);
    const withheld = [{ quantity: 'captures|topic=drugs', from: '2025-08', to: '2025-09' }];
    expect(withheldIn(counts, { withheld })).toEqual(['2025-09 captures|topic=drugs', '2025-09 captures|topic=games']);
  });

  it('never let a total and its shown parts fix a withheld one within the threshold', () => {
    const cell = fc.record({ count: fc.integer({ min: 0, max: 40 }), people: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
        const parts = cells.map(({ count, people }, index) =>
          topic('2025-09', `t${index}`, count, Math.min(count, people)),
        );
        const sum = parts.reduce((total, { count }) => total + count, 0);
        const total = topic('2025-09', '', sum, Math.min(sum, 12));
        const isWithheld = withheldCounts([total, ...parts], { spans: [], withheld: [] }, 5);
        for (const { count } of parts.filter(isWithheld)) expect(count).toBeGreaterThan(0);
        const hidden = parts.filter(isWithheld);
        if (hidden.length === 0 || isWithheld(total)) return;
        // Each hidden one is at least 1, so one of them can be anything from 1 to what the others leave.
        const most = hidden.reduce((total_, { count }) => total_ + count, 0) - (hidden.length - 1);
        expect(most - 1).toBeGreaterThan(5);
      }),
    );
  });
});

describe('the configuration', () => {
  const withRetention = async (text: string) => {
    const file = store.workspace.configurationFile;
    const whole = await readFile(file, 'utf8');
    const changed = join(folder, 'changed.yaml');
    await writeFile(changed, whole.replace(/^retention:[\s\S]*$/m, text));
    const { readConfiguration } = await import('../src/configuration.js');
    return readConfiguration(changed).retention;
  };

  it('keeps a year when it says nothing', async () => {
    const year = { captures: 12, requests: 12, sealed: 12, aggregates: null };
    expect(await withRetention('')).toEqual(year);
    expect(configuration().retention).toEqual(year);
  });

  it.each([
    ['a time of no month', 'retention: { captures: 0 }'],
    ['more than ten years', 'retention: { requests: 121 }'],
    ['half a month', 'retention: { captures: 1.5 }'],
    ['names for longer than what they belong to', 'retention: { captures: 6, requests: 3, sealed: 7 }'],
    ['figures that go before their rows', 'retention: { aggregates: 11 }'],
    ['a kind that nobody knows', 'retention: { photographs: 3 }'],
  ])('refuses %s', async (_, text) => {
    await expect(withRetention(text)).rejects.toMatchObject({ code: 'configuration-faults' });
  });
});
