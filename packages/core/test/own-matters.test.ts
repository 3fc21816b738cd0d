/**
 * Nobody reads of their own matters: however a log calls the DSL, a deputy, the headteacher or the chair, and under each of
 * the shipped policies, no edition for that person's office holds the event.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Configuration,
  editNames,
  importPaths,
  type NamedEdition,
  OFFICES,
  type Office,
  openStore,
  type Review,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
  unlock,
} from '../src/index.js';
import { giveKeys } from './support/keys.js';
import { fc, runs } from './support/properties.js';
import { emptyStore, newWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

const POLICIES = ['beech-green', 'valence', 'westfield-staff', 'westfield-pupils-parents', 'unnamed-school-pupils'];
const DOMAIN = 'fernhollow.example';

/** Each with the office whose holder they are. */
const ADULTS = {
  S1: { first: 'Brenka', last: 'Dolvane', account: 'bdolvane', mail: 'brenka.d', duty: 'DSL', office: 'dsl' },
  S2: { first: 'Quillon', last: 'Varnish', account: 'qvarnish', mail: 'quillon.v', duty: 'Deputy DSL', office: 'dsl' },
  S3: { first: 'Ondrel', last: 'Sask', account: 'osask', mail: 'ondrel.s', duty: 'Headteacher', office: 'headteacher' },
  G1: {
    first: 'Petra',
    last: 'Lowmoor',
    account: 'plowmoor',
    mail: 'petra.l',
    duty: 'Chair of governors',
    office: 'chair-of-governors',
  },
} as const satisfies Record<string, { readonly office: Office } & Record<string, string>>;
type Id = keyof typeof ADULTS;
const IDS = ['S1', 'S2', 'S3', 'G1'] as const satisfies readonly Id[];

/** How a line calls somebody: user, and device. */
const WAYS = {
  account: ({ account }) => [account, ''],
  domain: ({ account }) => [`SCHOOL\\${account}`, ''],
  address: ({ account }) => [`${account}@${DOMAIN}`, ''],
  mail: ({ mail }) => [`${mail}@${DOMAIN}`, ''],
  bareMail: ({ mail }) => [mail, ''],
  name: ({ first, last }) => [`${first} ${last}`, ''],
  nameTurned: ({ first, last }) => [`${last} ${first}`, ''],
  foreign: ({ account }) => [`${account}@elsewhere.example`, ''],
  device: ({ account }) => ['', `FH-${account}`],
} as const satisfies Record<string, (adult: (typeof ADULTS)[Id]) => readonly [string, string]>;
type Way = keyof typeof WAYS;
const WAY_NAMES = [
  'account',
  'domain',
  'address',
  'mail',
  'bareMail',
  'name',
  'nameTurned',
  'foreign',
  'device',
] as const satisfies readonly Way[];

const CATEGORIES = ['Bullying', 'Self Harm', 'Racism', 'Sexual Content', 'Our own list'];
const EDITIONS = {
  dsl: 'dsl',
  headteacher: 'staff-annex',
  'chair-of-governors': 'chair-annex',
} as const satisfies Record<Office, NamedEdition>;

const school = fc.record({
  policy: fc.constantFrom(...POLICIES),
  events: fc.array(
    fc.record({
      who: fc.constantFrom(...IDS),
      way: fc.constantFrom(...WAY_NAMES),
      category: fc.constantFrom(...CATEGORIES),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    { minLength: 3, maxLength: 12 },
  ),
  /** Of these a pupil claims the account too, by a later list. */
  disputed: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 2 }),
  /** Of these the list's own row cannot be read. */
  refused: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 1 }),
  isListedLater: fc.boolean(),
});
type School = typeof school extends fc.Arbitrary<infer Value> ? Value : never;

let folder = '';
let store: Store;
let configuration: Configuration;
let secrets: Readonly<Record<Office, string>>;

beforeAll(async () => {
  folder = await temporaryFolder('own-matters');
  store = await openStore(await newWorkspace(join(folder, 'workspace')), { spills: false });
  secrets = await giveKeys(store);
  configuration = readWorkspaceConfiguration(store.workspace);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const phraseOf = (index: number) => `phrase number ${index} of the test`;

function filesOf({ events, disputed, refused }: School): Record<string, readonly string[]> {
  const row = (id: Id) => {
    const { first, last, account, mail, duty } = ADULTS[id];
    const role = refused.includes(id) ? 'Wizard' : id === 'G1' ? 'Governor' : 'Staff';
    return `${id},${first},${last},${account},${mail}@${DOMAIN},${role},${duty},,`;
  };
  const claims = disputed.map((id, index) => `P9${index},Pell,Brack${index},${ADULTS[id].account},,Pupil,,4,4A`);
  return {
    'people.csv': [
      'Person ID,First name,Last name,Username,Email,Role,Duty,Year,Class',
      ...IDS.map(row),
      `P1,Tavrin,Oskelby,toskelby,toskelby@${DOMAIN},Pupil,,4,4A`,
    ],
    'claims.csv': [
      'Person ID,First name,Last name,Username,Email,Role,Duty,Year,Class',
      'P2,Morvath,Ellspar,mellspar,,Pupil,,5,5A',
      ...claims,
    ],
    'devices.csv': [
      'Device,Type,Location,IP address,Shared,Assigned to',
      ...IDS.map((id) => `FH-${ADULTS[id].account},Laptop,Office,,No,${ADULTS[id].account}`),
    ],
    'captures.csv': [
      'Capture ID,Created,Username,Station,Library category,Phrase,Severity',
      ...events.map(({ who, way, category, day }, index) => {
        const [user, device] = WAYS[way](ADULTS[who]);
        return `c${index},${String(day).padStart(2, '0')}/03/2026 10:00:00,${user},${device},${category},${phraseOf(index)},5`;
      }),
      'p1,10/03/2026 10:00:00,toskelby,,Bullying,of a pupil,5',
    ],
  };
}

/** What the holder of an office reads, as one text. */
async function readingOf(review: Review, office: Office): Promise<string> {
  const unlocked = await unlock(store, [secrets[office]], office);
  try {
    return JSON.stringify(await editNames(unlocked, configuration, review, EDITIONS[office]));
  } finally {
    await unlocked.close();
  }
}

it('holds for every way of calling somebody, under every shipped policy, in doubt as well', {
  timeout: 120_000,
}, async () => {
  // So that the test can fail: others do read of them.
  const shown = new Set<Office>();
  await fc.assert(
    fc.asyncProperty(school, async (drawn) => {
      await emptyStore(store);
      configuration = { ...configuration, policy: drawn.policy };
      const files = filesOf(drawn);
      for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
      const { isListedLater } = drawn;
      const order = isListedLater
        ? [['people.csv', 'devices.csv'], ['captures.csv'], ['claims.csv']]
        : [Object.keys(files)];
      for (const paths of order) await importPaths(store, configuration, { paths, folder, mayReattribute: true });
      const review = await reviewPeriod(store, configuration, { from: '2026-03-01', to: '2026-03-31' });
      for (const office of OFFICES) {
        const text = await readingOf(review, office);
        for (const [index, { who, way }] of drawn.events.entries()) {
          if (!text.includes(phraseOf(index))) continue;
          if (ADULTS[who].office === office)
            throw new Error(`the edition of ${office} holds what is about ${who}, called by ${way}`);
          shown.add(office);
        }
      }
    }),
    runs(12),
  );
  expect([...shown]).toEqual(expect.arrayContaining(['headteacher', 'chair-of-governors']));
});
