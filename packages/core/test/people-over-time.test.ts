/** Whom an event belongs to as people come, move up, move class and leave, and how it is known. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Configuration,
  importPaths,
  mapPeriod,
  openStore,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import { dslEditionOf } from './support/keys.js';
import { emptyStore, keyedWorkspace, removeFolder, rowCounts, temporaryFolder } from './support/workspace.js';

let folder = '';
let store: Store;
let configuration: Configuration;

beforeAll(async () => {
  folder = await temporaryFolder('people-over-time');
  store = await openStore(await keyedWorkspace(join(folder, 'workspace')), { spills: false });
});
beforeEach(async () => {
  await emptyStore(store);
  configuration = readWorkspaceConfiguration(store.workspace);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

interface ListOptions {
  readonly listedOn?: string;
  readonly isComplete?: boolean;
  readonly mayReattribute?: boolean;
}

async function tryFile(name: string, lines: readonly string[], options: ListOptions = {}) {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  return importPaths(store, configuration, { paths: [name], folder, ...options });
}

async function give(name: string, lines: readonly string[], options: ListOptions = {}): Promise<void> {
  expect((await tryFile(name, lines, options)).failures).toEqual([]);
}

const PEOPLE =
  'Person ID,First name,Last name,Username,Email,Role,Duty,Year,Class,Shared account,Start date,Leaving date';
/** In the school year that most of these tests are about. */
const IN_AUTUMN: ListOptions = { listedOn: '2025-09-05' };
const people = (name: string, rows: readonly string[], options = IN_AUTUMN) => give(name, [PEOPLE, ...rows], options);
const devices = (name: string, rows: readonly string[]) =>
  give(name, ['Device,Type,Location,IP address,Shared,Assigned to,Role,Year,Class,From,To', ...rows], IN_AUTUMN);

/** Captures at noon, each of a day and an account or a device. */
const captures = (name: string, rows: readonly (readonly [day: string, account: string, device?: string])[]) =>
  give(name, [
    'Capture ID,Created,Username,Station,Library category,Phrase,Severity',
    ...rows.map(([day, account, device = ''], index) => {
      const [year, month, date] = day.split('-');
      return `${name}-${index},${date}/${month}/${year} 12:00:00,${account},${device},Bullying,made up,4`;
    }),
  ]);

const owned = z.object({
  day: z.string(),
  role: z.string().nullable(),
  year: z.string().nullable(),
  class: z.string().nullable(),
  method: z.string(),
  confidence: z.string(),
});

/** What the review knows of each capture, in the order of their days. */
async function whose(from: string, to: string) {
  await mapPeriod(store, configuration, { from, to });
  return store.query(
    owned,
    'SELECT day::VARCHAR AS day, role, year_group AS year, class, method, confidence FROM capture_event ORDER BY time_local, line',
  );
}
const classKey = (name: string) => store.keyring.keyOf('class', name.toLowerCase());

describe('year groups', () => {
  it('move up on 1 September, whatever the list says of the day before; the new class is not known yet', async () => {
    await people('people.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,01/09/2025,']);
    await captures('captures.csv', [
      ['2026-08-31', 'toskelby'],
      ['2026-09-01', 'toskelby'],
    ]);
    expect(await whose('2026-08-01', '2026-09-30')).toMatchObject([
      { day: '2026-08-31', year: '4', class: classKey('4A') },
      { day: '2026-09-01', year: '5', class: null },
    ]);
  });

  it('are reckoned from the day that the list describes, not from when the pupil was admitted', async () => {
    await people('people.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,01/09/2021,'], { listedOn: '2025-10-01' });
    await captures('captures.csv', [
      ['2024-11-04', 'toskelby'],
      ['2025-11-03', 'toskelby'],
    ]);
    expect((await whose('2024-09-01', '2026-07-31')).map(({ year }) => year)).toEqual(['3', '4']);
  });

  it('of somebody who has outgrown the stages of the school are not known', async () => {
    await people('people.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,6,6A,,01/09/2025,']);
    await captures('captures.csv', [['2026-10-05', 'toskelby']]);
    expect(await whose('2026-09-01', '2026-10-31')).toMatchObject([{ role: 'pupil', year: null }]);
  });

  it('move up in August in Scotland', async () => {
    configuration = { ...configuration, nation: 'scotland' };
    await people('people.csv', [
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,P4,P4A,,18/08/2025,',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,P6,P6A,,18/08/2025,',
    ]);
    await captures('captures.csv', [
      ['2026-07-31', 'toskelby'],
      ['2026-08-28', 'toskelby'],
    ]);
    expect((await whose('2026-07-01', '2026-09-30')).map(({ year }) => year)).toEqual(['P4', 'P5']);
  });

  it('are read from the year in a pupil’s account where the school says what it means, of nobody in particular', async () => {
    const intakeYear = { digits: 2, at: 'start', means: 'joins', year: 'R' } as const;
    configuration = { ...configuration, accounts: { ...configuration.accounts, intakeYear } };
    await people('people.csv', ['P1,Morvath,Ellspar,mellspar,,Pupil,,6,6A,,01/09/2025,']);
    await captures('captures.csv', [
      ['2026-03-10', '22toskelby'],
      ['2026-03-11', '2022toskelby'],
      ['2026-03-12', 'toskelby22'],
    ]);
    // Reception in autumn 2022 is Year 3 in the school year that began in autumn 2025.
    expect(await whose('2026-03-01', '2026-03-31')).toMatchObject([
      { role: 'pupil', year: '3', class: null, method: 'intake-year', confidence: 'low' },
      { role: null, method: 'none' },
      { role: null, method: 'none' },
    ]);
  });
});

describe('lists without a day', () => {
  it('describe the day of their import, say so, and can be given another day afterwards', async () => {
    const lines = [
      PEOPLE,
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,',
      'S1,Brenka,Dolvane,bdolvane,,Staff,,,,,15/01/2014,',
    ];
    const first = await tryFile('people.csv', lines);
    expect(first.results).toMatchObject([{ outcome: 'imported', isTakenForToday: true }]);
    await captures('captures.csv', [['2024-11-04', 'toskelby']]);
    const again = { listedOn: '2025-09-05', mayReattribute: true };
    expect((await tryFile('people.csv', lines, again)).results).toMatchObject([
      { outcome: 'skipped', isDatedAnew: true },
    ]);
    expect((await whose('2024-11-01', '2024-11-30')).map(({ year }) => year)).toEqual(['3']);
    expect((await tryFile('people.csv', lines)).results).toMatchObject([{ outcome: 'skipped', isDatedAnew: false }]);
  });
});

describe('lists that follow each other', () => {
  it('leave class and year of the past alone when the start date is the same', async () => {
    const row = (year: string, name: string) => [`P1,Tavrin,Oskelby,toskelby,,Pupil,,${year},${name},,01/09/2021,`];
    await people('one.csv', row('4', '4A'), { listedOn: '2025-09-05' });
    await captures('captures.csv', [
      ['2026-01-12', 'toskelby'],
      ['2026-02-09', 'toskelby'],
    ]);
    await people('two.csv', row('4', '4B'), { listedOn: '2026-02-01', mayReattribute: true });
    expect((await whose('2026-01-01', '2026-02-28')).map((each) => each.class)).toEqual([
      classKey('4A'),
      classKey('4B'),
    ]);
  });

  it('take their place by the day they describe, not by when they are imported', async () => {
    const row = (name: string) => [`P1,Tavrin,Oskelby,toskelby,,Pupil,,4,${name},,01/09/2021,`];
    await people('new.csv', row('4B'), { listedOn: '2026-02-01' });
    await people('old.csv', row('4A'), { listedOn: '2025-09-05' });
    await captures('captures.csv', [
      ['2026-01-12', 'toskelby'],
      ['2026-02-09', 'toskelby'],
    ]);
    expect((await whose('2026-01-01', '2026-02-28')).map((each) => each.class)).toEqual([
      classKey('4A'),
      classKey('4B'),
    ]);
  });

  it('let go whoever is missing from a complete one, in the roles that it holds', async () => {
    const both = [
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,01/09/2025,',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,4,4A,,01/09/2025,',
    ];
    await people('autumn.csv', [...both, 'S1,Brenka,Dolvane,bdolvane,,Staff,,,,,,'], { listedOn: '2025-09-05' });
    await people('spring.csv', both.slice(1), { listedOn: '2026-01-05', isComplete: true });
    await captures('captures.csv', [
      ['2026-01-04', 'toskelby'],
      ['2026-01-05', 'toskelby'],
      ['2026-01-06', 'mellspar'],
      ['2026-01-07', 'bdolvane'],
    ]);
    expect((await whose('2026-01-01', '2026-01-31')).map(({ role }) => role)).toEqual([
      'pupil',
      null,
      'pupil',
      'staff',
    ]);
  });

  it('are not complete while a line of theirs cannot be read: whoever stands there has not left', async () => {
    const lines = [
      PEOPLE,
      'P1,Tavrin,Oskelby,toskelby,,Wizard,,4,4A,,,',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,4,4A,,,',
    ];
    const { failures } = await tryFile('people.csv', lines, { ...IN_AUTUMN, isComplete: true });
    expect(failures).toMatchObject([{ code: 'list-incomplete', exitCode: 3 }]);
    expect(await rowCounts(store)).toMatchObject({ membership: 0, import_file: 0 });
  });

  it('are refused where they would change whose past events are, say how many, and leave the store as it was', async () => {
    await people('one.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,01/09/2025,'], { listedOn: '2025-09-05' });
    await captures('captures.csv', [
      ['2026-01-12', 'toskelby'],
      ['2026-01-13', 'toskelby'],
    ]);
    const before = await rowCounts(store);
    const wrong = [PEOPLE, 'S1,Brenka,Dolvane,toskelby,,Staff,,,,,01/09/2025,'];
    const { failures } = await tryFile('two.csv', wrong, { listedOn: '2025-09-06' });
    expect(failures).toMatchObject([{ code: 'list-reattributes', exitCode: 3 }]);
    expect(failures[0]?.message).toMatch(/2 captures and 0 requests of 2 past days/);
    expect(await rowCounts(store)).toEqual(before);
    await give('two.csv', wrong, { listedOn: '2025-09-06', mayReattribute: true });
    // Two people claim the account now: it is nobody's.
    expect((await whose('2026-01-01', '2026-01-31')).map(({ method }) => method)).toEqual(['none', 'none']);
  });

  it('settle whose an account is, from their day on, when they give one of two people another', async () => {
    const second = (account: string) => [`P2,Morvath,Ellspar,${account},,Pupil,,4,4B,,01/09/2025,`];
    await people('one.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,01/09/2025,']);
    await people('two.csv', second('toskelby'), { listedOn: '2025-10-01' });
    await people('three.csv', second('mellspar'), { listedOn: '2026-01-10' });
    await captures('captures.csv', [
      ['2026-01-09', 'toskelby'],
      ['2026-01-12', 'toskelby'],
    ]);
    expect((await whose('2026-01-01', '2026-01-31')).map((each) => each.class)).toEqual([null, classKey('4A')]);
  });

  it('give an account that is used again to whoever has it next, and leave the past to whoever had it', async () => {
    await people('one.csv', [
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,6,6A,,01/09/2019,',
      'P3,Pell,Brack,pbrack,,Pupil,,1,1A,,,',
    ]);
    await captures('captures.csv', [
      ['2026-03-10', 'toskelby'],
      ['2026-09-10', 'toskelby'],
    ]);
    const next = ['P2,Tansy,Oskelby,toskelby,,Pupil,,R,RA,,,', 'P3,Pell,Brack,pbrack,,Pupil,,2,2A,,,'];
    await people('two.csv', next, { listedOn: '2026-09-04', isComplete: true, mayReattribute: true });
    expect((await whose('2026-03-01', '2026-09-30')).map(({ class: name }) => name)).toEqual([
      classKey('6A'),
      classKey('RA'),
    ]);
  });

  it('mean the same people where one has numbers for them and the other has none', async () => {
    await people('one.csv', [',Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,']);
    await captures('captures.csv', [['2026-03-10', 'toskelby']]);
    await people('two.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,'], { listedOn: '2026-01-05' });
    await people('three.csv', [',Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,'], { listedOn: '2026-02-05' });
    expect((await whose('2026-03-01', '2026-03-31')).map(({ method }) => method)).toEqual(['account']);
  });

  it('are refused where they make a person’s past a group’s', async () => {
    const row = (shared: string) => [`P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,${shared},,`];
    await people('one.csv', row('No'));
    await captures('captures.csv', [['2026-03-10', 'toskelby']]);
    const { failures } = await tryFile('two.csv', [PEOPLE, ...row('Yes')], IN_AUTUMN);
    expect(failures).toMatchObject([{ code: 'list-reattributes' }]);
  });

  it('are not refused for what they are the first to say', async () => {
    await captures('captures.csv', [
      ['2026-01-12', 'toskelby'],
      ['2026-09-14', 'toskelby'],
    ]);
    await people('one.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,01/09/2025,']);
    await people('two.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,5,5A,,01/09/2026,'], { listedOn: '2026-09-10' });
    expect((await whose('2026-01-01', '2026-09-30')).map(({ year, class: name }) => [year, name])).toEqual([
      ['4', classKey('4A')],
      ['5', classKey('5A')],
    ]);
  });
});

describe('how it is known', () => {
  it('is by account, mail address or name, and not where two people answer to it', async () => {
    await people('people.csv', [
      'P1,Tavrin,Oskelby,toskelby,tav.o@fernhollow.example,Pupil,,4,4A,,,',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,4,4A,,,',
      'P3,Morvath,Ellspar,m2ellspar,,Pupil,,5,5A,,,',
      'C1,,,class-4a,,Pupil,,4,4A,Yes,,',
    ]);
    await captures('captures.csv', [
      ['2026-03-01', 'toskelby'],
      ['2026-03-02', 'tav.o@fernhollow.example'],
      ['2026-03-03', 'Tavrin Oskelby'],
      ['2026-03-04', 'Morvath Ellspar'],
      ['2026-03-05', 'class-4a'],
      ['2026-03-06', 'tav.o@elsewhere.example'],
    ]);
    expect(
      (await whose('2026-03-01', '2026-03-31')).map(({ method, confidence }) => `${method} ${confidence}`),
    ).toEqual(['account high', 'mail high', 'name low', 'none none', 'shared-account high', 'none none']);
  });

  it('is not by a private mail address: an account of that name at school is somebody else’s', async () => {
    await people('people.csv', [
      'P1,Tavrin,Oskelby,toskelby,toskelby@fernhollow.example,Pupil,,4,4A,,,',
      'S1,Brenka,Dolvane,bdolvane,bdolvane@fernhollow.example,Staff,,,,,,',
      'G1,Petra,Lowmoor,,toskelby@post.example,Governor,Chair of governors,,,,,',
    ]);
    await captures('captures.csv', [
      ['2026-03-01', 'toskelby'],
      ['2026-03-02', 'toskelby@post.example'],
    ]);
    expect((await whose('2026-03-01', '2026-03-31')).map(({ role, method }) => [role, method])).toEqual([
      ['pupil', 'account'],
      [null, 'none'],
    ]);
  });

  it('is by the list of devices where no account is recorded: a person, a class, or only a group', async () => {
    await people('people.csv', [
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,',
      'S1,Brenka,Dolvane,bdolvane,,Staff,,,,,,',
    ]);
    await devices('devices.csv', [
      'FH-LT-01,Laptop,Home,,No,toskelby,,,,,',
      'FH-TR-02,Tablet,Trolley,,Yes,,,4,4A,,',
      'FH-ST-03,Desktop,Staff room,,Yes,,Staff,,,,',
      'FH-XX-04,Desktop,Hall,,Yes,,,,,,',
    ]);
    await captures('captures.csv', [
      ['2026-03-01', '', 'FH-LT-01'],
      ['2026-03-02', '', 'FH-TR-02'],
      ['2026-03-03', '', 'FH-ST-03'],
      ['2026-03-04', '', 'FH-XX-04'],
      ['2026-03-05', 'bdolvane', 'FH-LT-01'],
    ]);
    const found = await whose('2026-03-01', '2026-03-31');
    expect(found.map(({ role, year, method, confidence }) => [role, year, method, confidence])).toEqual([
      ['pupil', '4', 'assigned-device', 'medium'],
      ['pupil', '4', 'group-device', 'low'],
      ['staff', null, 'group-device', 'low'],
      [null, null, 'none', 'none'],
      ['staff', null, 'account', 'high'],
    ]);
    const persons = await store.query(
      z.object({ n: z.union([z.bigint(), z.int()]).transform(Number) }),
      'SELECT count(person_id) AS n FROM capture_event',
    );
    expect(persons).toEqual([{ n: 2 }]);
  });

  it('follows a device from one pupil to the next', async () => {
    await people('people.csv', [
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,5,5A,,,',
    ]);
    await devices('devices.csv', [
      'FH-LT-01,Laptop,Home,,No,toskelby,,,,01/09/2025,31/12/2025',
      'FH-LT-01,Laptop,Home,,No,mellspar,,,,05/01/2026,',
    ]);
    await captures('captures.csv', [
      ['2025-12-31', '', 'FH-LT-01'],
      ['2026-01-04', '', 'FH-LT-01'],
      ['2026-01-05', '', 'FH-LT-01'],
    ]);
    expect((await whose('2025-12-01', '2026-01-31')).map(({ year }) => year)).toEqual(['4', null, '5']);
  });

  it('ends when a later list gives a device, or its address, to nobody', async () => {
    const header = 'Device,Type,Location,IP address,Shared,Assigned to';
    await people('people.csv', ['P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,']);
    await give(
      'one.csv',
      [header, 'FH-LT-01,Laptop,Home,10.0.0.5,No,toskelby', 'FH-LT-02,Laptop,Home,10.0.0.6,No,toskelby'],
      IN_AUTUMN,
    );
    const later = { listedOn: '2026-02-01' };
    await give(
      'two.csv',
      [header, 'FH-LT-01,Laptop,Store,10.0.0.5,No,', 'FH-PC-03,Desktop,Library,10.0.0.6,Yes,'],
      later,
    );
    await captures('captures.csv', [
      ['2026-01-12', '', 'FH-LT-01'],
      ['2026-02-02', '', 'FH-LT-01'],
      ['2026-02-03', '', 'FH-LT-02'],
    ]);
    await give('requests.csv', [
      'Date,Client IP,URL,Action',
      '02/02/2026 10:00:00,10.0.0.6,https://a.example/,Blocked',
    ]);
    expect((await whose('2026-01-01', '2026-02-28')).map(({ method }) => method)).toEqual([
      'assigned-device',
      'none',
      'assigned-device',
    ]);
    const requests = await store.query(z.object({ method: z.string() }), 'SELECT method FROM request_event');
    expect(requests).toEqual([{ method: 'none' }]);
  });

  it('is not known where one list gives a device to two people, or one address to two devices', async () => {
    await people('people.csv', [
      'P1,Tavrin,Oskelby,toskelby,,Pupil,,4,4A,,,',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,5,5A,,,',
    ]);
    await devices('devices.csv', [
      'FH-LT-01,Laptop,Home,,No,toskelby,,,,,',
      'FH-LT-01,Laptop,Home,,No,mellspar,,,,,',
      'FH-LT-02,Laptop,Home,10.0.0.9,No,toskelby,,,,,',
      'FH-LT-03,Laptop,Home,10.0.0.9,No,mellspar,,,,,',
    ]);
    await captures('captures.csv', [['2026-03-02', '', 'FH-LT-01']]);
    await give('requests.csv', [
      'Date,Client IP,URL,Action',
      '02/03/2026 10:00:00,10.0.0.9,https://a.example/,Blocked',
    ]);
    expect((await whose('2026-03-01', '2026-03-31')).map(({ method }) => method)).toEqual(['none']);
    const requests = await store.query(z.object({ method: z.string() }), 'SELECT method FROM request_event');
    expect(requests).toEqual([{ method: 'none' }]);
  });

  it('keeps from the DSL what the list of devices makes theirs', async () => {
    await people('people.csv', ['S1,Brenka,Dolvane,bdolvane,,Staff,DSL,,,,,']);
    await devices('devices.csv', ['FH-LT-01,Laptop,Office,,No,bdolvane,,,,,']);
    await captures('captures.csv', [['2026-03-01', '', 'FH-LT-01']]);
    const review = await reviewPeriod(store, configuration, { from: '2026-03-01', to: '2026-03-31' });
    const dsl = await dslEditionOf(store, configuration, review);
    expect(dsl).toMatchObject({ conduct: [], withheld: [{ captures: 1, goesTo: 'chair of governors' }] });
  });
});
