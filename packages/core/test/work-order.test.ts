/**
 * What readers are told of exclusions, of the filter's answer to a capture, and of sites put forward for a list: the DSL all of
 * it, IT and governors nothing that rests on a few people.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DslEdition, Edition, EvidenceEdition, GovernorsEdition, ItEdition } from '../src/edition/index.js';
import { editFigures, editNames, readWorkspaceConfiguration, reviewPeriod, unlock } from '../src/index.js';
import { csvText } from './support/csv-text.js';
import { captureFile, type KeptSchool, keptSchool, ROSTER_HEADER } from './support/kept-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const PERIOD = { from: '2026-04-20', to: '2026-05-22' };
const PUPILS = Array.from({ length: 12 }, (_, index) => `pupil${index + 1}`);

const roster = csvText([
  ROSTER_HEADER,
  ...PUPILS.map((user, index) => [
    ...[`P${index}`, `Tavrin${index}`, 'Oskelby', user, 'Pupil', '', 'Year 4', '4-Dolvane', '', ''],
  ]),
]);

/** Three pupils wrote what the class was taught that day; all wrote something else. */
const captures = captureFile([
  ...PUPILS.slice(0, 3).map((user, index) => ({
    ...{ id: `T${index}`, day: '21/04/2026', user, category: 'Violence', phrase: 'tudor beheadings', severity: '3' },
  })),
  ...PUPILS.map((user, index) => ({
    ...{ id: `B${index}`, day: '22/04/2026', user, category: 'Bullying', phrase: 'made up phrase' },
  })),
]);

const exclusions = csvText([
  ['Phrase', 'Site', 'Topic', 'Role', 'Year', 'Class', 'Reason', 'Decided by', 'Decided on', 'From', 'Until', 'Notes'],
  ['tudor beheadings', '', '', '', 'Year 4', '', 'curriculum', 'DSL', '20/04/2026', '20/04/2026', '01/05/2026', ''],
  ['', 'timetable.example', '', '', '', '', 'school software', 'DSL', '20/04/2026', '20/04/2026', '20/07/2026', ''],
]);

const request = (user: string, url: string, category: string, action: string, minute: number) => [
  ...[`21/04/2026 10:${String(minute).padStart(2, '0')}:00`, user, url, category, action],
];
const requests = csvText([
  ['Time', 'User', 'URL', 'Category', 'Action'],
  ...PUPILS.flatMap((user, index) => [
    request(user, 'https://timetable.example/', 'Education', 'Allowed', index),
    request(user, 'https://anydesk.com/', 'Remote access', 'Allowed', index),
    request(user, 'https://lucky.example/', 'Gambling', 'Blocked', index),
  ]),
  request('pupil1', 'https://www.childline.org.uk/', 'Education', 'Blocked', 30),
]);

const checks = csvText([
  ['Date', 'Time', 'Checked by', 'Test', 'Device', 'Location', 'User group', 'Connection', 'Expected', 'Actual'],
  ['21/04/2026', '', 'IT support', 'adult content', 'laptop', 'library', 'pupils', 'wifi', 'blocked', 'allowed'],
  ['21/04/2026', '', 'IT support', 'illegal images', 'laptop', 'library', 'pupils', 'wifi', 'blocked', 'blocked'],
]);

let folder = '';
let school: KeptSchool;
let dsl: DslEdition;
let governors: GovernorsEdition;
let it_: ItEdition;
let evidence: EvidenceEdition;

const wrong = (name: string) => new Error(`an edition of the wrong kind: ${name}`);

function keep(edition: Edition): void {
  if (edition.edition === 'dsl') dsl = edition;
  else if (edition.edition === 'governors') governors = edition;
  else if (edition.edition === 'it') it_ = edition;
  else if (edition.edition === 'evidence') evidence = edition;
  else throw wrong(edition.edition);
}

beforeAll(async () => {
  folder = await temporaryFolder('work-order');
  school = await keptSchool(folder);
  const files = {
    ...{ 'roster.csv': roster, 'captures.csv': captures, 'exclusions.csv': exclusions },
    ...{ 'requests.csv': requests, 'checks.csv': checks },
  };
  const { failures } = await school.importFiles(files, '2026-04-20');
  expect(failures).toEqual([]);
  const { store, secrets } = school;
  const configuration = readWorkspaceConfiguration(store.workspace);
  const review = await reviewPeriod(store, configuration, PERIOD);
  const unlocked = await unlock(store, [secrets.dsl]);
  keep(await editNames(unlocked, configuration, review, 'dsl'));
  await unlocked.close();
  for (const edition of (await editFigures(store, configuration, review, ['governors', 'it', 'evidence'])).editions)
    keep(edition);
});
afterAll(async () => {
  school?.store.close();
  await removeFolder(folder);
});

it('prints every exclusion for the DSL, with what it set aside', () => {
  expect(dsl.exclusions).toMatchObject([
    {
      kind: 'phrase',
      about: 'tudor beheadings',
      forWhom: 'Year 4',
      hasEnded: true,
      captures: 3,
      requests: 0,
      people: 3,
    },
    { kind: 'site', about: 'timetable.example', forWhom: 'everybody', hasEnded: false, captures: 0, requests: 12 },
  ]);
  expect(dsl.tables.capturesByTopic.rows.map(({ id }) => id)).toEqual(['bullying']);
});

it('gives others the sums, and none that rests on a few people, not by a file’s numbers either', () => {
  for (const { setAside } of [governors, evidence])
    expect(setAside).toEqual({
      exclusions: 2,
      captures: { kind: 'suppressed', unit: 'captures' },
      requests: { kind: 'count', value: 12, unit: 'requests' },
    });
  // Fifteen loaded, twelve in the tables: the file would tell of the three.
  const ofCaptures = governors.files.find(({ format }) => /capture|securus/i.test(format));
  expect(ofCaptures?.ledger).toBeNull();
});

it('says of each capture what the filter had said of its page', () => {
  expect(new Set([...dsl.conduct, ...dsl.support].map(({ filterAnswer }) => filterAnswer))).toEqual(
    new Set(['no-site']),
  );
});

it('has numbers of checks for governors, and places for IT', () => {
  expect(governors.checks.counts).toMatchObject({ made: 2, failed: 1, open: 1 });
  expect(governors.checks).not.toHaveProperty('matrix');
  expect(it_.checks.minimum.map(({ test, madeCount }) => [test, madeCount])).toEqual([
    ['Illegal images', 1],
    ['Terrorist content', 0],
    ['Adult content', 1],
  ]);
  expect(it_.checks.open).toMatchObject([{ device: 'Laptop', location: 'Library', group: 'Pupils', owner: '' }]);
});

it('puts sites forward for IT: figures of many, only the name of a public site of few', () => {
  const rows = Object.fromEntries(it_.candidates.lists.map(({ list, rows: own }) => [list, own]));
  expect(rows['block']).toMatchObject([
    { site: 'anydesk.com', changed: { kind: 'count', value: 10 }, people: { value: 10 }, firstDay: '2026-04-21' },
  ]);
  expect(rows['allow']?.find(({ site }) => site.includes('childline'))).toMatchObject({
    ...{ changed: { kind: 'suppressed' }, people: { kind: 'suppressed' }, groups: [], firstDay: null },
  });
});

it('tells IT what to do, and nothing of captures or of anybody', () => {
  expect(it_.tasks[0]).toMatchObject({ importance: 'high' });
  expect(it_.tasks.map(({ evidence: shown }) => shown).join(' ')).toContain('anydesk.com');
  const text = JSON.stringify({ ...it_, definitions: [] });
  expect(text).not.toMatch(/"unit":"(captures|episodes)"|Oskelby|pupil1|tudor/);
});
