/** An access request: one person's data, whole, as far as the caller's key reaches; and its erasure, which leaves the counts. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listAudit, verifyAudit } from '../src/audit/verify-audit.js';
import {
  eraseSubject,
  type Holdings,
  type Office,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
  subjectHoldings,
  type Unlocked,
  unlock,
} from '../src/index.js';
import { integer } from '../src/store/database.js';
import {
  captureFile,
  type KeptSchool,
  keptSchool,
  ROSTER_HEADER,
  requestFile,
  rosterFile,
} from './support/kept-school.js';
import { removeFolder, rowCounts, temporaryFolder } from './support/workspace.js';

const PERIOD = { from: '2026-03-02', to: '2026-03-27' };
const bullying = (id: string, user: string, phrase: string, notes = '') => ({
  id,
  day: '16/03/2026',
  user,
  category: 'Bullying',
  phrase,
  notes,
});
const FILES = {
  'roster.csv': rosterFile(),
  'requests.csv': [
    requestFile([
      ['16/03/2026', 'pupil2', 'Education', 'Allowed'],
      ['16/03/2026', 'pupil2', 'Gambling', 'Blocked'],
      ['17/03/2026', 'pupil3', 'Education', 'Allowed'],
      ['17/03/2026', 'teacher1', 'Gambling', 'Blocked'],
      ['17/03/2026', 'lead1', 'Gambling', 'Blocked'],
    ]),
    '16/03/2026 11:00:00,pupil2,http://www.google.com/search?q=i+want+to+stop+eating+lunch,Search Engines,Allowed\n',
    'not a time,pupil2,http://site.example.org/,Education,Allowed\n',
  ].join(''),
  'captures.csv': captureFile([
    bullying('k2', 'pupil2', 'only of two', 'seen with a colleague'),
    bullying('k2b', 'pupil2', 'said by both'),
    bullying('k3', 'pupil3', 'said by both', 'talked about Tavrin2 Oskelby2 again'),
    bullying('k4', 'teacher1', 'of a teacher'),
    bullying('k5', 'lead1', 'of the lead'),
  ]),
};

let folder = '';
let school: KeptSchool;
let store: Store;

beforeAll(async () => {
  folder = await temporaryFolder('subject');
  school = await keptSchool(folder);
  store = school.store;
  expect((await school.importFiles(FILES)).failures).toEqual([]);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const configuration = () => readWorkspaceConfiguration(store.workspace);

async function withKey<Result>(office: Office, work: (unlocked: Unlocked) => Promise<Result>): Promise<Result> {
  const unlocked = await unlock(store, [school.secrets[office]]);
  try {
    return await work(unlocked);
  } finally {
    await unlocked.close();
  }
}

const requestAs = (office: Office, unlocked: Unlocked) => ({
  unlocked,
  configuration: configuration(),
  reader: { name: office, offices: [office] },
});
const holdings = (office: Office, who: string) =>
  withKey(office, (unlocked) => subjectHoldings(requestAs(office, unlocked), who));
const erase = (office: Office, who: string) =>
  withKey(office, (unlocked) => eraseSubject(requestAs(office, unlocked), who));

/** A sheet's rows as objects without empty cells. */
const rowsOf = ({ sheets }: Holdings, id: string) => {
  const sheet = sheets.find((each) => each.id === id);
  return (sheet?.rows ?? []).map((row) =>
    Object.fromEntries(row.map((cell, index) => [sheet?.columns[index] ?? '', cell]).filter(([, cell]) => cell !== '')),
  );
};
const allText = ({ sheets }: Holdings) => JSON.stringify(sheets.map(({ rows }) => rows));

describe('everything held on a pupil', () => {
  let held: Holdings;
  beforeAll(async () => {
    held = await holdings('dsl', 'Tavrin2 Oskelby2');
  });

  it('has the row on the list of people', () => {
    expect(rowsOf(held, 'list')).toMatchObject([
      {
        Number: 'P2',
        'First name': 'Tavrin2',
        'Last name': 'Oskelby2',
        Account: 'pupil2',
        Role: 'pupil',
        Year: '4',
        Class: '4-Dolvane',
        From: '2024-09-01',
        'Can be read by': 'dsl',
      },
    ]);
  });

  it('has the captures with what was typed, shown and noted', () => {
    expect(rowsOf(held, 'captures')).toMatchObject([
      {
        Time: '2026-03-16 10:00:00',
        Topic: 'bullying',
        Category: 'Bullying',
        Severity: '4',
        Account: 'pupil2',
        Device: 'pupil2-laptop',
        Phrase: 'only of two',
        'Window title': 'title of only of two',
        Notes: 'seen with a colleague',
      },
      { Phrase: 'said by both', 'Window title': 'title of said by both' },
    ]);
  });

  it('has the requests by day and site', () => {
    expect(rowsOf(held, 'requests')).toMatchObject([
      { Day: '2026-03-16', Site: 'example.org', Requests: '2', Blocked: '1', Topics: 'gambling, ordinary' },
      { Day: '2026-03-16', Site: 'google.com', Requests: '1', Blocked: '0' },
    ]);
  });

  it('has the searches that touch a theme, with their words', () => {
    expect(rowsOf(held, 'searches')).toMatchObject([
      { Time: '2026-03-16 11:00:00', Theme: 'self-harm', 'Searched for': 'i want to stop eating lunch' },
    ]);
  });

  it('has the texts that name them elsewhere, and nothing else about others', () => {
    expect(rowsOf(held, 'mentions')).toMatchObject([
      { What: 'capture of somebody else: notes', Text: 'talked about Tavrin2 Oskelby2 again' },
      { What: 'line that could not be read', Text: expect.stringContaining('pupil2') },
    ]);
    expect(allText(held)).not.toMatch(/pupil3|teacher|lead/);
  });

  it('says who can read it, and what stayed closed', () => {
    expect(held.offices).toEqual(['dsl']);
    expect(held.closedSegments).toBeGreaterThan(0);
  });

  it.each(['pupil2', 'PUPIL2', 'p2', '  tavrin2   OSKELBY2 '])('is found as %j', async (who) => {
    expect(allText(await holdings('dsl', who))).toBe(allText(held));
  });
});

describe('a key', () => {
  it.each(['lead1', 'S2', 'Brenka Dolvane'])('of the DSL does not find the DSL, called %s', async (who) => {
    await expect(holdings('dsl', who)).rejects.toMatchObject({ code: 'subject-not-found', exitCode: 5 });
  });

  it('of the chair opens what is about the DSL, and not what is about pupils', async () => {
    expect(rowsOf(await holdings('chair-of-governors', 'lead1'), 'captures')).toMatchObject([
      { Phrase: 'of the lead', 'Can be read by': expect.stringContaining('chair-of-governors') },
    ]);
    await expect(holdings('chair-of-governors', 'pupil2')).rejects.toMatchObject({ code: 'subject-not-found' });
  });

  it('finds nobody by what nobody is called, and says neither whom', async () => {
    const refusal = await holdings('dsl', 'Quenby Thraxton').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'subject-not-found' });
    expect(String(refusal)).not.toContain('Quenby');
  });
});

it('asks for the account when two people have one name', async () => {
  const people = ['A9', 'B9'].map((id) => `${id},Zorin,Veldt,veldt${id},Pupil,,Year 4,4A,01/09/2026,`);
  await school.importFiles({ 'more.csv': [ROSTER_HEADER.join(','), ...people, ''].join('\n') });
  await expect(holdings('dsl', 'zorin veldt')).rejects.toMatchObject({ code: 'subject-ambiguous', exitCode: 2 });
  expect(rowsOf(await holdings('dsl', 'veldta9'), 'list')).toMatchObject([{ Number: 'A9' }]);
});

describe('erasing a pupil', () => {
  let before: Record<string, number>;
  let totals: Awaited<ReturnType<typeof reviewPeriod>>['totals'];
  let other: string;
  let erased: Awaited<ReturnType<typeof eraseSubject>>;
  beforeAll(async () => {
    before = await rowCounts(store);
    totals = (await reviewPeriod(store, configuration(), PERIOD)).totals;
    other = allText(await holdings('dsl', 'pupil3'));
    erased = await erase('dsl', 'pupil2');
  });

  it('leaves the counts', async () => {
    const after = await rowCounts(store);
    expect(after).toMatchObject({
      request: before['request'],
      capture: before['capture'],
      import_file: before['import_file'],
    });
    const review = await reviewPeriod(store, configuration(), PERIOD);
    expect(review.totals.captures.count).toBe(totals.captures.count);
    expect(review.totals.requests.count).toBe(totals.requests.count);
    expect(review.totals.blocked.count).toBe(totals.blocked.count);
  });

  it('takes the rows and keys of the person out of the store', async () => {
    const keys = await store.query(
      z.object({ key: z.string() }),
      'SELECT name_key AS key FROM account UNION ALL SELECT name_key FROM membership WHERE name_key IS NOT NULL',
    );
    expect(keys.map(({ key }) => key)).not.toContain(store.keyring.keyOf('account', 'pupil2'));
    const persons = await store.query(z.object({ key: z.string() }), 'SELECT person_key AS key FROM person');
    expect(persons.map(({ key }) => key)).not.toContain(store.keyring.keyOf('person', 'P2'));
  });

  it('takes every sealed text out that is about the person alone, and only those', async () => {
    await withKey('dsl', async () => {
      const texts = await store.query(z.object({ text: z.string() }), 'SELECT text FROM unlocked.identity');
      const all = texts.map(({ text }) => text);
      for (const gone of [
        'pupil2',
        'P2',
        'Tavrin2',
        'Oskelby2',
        'only of two',
        'seen with a colleague',
        'pupil2-laptop',
        'i want to stop eating lunch',
      ])
        expect(all).not.toContain(gone);
      expect(all.filter((text) => text.includes('pupil2'))).toEqual([]);
      // Somebody else's capture stays theirs.
      expect(all).toContain('said by both');
      expect(all).toContain('talked about Tavrin2 Oskelby2 again');
    });
    expect(allText(await holdings('dsl', 'pupil3'))).toBe(other);
    await expect(holdings('dsl', 'pupil2')).rejects.toMatchObject({ code: 'subject-not-found' });
  });

  it('leaves no old segment behind, and what it cannot open as it was', async () => {
    const segments = await store.query(z.object({ file: z.string() }), 'SELECT file FROM sealed_segment');
    expect((await readdir(store.workspace.sealedFolder)).toSorted()).toEqual(
      segments.map(({ file }) => file).toSorted(),
    );
    expect(erased.closedSegments).toBeGreaterThan(0);
    expect(rowsOf(await holdings('chair-of-governors', 'lead1'), 'captures')).toHaveLength(1);
  });

  it('is recorded, counts only', async () => {
    // The notes of somebody else's capture name the person, and stay.
    const mentions = [{ kind: 'capture', texts: 1 }];
    expect(erased).toMatchObject({ captures: 2, requests: 3, searches: 1, people: 1, mentions });
    const [line] = (await listAudit(store)).slice(-1);
    expect(line).toMatchObject({
      command: 'subject erase',
      reader: 'dsl',
      detail: { captures: 2, requests: 3, people: 1 },
    });
    expect(JSON.stringify(line)).not.toMatch(/pupil2|Tavrin/i);
    expect(await verifyAudit(store)).toMatchObject({ faults: [] });
  });

  it('erases nothing when it cannot be recorded', async () => {
    const rows = await rowCounts(store);
    const files = await readdir(store.workspace.sealedFolder);
    await withKey('dsl', async (unlocked) => {
      const workspace = { ...store.workspace, auditFile: join(folder, 'missing', 'audit.jsonl') };
      const blocked = { ...unlocked, store: { ...store, workspace } };
      await expect(eraseSubject(requestAs('dsl', blocked), 'pupil3')).rejects.toMatchObject({
        code: 'audit-unwritable',
      });
    });
    expect(await rowCounts(store)).toEqual(rows);
    expect((await readdir(store.workspace.sealedFolder)).toSorted()).toEqual(files.toSorted());
    expect(allText(await holdings('dsl', 'pupil3'))).toBe(other);
  });
});

/** A school of its own, for what changes it. */
function ownSchool(name: string, files: Readonly<Record<string, string>>) {
  const own: { school: KeptSchool | null } = { school: null };
  const opened = (): KeptSchool => {
    if (own.school === null) throw new Error('the school is not there yet');
    return own.school;
  };
  beforeAll(async () => {
    own.school = await keptSchool(join(folder, name));
    expect((await own.school.importFiles({ 'roster.csv': rosterFile(), ...files })).failures).toEqual([]);
  });
  afterAll(() => own.school?.store.close());
  async function as<Result>(
    office: Office,
    work: (request: ReturnType<typeof requestAs>) => Promise<Result>,
  ): Promise<Result> {
    const unlocked = await unlock(opened().store, [opened().secrets[office]]);
    try {
      return await work(requestAs(office, unlocked));
    } finally {
      await unlocked.close();
    }
  }
  return {
    opened,
    holdings: (office: Office, who: string) => as(office, (request) => subjectHoldings(request, who)),
    erase: (office: Office, who: string) => as(office, (request) => eraseSubject(request, who)),
    textsOpenTo: (office: Office) =>
      as(office, async () => {
        const rows = await opened().store.query(z.object({ text: z.string() }), 'SELECT text FROM unlocked.identity');
        return rows.map(({ text }) => text);
      }),
  };
}

describe('an account of a foreign domain with a pupil’s name before the @', () => {
  const foreign = (user: string) => requestFile([['16/03/2026', user, 'Education', 'Allowed']]);
  const {
    opened,
    holdings: held,
    erase: eraseFrom,
  } = ownSchool('foreign', {
    'mail.csv': `${ROSTER_HEADER.join(',')},Email\nS9,Ilsa,Morrow,imorrow,Staff,,,,,,imorrow@fernhollow.example\n`,
    'own.csv': requestFile([['16/03/2026', 'pupil2', 'Games', 'Blocked']]),
    'other.csv': foreign('pupil2@quill.example'),
  });

  it('is somebody else’s: the account alone does not say whose is meant', async () => {
    await expect(held('dsl', 'pupil2')).rejects.toMatchObject({ code: 'subject-ambiguous' });
    expect(rowsOf(await held('dsl', 'P2'), 'requests')).toMatchObject([{ Requests: '1', Topics: 'games' }]);
    expect(rowsOf(await held('dsl', 'pupil2@quill.example'), 'list')).toEqual([]);
  });

  it('is not erased with the pupil', async () => {
    expect(await eraseFrom('dsl', 'P2')).toMatchObject({
      requests: 1,
      people: 1,
      mentions: [{ kind: 'account', texts: 1 }],
    });
    expect(rowsOf(await held('dsl', 'pupil2@quill.example'), 'requests')).toMatchObject([{ Requests: '1' }]);
    expect(await rowCounts(opened().store)).toMatchObject({ request: 2, erased_row: 1 });
  });
});

describe('after erasing', () => {
  const DAYS = requestFile([
    ['16/03/2026', 'pupil2', 'Education', 'Allowed'],
    ['16/03/2026', 'pupil3', 'Education', 'Allowed'],
    ['16/03/2026', 'pupil2', 'Worries about pupil2', 'Blocked'],
  ]);
  const [header = '', ...captures] = captureFile([
    bullying('n1', 'pupil2', 'only of two'),
    bullying('n2', 'pupil2', 'only of two'),
    bullying('', 'pupil2', 'without a number'),
    bullying('', 'pupil3', 'without a number'),
  ]).split('\n');
  const REGISTRY = [
    'Device,Type,Location,IP address,Shared',
    'pupil2-laptop,Laptop,Room 4,10.0.0.2,no',
    'pupil3-laptop,Laptop,Room 4,10.0.0.3,no',
    'hall-screen,Desktop,Hall,10.0.0.9,yes',
    '',
  ].join('\n');
  const {
    opened,
    erase: eraseFrom,
    textsOpenTo,
  } = ownSchool('after', {
    'requests.csv': DAYS,
    'captures.csv': [header, ...captures].join('\n'),
    'devices.csv': REGISTRY,
  });
  beforeAll(async () => {
    await reviewPeriod(opened().store, configuration(), PERIOD);
    await eraseFrom('dsl', 'pupil2');
  });

  it('nothing is left of devices and categories that were theirs alone', async () => {
    const texts = (await textsOpenTo('dsl')).join('\n');
    expect(texts).not.toMatch(/pupil2/);
    expect(texts).toContain('pupil3-laptop');
    expect(texts).toContain('hall-screen');
    expect(await rowCounts(opened().store)).toMatchObject({ device_place: 2 });
  });

  it('the last review is gone, which held their rows', async () => {
    expect(await readdir(opened().store.workspace.folder)).not.toContain('review.json');
  });

  it('an export of the same days and more counts no record twice, and brings nobody back', async () => {
    const before = await rowCounts(opened().store);
    expect(before).toMatchObject({ request: 3, capture: 4, erased_row: 5 });
    const more = '17/03/2026 09:00:00,pupil4,http://site1.example.org/,Education,Allowed\n';
    const { results } = await opened().importFiles({
      'again.csv': `${DAYS}${more}`,
      'captures again.csv': [header, ...captures.toReversed().filter((line) => line !== ''), ''].join('\n'),
    });
    expect(results).toMatchObject([
      { loaded: 1, duplicate: 3 },
      { loaded: 0, duplicate: 4 },
    ]);
    const after = await rowCounts(opened().store);
    expect(after).toMatchObject({ request: (before['request'] ?? 0) + 1, capture: before['capture'] });
    expect((await textsOpenTo('dsl')).filter((text) => /pupil2|only of two/.test(text))).toEqual([]);
  });
});

describe('erasing somebody whom lists know by several names', () => {
  const HEADER = `${ROSTER_HEADER.join(',')},Email`;
  const { opened, erase: eraseFrom } = ownSchool('names', {
    'mail.csv': `${HEADER}\nP2,Tavrin2,Oskelby2,pupil2,Pupil,,Year 4,4-Dolvane,01/09/2024,,t.oskelby@fernhollow.example\n`,
    'refused.csv': [
      HEADER,
      'P2,Tavrin2,Oskelby2,,Pupill,,Year 4,,,,',
      'S7,Tavrin2,Oskelby2,,Staff,DSL,,,not a day,,',
      'P3,Tavrin3,Oskelby3,,Pupill,,Year 4,,,,',
      '',
    ].join('\n'),
    'devices.csv': [
      'Device,Type,Location,IP address,Assigned to,Year',
      'lap-1,Laptop,Room 4,10.0.0.1,Tavrin2 Oskelby2,4',
      'lap-2,Laptop,Room 4,10.0.0.2,t.oskelby@fernhollow.example,4',
      'lap-3,Laptop,Room 4,10.0.0.3,Tavrin3 Oskelby3,4',
      '',
    ].join('\n'),
    'requests.csv': requestFile([['16/03/2026', 'pupil2', 'Games', 'Blocked']]),
  });
  const keysIn = async (table: string) => {
    const { store: own } = opened();
    const keyOf = (name: string) => own.keyring.keyOf('account', name);
    const named = ['tavrin2 oskelby2', 'oskelby2 tavrin2', 't.oskelby', 'pupil2', 'tavrin3 oskelby3'];
    const key = z.object({ key: z.string().nullable() });
    const found = new Set(
      (await own.query(key, `SELECT DISTINCT name_key AS key FROM ${table}`)).map((row) => row.key),
    );
    return named.filter((name) => found.has(keyOf(name)));
  };

  it('leaves none of these names, on devices or of rejected rows, and those of others', async () => {
    expect(await keysIn('device_place')).toEqual(['tavrin2 oskelby2', 't.oskelby', 'tavrin3 oskelby3']);
    await eraseFrom('dsl', 'P2');
    expect(await keysIn('device_place')).toEqual(['tavrin3 oskelby3']);
    expect(await keysIn('membership')).not.toContain('pupil2');
    expect(await keysIn('other_account')).toEqual(['tavrin3 oskelby3']);
  });

  it('keeps what a rejected row says of a DSL of the same name, and nothing of theirs', async () => {
    const row = z.object({ line: integer });
    const left = await opened().store.query(row, 'SELECT DISTINCT line FROM possible_account ORDER BY line');
    expect(left.map(({ line }) => line)).toEqual([3, 4]);
  });
});

describe('a capture that is exported again with its grade', () => {
  const graded = (line: string) => line.replace(',4,"",', ',4,3,').replace(/,[^,]*$/, ',spoke with Quenby at home');
  const first = captureFile([bullying('g1', 'pupil2', 'of the pupil'), bullying('g2', 'lead1', 'of the lead')]);
  const [header = '', pupils = '', leads = ''] = first.split('\n');
  const { opened, holdings: held, textsOpenTo } = ownSchool('graded', { 'first.csv': first });

  it('brings its notes to those who may read that capture, and to nobody else', async () => {
    await opened().importFiles({ 'pupils.csv': `${header}\n${graded(pupils)}\n` });
    expect(rowsOf(await held('dsl', 'pupil2'), 'captures')).toMatchObject([
      { Grade: '3', Notes: 'spoke with Quenby at home', 'Window title': 'title of of the pupil' },
    ]);
    await opened().importFiles({ 'leads.csv': `${header}\n${graded(leads).replace('Quenby', 'Zorin')}\n` });
    expect(rowsOf(await held('chair-of-governors', 'lead1'), 'captures')).toMatchObject([
      { Grade: '3', Notes: 'spoke with Zorin at home' },
    ]);
    expect(await textsOpenTo('dsl')).not.toContain('spoke with Zorin at home');
  });
});

describe('a broken segment', () => {
  const {
    opened,
    holdings: held,
    erase: eraseFrom,
  } = ownSchool('broken', {
    'captures.csv': captureFile([bullying('b1', 'pupil2', 'of the pupil'), bullying('b2', 'lead1', 'of the lead')]),
  });
  const breaking = async (ending: string, work: (file: string) => Promise<void>) => {
    const { sealedFolder } = opened().store.workspace;
    const name = (await readdir(sealedFolder)).find((each) => each.endsWith(ending)) ?? '';
    const file = join(sealedFolder, name);
    const whole = await readFile(file);
    await writeFile(file, 'nonsense');
    await work(file);
    await writeFile(file, whole);
  };

  it('is named in an access request, which goes on without it', () =>
    breaking('.dsl.age', async (file) => {
      expect((await held('dsl', 'pupil2')).brokenSegments).toEqual([file]);
    }));

  it('that the caller could read stops an erasure, before anything is erased', () =>
    breaking('.dsl.age', async () => {
      const before = await rowCounts(opened().store);
      await expect(eraseFrom('dsl', 'pupil2')).rejects.toMatchObject({ code: 'segment-broken' });
      expect(await rowCounts(opened().store)).toEqual(before);
    }));

  it('that is others’ does not', () =>
    breaking('-not-dsl.age', async () => {
      expect(await eraseFrom('dsl', 'pupil2')).toMatchObject({ captures: 1, brokenSegments: 1 });
    }));
});
