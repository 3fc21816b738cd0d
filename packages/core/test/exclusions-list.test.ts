/** Exclusions and decisions about lists come back: whole, for a time, decided by an office, counted once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { retain } from '../src/index.js';
import { makeCheckEvents } from '../src/map/check-events.js';
import { mapEvents } from '../src/map/events.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';
import { integer } from '../src/store/database.js';
import { EXCLUDED_HOSTS } from '../src/store/exclusions.js';
import { configurationOf, type DecidedSchool, decidedSchool, listText } from './support/decided-school.js';
import { importOptions } from './support/keys.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const EXCLUSIONS = 'Phrase,Site,Topic,Role,Year,Class,Reason,Decided by,Decided on,From,Until,Notes';
const DECISIONS = 'Entry,List,Decision,Group,Reason,Decided by,Decided on,Look again on,Notes';

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

const rejection = z.object({ line: integer, column: z.string(), reason: z.string() });
const rejections = (school: DecidedSchool) =>
  school.rows(
    rejection,
    'SELECT line, column_name AS column, reason FROM rejection WHERE import_id = (SELECT max(import_id) FROM import_file) ORDER BY line',
  );

const exclusion = z.object({
  topic: z.string().nullable(),
  role: z.string().nullable(),
  year: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  from: z.string(),
  until: z.string(),
  kind: z.string(),
});
const exclusions = (school: DecidedSchool) =>
  school.rows(
    exclusion,
    `SELECT topic, role, year_group AS year, reason, decided_by AS by, valid_from::VARCHAR AS "from", valid_to::VARCHAR AS until,
       CASE WHEN phrase_id IS NOT NULL THEN 'phrase' WHEN host_id IS NOT NULL THEN 'site' ELSE 'topic' END AS kind
     FROM exclusion ORDER BY valid_from, valid_to, topic`,
  );

describe('exclusions', () => {
  const opened = ownSchool('exclusions');
  const PLAY =
    'Seven,,,Pupil,Year 6,6-Dolvane,Curriculum,DSL,12/01/2026,05/01/2026,27/03/2026,the play that toskelby reads';
  const SITE = ',https://www.maths.example.org/start,,,,,school-software,IT support,12/01/2026,,18/12/2026,';
  const TOPIC = ',,Gambling,Staff,,,duty,Headteacher,13/01/2026,01/01/2026,05/02/2027,';

  it('name one thing, for a time; every other line says why not', async () => {
    const need = [...loadTaxonomy().topics.values()].find(({ nature }) => nature === 'vulnerability')?.id ?? '';
    const wrong = [
      'seven,example.org,,,,,other,DSL,12/01/2026,,27/03/2026,',
      ',,,Pupil,,,other,DSL,12/01/2026,,27/03/2026,',
      ',no site at all,,,,,other,DSL,12/01/2026,,27/03/2026,',
      ',co.uk,,,,,other,DSL,12/01/2026,,27/03/2026,',
      // Below it lie the sites of everybody who has one there.
      ',google.com,,,,,other,DSL,12/01/2026,,27/03/2026,',
      ',https://sites.google.com/view/fernhollow,,,,,other,DSL,12/01/2026,,27/03/2026,',
      ',youtube.com/@toskelby,,,,,other,DSL,12/01/2026,,27/03/2026,',
      ',,weather,,,,other,DSL,12/01/2026,,27/03/2026,',
      `,,${need},,,,other,DSL,12/01/2026,,27/03/2026,`,
      ',,gambling,,,,other,DSL,12/01/2026,01/02/2026,31/01/2026,',
      ',,gambling,,,,other,DSL,12/01/2026,01/01/2026,06/02/2027,',
      ',,gambling,,,,other,DSL,12/01/2126,,27/03/2126,',
    ];
    const counts = await opened().importList('exclusions.csv', listText(EXCLUSIONS, PLAY, SITE, TOPIC, ...wrong));
    expect(counts).toEqual({ lines: 16, loaded: 3, duplicate: 0, rejected: 12, ignored: 1 });
    expect(await rejections(opened())).toEqual([
      { line: 5, column: 'phrase', reason: 'not-one-subject' },
      { line: 6, column: 'phrase', reason: 'not-one-subject' },
      { line: 7, column: 'site', reason: 'not-a-site' },
      { line: 8, column: 'site', reason: 'too-broad' },
      { line: 9, column: 'site', reason: 'too-broad' },
      { line: 10, column: 'site', reason: 'part-of-a-platform' },
      { line: 11, column: 'site', reason: 'part-of-a-platform' },
      { line: 12, column: 'topic', reason: 'not-a-topic' },
      { line: 13, column: 'topic', reason: 'not-to-be-excluded' },
      { line: 14, column: 'until', reason: 'ends-before-it-begins' },
      { line: 15, column: 'until', reason: 'too-long' },
      { line: 16, column: 'decidedOn', reason: 'after-today' },
    ]);
    const rest = { role: null, year: null, topic: null };
    expect(await exclusions(opened())).toEqual([
      // From 1 January 400 days lead to 5 February of the next year.
      {
        ...{ topic: 'gambling', role: 'staff', year: null, reason: 'duty', by: 'headteacher' },
        ...{ from: '2026-01-01', until: '2027-02-05', kind: 'topic' },
      },
      {
        ...{ ...rest, role: 'pupil', year: '6', reason: 'curriculum', by: 'dsl' },
        ...{ from: '2026-01-05', until: '2026-03-27', kind: 'phrase' },
      },
      {
        ...{ ...rest, reason: 'school-software', by: 'it-support' },
        ...{ from: '2026-01-12', until: '2026-12-18', kind: 'site' },
      },
    ]);
  });

  it('find the phrase of captures whatever its case, and keep phrase, class and notes sealed', async () => {
    const found = await opened().rows(
      z.object({ n: integer }),
      'SELECT count(*) AS n FROM capture JOIN exclusion USING (phrase_id)',
    );
    expect(found).toEqual([{ n: 1 }]);
    const rows = await opened().rows(
      z.object({ row: z.string() }),
      'SELECT to_json(e)::VARCHAR AS row FROM exclusion AS e',
    );
    expect(rows.map(({ row }) => row).join(' ')).not.toMatch(/seven|dolvane|toskelby/i);
    expect(await opened().textsOpenTo('dsl')).toEqual(
      expect.arrayContaining(['Seven', '6-Dolvane', 'the play that toskelby reads']),
    );
  });

  it('of a site are about it and all below it, and not about its neighbours', async () => {
    const sites = [
      'maths.example.org',
      'www.maths.example.org',
      'a.maths.example.org',
      'example.org',
      'art.example.org',
    ];
    const log = ['Date,Time,User,Address,Category,Action'];
    const lines = sites.map((site) => `16/03/2026,10:00:00,pupil2,https://${site}/,Education,Allowed`);
    await opened().importFiles({ 'web filter.csv': listText(...log, ...lines) });
    const keys = new Map(sites.map((site) => [opened().store.keyring.keyOf('host', site), site]));
    const rows = await opened().rows(
      z.object({ key: z.string() }),
      `SELECT host_key AS key FROM (${EXCLUDED_HOSTS}) JOIN host USING (host_id)`,
    );
    expect(rows.map(({ key }) => keys.get(key)).toSorted()).toEqual([
      'a.maths.example.org',
      'maths.example.org',
      'www.maths.example.org',
    ]);
    const configuration = configurationOf(opened());
    await mapEvents(opened().store, configuration, PERIOD, importOptions(configuration).rulebook);
    const moved = z.object({ kind: z.string(), n: integer });
    expect(
      await opened().rows(moved, 'SELECT kind, count(*) AS n FROM excluded_event GROUP BY kind ORDER BY kind'),
    ).toEqual([
      // Two of staff on gambling, by the topic.
      { kind: 'capture', n: 2 },
      { kind: 'request', n: 3 },
    ]);
  });

  it('count once, and a later decision about the same ends it sooner', async () => {
    const again = listText(
      EXCLUSIONS,
      PLAY,
      SITE.replace('12/01/2026,,18/12/2026', '20/02/2026,12/01/2026,20/02/2026'),
    );
    expect(await opened().importList('exclusions 2.csv', again)).toMatchObject({ loaded: 1, duplicate: 1 });
    const sites = async () => (await exclusions(opened())).filter(({ kind }) => kind === 'site');
    expect(await sites()).toMatchObject([{ from: '2026-01-12', until: '2026-02-20' }]);
    const older = listText(EXCLUSIONS, SITE, TOPIC);
    expect(await opened().importList('exclusions 0.csv', older)).toMatchObject({ loaded: 0, duplicate: 2 });
    expect(await sites()).toMatchObject([{ from: '2026-01-12', until: '2026-02-20' }]);
  });
});

const latest = z.object({ entry: z.string(), list: z.string(), decision: z.string(), group: z.string().nullable() });
async function decisionsNow(school: DecidedSchool, to: string) {
  await makeCheckEvents(school.store, { from: '2026-01-01', to });
  return school.rows(
    latest,
    'SELECT entry, list, decision, user_group AS "group" FROM list_decision_now ORDER BY entry, list, "group"',
  );
}

describe('decisions about lists', () => {
  const opened = ownSchool('list-decisions');
  const ROWS = [
    'Games.Example.org,block,approve,pupils,captures,DSL,12/01/2026,13/07/2026,seen by bdolvane',
    'https://games.example.org/,block,withdraw,Pupils,over-blocking,headteacher,02/03/2026,,',
    'games.example.org,block,refused,staff,policy,IT support,12/01/2026,,',
    'sites.google.com/Fernhollow,exception,approve,,curriculum,DSL,12/01/2026,,',
  ];

  it('hold one spelling of an entry; every other line says why not', async () => {
    const wrong = [
      '*.uk,block,approve,,policy,DSL,12/01/2026,,',
      'co.uk,block,approve,,policy,DSL,12/01/2026,,',
      'wixsite.com,block,approve,,policy,DSL,12/01/2026,,',
      'two words,block,approve,,policy,DSL,12/01/2026,,',
      'example.net,block,approve,,policy,DSL,12/01/2026,11/01/2026,',
      'example.net,block,approve,,because,DSL,12/01/2026,,',
      'example.net,block,approve,,policy,DSL,12/01/2126,,',
    ];
    const counts = await opened().importList('list decisions.csv', listText(DECISIONS, ...ROWS, ...wrong));
    expect(counts).toEqual({ lines: 12, loaded: 4, duplicate: 0, rejected: 7, ignored: 1 });
    expect(await rejections(opened())).toEqual([
      { line: 6, column: 'entry', reason: 'too-broad' },
      { line: 7, column: 'entry', reason: 'too-broad' },
      { line: 8, column: 'entry', reason: 'too-broad' },
      { line: 9, column: 'entry', reason: 'not-an-entry' },
      { line: 10, column: 'reviewOn', reason: 'ends-before-it-begins' },
      { line: 11, column: 'reason', reason: 'not-a-reason' },
      { line: 12, column: 'decidedOn', reason: 'after-today' },
    ]);
    expect(await opened().textsOpenTo('dsl')).toContain('seen by bdolvane');
  });

  it('count by the latest of each entry, list and group, as it was on the last day', async () => {
    const refused = { entry: 'games.example.org', list: 'block', decision: 'refuse', group: 'staff' };
    const exception = { entry: 'sites.google.com/fernhollow', list: 'exception', decision: 'approve', group: null };
    expect(await decisionsNow(opened(), '2026-03-01')).toEqual([
      { ...refused, decision: 'approve', group: 'pupils' },
      refused,
      exception,
    ]);
    expect(await decisionsNow(opened(), '2026-03-02')).toEqual([
      { ...refused, decision: 'withdraw', group: 'pupils' },
      refused,
      exception,
    ]);
  });

  it('count once, however often their list is imported', async () => {
    const more = 'example.net,allow,approve,,reports,DSL,03/03/2026,,';
    expect(await opened().importList('list decisions 2.csv', listText(DECISIONS, ...ROWS, more))).toMatchObject({
      ...{ loaded: 1, duplicate: 4, rejected: 0 },
    });
  });
});

describe('exclusions and decisions about lists over time', () => {
  const opened = ownSchool('lists-over-time');

  it('stay while they are in force and while what they are about is kept', async () => {
    const row = (until: string, topic: string) => `,,${topic},,,,other,DSL,12/01/2026,,${until},`;
    const lists = listText(EXCLUSIONS, row('27/02/2026', 'gambling'), row('18/12/2026', 'weapons'));
    expect(await opened().importList('exclusions.csv', lists)).toMatchObject({ loaded: 2, rejected: 0 });
    const decided = (entry: string, decision: string, day: string) => `${entry},block,${decision},,policy,DSL,${day},,`;
    const decisions = [
      decided('example.net', 'approve', '12/01/2026'),
      decided('example.net', 'withdraw', '13/01/2026'),
      decided('example.com', 'approve', '12/01/2026'),
    ];
    await opened().importList('list decisions.csv', listText(DECISIONS, ...decisions));
    // Twelve months: all before March 2026 is past.
    await retain(opened().store, configurationOf(opened()), new Date('2027-03-10T12:00:00Z'));
    expect(await opened().rows(z.object({ topic: z.string() }), 'SELECT topic FROM exclusion')).toEqual([
      { topic: 'weapons' },
    ]);
    const kept = z.object({ entry: z.string(), decision: z.string() });
    expect(await opened().rows(kept, 'SELECT entry, decision FROM list_decision ORDER BY entry')).toEqual([
      { entry: 'example.com', decision: 'approve' },
      { entry: 'example.net', decision: 'withdraw' },
    ]);
  });
});
