/** Whose an event is, on its own day, and that it counts once: rows that follow each other, rosters that follow each other, days that two people claim. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import {
  editFigures,
  importPaths,
  initWorkspace,
  openStore,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import { dslEditionOf, giveKeys } from './support/keys.js';

let folder = '';
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-attribution-'));
  const school = { name: 'School', timeZone: 'Europe/London', policy: 'beech-green' };
  store = await openStore(await initWorkspace(join(folder, 'workspace'), school), { spills: false });
  await giveKeys(store);
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

/** The store has no class by its name. */
const classKey = (name: string) => store.keyring.keyOf('class', name.toLowerCase());
const configuration = () => readWorkspaceConfiguration(store.workspace);

async function give(name: string, lines: readonly string[], listedOn?: string): Promise<void> {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  const { failures } = await importPaths(store, configuration(), { paths: [name], folder, listedOn });
  expect(failures).toEqual([]);
}

const HEADER = 'Person ID,First name,Last name,Username,Role,Duty,Year,Class,Start date,Leaving date';
const roster = (name: string, rows: readonly string[], listedOn?: string) => give(name, [HEADER, ...rows], listedOn);
const captures = (name: string, rows: readonly string[]) =>
  give(name, ['Capture ID,Created,Username,Library category,Phrase,Severity,Grade,Graded at', ...rows]);
const review = (from: string, to: string) => reviewPeriod(store, configuration(), { from, to });

it('counts an event once, whoever has two rows, and takes the row of its day', async () => {
  await roster(
    'roster.csv',
    [
      'P1,Tavrin,Oskelby,toskelby,Pupil,,5,5A,01/09/2024,',
      'P1,Tavrin,Oskelby,toskelby,Pupil,,6,6A,01/09/2025,',
      'S1,Brenka,Dolvane,bdolvane,Staff,DSL,,,,',
      'S1,Brenka,Dolvane,bdolvane,Staff,Headteacher,,,,',
    ],
    '2025-09-05',
  );
  await captures('captures.csv', [
    '1,14/05/2025 10:00:00,toskelby,Bullying,made up,4,,',
    '2,14/05/2026 10:00:00,toskelby,Bullying,made up,4,,',
    '3,14/05/2026 11:00:00,bdolvane,Bullying,made up,4,,',
  ]);
  const found = await review('2025-01-01', '2026-12-31');
  expect(found.totals.captures.count).toBe(3);
  expect(found.captures.map(({ createdLocal, yearGroup, duty }) => [createdLocal, yearGroup, duty]).toSorted()).toEqual(
    [
      ['2025-05-14 10:00', '5', null],
      ['2026-05-14 10:00', '6', null],
      ['2026-05-14 11:00', null, 'headteacher'],
    ],
  );
  const dsl = await dslEditionOf(store, configuration(), found);
  expect(dsl.edition === 'dsl' && dsl.withheld).toMatchObject([{ captures: 1, goesTo: 'chair of governors' }]);
});

it('leaves the past to the roster that knew it', async () => {
  await roster('roster-2025.csv', ['P1,Tavrin,Oskelby,toskelby,Pupil,,5,5A,01/09/2025,'], '2025-09-05');
  await roster('roster-2026.csv', ['P1,Tavrin,Oskelby,toskelby,Pupil,,6,6A,01/09/2026,'], '2026-09-04');
  await captures('captures.csv', [
    '1,10/03/2026 10:00:00,toskelby,Bullying,made up,4,,',
    '2,10/11/2026 10:00:00,toskelby,Bullying,made up,4,,',
  ]);
  const { captures: found } = await review('2026-01-01', '2026-12-31');
  expect(found.map(({ createdLocal, class: name }) => [createdLocal.slice(0, 7), name]).toSorted()).toEqual([
    ['2026-03', classKey('5A')],
    ['2026-11', classKey('6A')],
  ]);
});

it('moves only what comes after it when a newer roster gives somebody another duty from the same day on', async () => {
  const row = (duty: string) => [`S1,Brenka,Dolvane,bdolvane,Staff,${duty},,,01/09/2015,`];
  await roster('roster-1.csv', row('DSL'));
  await captures('captures.csv', ['1,10/03/2026 10:00:00,bdolvane,Bullying,made up,4,,']);
  await roster('roster-2.csv', row(''));
  const { captures: found } = await review('2026-03-01', '2026-03-31');
  expect(found.map(({ duty }) => duty)).toEqual(['dsl']);
  const dsl = await dslEditionOf(store, configuration(), await review('2026-03-01', '2026-03-31'));
  expect(dsl.conduct).toEqual([]);
});

it('leaves only those days open on which two people of different rosters claim an account', async () => {
  await roster('first.csv', ['P1,Tavrin,Oskelby,shared.name,Pupil,,5,5A,01/09/2025,31/03/2026'], '2025-09-05');
  await roster('second.csv', ['P2,Morvath,Ellspar,shared.name,Pupil,,3,3B,16/03/2026,'], '2026-03-16');
  await captures('captures.csv', [
    '1,10/03/2026 10:00:00,shared.name,Bullying,made up,4,,',
    '2,20/03/2026 10:00:00,shared.name,Bullying,made up,4,,',
    '3,20/04/2026 10:00:00,shared.name,Bullying,made up,4,,',
  ]);
  const { captures: found } = await review('2026-03-01', '2026-04-30');
  expect(found.map(({ createdLocal, class: name }) => [createdLocal.slice(0, 10), name]).toSorted()).toEqual([
    ['2026-03-10', classKey('5A')],
    ['2026-03-20', null],
    ['2026-04-20', classKey('3B')],
  ]);
});

it('keeps a grade that a later line of the same export brings', async () => {
  await captures('captures.csv', [
    '1,10/03/2026 10:00:00,toskelby,Bullying,made up,4,,',
    '1,10/03/2026 10:00:00,toskelby,Bullying,made up,4,5,11/03/2026 09:00:00',
  ]);
  const found = await review('2026-03-01', '2026-03-31');
  expect(found.captures.map((capture) => capture.severityGrade)).toEqual([5]);
  expect(found.files).toMatchObject([{ loaded: 1, duplicate: 1 }]);
});

it('shows governors no numbers of a file that rests on few people, and says what lies in no term or in no log', async () => {
  await captures('captures.csv', ['1,28/03/2026 10:00:00,toskelby,Bullying,made up,4,,']);
  const found = await review('2026-03-28', '2026-03-29');
  const [governors] = (await editFigures(store, configuration(), found, ['governors'])).editions;
  if (governors?.edition !== 'governors') throw new Error('an edition of the wrong kind');
  expect(governors.files).toMatchObject([{ ledger: null }]);
  expect(governors.keyFigures.find((figure) => figure.id === 'captures')?.figure.kind).toBe('suppressed');
  const words = governors.summary.found.map((statement) => statement.words).join(' ');
  expect(words).toMatch(/No school day of the calendar/);
  expect(words).toMatch(/No web-filter log lies in this period/);
  expect(words).toMatch(/No list of people/);
});

it('counts an overlapping export once that has one column fewer', async () => {
  const at = (second: number) => `10/03/2026 10:00:0${second}`;
  const rows = [1, 1, 2, 3].map((second) =>
    [at(second), 'toskelby', '10.0.0.7', 'https://a.example/x', 'Allowed'].join(','),
  );
  await give('whole.csv', ['Date,User,Client IP,URL,Action', ...rows]);
  const narrow = rows.map((row) => row.replace(',10.0.0.7', ''));
  await give('narrow.csv', ['Date,User,URL,Action', ...narrow, `${at(4)},toskelby,https://a.example/x,Allowed`]);
  const { files, totals } = await review('2026-03-01', '2026-03-31');
  expect(files.map(({ loaded, duplicate }) => [loaded, duplicate])).toEqual([
    [4, 0],
    [1, 4],
  ]);
  expect(totals.requests.count).toBe(5);
});

it('keeps from the DSL what belongs to nobody certain, when a safeguarding lead may be the one', async () => {
  await roster('first.csv', ['S1,Brenka,Dolvane,bdolvane,Staff,DSL,,,01/09/2025,']);
  await roster('second.csv', ['P2,Morvath,Ellspar,bdolvane,Pupil,,3,3B,01/09/2025,']);
  await captures('captures.csv', ['1,10/03/2026 10:00:00,bdolvane,Bullying,made up,5,,']);
  const found = await review('2026-03-01', '2026-03-31');
  const dsl = await dslEditionOf(store, configuration(), found);
  expect(dsl).toMatchObject({ conduct: [], support: [], withheld: [{ captures: 1, goesTo: 'chair of governors' }] });
});

it('knows the clock change between a capture and its grade', async () => {
  await captures('captures.csv', ['1,10/03/2026 10:00:00,toskelby,Bullying,made up,4,4,05/05/2026 09:00:00']);
  const times = await store.query(
    z.object({ made: z.string(), graded: z.string() }),
    'SELECT time_utc::VARCHAR AS made, graded_utc::VARCHAR AS graded FROM capture',
  );
  expect(times).toEqual([{ made: '2026-03-10 10:00:00', graded: '2026-05-05 08:00:00' }]);
});
