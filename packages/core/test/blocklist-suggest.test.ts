/** What is put forward for the lists of the filter, for what reason, and what never is. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Candidate, sealedSites, suggest, unlock } from '../src/index.js';
import { integer } from '../src/store/database.js';
import { csvText } from './support/csv-text.js';
import { capturedFile, type ListedSchool, listedSchool, type Use, useFile } from './support/listed-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const times = (count: number, use: (index: number) => Use) => Array.from({ length: count }, (_, index) => use(index));
const two = (number: number) => String(number).padStart(2, '0');
/** A minute of a lesson on 2 June. */
const at = (minute: number) => `2026-06-02 ${two(9 + Math.floor(minute / 60))}:${two(minute % 60)}:00`;
const open = (minute: number, user: string, url: string, category = 'Education'): Use => ({
  ...{ time: at(minute), user, url, category, action: 'Allowed' },
});
const shut = (minute: number, user: string, url: string, category = 'Education'): Use => ({
  ...open(minute, user, url, category),
  action: 'Blocked',
});

/** The filter blocks gambling, as eighty of its answers show. */
const HABIT = times(80, (index) => shut(index, 'pupil4', 'http://bets.example.net/', 'Gambling'));
const PLATFORMS = [
  open(1, 'pupil1', 'http://toskelby77.wordpress.com/odds', 'Gambling'),
  open(2, 'pupil2', 'http://www.toskelby77.wordpress.com/', 'Gambling'),
  ...times(30, (index) => open(index, 'pupil3', 'http://ellspar.wordpress.com/')),
  open(3, 'pupil1', 'https://www.instagram.com/bdolvane77/photos', 'Gambling'),
  open(4, 'pupil1', 'https://www.instagram.com/reel/8', 'Gambling'),
  open(5, 'pupil1', 'https://www.instagram.com/', 'Gambling'),
  open(5, 'pupil2', 'https://sites.google.com/view/tavrin', 'Gambling'),
];
const KNOWN = [
  open(1, 'pupil3', 'https://www.childline.org.uk/', 'Gambling'),
  shut(2, 'pupil3', 'https://www.childline.org.uk/', 'Suicide'),
  open(3, 'pupil3', 'https://www.bbc.co.uk/bitesize', 'Proxy Avoidance'),
  shut(4, 'pupil3', 'https://www.bbc.co.uk/bitesize', 'Games'),
  // A listed site of education lies below the domain.
  open(5, 'pupil3', 'https://nrich.maths.org/'),
  open(6, 'pupil3', 'https://www.maths.org/', 'Gambling'),
];
/** Opened by two pupils before three captures, and by nobody else; the portal is opened by everybody at any time. */
const MOMENTS = [
  [20, 'pupil1'],
  [40, 'pupil2'],
  [60, 'pupil2'],
] as const;
const NEAR = [
  ...MOMENTS.map(([minute, user]) => open(minute, user, 'http://dolvane-talk.example/')),
  ...MOMENTS.map(([minute, user]) => ({ ...open(minute, user, 'http://portal.example/'), time: at(minute - 1) })),
  ...times(30, (index) => open(100 + index, 'pupil4', 'http://portal.example/')),
];
const OTHERS = [
  open(1, 'pupil4', 'http://tunnel.example/', 'Proxy Avoidance'),
  open(2, 'pupil4', 'http://www.morvath.example/', 'Games'),
  shut(3, 'pupil4', 'http://oskelby.example/', 'Games'),
  // Reported to be open, and to be blocked, and neither any more.
  shut(5, 'pupil4', 'http://closed.example/', 'Games'),
  open(6, 'pupil4', 'http://opened.example/', 'Games'),
  open(4, 'pupil4', 'http://pellandry.example/', 'Games'),
  ...times(20, (index) => shut(index, 'pupil4', 'http://sums.example/')),
  ...times(19, (index) => shut(index, 'pupil4', 'http://rarely.example/')),
];
/** Three of the staff, each in two visits and more; of the other site only pupils. */
const STREAMS = [
  ...times(24, (index) => shut(index * 10, `teacher${1 + (index % 3)}`, 'http://films.example/', 'Video Streaming')),
  ...times(24, (index) => shut(index * 10, 'pupil4', 'http://clips.example/', 'Video Streaming')),
];

const CHECKS = csvText([
  ['Date', 'Checked by', 'Test', 'Tested', 'Device', 'Location', 'User group', 'Expected', 'Actual'],
  ...[['01/06/2026', 'IT support', 'category', 'http://pellandry.example/slots', 'laptop', 'classroom', 'pupils']].map(
    (row) => [...row, 'blocked', 'allowed'],
  ),
]);
const CONCERNS = csvText([
  ['Date', 'Kind', 'Role', 'Account', 'Site', 'Device', 'What happened', 'Answer', 'Answered on'],
  ['02/06/2026', 'Under-blocking', 'Staff', '', 'http://morvath.example/', '', 'games in a lesson', '', ''],
  ['02/06/2026', 'Under-blocking', 'Staff', '', 'http://www.morvath.example/x', '', 'again', '', ''],
  ['02/06/2026', 'Over-blocking', 'Staff', '', 'http://oskelby.example/', '', 'needed for a lesson', '', ''],
  // Of another term.
  ['02/03/2026', 'Over-blocking', 'Staff', '', 'http://rarely.example/', '', 'needed then', '', ''],
  ['02/06/2026', 'Under-blocking', 'Staff', '', 'http://closed.example/', '', 'games', 'blocked', '02/06/2026'],
  ['02/06/2026', 'Over-blocking', 'Staff', '', 'http://opened.example/', '', 'needed', 'allowed', '02/06/2026'],
]);

let folder = '';
let school: ListedSchool;
let found: readonly Candidate[] = [];
beforeAll(async () => {
  folder = await temporaryFolder('suggest');
  school = await listedSchool(folder);
  await school.importFiles({
    'log.csv': useFile([...HABIT, ...PLATFORMS, ...KNOWN, ...NEAR, ...OTHERS, ...STREAMS]),
    'captures.csv': capturedFile(MOMENTS.map(([minute, user]) => [at(minute + 1), user, ''])),
    'checks.csv': CHECKS,
    'concerns.csv': CONCERNS,
  });
  ({ candidates: found } = await suggest(school.store, school.configuration));
});
afterAll(async () => {
  school.store.close();
  await removeFolder(folder);
});

const listOf = (list: Candidate['list']) => found.filter((each) => each.list === list);
const named = (site: string) => found.filter((each) => each.site === site);

describe('shared platforms', () => {
  it('never come as a whole because of one page', () => {
    const platforms = ['wordpress.com', 'instagram.com', 'www.instagram.com', 'google.com', 'sites.google.com'];
    expect(found.filter(({ site, pathKey }) => platforms.includes(site ?? '') && pathKey === null)).toEqual([]);
    const party = found.filter(({ domain }) => domain === 'wordpress.com');
    expect(party).toMatchObject([{ list: 'block', site: null, reasons: ['blocked-topic'], requests: 2, people: 2 }]);
    // What stands behind a part that all share, or none, says nothing about a party.
    expect(found.filter(({ domain }) => domain === 'instagram.com')).toMatchObject([{ requests: 1, people: 1 }]);
    expect(found.filter(({ domain }) => domain === 'google.com')).toEqual([]);
  });

  it('name the party to who has the key alone', async () => {
    const party = found.find(({ domain }) => domain === 'wordpress.com');
    const page = found.find(({ domain }) => domain === 'instagram.com');
    const unlocked = await unlock(school.store, [school.secrets.dsl]);
    const names = await sealedSites(unlocked);
    await unlocked.close();
    expect(names.host(party?.hostKey ?? '')).toBe('toskelby77.wordpress.com');
    expect([page?.site, names.path(page?.pathKey ?? '')]).toEqual(['www.instagram.com', 'bdolvane77']);
    const without = await unlock(school.store, []);
    const sealed = await sealedSites(without);
    await without.close();
    expect([sealed.host(party?.hostKey ?? ''), sealed.path(page?.pathKey ?? '')]).toEqual([null, null]);
  });

  it('leave the name of no party in the store', async () => {
    await school.store.run('CHECKPOINT');
    const bytes = await readFile(school.store.workspace.storeFile);
    const columns = await school.store.query(
      z.object({ table: z.string(), column: z.string() }),
      `SELECT table_name AS "table", column_name AS "column" FROM duckdb_columns() WHERE data_type = 'VARCHAR' AND database_name = current_database() AND NOT internal AND schema_name = 'main'`,
    );
    expect(columns.length).toBeGreaterThan(20);
    for (const secret of ['toskelby77', 'bdolvane77']) {
      expect(bytes.includes(secret)).toBe(false);
      const counts = columns.map(
        ({ table, column }) => `SELECT count(*) AS n FROM "${table}" WHERE contains("${column}", '${secret}')`,
      );
      const [all] = await school.store.query(
        z.object({ n: integer }),
        `SELECT sum(n) AS n FROM (${counts.join(' UNION ALL ')})`,
      );
      expect(all).toEqual({ n: 0 });
    }
  });
});

describe('reasons', () => {
  it('help and education are never put forward to be blocked, and are when they are', () => {
    const known = ['childline.org.uk', 'www.childline.org.uk', 'bbc.co.uk', 'www.bbc.co.uk'];
    expect(listOf('block').filter(({ site }) => known.includes(site ?? ''))).toEqual([]);
    expect(listOf('block').filter(({ domain }) => domain === 'maths.org')).toEqual([]);
    expect(named('childline.org.uk')).toMatchObject([{ list: 'allow', reasons: ['help-site'], confidence: 'likely' }]);
    expect(named('bbc.co.uk')).toMatchObject([{ list: 'allow', reasons: ['education-site'], confidence: 'possible' }]);
  });

  it('a way round that was let through once is enough', () => {
    expect(named('tunnel.example')).toMatchObject([{ list: 'block', reasons: ['way-round'], confidence: 'likely' }]);
  });

  it('captures point to a page that stands near them, and not to one that stands near everything', () => {
    expect(named('dolvane-talk.example')).toMatchObject([
      { list: 'block', reasons: ['captures'], captures: 3, people: 2 },
    ]);
    expect(named('portal.example')).toEqual([]);
  });

  it('reports of concern, also of a host below', () => {
    expect(named('morvath.example')).toMatchObject([{ list: 'block', reasons: ['reported-open'], reports: 2 }]);
    expect(named('oskelby.example')).toMatchObject([{ list: 'allow', reasons: ['reported-blocked'], reports: 1 }]);
    expect([...named('closed.example'), ...named('opened.example')]).toEqual([]);
  });

  it('a check of the filter that failed', () => {
    expect(named('pellandry.example')).toMatchObject([
      { list: 'block', reasons: ['failed-check'], confidence: 'likely' },
    ]);
  });

  it('an ordinary site that is blocked often', () => {
    expect(named('sums.example')).toMatchObject([{ list: 'allow', reasons: ['ordinary-blocked'], blocked: 20 }]);
    expect(named('rarely.example')).toEqual([]);
  });

  it('an exception is for what several of the staff ask for again and again', () => {
    expect(listOf('exception')).toMatchObject([
      { site: 'films.example', reasons: ['staff-blocked'], groups: ['staff'] },
    ]);
  });
});

it('has the evidence beside it', () => {
  // Minutes 0, 10, … 230 from 09:00: lessons until 12:00, then the break.
  expect(named('films.example')).toMatchObject([
    {
      ...{ requests: 24, letThrough: 0, blocked: 24, visits: 24, people: 3, mostOfOne: 8 },
      ...{ topics: ['streaming'], groups: ['staff'], sessions: ['break', 'lesson'], lessonRequests: 0 },
      ...{ firstDay: '2026-06-02', lastDay: '2026-06-02', captures: 0, reports: 0 },
    },
  ]);
  expect(named('sums.example')).toMatchObject([{ lessonRequests: 20, mostOfOne: 20, sessions: ['lesson'] }]);
});

it('puts the surest first, list by list', () => {
  const order = found.map(({ list }) => ['block', 'allow', 'exception'].indexOf(list));
  expect(order).toEqual(order.toSorted());
  expect(listOf('block')[0]?.reasons).toEqual(['failed-check']);
});

it('says nothing of days without a log', async () => {
  const march = { from: '2026-03-01', to: '2026-03-31' };
  await expect(suggest(school.store, school.configuration, march)).rejects.toMatchObject({ code: 'period-empty' });
});

describe('what is no evidence', () => {
  let other: ListedSchool;
  const minutes = [10, 30, 50];
  const seen = minutes.map((minute, place) => [at(minute), `pupil${1 + (place % 2)}`] as const);
  const named = ({ candidates }: { readonly candidates: readonly Candidate[] }) =>
    candidates.map(({ site, reasons }) => [site, ...reasons]);
  beforeAll(async () => {
    other = await listedSchool(await temporaryFolder('suggest-other'));
    const header = ['Capture ID', 'Created', 'Username', 'Source', 'Library category', 'Phrase', 'Severity', 'URL'];
    await other.importFiles({
      'log.csv': useFile([
        ...minutes.flatMap((minute, place) => {
          const user = `pupil${1 + (place % 2)}`;
          const later = { ...open(minute, user, 'http://after.example/'), time: at(minute).replace(/00$/, '30') };
          return [open(minute - 1, user, 'http://before.example/'), later];
        }),
        open(100, 'teacher1', 'http://staff-bets.example/', 'Gambling'),
        open(100, 'pupil1', 'http://pupil-bets.example/', 'Gambling'),
        open(101, 'teacher1', 'http://pupil-bets.example/', 'Gambling'),
      ]),
      'captures.csv': csvText([
        header,
        ...seen.map(([time, user], place) => [`c${place}`, time, user, 'Keyboard', 'Bullying', 'made up', '2', '']),
      ]),
    });
  });
  afterAll(() => {
    other.store.close();
  });

  it('a page after a capture', async () => {
    expect(named(await suggest(other.store, other.configuration))).toEqual([['before.example', 'captures']]);
  });

  it('a category let through for those for whom the school does not block it', async () => {
    const blocks = [{ topics: ['gambling'], groups: ['pupils' as const] }];
    const found = await suggest(other.store, { ...other.configuration, blocks });
    expect(named(found)).toEqual([
      ['pupil-bets.example', 'blocked-topic'],
      ['before.example', 'captures'],
    ]);
  });

  it('captures of a phrase that the school excluded', async () => {
    const exclusion = [
      ['Phrase', 'Reason', 'Decided by', 'Decided on', 'From', 'Until'],
      ['made up', 'false alarm', 'DSL', '01/06/2026', '01/06/2026', '30/06/2026'],
    ];
    await other.importFiles({ 'exclusions.csv': csvText(exclusion) });
    expect(named(await suggest(other.store, other.configuration))).toEqual([]);
  });
});
