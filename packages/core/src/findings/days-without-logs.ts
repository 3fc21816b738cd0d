import { coverageOf } from '../find/coverage.js';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';

/** One day may be an outage. More than that is a gap in what the school can answer for. */
const SERIOUS_DAYS = 2;

const week = [
  { day: '2026-04-20', kind: 'school', is_school_day: true },
  { day: '2026-04-21', kind: 'school', is_school_day: true },
  { day: '2026-04-22', kind: 'school', is_school_day: true },
];

export default defineFinding({
  id: 'days-without-logs',
  title: 'School days without a web-filter log',
  why: 'What was requested on a day without a log cannot be looked up any more, and a low count may only mean that nothing was recorded.',
  source: 'DfE filtering and monitoring standard: the filter records what was requested, when, and on which device',
  action:
    'Find out why some school days have no web-filter log: whether the filter was off, or its log only has to be exported again.',
  owner: 'IT support',
  confidence: 'certain',
  rank: 20,
  needs: ['request_event'],
  async find(database) {
    const { logGaps } = await coverageOf(database);
    if (logGaps.length === 0) return null;
    const lengths = logGaps.map(({ schoolDays }) => schoolDays);
    const days = lengths.reduce((sum, each) => sum + each, 0);
    return {
      importance: days >= SERIOUS_DAYS ? 'high' : 'medium',
      words: 'School days without one line of web-filter log: {days}. Longest run of such days: {longest-run}.',
      figures: [
        { id: 'days', label: 'School days without a log', unit: 'days', count: days, people: null, mostOfOne: null },
        {
          id: 'longest-run',
          label: 'Longest run of school days without a log',
          unit: 'days',
          count: Math.max(...lengths),
          people: null,
          mostOfOne: null,
        },
      ],
      evidence: {
        title: 'Days without a log',
        columns: ['First day', 'Last day', 'School days'],
        rows: logGaps.map(({ from, to, schoolDays }) => [textCell(from), textCell(to), numberCell(schoolDays)]),
      },
    };
  },
  examples: [
    {
      what: 'a Friday and the Monday after it are one run; the weekend ends nothing',
      requests: [{ day: '2026-04-23' }, { day: '2026-04-28' }],
      tables: {
        calendar_day: [
          { day: '2026-04-23', kind: 'school', is_school_day: true },
          { day: '2026-04-24', kind: 'school', is_school_day: true },
          { day: '2026-04-25', kind: 'weekend', is_school_day: false },
          { day: '2026-04-26', kind: 'weekend', is_school_day: false },
          { day: '2026-04-27', kind: 'school', is_school_day: true },
          { day: '2026-04-28', kind: 'school', is_school_day: true },
        ],
      },
      finds: { days: 2, 'longest-run': 2 },
    },
    {
      what: 'two days apart from each other',
      requests: [{ day: '2026-04-21' }],
      tables: { calendar_day: week },
      finds: { days: 2, 'longest-run': 1 },
    },
    {
      what: 'only days out of school have no log',
      requests: [{ day: '2026-04-20' }, { day: '2026-04-21' }, { day: '2026-04-22' }],
      tables: { calendar_day: [...week, { day: '2026-04-23', kind: 'inset', is_school_day: false }] },
      finds: null,
    },
  ],
});
