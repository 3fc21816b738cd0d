import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { DAYS_TO_DECIDE, KNOWN_UNTIL } from '../find/serious.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

const OPEN = `(SELECT * FROM concern_event WHERE answer = 'open' AND day < ${KNOWN_UNTIL} - ${DAYS_TO_DECIDE})`;

const totals = z.object({ reports: integer, people: integer, most: integer });
const row = z.object({ kind: z.string(), reports: integer, firstDay: z.string() });

const report = { kind: 'over-blocking', answer: 'open', subject: 4, shared: false, day: '2026-04-20' };
const until = (day: string) => ({ known_until: [{ day }] });

export default defineFinding({
  id: 'concerns-open',
  title: 'Reports of concern without an answer',
  why: 'Whoever reports something and hears nothing will not report again, and what was reported goes on.',
  source:
    'DfE filtering and monitoring standard: staff know how to report what was seen, what is blocked without reason and what is not blocked',
  action: 'Answer each open report, and write the answer and its day into the list of reports.',
  owner: 'DSL, with IT support',
  confidence: 'certain',
  rank: 35,
  needs: ['concern_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS reports, count(DISTINCT subject) AS people, ${mostOfOne(OPEN)} AS most FROM ${OPEN}`,
    );
    if (found === undefined || found.reports === 0) return null;
    const rows = await database.query(
      row,
      `SELECT kind, count(*) AS reports, min(day)::VARCHAR AS "firstDay" FROM ${OPEN} GROUP BY kind ORDER BY "firstDay", kind`,
    );
    const { reports, people, most } = found;
    return {
      importance: 'medium',
      words: 'Reports of concern that have had no answer for more than a week: {reports}.',
      figures: [
        {
          id: 'reports',
          label: 'Reports without an answer',
          unit: 'reports',
          count: reports,
          people,
          mostOfOne: most,
          within: [{ table: 'reportsByKind', row: null, column: 'open' }],
        },
      ],
      evidence: {
        title: 'Open reports by kind',
        columns: ['Kind', 'Reports', 'Since'],
        rows: rows.map((each) => [idsCell(each.kind), numberCell(each.reports), textCell(each.firstDay)]),
      },
    };
  },
  examples: [
    {
      what: 'two open for more than a week, one answered, one of yesterday',
      tables: {
        ...until('2026-05-04'),
        concern_event: [
          report,
          { ...report, kind: 'misuse', subject: 8 },
          { ...report, answer: 'refused' },
          { ...report, day: '2026-05-03' },
        ],
      },
      finds: { reports: 2 },
    },
    {
      what: 'one that is a week old to the day, and one that was answered',
      tables: {
        ...until('2026-04-27'),
        concern_event: [report, { ...report, answer: 'no-change', day: '2026-04-01' }],
      },
      finds: null,
    },
  ],
});
