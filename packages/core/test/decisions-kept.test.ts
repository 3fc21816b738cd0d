/** What people decided, reported and signed about somebody: shown to them, erased with them, and gone when its time is over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  editFigures,
  eraseSubject,
  type Holdings,
  type Office,
  retain,
  reviewPeriod,
  subjectHoldings,
  unlock,
} from '../src/index.js';
import { integer } from '../src/store/database.js';
import {
  ACCEPTANCE_HEADER,
  CONCERN_HEADER,
  configurationOf,
  type DecidedSchool,
  decidedSchool,
  listText,
  OUTCOME_HEADER,
} from './support/decided-school.js';
import { removeFolder, rowCounts, temporaryFolder } from './support/workspace.js';

const LISTS = {
  'outcomes.csv': listText(
    OUTCOME_HEADER,
    'c1,Pupil spoken to,,yes,1,17/03/2026,DSL,talked it over at home',
    'c4,Support given,yes,,,18/03/2026,DSL,pupil2 saw it too',
    'c7,sanction,,yes,1,11/02/2026,headteacher,stayed in at break',
  ),
  'concerns.csv': listText(
    CONCERN_HEADER,
    '16/03/2026,Accidental access,Pupil,pupil2,a page on snakes,own-tablet,hid the window,,',
    '17/03/2026,lost credentials,Pupil,pupil3,,,wrote it on the cupboard,fixed,18/03/2026',
    '17/03/2026,misuse,Pupil,pupil3,,,Brenka Dolvane and pupil2 were there,,',
    '10/02/2026,misuse,Pupil,newcomer,,,nobody knows them,,',
  ),
  'acceptance.csv': listText(
    ACCEPTANCE_HEADER,
    'ks2,P2,,08/09/2024,parent',
    'ks2,P1,,09/09/2024,parent',
    'staff-code,S1,,01/09/2024,self',
  ),
};

function ownSchool(name: string): () => DecidedSchool {
  let folder = '';
  let school: DecidedSchool;
  beforeAll(async () => {
    folder = await temporaryFolder(name);
    school = await decidedSchool(folder);
    for (const [file, text] of Object.entries(LISTS))
      expect(await school.importList(file, text)).toMatchObject({ rejected: 0 });
  });
  afterAll(async () => {
    school.store.close();
    await removeFolder(folder);
  });
  return () => school;
}

async function asOffice<Result>(
  school: DecidedSchool,
  office: Office,
  work: (request: Parameters<typeof eraseSubject>[0]) => Promise<Result>,
): Promise<Result> {
  const unlocked = await unlock(school.store, [school.secrets[office]]);
  const configuration = configurationOf(school);
  try {
    return await work({ unlocked, configuration, reader: { name: office, offices: [office] } });
  } finally {
    await unlocked.close();
  }
}

const held = (school: DecidedSchool, office: Office, who: string) =>
  asOffice(school, office, (request) => subjectHoldings(request, who));

/** A sheet's rows as objects without empty cells. */
const rowsOf = ({ sheets }: Holdings, id: string) => {
  const sheet = sheets.find((each) => each.id === id);
  return (sheet?.rows ?? []).map((row) =>
    Object.fromEntries(row.map((cell, index) => [sheet?.columns[index] ?? '', cell]).filter(([, cell]) => cell !== '')),
  );
};

describe('an access request', () => {
  const opened = ownSchool('decisions-held');

  it('shows what was decided, reported and signed', async () => {
    const holdings = await held(opened(), 'dsl', 'pupil2');
    expect(rowsOf(holdings, 'decisions')).toMatchObject([
      { Topic: 'gambling', Outcome: 'sanction', 'Decided by': 'headteacher', Notes: 'stayed in at break' },
      {
        'Time of the record': '2026-03-16 10:00:00',
        Record: 'capture',
        Outcome: 'pupil spoken to',
        Incident: 'yes',
        'On purpose': 'yes',
        Step: '1',
        'Decided on': '2026-03-17',
        Notes: 'talked it over at home',
        'Can be read by': 'dsl',
      },
    ]);
    expect(rowsOf(holdings, 'reports')).toMatchObject([
      {
        ...{ Day: '2026-03-16', Kind: 'accidental access', Account: 'pupil2', Site: 'a page on snakes' },
        ...{ Device: 'own-tablet', 'What happened': 'hid the window', Answer: 'open', 'Can be read by': 'dsl' },
      },
    ]);
    expect(rowsOf(holdings, 'signatures')).toMatchObject([
      { Agreement: 'ks2', 'Signed on': '2024-09-08', 'Signed by': 'parent' },
    ]);
  });

  it('names the person in notes about others, and nobody reads there what is sealed away from them', async () => {
    const texts = (holdings: Holdings) => rowsOf(holdings, 'mentions').map(({ Text }) => Text);
    expect(texts(await held(opened(), 'dsl', 'pupil2'))).toEqual(['pupil2 saw it too']);
    const reports = rowsOf(await held(opened(), 'dsl', 'pupil3'), 'reports');
    expect(reports).toHaveLength(2);
    expect(reports[1]).not.toHaveProperty('What happened');
  });

  it('finds an account of which there is nothing but a report', async () => {
    expect(rowsOf(await held(opened(), 'dsl', 'newcomer'), 'reports')).toMatchObject([{ Kind: 'misuse' }]);
  });
});

describe('an erasure', () => {
  const opened = ownSchool('decisions-erased');

  it('takes the texts, the signatures and whose the reports are; the counts stay', async () => {
    const before = await rowCounts(opened().store);
    const erased = await asOffice(opened(), 'dsl', (request) => eraseSubject(request, 'pupil2'));
    expect(erased).toMatchObject({ captures: 5, concerns: 1, signatures: 1, remaining: 0 });
    const after = await rowCounts(opened().store);
    expect(after).toMatchObject({
      outcome: before['outcome'],
      report_of_concern: before['report_of_concern'],
      acceptance: (before['acceptance'] ?? 0) - 1,
    });
    const texts = (await opened().textsOpenTo('dsl')).join('\n');
    expect(texts).not.toMatch(/talked it over|stayed in at break|hid the window|snakes|own-tablet/);
    expect(texts).toContain('wrote it on the cupboard');
  });

  it('is not undone by the same lists with more rows', async () => {
    const before = await rowCounts(opened().store);
    const more = {
      'outcomes again.csv': `${LISTS['outcomes.csv']}c1,sanction,,yes,2,20/03/2026,DSL,told Tavrin2 so\r\n`,
      'concerns again.csv': `${LISTS['concerns.csv']}20/03/2026,under-blocking,,,games.example.net,,,,\r\n`,
      'acceptance again.csv': `${LISTS['acceptance.csv']}ks2,P3,,10/09/2024,parent\r\n`,
    };
    for (const [name, text] of Object.entries(more)) await opened().importList(name, text);
    const one = (table: string) => (before[table] ?? 0) + 1;
    expect(await rowCounts(opened().store)).toMatchObject({
      ...{ outcome: one('outcome'), report_of_concern: one('report_of_concern'), acceptance: one('acceptance') },
    });
    const accounts = await opened().rows(
      z.object({ n: integer }),
      `SELECT count(*) AS n FROM report_of_concern WHERE account_id IS NOT NULL AND day = DATE '2026-03-16'`,
    );
    expect(accounts).toEqual([{ n: 0 }]);
    expect((await opened().textsOpenTo('dsl')).filter((text) => /told Tavrin2|hid the window/.test(text))).toEqual([]);
  });
});

describe('editions for readers outside the safeguarding team', () => {
  const opened = ownSchool('decisions-editions');

  it('tell of the lists, but not how many decisions and reports there were', async () => {
    const { store } = opened();
    const configuration = configurationOf(opened());
    const review = await reviewPeriod(store, configuration, { from: '2026-03-02', to: '2026-03-27' });
    const { editions } = await editFigures(store, configuration, review, ['governors']);
    const [edition] = editions;
    if (edition?.edition !== 'governors') throw new Error('an edition of the wrong kind');
    const ledgers = edition.files.map(({ format, ledger }) => [format, ledger?.loaded ?? null]);
    expect(ledgers).toContainEqual(['What people decided about events, CSV with a header', null]);
    expect(ledgers).toContainEqual(['What people reported, CSV with a header', null]);
    expect(ledgers).toContainEqual(['Who signed which agreement, CSV with a header', 3]);
  });
});

describe('retention', () => {
  const opened = ownSchool('decisions-retained');

  it('a decision goes with its record, a report by its day, a signature with the last row about its person', async () => {
    // Twelve months: what was before March 2026 goes; pupil 1 left in July 2025.
    await retain(opened().store, configurationOf(opened()), new Date('2027-03-10T12:00:00Z'));
    expect(await rowCounts(opened().store)).toMatchObject({
      capture: 6,
      outcome: 2,
      report_of_concern: 3,
      acceptance: 2,
    });
    await retain(opened().store, configurationOf(opened()), new Date('2028-03-10T12:00:00Z'));
    expect(await rowCounts(opened().store)).toMatchObject({ outcome: 0, report_of_concern: 0, acceptance: 2 });
    const texts = (await opened().textsOpenTo('dsl')).join('\n');
    expect(texts).not.toMatch(/talked it over|hid the window|cupboard|newcomer/);
  });
});
