import { coverageOf } from '../find/coverage.js';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';

/** One week may be chance or a short one. */
const SERIOUS_WEEKS = 2;

const schoolDays = (days: readonly string[]) => days.map((day) => ({ day, kind: 'school', is_school_day: true }));

export default defineFinding({
  id: 'weeks-without-captures',
  title: 'School weeks without one capture',
  why: 'A school at work nearly always gives rise to some captures. No capture in a whole week may mean that monitoring was off, or that its data did not arrive.',
  source: 'DfE filtering and monitoring standard: monitoring is in place all the time, with reports at least weekly',
  action:
    'Ask the monitoring provider whether it ran on every device in the weeks without a capture, and keep the answer with this review.',
  owner: 'DSL, with IT support',
  confidence: 'possible',
  rank: 25,
  needs: ['capture_event'],
  async find(database) {
    const { silentWeeks } = await coverageOf(database);
    if (silentWeeks.length === 0) return null;
    const days = silentWeeks.reduce((sum, week) => sum + week.schoolDays, 0);
    return {
      importance: silentWeeks.length >= SERIOUS_WEEKS ? 'high' : 'medium',
      words:
        'School weeks without one capture: {weeks}; school days in them: {days}. This may mean that monitoring was off.',
      figures: [
        {
          id: 'weeks',
          label: 'School weeks without a capture',
          unit: 'weeks',
          count: silentWeeks.length,
          people: null,
          mostOfOne: null,
        },
        { id: 'days', label: 'School days in those weeks', unit: 'days', count: days, people: null, mostOfOne: null },
      ],
      evidence: {
        title: 'Weeks without a capture',
        columns: ['First school day', 'Last school day', 'School days'],
        rows: silentWeeks.map((week) => [textCell(week.from), textCell(week.to), numberCell(week.schoolDays)]),
      },
    };
  },
  examples: [
    {
      what: 'a whole week, and a short one before a holiday; the week that the period cuts off is not judged',
      captures: [{ day: '2026-05-05' }],
      tables: {
        calendar_day: [
          ...schoolDays(['2026-04-27', '2026-04-28', '2026-04-29', '2026-04-30', '2026-05-01']),
          ...schoolDays(['2026-05-05', '2026-05-06', '2026-05-11', '2026-05-12']),
          { day: '2026-05-15', kind: 'holiday', is_school_day: false },
          ...schoolDays(['2026-05-18', '2026-05-19']),
        ],
      },
      finds: { weeks: 2, days: 7 },
    },
    {
      what: 'one capture on the last day of the week',
      captures: [{ day: '2026-05-01' }],
      tables: { calendar_day: schoolDays(['2026-04-27', '2026-04-28', '2026-04-29', '2026-04-30', '2026-05-01']) },
      finds: null,
    },
    {
      what: 'nothing in the holidays',
      captures: [{ day: '2026-05-22' }],
      tables: {
        calendar_day: [...schoolDays(['2026-05-22']), { day: '2026-05-26', kind: 'holiday', is_school_day: false }],
      },
      finds: null,
    },
  ],
});
