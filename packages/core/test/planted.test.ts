// Every fact that is planted in the generated school is found by the finding meant for it, with its own figures; a school in
// which nothing was planted gives no finding that somebody must act on at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth } from '../../../fixtures/truth.js';
import { type Review, reviewPeriod, type Store, verifyLists } from '../src/index.js';
import { importAll, inventedSchool } from './support/invented-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const PERIOD = { from: '2026-03-01', to: '2026-08-31' };

let folder = '';
let store: Store;
let truth: Truth;
let review: Review;
let effects: Awaited<ReturnType<typeof verifyLists>>;

beforeAll(async () => {
  folder = await temporaryFolder('planted');
  const school = await inventedSchool(folder, { rows: 25_000, seed: 21, ...PERIOD });
  ({ truth, store } = school);
  await importAll(school);
  review = await reviewPeriod(store, school.configuration, PERIOD);
  effects = await verifyLists(store, school.configuration);
});
afterAll(async () => {
  store?.close();
  await removeFolder(folder);
});

type Fact = keyof Truth['planted'];

/** The generator may have had no room for a fact: then this test would prove nothing. */
function planted<Name extends Fact>(name: Name): NonNullable<Truth['planted'][Name]> {
  const fact = truth.planted[name];
  if (fact === null) throw new Error(`${name} was not planted`);
  return fact;
}

function found(id: string) {
  const finding = review.findings.find((each) => each.id === id);
  if (finding === undefined) throw new Error(`${id} says nothing`);
  return {
    figures: Object.fromEntries(finding.figures.map((figure) => [figure.id, figure.count])),
    people: Object.fromEntries(finding.figures.map((figure) => [figure.id, figure.people])),
    texts: finding.evidence?.rows.map((row) => row.flatMap((cell) => (cell.kind === 'text' ? [cell.text] : []))) ?? [],
    numbers:
      finding.evidence?.rows.map((row) => row.flatMap((cell) => (cell.kind === 'number' ? [cell.number] : []))) ?? [],
  };
}

const pad = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

describe('coverage', () => {
  it('hours without a line', () => {
    const { date, fromHour, toHour } = planted('hoursGap');
    const { figures, texts } = found('hours-without-logs');
    expect(figures).toMatchObject({ hours: toHour - fromHour, days: 1 });
    expect(texts[0]).toEqual(expect.arrayContaining([date, pad(fromHour), pad(toHour)]));
  });

  it('a subnet that went quiet', () => {
    const { subnet, from, to, schoolDays } = planted('subnetGap');
    const { figures, texts } = found('subnets-gone-quiet');
    expect(figures).toMatchObject({ networks: 1, 'longest-run': schoolDays });
    expect(texts[0]).toEqual(expect.arrayContaining([subnet, from, to]));
  });

  it('an agent of the monitoring that stopped while its device goes on', () => {
    const { lastCheckIn, requests } = planted('silentAgent');
    const { figures, texts } = found('monitoring-agents-silent');
    expect(figures).toMatchObject({ stopped: 1, requests });
    expect(texts[0]).toContain(lastCheckIn);
  });

  it('devices that nobody ever saw', () => {
    expect(found('devices-never-seen').figures).toMatchObject({ devices: planted('deviceNeverSeen').devices.length });
  });
});

describe('what the filter let through, and what it stopped', () => {
  it('a site that lies near captures', () => {
    const { site, captures, people } = planted('nearCaptures');
    const { figures, texts } = found('allowed-near-captures');
    expect(figures).toMatchObject({ sites: 1, captures, people: people.length });
    expect(texts.flat()).toContain(site);
    const candidate = review.candidates.find((each) => each.site === site);
    expect(candidate).toMatchObject({ list: 'block', captures });
    expect(candidate?.reasons).toContain('captures');
  });

  it('one category blocked for one year and open for another of the same stage', () => {
    const { blocked, allowed } = planted('groupDifference');
    expect(found('blocked-for-some-groups').figures).toMatchObject({
      ...{ categories: 1, blocked: blocked.requests, allowed: allowed.requests },
    });
  });

  it('a site of help that is blocked', () => {
    const { registrable, requests, people } = planted('helpBlocked');
    const { figures, texts } = found('help-sites-blocked');
    expect(figures).toMatchObject({ requests, people: people.length, sites: 1 });
    expect(texts.flat()).toContain(registrable);
    const candidate = review.candidates.find((each) => each.reasons.includes('help-site'));
    expect(candidate).toMatchObject({ list: 'allow', site: registrable });
  });

  it('one page asked for again and again', () => {
    const { site, requests } = planted('retries');
    const { figures, texts } = found('blocked-pages-retried');
    expect(figures).toMatchObject({ events: 1, requests, people: 1, sites: 1 });
    expect(texts.flat()).toContain(site);
  });
});

describe('ways round the filter, attempts apart from successes', () => {
  it.each([
    ['encryptedDns', 'encrypted-dns'],
    ['translator', 'translators-as-proxies'],
    ['addressesForNames', 'addresses-instead-of-names'],
    ['remoteDesktop', 'remote-desktops'],
  ] as const)('%s', (fact, id) => {
    const { requests, allowed, people } = planted(fact);
    expect(found(id).figures).toMatchObject({ attempts: requests, through: allowed, people: people.length });
  });
});

describe('accounts and devices', () => {
  it('one account on two devices at once', () => {
    const { date, slots } = planted('twoDevices');
    const { figures, texts, numbers } = found('one-account-two-devices');
    expect(figures).toMatchObject({ people: 1 });
    expect(texts[0]).toContain(date);
    expect(numbers[0]).toContain(slots);
  });

  it('a pupil on the device of a member of staff', () => {
    const { requests, date } = planted('pupilOnStaffDevice');
    const { figures, texts } = found('pupils-on-staff-devices');
    expect(figures).toMatchObject({ requests, people: 1 });
    expect(texts[0]).toContain(date);
  });

  it('log-ons that anybody can use', () => {
    const { accounts, requests } = planted('genericLogons');
    expect(found('generic-log-ons').figures).toMatchObject({ accounts: accounts.length, requests });
  });
});

describe('change', () => {
  it('a tool of artificial intelligence that is on no register', () => {
    const { site, firstDay, requests, people } = planted('newAiTool');
    const { figures, texts } = found('new-ai-tools');
    expect(figures).toMatchObject({ 'new-tools': 1, requests, people: people.length });
    expect(texts.flat()).toEqual(expect.arrayContaining([site, firstDay]));
  });

  it('a week far above the others, and one that a lesson explains', () => {
    const [unexplained, explained] = [planted('topicSpike'), planted('curriculumSpike')];
    const { figures, texts } = found('unusual-weeks');
    expect(figures).toMatchObject({
      ...{ rises: 1, requests: unexplained.requests, explained: 1, 'requests-explained': explained.requests },
    });
    expect(texts.flat()).toEqual(expect.arrayContaining([unexplained.from, explained.from]));
    expect(texts.flat().join()).toContain(explained.lesson);
  });
});

describe('what people do about it', () => {
  it('checks that failed, tests that nobody made, and devices that nobody tried', () => {
    const { failed, open, missingTests, gaps } = planted('checks');
    expect(found('checks-failed').figures).toMatchObject({ failed, open });
    const { figures, texts } = found('checks-missing');
    expect(figures).toMatchObject({ tests: missingTests.length, 'places-in-use': gaps.length });
    const told = texts.map((row) => row.join(' ').toLowerCase());
    for (const { device, group } of gaps)
      expect(told.some((row) => row.includes(device) && row.includes(group))).toBe(true);
    expect(texts.flat()).toContain(planted('failedCheck').test === 'terrorist-content' ? '' : 'Terrorist content');
  });

  it('reviews and training that are overdue', () => {
    const { reviews, training } = planted('overdue');
    expect(found('reviews-overdue').figures).toMatchObject({ overdue: reviews.length });
    expect(found('training-overdue').figures).toMatchObject({ overdue: training.length });
  });

  it('decisions on lists that came to the filter, and one that did not', () => {
    const { worked, notDone, allowed } = planted('listDecisions');
    const effectOf = (entry: string) => effects.find((each) => each.text === entry);
    expect(effectOf(worked.entry)).toMatchObject({ effect: 'works', asDecided: worked.after.blocked });
    expect(effectOf(notDone.entry)).toMatchObject({ effect: 'not-done', asDecided: notDone.after.blocked });
    expect(effectOf(allowed.entry)).toMatchObject({ effect: 'works', asDecided: allowed.after.allowed });
  });

  it('exclusions move what they cover into a counted place', async () => {
    const { byPhrase, bySite } = planted('exclusions');
    const [captures, requests] = ['capture', 'request'].map((kind) =>
      review.exclusions.reduce((sum, each) => sum + (kind === 'capture' ? each.captures : each.requests), 0),
    );
    expect({ captures, requests }).toEqual({ captures: byPhrase.captures, requests: bySite.requests });
  });
});

it('a school without planted facts has nothing of high importance', async () => {
  const clean = await temporaryFolder('clean-school');
  const school = await inventedSchool(clean, { rows: 20_000, seed: 5, ...PERIOD, clean: true });
  await importAll(school);
  const { findings } = await reviewPeriod(school.store, school.configuration, PERIOD);
  school.store.close();
  await removeFolder(clean);
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ failure }) => failure !== null)).toEqual([]);
  expect(findings.filter(({ importance }) => importance === 'high').map(({ id }) => id)).toEqual([]);
});
