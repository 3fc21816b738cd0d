import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import type { FoundFigure } from '../find/review.js';
import { KNOWN_UNTIL } from '../find/serious.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** Longer than that, and the lesson it was for is over. */
const LONG_DAYS = 5;
/** The longest times of fewer answers are those of chance. */
const LEAST_ANSWERS = 5;

const ASKED = `(SELECT * FROM concern_event WHERE kind = 'over-blocking')`;
const IS_OPEN = `answer = 'open'`;
const TOOK = `(answered_on - day) FILTER (NOT (${IS_OPEN}) AND answered_on IS NOT NULL)`;
const some = (filter: string) => `(SELECT * FROM ${ASKED} WHERE ${filter})`;

const totals = z.object({
  reports: integer,
  people: integer,
  most: integer,
  open: integer,
  openPeople: integer,
  openMost: integer,
  dated: integer,
  typicalDays: z.number().nullable(),
  slowDays: z.number().nullable(),
  oldestDays: integer.nullable(),
});
type Totals = z.infer<typeof totals>;
const row = z.object({ answer: z.string(), reports: integer, typicalDays: z.number().nullable() });

const TOTALS = `SELECT count(*) AS reports, count(DISTINCT subject) AS people, ${mostOfOne(ASKED)} AS most, count(*) FILTER (${IS_OPEN}) AS open,
    count(DISTINCT subject) FILTER (${IS_OPEN}) AS "openPeople", ${mostOfOne(some(IS_OPEN))} AS "openMost", count${TOOK} AS dated,
    quantile_cont(answered_on - day, 0.5) FILTER (NOT (${IS_OPEN})) AS "typicalDays", quantile_cont(answered_on - day, 0.95) FILTER (NOT (${IS_OPEN})) AS "slowDays",
    CASE WHEN count(*) FILTER (${IS_OPEN}) > 0 THEN greatest(0, max(${KNOWN_UNTIL} - day) FILTER (${IS_OPEN})) END AS "oldestDays" FROM ${ASKED}`;

const days = (id: string, label: string, count: number): FoundFigure => ({
  ...{ id, label, unit: 'days', count: Math.round(count), people: null, mostOfOne: null },
});

function figuresOf({ reports, people, most, open, openPeople, openMost, ...times }: Totals): FoundFigure[] {
  const cell = (column: string) => ({ table: 'reportsByKind', row: 'over-blocking', column });
  const { typicalDays, slowDays, oldestDays, dated } = times;
  return [
    {
      ...{ id: 'reports', label: 'Requests to unblock', unit: 'reports', count: reports, people, mostOfOne: most },
      cell: cell('total'),
    },
    {
      ...{ id: 'open', label: 'Without an answer', unit: 'reports', count: open, people: openPeople },
      ...{ mostOfOne: openMost, cell: cell('open') },
    },
    ...(typicalDays === null ? [] : [days('typical-days', 'Days until the answer, median', typicalDays)]),
    ...(slowDays === null || dated < LEAST_ANSWERS
      ? []
      : [days('slow-days', 'Days within which nineteen of twenty were answered', slowDays)]),
    ...(oldestDays === null ? [] : [days('oldest-days', 'Age of the oldest without an answer, in days', oldestDays)]),
  ];
}

const TIMES: Readonly<Record<string, string>> = {
  'typical-days': ' Days until the answer, median: {typical-days}.',
  'slow-days': ' Nineteen of twenty were answered within this many days: {slow-days}.',
  'oldest-days': ' The oldest without an answer has waited for this many days: {oldest-days}.',
};

const report = { kind: 'over-blocking', answer: 'open', subject: 4, shared: false, day: '2026-04-20' };
const answered = (answer: string, answered_on: string) => ({ ...report, answer, answered_on });
const known_until = [{ day: '2026-05-04' }];

export default defineFinding({
  id: 'unblock-requests',
  title: 'Sites had to be unblocked on request',
  why: 'A site that is blocked without reason costs teaching until somebody answers. Where answers take long, people stop asking, or look for ways round.',
  source: 'DfE filtering and monitoring standard: staff report what seems to be restricted without good reason',
  action: 'Agree within how many days a request to unblock is answered, and look at the answers that took longer.',
  owner: 'IT support, with the DSL',
  confidence: 'certain',
  rank: 75,
  needs: ['concern_event'],
  async find(database) {
    const [found] = await database.query(totals, TOTALS);
    if (found === undefined || found.reports === 0) return null;
    const rows = await database.query(
      row,
      `SELECT answer, count(*) AS reports, quantile_cont(answered_on - day, 0.5) FILTER (NOT (${IS_OPEN})) AS "typicalDays"
       FROM ${ASKED} GROUP BY answer ORDER BY reports DESC, answer`,
    );
    const figures = figuresOf(found);
    const isSlow = Math.max(found.slowDays ?? 0, found.oldestDays ?? 0) > LONG_DAYS;
    return {
      importance: isSlow ? 'low' : 'information',
      words: `Requests to unblock a site: {reports}; without an answer: {open}.${figures.map(({ id }) => TIMES[id] ?? '').join('')}`,
      figures,
      evidence: {
        title: 'What was answered',
        columns: ['Answer', 'Requests', 'Days until the answer, median'],
        rows: rows.map((each) => [
          idsCell(each.answer),
          numberCell(each.reports),
          each.typicalDays === null ? textCell('not known') : numberCell(Math.round(each.typicalDays)),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'allowed after two days, refused after four, one open for two weeks; a report of another kind',
      tables: {
        known_until,
        concern_event: [
          answered('allowed', '2026-04-22'),
          answered('refused', '2026-04-24'),
          { ...report, subject: 8 },
          { ...report, kind: 'misuse' },
        ],
      },
      finds: { reports: 3, open: 1, 'typical-days': 3, 'oldest-days': 14 },
    },
    {
      what: 'five answered after one to five days, and nothing open',
      tables: {
        known_until,
        concern_event: [1, 2, 3, 4, 5].map((after) => answered('allowed', `2026-04-2${after}`)),
      },
      finds: { reports: 5, open: 0, 'typical-days': 3, 'slow-days': 5 },
    },
    {
      what: 'reports of other kinds alone',
      tables: { known_until, concern_event: [{ ...report, kind: 'under-blocking' }] },
      finds: null,
    },
  ],
});
