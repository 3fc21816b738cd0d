/** A list played against stored traffic says what a count by hand says, and how much it could see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backtest, backtest, compare, type ListEntry } from '../src/index.js';
import { bruteReplay, type Played, type PlayedEntry, type PlayedLine } from './support/brute-replay.js';
import { capturedFile, type ListedSchool, listedSchool, PEOPLE, type Use, useFile } from './support/listed-school.js';
import { fc, runs } from './support/properties.js';
import { emptyStore, removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let school: ListedSchool;
beforeAll(async () => {
  folder = await temporaryFolder('backtest');
  school = await listedSchool(folder);
});
afterAll(async () => {
  school.store.close();
  await removeFolder(folder);
});

async function importAfresh(files: Readonly<Record<string, string>>): Promise<void> {
  await emptyStore(school.store);
  await school.importPeople();
  await school.importFiles(files);
}

/** Above, below and beside each other; names that end alike; endings of two parts; addresses. */
const ONE_PARTY = [
  ...['example.org', 'www.example.org', 'games.example.org', 'a.games.example.org', 'badexample.org', 'example.net'],
  ...['toskelby.co.uk', 'www.toskelby.co.uk', 'oskelby.co.uk', 'deep.er.toskelby.co.uk', 'www.ellspar.gov.uk'],
  ...['203.0.113.9', '203.0.113.90', '2001:db8::7'],
];
/** Each party has a name of its own, and may have names below it. */
const PARTIES = ['bdolvane.wordpress.com', 'www.bdolvane.wordpress.com', 'ellspar.wordpress.com', 'tavrin.github.io'];
/** The first part of the path is kept: of a party, or one that all of them share. */
const WITH_PARTS = ['www.instagram.com', 'instagram.com', 'sites.google.com', 'padlet.com'];
const PARTS = ['bdolvane', 'ellspar-7', 'p', 'view', 'd%c3%a9ja'];
const ABOVE = ['wordpress.com', 'google.com', 'github.io', 'co.uk', 'gov.uk', 'nobody-asked.example', 'x.example.org'];

const day = fc.constantFrom('2026-05-28', '2026-06-01', '2026-06-02', '2026-06-05', '2026-06-06', '2026-06-09');
const clock = fc.constantFrom(
  ...['06:59:59', '07:00:00', '08:49:59', '08:50:00', '11:59:59', '12:00:00', '12:59:59', '13:00:00', '15:14:59'],
  ...['15:15:00', '17:59:59', '18:00:00', '21:59:59', '22:00:00', '23:59:59', '00:00:00'],
);
const user = fc.constantFrom(...Object.keys(PEOPLE), 'passer', '', 'PUPIL2');
const action = fc.constantFrom('Allowed', 'Allowed', 'Blocked', 'Warned', 'Monitored', 'Quarantined');
const place = fc.oneof(
  fc.record({ host: fc.constantFrom(...ONE_PARTY, ...PARTIES), part: fc.constantFrom(null, 'bdolvane', 'maths') }),
  fc.record({ host: fc.constantFrom(...WITH_PARTS), part: fc.constantFrom(null, ...PARTS) }),
);
const line: fc.Arbitrary<PlayedLine> = fc
  .record({ place, user, day, clock, action })
  .map(({ place: { host, part }, user: who, ...rest }) => ({ host, part, user: who.toLowerCase(), ...rest }));

const entry: fc.Arbitrary<PlayedEntry> = fc.oneof(
  fc
    .record({
      host: fc.constantFrom(...ONE_PARTY, ...PARTIES, ...WITH_PARTS, ...ABOVE),
      covers: fc.constantFrom('host', 'host-and-below'),
    })
    .map((each) => ({ ...each, segment: null })),
  fc.record({
    host: fc.constantFrom(...WITH_PARTS, 'google.com'),
    covers: fc.constantFrom('host', 'host-and-below'),
    segment: fc.constantFrom(...PARTS),
  }),
);
const played: fc.Arbitrary<Played> = fc.record({
  kind: fc.constantFrom('block', 'allow'),
  entries: fc.array(entry, { minLength: 1, maxLength: 12 }),
  exceptions: fc.array(entry, { maxLength: 2 }),
  groups: fc.constantFrom([], [], ['ks2'], ['staff', 'ks1'], ['unattributed']),
  period: fc.constantFrom(
    { from: '2026-05-28', to: '2026-06-09' },
    { from: '2026-06-01', to: '2026-06-05' },
    { from: '2026-06-06', to: '2026-07-31' },
  ),
});
/** On every day there is a line, so that no period is empty. */
const traffic = fc.array(line, { minLength: 150, maxLength: 400 }).map((lines) => [
  ...lines,
  ...['2026-05-28', '2026-06-05', '2026-06-09'].map((each): PlayedLine => {
    return { host: 'example.net', part: null, user: 'pupil1', day: each, clock: '10:00:00', action: 'Allowed' };
  }),
]);

/** As different logs write the same address. */
function urlOf({ host, part }: PlayedLine, index: number): string {
  const written = host.includes(':') ? `[${host}]` : index % 3 === 0 ? host.toUpperCase() : host;
  const path = part === null ? '' : index % 2 === 0 ? part : part.toUpperCase();
  const rest = part === null ? '' : ['', '/', '/photos?q=/other', '?x=1'][index % 4];
  return (
    [`https://${written}/${path}${rest}`, `${written}:443/${path}${rest}`, `http://${written}/${path}${rest}`][
      index % 3
    ] ?? ''
  );
}

const uses = (lines: readonly PlayedLine[]): Use[] =>
  lines.map((each, index) => ({
    ...{ time: `${each.day} ${each.clock}`, user: index % 5 === 0 ? each.user.toUpperCase() : each.user },
    ...{ url: urlOf(each, index), action: each.action },
  }));

const byId = (list: Backtest['byGroup']) =>
  list
    .map(({ id, requests, people, unattributed }) => ({ id, requests, people, unattributed }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));

const figures = ({ matched, already, unknown, changed, byGroup, bySession, entries }: Backtest) => ({
  ...{ matched, already, unknown, byGroup: byId(byGroup), bySession: byId(bySession) },
  changed: {
    ...{ requests: changed.requests, people: changed.people, unattributed: changed.unattributed },
    ...{ firstDay: changed.firstDay, lastDay: changed.lastDay },
  },
  entries: entries.toSorted((one, other) => one.entry - other.entry),
});

it('equals a count by hand, whatever the list and the traffic', async () => {
  await fc.assert(
    fc.asyncProperty(traffic, fc.array(played, { minLength: 6, maxLength: 6 }), async (lines, orders) => {
      await importAfresh({ 'log.csv': useFile(uses(lines)) });
      for (const order of orders) {
        const found = await backtest(school.store, school.configuration, order);
        expect(figures(found)).toEqual(bruteReplay(lines, order));
      }
    }),
    // Each case is an import: looking for a smaller one would take minutes.
    { ...runs(3), endOnFailure: true },
  );
});

const below = (host: string): ListEntry => ({ host, covers: 'host-and-below', segment: null });
const EXAMPLE = [below('example.org')];
const MARCH = { from: '2026-03-01', to: '2026-03-31' };
const use = (time: string, who: string, url: string, done = 'Allowed', category = 'Education'): Use => ({
  ...{ time: `2026-06-${time}`, user: who, url, action: done, category },
});
const test = (entries: readonly ListEntry[], groups: readonly string[] = [], period?: Backtest['period']) =>
  backtest(school.store, school.configuration, { kind: 'block', entries, groups, period });

describe('examples', () => {
  const LINES = [
    use('01 10:00:00', 'pupil1', 'http://www.example.org/'),
    use('01 10:00:10', 'pupil2', 'http://games.example.org/'),
    use('01 10:30:00', 'pupil2', 'http://games.example.org/', 'Blocked'),
    use('02 16:00:00', 'pupil3', 'http://games.example.org/', 'Warned', 'Games'),
    use('03 12:30:00', 'teacher1', 'http://example.org/'),
    use('03 12:30:00', 'teacher1', 'http://example.net/'),
  ];
  beforeAll(() => importAfresh({ 'log.csv': useFile(LINES) }));

  it('says how much of the period it could see', async () => {
    // Two school weeks; logs of three days.
    const { coverage, period } = await test(EXAMPLE, [], { from: '2026-06-01', to: '2026-06-14' });
    expect(period).toEqual({ from: '2026-06-01', to: '2026-06-14' });
    expect(coverage).toEqual({ days: 14, schoolDays: 10, schoolDaysWithLogs: 3 });
    expect((await test(EXAMPLE)).coverage).toEqual({ days: 3, schoolDays: 3, schoolDaysWithLogs: 3 });
  });

  it('counts for the groups that it is for, and for all when none is named', async () => {
    expect((await test(EXAMPLE)).changed).toMatchObject({ requests: 4, people: 4 });
    const { changed, already, byGroup } = await test(EXAMPLE, ['ks2']);
    expect(changed).toMatchObject({ requests: 2, visits: 2, people: 2, firstDay: '2026-06-01', lastDay: '2026-06-02' });
    expect([already, byGroup.map(({ id }) => id)]).toEqual([1, ['ks2']]);
  });

  it('tells what good it would have cost: ordinary pages in lessons, not games after school', async () => {
    const { good } = await test(EXAMPLE);
    expect(good).toMatchObject({
      ...{ requests: 2, visits: 2, people: 2 },
      sites: [{ id: 'example.org', requests: 2, visits: 2, people: 2 }],
    });
  });

  it('compares two lists: what both would change, and what only one', async () => {
    const other = { entries: [below('games.example.org'), below('example.net')] };
    const lists = { kind: 'block', one: { entries: EXAMPLE }, other } as const;
    const { onlyOne, onlyOther, both } = await compare(school.store, school.configuration, lists);
    expect(onlyOne).toEqual({ requests: 2, people: 2, sites: 1 });
    expect(onlyOther).toEqual({ requests: 1, people: 1, sites: 1 });
    expect(both).toEqual({ requests: 2, people: 2, sites: 1 });
  });

  it('compares for a group, and takes the exceptions of each list out of it', async () => {
    const one = { entries: EXAMPLE, exceptions: [below('games.example.org')] };
    const lists = { kind: 'block', one, other: { entries: EXAMPLE } } as const;
    const all = await compare(school.store, school.configuration, lists);
    expect([all.onlyOne.requests, all.onlyOther.requests, all.both.requests]).toEqual([0, 2, 2]);
    const { onlyOther, both } = await compare(school.store, school.configuration, { ...lists, groups: ['staff'] });
    expect([onlyOther.requests, both]).toEqual([0, { requests: 1, people: 1, sites: 1 }]);
  });

  it('leaves as it is what the list itself takes out again', async () => {
    const order = { kind: 'block', entries: EXAMPLE, exceptions: [below('games.example.org')] } as const;
    const found = await backtest(school.store, school.configuration, order);
    expect(found).toMatchObject({ matched: 2, already: 0, changed: { requests: 2 }, exceptionCount: 1 });
  });

  it('leaves nothing behind', async () => {
    await test(EXAMPLE);
    const again = await test([below('nobody-asked.example')]);
    expect(again).toMatchObject({ matched: 0, entries: [], entryCount: 1, changed: { requests: 0, firstDay: null } });
  });

  it('ends where there is nothing to play: no log of these days, or none at all', async () => {
    await expect(test(EXAMPLE, [], MARCH)).rejects.toMatchObject({ code: 'period-empty' });
    const same = { entries: EXAMPLE };
    const lists = { kind: 'block', one: same, other: same, period: MARCH } as const;
    await expect(compare(school.store, school.configuration, lists)).rejects.toMatchObject({ code: 'period-empty' });
    await emptyStore(school.store);
    await expect(test(EXAMPLE)).rejects.toMatchObject({ code: 'no-filter-log' });
  });
});

it('tells the captures that it would have prevented, each once', async () => {
  await importAfresh({
    'log.csv': useFile([
      use('01 10:00:00', 'pupil2', 'http://www.example.org/'),
      use('01 11:00:00', 'pupil3', 'http://www.example.org/', 'Blocked'),
      use('02 10:00:00', 'pupil1', 'http://www.example.org/'),
      use('02 14:00:00', '', 'http://www.example.org/'),
    ]),
    'captures.csv': capturedFile([
      // On the site, and shortly after its page as well: on the site.
      ['2026-06-01 10:01:00', 'pupil2', 'http://www.example.org/chat'],
      // Shortly after; too late; before.
      ['2026-06-01 10:01:30', 'pupil2', ''],
      ['2026-06-01 10:05:00', 'pupil2', ''],
      ['2026-06-01 09:59:30', 'pupil2', ''],
      // The filter had stopped the page already.
      ['2026-06-01 11:00:20', 'pupil3', 'http://www.example.org/'],
      ['2026-06-01 11:00:40', 'pupil3', ''],
      // On the site by a road that no log knows: no filter stopped it.
      ['2026-06-02 12:00:00', 'pupil4', 'http://example.org/'],
      // Somebody else, and nobody known: no page can be laid beside these.
      ['2026-06-02 10:00:30', 'pupil4', ''],
      ['2026-06-02 14:00:30', '', ''],
      // Of a pupil in another group.
      ['2026-06-02 10:00:30', 'pupil1', ''],
    ]),
  });
  expect((await test(EXAMPLE)).captures).toEqual({ onSite: 2, shortlyAfter: 2 });
  expect((await test(EXAMPLE, ['ks2'])).captures).toEqual({ onSite: 2, shortlyAfter: 1 });
});

it('says which entries these logs cannot show, apart from those that nobody asked for', async () => {
  await importAfresh({
    'log.csv': useFile([
      use('01 10:00:00', 'pupil2', 'http://www.example.org/maths'),
      // Without its path, as a log of encrypted pages has it; and one that tells it.
      use('01 10:10:00', 'pupil2', 'www.instagram.com:443'),
      use('01 10:20:00', 'pupil2', 'https://padlet.com/bdolvane'),
    ]),
  });
  const part = (host: string, segment: string): ListEntry => ({ ...below(host), segment });
  const found = await test([
    ...[part('www.example.org', 'maths'), part('www.instagram.com', 'bdolvane')],
    ...[part('padlet.com', 'ellspar'), part('padlet.com', 'bdolvane'), below('nobody-asked.example')],
  ]);
  expect(found).toMatchObject({ unseeable: 2, entryCount: 5, matched: 1 });
  expect(found.entries.map(({ entry: place }) => place)).toEqual([3]);
});

it('counts nobody known as no person', async () => {
  await importAfresh({ 'log.csv': useFile([use('01 10:00:00', '', 'http://example.org/')]) });
  expect((await test(EXAMPLE)).changed).toMatchObject({ requests: 1, people: 0, unattributed: 1 });
});

it('a name without a domain that is no ending is on no list', async () => {
  await importAfresh({ 'log.csv': useFile([use('01 10:00:00', 'pupil2', 'http://example.org/')]) });
  expect((await test([below('org')])).matched).toBe(1);
  expect((await test([below('rg'), below('le.org'), below('intranet')])).matched).toBe(0);
});
