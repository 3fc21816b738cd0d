import { z } from 'zod';
import { checkLabel, groupLabel } from '../find/check-labels.js';
import { checkMatrix, isGap } from '../find/check-matrix.js';
import { textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { MINIMUM_TESTS } from '../normalise/check-words.js';

const done = z.object({ test: z.string(), lastOn: z.string(), inPeriod: z.boolean() });
const something = z.object({ isThere: z.boolean() });

/** Where nothing is on record at all, nothing was looked at either. */
const IS_THERE = ['request_event', 'capture_event', 'check_event']
  .map((table) => `EXISTS (SELECT 1 FROM ${table})`)
  .join(' OR ');

const figure = (id: string, label: string, count: number) => ({
  ...{ id, label, count, unit: 'checks' as const, people: null, mostOfOne: null },
});

const check = {
  ...{ day: '2026-01-12', test: 'illegal-images', device_kind: 'laptop', location: 'classroom', user_group: 'ks2' },
  ...{ expected: 'blocked', actual: 'blocked', in_period: true, is_failed: false, is_open: false },
};
const minimum = [check, { ...check, test: 'terrorist-content' }, { ...check, test: 'adult-content' }];
const earlier = { in_period: false, day: '2025-06-02' };
const until = { known_until: [{ day: '2026-03-27' }] };

export default defineFinding({
  id: 'checks-missing',
  title: 'Checks of filtering that are not on record',
  why: 'A filter is known to hold only where somebody tried it: on each kind of device, in each place and for each group, above all for what is illegal.',
  source:
    'DfE filtering and monitoring standard: checks on a range of devices, places and users, with a test for child sexual abuse material, terrorist content and adult content',
  action:
    'Make the tests that are missing and record each one. For illegal images use the test page of the Internet Watch Foundation and nothing else.',
  owner: 'IT support, with the DSL',
  confidence: 'likely',
  rank: 40,
  needs: ['request_event', 'capture_event', 'check_event'],
  async find(database) {
    const [known] = await database.query(something, `SELECT ${IS_THERE} AS "isThere"`);
    if (known === undefined || !known.isThere) return null;
    const tests = await database.query(
      done,
      `SELECT test, max(day)::VARCHAR AS "lastOn", bool_or(in_period) AS "inPeriod" FROM check_event GROUP BY test`,
    );
    const missing = MINIMUM_TESTS.filter((test) => !tests.some((each) => each.test === test && each.inPeriod));
    const gaps = (await checkMatrix(database)).filter(isGap);
    if (missing.length === 0 && gaps.length === 0) return null;
    const lastOf = (test: string) => tests.find((each) => each.test === test)?.lastOn ?? 'never';
    return {
      importance: missing.length > 0 ? 'medium' : 'low',
      words:
        'Tests that every school makes, without one on record in the period: {tests}; kinds of device, places and groups in use that were not tested in it: {places-in-use}.',
      figures: [
        figure('tests', 'Tests that every school makes and that are missing', missing.length),
        figure('places-in-use', 'Combinations of device, place and group without a test', gaps.length),
      ],
      evidence: {
        title: 'What was not tested in the period',
        columns: ['Test', 'Device', 'Place', 'Group', 'Last tested'],
        rows: [
          ...missing.map((test) => [checkLabel('test', test), 'any', 'any', 'any', lastOf(test)]),
          ...gaps.map(({ deviceKind, location, userGroup, lastOn }) => [
            ...['any', checkLabel('device', deviceKind), checkLabel('location', location), groupLabel(userGroup)],
            lastOn ?? 'never',
          ]),
        ].map((texts) => texts.map(textCell)),
      },
    };
  },
  examples: [
    {
      what: 'one test too few, and a place of last summer where nobody tested again',
      tables: { ...until, check_event: [...minimum.slice(0, 2), { ...check, ...earlier, location: 'library' }] },
      finds: { tests: 1, 'places-in-use': 1 },
    },
    {
      what: 'logs, and no check at all',
      requests: [{ topic: 'games' }],
      tables: until,
      finds: { tests: 3, 'places-in-use': 0 },
    },
    {
      what: 'laptops were tested for pupils alone, and tablets for nobody',
      tables: {
        ...until,
        check_event: minimum,
        owner_person: ['pupil', 'staff'].map((role, owner) => ({ owner, role })),
        device_entry: ['laptop', 'tablet', null].map((device_kind, index) => ({
          ...{
            import_id: 1,
            line: index + 2,
            device_id: index,
            device_kind,
            listed_on: '2026-01-05',
            year_on: '2026-01-05',
          },
        })),
      },
      finds: { tests: 0, 'places-in-use': 3 },
    },
    {
      what: 'all of it tested, and a place of two years ago that nobody uses now',
      tables: {
        ...until,
        check_event: [...minimum, { ...check, in_period: false, day: '2024-03-01', location: 'library' }],
      },
      finds: null,
    },
  ],
});
