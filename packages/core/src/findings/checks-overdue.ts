import { z } from 'zod';
import { textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { KNOWN_UNTIL } from '../find/serious.js';
import { integer } from '../store/database.js';

const row = z.object({ lastOn: z.string().nullable(), dueOn: z.string().nullable(), days: integer.nullable() });

const due = { kind: 'check', id: 'filter-checks', title: 'Checks of filtering and monitoring' };
const until = (day: string) => ({ known_until: [{ day }] });

export default defineFinding({
  id: 'checks-overdue',
  title: 'Checks of filtering and monitoring are overdue',
  why: 'Devices, accounts and rules change all the time. The school said how often it tests that filtering and monitoring still work, and that time is over.',
  source:
    'DfE filtering and monitoring standard: checks are made at least once each school year, and as often as the risks ask for',
  action: 'Make the checks now, record them, and put the next ones into the calendar.',
  owner: 'IT support, with the DSL',
  confidence: 'certain',
  rank: 42,
  needs: ['due'],
  async find(database) {
    const [found] = await database.query(
      row,
      `SELECT last_on::VARCHAR AS "lastOn", due_on::VARCHAR AS "dueOn", ${KNOWN_UNTIL} - last_on AS days FROM due
       WHERE kind = 'check' AND (due_on IS NULL OR due_on < ${KNOWN_UNTIL}) ORDER BY due_on NULLS FIRST LIMIT 1`,
    );
    if (found === undefined) return null;
    const isNever = found.days === null;
    return {
      importance: 'medium',
      words: isNever
        ? 'Checks on record: {checks}, although the school says how often it makes them.'
        : 'Days since the last check on record: {days}, more than the school allows.',
      figures: [
        isNever
          ? { id: 'checks', label: 'Checks on record', unit: 'checks', count: 0, people: null, mostOfOne: null }
          : {
              ...{ id: 'days', label: 'Days since the last check on record', unit: 'days' as const },
              ...{ count: found.days ?? 0, people: null, mostOfOne: null },
            },
      ],
      evidence: {
        title: 'When checks were due',
        columns: ['Last check', 'Next one due'],
        rows: [[textCell(found.lastOn ?? 'never'), textCell(found.dueOn ?? 'at once')]],
      },
    };
  },
  examples: [
    {
      what: 'one whose day has gone by',
      tables: { ...until('2026-03-27'), due: [{ ...due, last_on: '2025-11-03', due_on: '2026-03-03' }] },
      finds: { days: 144 },
    },
    {
      what: 'never, and a review that is not about checks',
      tables: {
        ...until('2026-03-27'),
        due: [
          { ...due, last_on: null, due_on: null },
          { ...due, kind: 'review', id: 'policy' },
        ],
      },
      finds: { checks: 0 },
    },
    {
      what: 'due on the last day',
      tables: { ...until('2026-03-27'), due: [{ ...due, last_on: '2025-11-27', due_on: '2026-03-27' }] },
      finds: null,
    },
  ],
});
