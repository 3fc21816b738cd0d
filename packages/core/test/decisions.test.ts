/** Decisions come back: what people decided, reported and signed; counted once, and read by nobody whom it may be about. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mapEvents } from '../src/map/events.js';
import { decidedBefore, makeIncidents } from '../src/map/incidents.js';
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
import { importOptions } from './support/keys.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const PERIOD = { from: '2026-03-02', to: '2026-03-27' };

function ownSchool(name: string): () => DecidedSchool {
  let folder = '';
  let school: DecidedSchool;
  beforeAll(async () => {
    folder = await temporaryFolder(name);
    school = await decidedSchool(folder);
  });
  afterAll(async () => {
    school.store.close();
    await removeFolder(folder);
  });
  return () => school;
}

const rejection = z.object({ line: integer, column: z.string().nullable(), reason: z.string() });
const rejections = (school: DecidedSchool) =>
  school.rows(
    rejection,
    'SELECT line, column_name AS column, reason FROM rejection WHERE import_id = (SELECT max(import_id) FROM import_file) ORDER BY line',
  );

async function mapIncidents(school: DecidedSchool): Promise<void> {
  const configuration = configurationOf(school);
  const { rulebook } = importOptions(configuration);
  await mapEvents(school.store, configuration, PERIOD, rulebook);
  await makeIncidents(school.store);
}

const decided = z.object({
  kind: z.string(),
  line: integer,
  outcome: z.string(),
  isIncident: z.boolean(),
  decidedOn: z.string(),
});

async function decidedEvents(school: DecidedSchool) {
  await mapIncidents(school);
  return school.rows(
    decided,
    `SELECT kind, line, outcome, is_incident AS "isIncident", decided_on::VARCHAR AS "decidedOn" FROM decided_event ORDER BY kind, line`,
  );
}

const counted = z.object({ n: integer });
/** Of the person with this account. */
async function countBefore(school: DecidedSchool, account: string, day: string): Promise<number> {
  const key = school.store.keyring.keyOf('account', account);
  const [found] = await school.rows(
    counted,
    `SELECT ${decidedBefore('m.person_id', `DATE '${day}'`)} AS n FROM membership AS m WHERE m.name_key = '${key}'`,
  );
  return found?.n ?? -1;
}

describe('outcomes', () => {
  const opened = ownSchool('outcomes');
  const rows = () => {
    const { captures, requests } = opened();
    return [
      `${captures}:2,Pupil spoken to,,yes,1,17/03/2026,DSL,talked it over at home`,
      'c2,parent contacted,yes,yes,Step 2,18/03/2026,Deputy DSL,',
      'c3,No further action,,,,18/03/2026,DSL,the pupil says that lead1 was there',
      'c4,Support given,yes,,,18/03/2026,DSL,sees somebody on Mondays',
      'c5,referral,,no,,19/03/2026,Chair of governors,was on the machine at lunch',
      'C7,sanction,,yes,1,11/02/2026,headteacher,',
      'c7,sanction,,yes,1,11/02/2026,headteacher,',
      `#${captures}:9,sanction,,yes,1,12/02/2026,DSL,`,
      `${requests}:2,technical-change,no,,,17/03/2026,other,`,
      '9:999,sanction,,,,17/03/2026,DSL,',
      'c3,false positive,yes,,,18/03/2026,DSL,',
      'c3,sanction,,,,16/03/2026,DSL,',
      'c1,Detention,,,,18/03/2026,DSL,',
      'c1,sanction,,,9 or so,18/03/2026,DSL,',
      'c1,sanction,,,,18/03/2026,,',
      'c1,sanction,,,,18/03/2126,DSL,',
      'c4,support given,yes,yes,,18/03/2026,DSL,',
      'c4,support given,yes,,1,18/03/2026,DSL,',
      'c1,sanction,,yes,99,18/03/2026,DSL,',
    ];
  };

  it('are loaded where the event is there; every other line says why not', async () => {
    const counts = await opened().importList('outcomes.csv', listText(OUTCOME_HEADER, ...rows()));
    expect(counts).toEqual({ lines: 20, loaded: 8, duplicate: 0, rejected: 11, ignored: 1 });
    expect(await rejections(opened())).toEqual([
      { line: 7, column: 'event', reason: 'no-such-event' },
      { line: 11, column: 'event', reason: 'no-such-event' },
      { line: 12, column: 'outcome', reason: 'contradicts-outcome' },
      { line: 13, column: 'decidedOn', reason: 'before-the-event' },
      { line: 14, column: 'outcome', reason: 'not-an-outcome' },
      { line: 15, column: 'step', reason: 'not-a-step' },
      { line: 16, column: 'decidedBy', reason: 'empty' },
      { line: 17, column: 'decidedOn', reason: 'after-today' },
      { line: 18, column: 'outcome', reason: 'contradicts-topic' },
      { line: 19, column: 'outcome', reason: 'contradicts-topic' },
      { line: 20, column: 'step', reason: 'not-a-step-of-policy' },
    ]);
  });

  it('an episode is decided once, by its latest decision, and a decision on its own is no incident', async () => {
    expect(await decidedEvents(opened())).toEqual([
      { kind: 'capture', line: 3, outcome: 'parent-contacted', isIncident: true, decidedOn: '2026-03-18' },
      { kind: 'capture', line: 4, outcome: 'no-further-action', isIncident: false, decidedOn: '2026-03-18' },
      { kind: 'capture', line: 5, outcome: 'support-given', isIncident: true, decidedOn: '2026-03-18' },
      { kind: 'capture', line: 6, outcome: 'referral', isIncident: true, decidedOn: '2026-03-19' },
      { kind: 'request', line: 2, outcome: 'technical-change', isIncident: false, decidedOn: '2026-03-17' },
    ]);
  });

  it('a sign of need is an incident of support and never a breach', async () => {
    await mapIncidents(opened());
    const shape = z.object({ line: integer, topic: z.string(), isBreach: z.boolean() });
    expect(
      await opened().rows(shape, 'SELECT line, topic, is_breach AS "isBreach" FROM incident ORDER BY line'),
    ).toEqual([
      { line: 3, topic: 'bullying', isBreach: true },
      { line: 5, topic: 'self-harm', isBreach: false },
      { line: 6, topic: 'gambling', isBreach: true },
    ]);
  });

  it('the ladder counts incidents on purpose, decided before the day, those before the period too', async () => {
    await mapIncidents(opened());
    const counts = [];
    for (const day of ['2026-02-12', '2026-02-13', '2026-03-18', '2026-03-19'])
      counts.push(await countBefore(opened(), 'pupil2', day));
    expect(counts).toEqual([0, 1, 1, 2]);
    for (const account of ['pupil3', 'lead1', 'pupil4'])
      expect(await countBefore(opened(), account, '2026-12-31')).toBe(0);
  });

  it('notes go to those who may read of the event, and away from an office that is named in them', async () => {
    const [dsl, chair] = [await opened().textsOpenTo('dsl'), await opened().textsOpenTo('chair-of-governors')];
    expect(dsl).toEqual(expect.arrayContaining(['talked it over at home', 'sees somebody on Mondays']));
    expect(dsl.filter((text) => /lead1 was there|machine at lunch/.test(text))).toEqual([]);
    expect(chair).toEqual(
      expect.arrayContaining(['the pupil says that lead1 was there', 'was on the machine at lunch']),
    );
    expect(chair).not.toContain('sees somebody on Mondays');
  });

  it('the same list with more rows counts nothing twice, and a later decision replaces the earlier one', async () => {
    const more = listText(OUTCOME_HEADER, ...rows(), 'c3,sanction,yes,yes,3,20/03/2026,Headteacher,');
    expect(await opened().importList('outcomes later.csv', more)).toEqual({
      ...{ lines: 21, loaded: 1, duplicate: 8, rejected: 11, ignored: 1 },
    });
    expect(await decidedEvents(opened())).toContainEqual({
      ...{ kind: 'capture', line: 4, outcome: 'sanction', isIncident: true, decidedOn: '2026-03-20' },
    });
    expect(await countBefore(opened(), 'pupil2', '2026-03-21')).toBe(3);
  });

  it('an older decision that comes in later changes nothing', async () => {
    await opened().importList('late.csv', listText(OUTCOME_HEADER, 'c1,false positive,,,,16/03/2026,DSL,'));
    expect((await decidedEvents(opened()))[0]).toMatchObject({ line: 3, outcome: 'parent-contacted' });
  });

  it('a withdrawn decision takes its incident with it', async () => {
    await opened().importList('withdrawn.csv', listText(OUTCOME_HEADER, 'c1,false positive,,,,21/03/2026,DSL,'));
    expect((await decidedEvents(opened()))[0]).toMatchObject({ outcome: 'false-positive', isIncident: false });
    expect(await countBefore(opened(), 'pupil2', '2026-03-22')).toBe(2);
  });
});

describe('reports of concern', () => {
  const opened = ownSchool('concerns');
  const FIRST = [
    '16/03/2026,Accidental access,Pupil,pupil2,,hall-screen,hid the window and told a grown-up,,',
    '16/03/2026,over-blocking,Staff,teacher1,https://www.sums.example.org/year4?child=x,,needed for maths,,',
    '17/03/2026,Misuse,Staff,,,,a grown-up left it open,,',
    '17/03/2026,Misuse,Pupil,pupil3,,,pupil3 says that Brenka Dolvane did it,,',
    '18/03/2026,lost credentials,Pupil,pupil5,class tablets,,wrote it on the cupboard,fixed,18/03/2026',
    '18/03/2026,under-blocking,,,games.example.net,,,,',
    '18/03/2026,under-blocking,,,games.example.net,,,,',
    '19/03/2026,misuse,Staff,lead1,,,left logged on,open,',
    '19/03/2026,misuse,Wizard,,,,,,',
    '19/03/2026,misuse,Pupil,,,,,refused,18/03/2026',
    '19/03/2126,misuse,Pupil,,,,,,',
    '19/03/2026,misuse,Pupil,,,,,refused,18/03/2126',
  ];

  it('are loaded, equal ones of one list each; every other line says why not', async () => {
    expect(await opened().importList('concerns.csv', listText(CONCERN_HEADER, ...FIRST))).toEqual({
      ...{ lines: 13, loaded: 8, duplicate: 0, rejected: 4, ignored: 1 },
    });
    expect(await rejections(opened())).toEqual([
      { line: 10, column: 'role', reason: 'not-a-role' },
      { line: 11, column: 'answeredOn', reason: 'before-the-event' },
      { line: 12, column: 'day', reason: 'after-today' },
      { line: 13, column: 'answeredOn', reason: 'after-today' },
    ]);
  });

  const stored = z.object({
    line: integer,
    host: z.string().nullable(),
    answer: z.string(),
    on: z.string().nullable(),
  });
  const reports = () =>
    opened().rows(
      stored,
      `SELECT line, h.name AS host, answer, answered_on::VARCHAR AS "on" FROM report_of_concern LEFT JOIN host AS h USING (host_id) ORDER BY import_id, line`,
    );

  it('keep of a site what names nobody, and of anything else nothing in the clear', async () => {
    expect((await reports()).map(({ host }) => host)).toEqual([
      null,
      'example.org',
      null,
      null,
      null,
      'games.example.net',
      'games.example.net',
      null,
    ]);
  });

  it('are read by nobody who may be meant', async () => {
    const dsl = await opened().textsOpenTo('dsl');
    const chair = await opened().textsOpenTo('chair-of-governors');
    expect(dsl).toEqual(
      expect.arrayContaining(['hid the window and told a grown-up', 'class tablets', 'wrote it on the cupboard']),
    );
    const secret = ['a grown-up left it open', 'pupil3 says that Brenka Dolvane did it', 'left logged on'];
    expect(dsl.filter((text) => secret.includes(text))).toEqual([]);
    expect(chair).toEqual(expect.arrayContaining(secret));
    expect(await opened().textsOpenTo('headteacher')).toContain('needed for maths');
  });

  it('take the answer of a later list and count no report twice', async () => {
    const answered = FIRST.map((row) => row.replace('needed for maths,,', 'needed for maths,allowed,20/03/2026'));
    const more = [...answered, '20/03/2026,wrong alert,Pupil,pupil2,,,a word in a poem,,'];
    expect(await opened().importList('concerns again.csv', listText(CONCERN_HEADER, ...more))).toEqual({
      ...{ lines: 14, loaded: 1, duplicate: 8, rejected: 4, ignored: 1 },
    });
    expect((await reports())[1]).toMatchObject({ answer: 'allowed', on: '2026-03-20' });
  });

  it('an older list that comes later takes no answer back', async () => {
    const counts = await opened().importList(
      'concerns old.csv',
      `${listText(CONCERN_HEADER, ...FIRST.slice(0, 2))}\r\n`,
    );
    expect(counts).toEqual({ lines: 4, loaded: 0, duplicate: 2, rejected: 0, ignored: 2 });
    expect((await reports())[1]).toMatchObject({ answer: 'allowed', on: '2026-03-20' });
  });
});

describe('acceptance of agreements', () => {
  const opened = ownSchool('acceptance');
  const ROWS = [
    'ks2,P2,,08/09/2025,parent',
    'KS2,,pupil3,09/09/2025,parent',
    'staff-code,S1,teacher1,01/09/2025,self',
    'ks2,P3,,09/09/2025,parent',
    'ks9,P2,,08/09/2025,parent',
    'ks2,P99,,08/09/2025,parent',
    'ks2,P2,pupil3,08/09/2025,parent',
    'ks2,,,08/09/2025,parent',
    'ks2,,pupil2@elsewhere.example,08/09/2025,parent',
    'ks2,P2,,2025-09-31,parent',
    'ks2,P2,,08/09/2125,parent',
    'ks2,S1,,01/09/2025,self',
    'staff-code,P2,,08/09/2025,self',
    'ks1,P2,,08/09/2025,parent',
    'ks2,C1,,08/09/2025,teacher',
    // In July 2024, before the pupil’s first day in Year 3.
    'ks2,P6,,10/07/2024,parent',
    // What parents agree to, by the number of the pupil.
    'parents,P2,,08/09/2025,parent',
  ];

  it('belongs to somebody on the lists and to an agreement of the policy', async () => {
    const { rulebook } = importOptions(configurationOf(opened()));
    expect(rulebook.policy.agreements.map(({ id }) => id)).toEqual(expect.arrayContaining(['ks2', 'staff-code']));
    await opened().store.run(
      `INSERT INTO school_domain VALUES ('${opened().store.keyring.keyOf('domain', 'fernhollow.example')}')`,
    );
    const shared = ['Person ID,Username,Role,Year,Class,Shared account', 'C1,class-4,Pupil,Year 4,4-Dolvane,Yes'];
    await opened().importFiles({ 'class.csv': listText(...shared) }, '2026-03-01');
    // The fourth says of pupil 3 by number what the second says by account.
    expect(await opened().importList('acceptance.csv', listText(ACCEPTANCE_HEADER, ...ROWS))).toEqual({
      ...{ lines: 18, loaded: 5, duplicate: 1, rejected: 11, ignored: 1 },
    });
    expect(await rejections(opened())).toEqual([
      { line: 6, column: 'agreement', reason: 'not-an-agreement' },
      { line: 7, column: 'personId', reason: 'no-such-person' },
      { line: 8, column: 'personId', reason: 'no-such-person' },
      { line: 9, column: 'personId', reason: 'no-such-person' },
      { line: 10, column: 'personId', reason: 'no-such-person' },
      { line: 11, column: 'signedOn', reason: 'not-a-date' },
      { line: 12, column: 'signedOn', reason: 'after-today' },
      { line: 13, column: 'agreement', reason: 'not-for-this-person' },
      { line: 14, column: 'agreement', reason: 'not-for-this-person' },
      { line: 15, column: 'agreement', reason: 'not-for-this-person' },
      { line: 16, column: 'agreement', reason: 'not-for-this-person' },
    ]);
  });

  it('counts once, however often its list is imported', async () => {
    const more = listText(ACCEPTANCE_HEADER, ...ROWS, 'ks2,P4,,10/09/2025,parent');
    expect(await opened().importList('acceptance again.csv', more)).toEqual({
      ...{ lines: 19, loaded: 1, duplicate: 6, rejected: 11, ignored: 1 },
    });
  });
});

describe('dates', () => {
  const opened = ownSchool('decision-dates');

  it('of a list are read with the month first where one of them proves it', async () => {
    const text = listText(OUTCOME_HEADER, 'c1,sanction,,,,04/05/2026,DSL,', 'c3,sanction,,,,03/25/2026,DSL,');
    expect(await opened().importList('outcomes.csv', text)).toMatchObject({ loaded: 2, rejected: 0 });
    const days = 'SELECT decided_on::VARCHAR AS day FROM outcome ORDER BY 1';
    expect(await opened().rows(z.object({ day: z.string() }), days)).toEqual([
      { day: '2026-03-25' },
      { day: '2026-04-05' },
    ]);
  });
});
