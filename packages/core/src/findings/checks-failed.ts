import { z } from 'zod';
import { checkLabel, groupLabel } from '../find/check-labels.js';
import { textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** Those of the period, and older ones that are open. */
const FAILED = `(SELECT * FROM check_event WHERE is_failed AND (in_period OR is_open))`;

/** Something came through that was to be stopped or noticed, or what watches over it was changed. */
const IS_UNSAFE = `(expected IN ('blocked', 'warned') AND actual IN ('allowed', 'warned') OR actual IN ('no-alert', 'changed'))`;

const totals = z.object({ failed: integer, open: integer, unsafe: integer });
const row = z.object({
  day: z.string(),
  test: z.string(),
  device: z.string().nullable(),
  location: z.string().nullable(),
  group: z.string().nullable(),
  expected: z.string(),
  actual: z.string(),
  closedOn: z.string().nullable(),
});

const failed = {
  ...{ day: '2026-01-12', test: 'category', device_kind: 'laptop', location: 'classroom', user_group: 'ks2' },
  ...{ expected: 'blocked', actual: 'allowed', in_period: true, is_failed: true, is_open: true },
};
const closed = { closed_on: '2026-01-14', is_open: false };
const held = { actual: 'blocked', is_failed: false, is_open: false };

export default defineFinding({
  id: 'checks-failed',
  title: 'Checks of filtering and monitoring that failed',
  why: 'Somebody tried it and it did not hold: what reached the tester reaches pupils as well, until it is put right and tested again.',
  source:
    'DfE filtering and monitoring standard: checks are recorded with the resulting actions, and what they find is acted on',
  action:
    'Put right what failed, test it again on the same kind of device, and write the day into the list of checks. For illegal or terrorist content that came through, call the provider on the same day.',
  owner: 'IT support, with the DSL',
  confidence: 'certain',
  rank: 12,
  needs: ['check_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS failed, count(*) FILTER (is_open) AS open, count(*) FILTER (is_open AND ${IS_UNSAFE}) AS unsafe FROM ${FAILED}`,
    );
    if (found === undefined || found.failed === 0) return null;
    const rows = await database.query(
      row,
      `SELECT day::VARCHAR AS day, test, device_kind AS device, location, user_group AS "group", expected, actual, closed_on::VARCHAR AS "closedOn"
       FROM ${FAILED} ORDER BY is_open DESC, day, test, device, location, "group"`,
    );
    const figure = (id: string, label: string, count: number) => ({
      ...{ id, label, count, unit: 'checks' as const, people: null, mostOfOne: null },
    });
    return {
      importance: found.unsafe > 0 ? 'high' : found.open > 0 ? 'medium' : 'information',
      words:
        found.open > 0
          ? 'Checks that failed: {failed}; still open: {open}.'
          : 'Checks that failed and were put right: {failed}.',
      figures: [
        figure('failed', 'Checks that failed', found.failed),
        ...(found.open > 0 ? [figure('open', 'Failed checks that are open', found.open)] : []),
      ],
      evidence: {
        title: 'Checks that failed, the open ones first',
        columns: ['Day', 'Test', 'Device', 'Place', 'Group', 'Expected', 'Happened', 'Put right on'],
        rows: rows.map((each) => [
          textCell(each.day),
          textCell(checkLabel('test', each.test)),
          textCell(checkLabel('device', each.device)),
          textCell(checkLabel('location', each.location)),
          textCell(groupLabel(each.group)),
          textCell(checkLabel('result', each.expected)),
          textCell(checkLabel('result', each.actual)),
          textCell(each.closedOn ?? 'open'),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one open, one put right, one that held, one open since before the period, an old one put right',
      tables: {
        check_event: [
          failed,
          { ...failed, ...closed, test: 'bypass' },
          { ...failed, ...held },
          { ...failed, day: '2025-11-03', in_period: false, expected: 'allowed', actual: 'blocked' },
          { ...failed, ...closed, day: '2025-11-03', in_period: false },
        ],
      },
      finds: { failed: 3, open: 1 + 1 },
    },
    {
      what: 'all of them put right',
      tables: { check_event: [{ ...failed, ...closed, test: 'illegal-images' }] },
      finds: { failed: 1 },
    },
    {
      what: 'every check held',
      tables: { check_event: [{ ...failed, ...held }] },
      finds: null,
    },
  ],
});
