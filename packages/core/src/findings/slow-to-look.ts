import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import type { FoundFigure } from '../find/review.js';
import { mostOfOne } from '../find/tables.js';
import { type Database, integer } from '../store/database.js';

/** The longest times of fewer captures are those of chance. */
const LEAST_CAPTURES = 5;

const SCHOOL_HOURS = `session IN ('lesson', 'break')`;

/** A time before the capture tells of two clocks, not of anybody's work. */
const minutesTo = (time: string) => `CASE WHEN ${time} >= time_utc THEN epoch(${time} - time_utc) / 60 END`;

/** Looked at: viewed or graded, whichever was first. */
const LOOKED = 'least(coalesce(viewed_utc, graded_utc), coalesce(graded_utc, viewed_utc))';
const MAKE = `CREATE OR REPLACE TEMP TABLE capture_wait AS SELECT subject, shared, day, severity_grade, ${SCHOOL_HOURS} AS is_school_hours,
    ${minutesTo('received_utc')} AS received, ${minutesTo(LOOKED)} AS looked, ${minutesTo('acted_utc')} AS acted,
    (time_local + (${LOOKED} - time_utc))::DATE AS looked_on FROM capture_event`;

const STEPS = { received: 'Received', looked: 'Looked at', acted: 'Acted on' } as const;
type Step = keyof typeof STEPS;

const row = z.object({
  step: z.enum(['received', 'looked', 'acted']),
  isSchoolHours: z.boolean(),
  captures: integer,
  typicalMinutes: z.number().nullable(),
  slowMinutes: z.number().nullable(),
});
type Row = z.infer<typeof row>;

const stepSql = (
  step: string,
  place: number,
) => `SELECT '${step}' AS step, ${place} AS place, is_school_hours AS "isSchoolHours", count(${step}) AS captures,
    quantile_cont(${step}, 0.5) AS "typicalMinutes", quantile_cont(${step}, 0.95) AS "slowMinutes" FROM capture_wait GROUP BY is_school_hours`;
const ROWS = `SELECT * EXCLUDE (place) FROM (${Object.keys(STEPS).map(stepSql).join(' UNION ALL ')}) ORDER BY place, "isSchoolHours" DESC`;

const known = z.object({ captures: integer, people: integer, most: integer });
const KNOWN = `SELECT count(*) AS captures, count(DISTINCT subject) AS people, ${mostOfOne('(SELECT * FROM capture_wait WHERE looked IS NOT NULL)')} AS most
  FROM capture_wait WHERE looked IS NOT NULL`;

/** School days that began between a serious capture in school hours and the day on which somebody looked. */
const LATE = `SELECT count(*) AS captures, coalesce(quantile_disc(later, 0.95), 0) AS days FROM (
    SELECT w.rowid, count(d.day) AS later FROM capture_wait AS w LEFT JOIN calendar_day AS d ON d.is_school_day AND d.day > w.day AND d.day <= w.looked_on
    WHERE w.is_school_hours AND w.severity_grade >= 4 AND w.looked IS NOT NULL GROUP BY w.rowid)`;
const late = z.object({ captures: integer, days: integer });

async function isLate(database: Database): Promise<boolean> {
  const [found] = await database.query(late, LATE);
  return found !== undefined && found.captures >= LEAST_CAPTURES && found.days > 1;
}

function minutesOf(rows: readonly Row[], isSchoolHours: boolean): FoundFigure[] {
  const looked = rows.find((each) => each.step === 'looked' && each.isSchoolHours === isSchoolHours);
  if (looked === undefined || looked.captures < LEAST_CAPTURES) return [];
  const [id, hours] = isSchoolHours ? ['school', 'in school hours'] : ['other', 'at other hours'];
  const minutes = (which: string, label: string, value: number | null): FoundFigure => ({
    ...{ id: `${id}-${which}`, label: `${label}, ${hours}`, unit: 'minutes', count: Math.round(value ?? 0) },
    ...{ people: null, mostOfOne: null },
  });
  return [
    minutes('typical', 'Minutes until somebody looked, median', looked.typicalMinutes),
    minutes('slow', 'Minutes until nineteen of twenty had been looked at', looked.slowMinutes),
  ];
}

const HOURS: Readonly<Record<string, string>> = {
  'school-typical':
    ' In lessons and breaks, minutes until somebody looked, median: {school-typical}; nineteen of twenty:',
  'school-slow': ' {school-slow}.',
  'other-typical': ' At other hours, median: {other-typical}; nineteen of twenty:',
  'other-slow': ' {other-slow}.',
};

const cellOf = (minutes: number | null) => (minutes === null ? textCell('not known') : numberCell(Math.round(minutes)));
const labelOf = (step: Step): string => STEPS[step];

const looked = (minutes: readonly number[], more = {}) =>
  minutes.map((after, index) => ({
    ...{ time_utc: '2026-04-20 10:00:00', subject: index * 4 },
    graded_utc: new Date(Date.UTC(2026, 3, 20, 10, after)).toISOString().slice(0, 19).replace('T', ' '),
    ...more,
  }));

export default defineFinding({
  id: 'slow-to-look',
  title: 'Captures wait until somebody looks',
  why: 'Monitoring protects a child only as fast as somebody reads what it captured. At other hours it is the plan for them that counts.',
  source:
    'DfE filtering and monitoring standard: incidents are picked up urgently and acted on, and those of high risk are reported at once',
  action:
    'Agree how soon a serious capture is looked at, in school hours and outside them, and who stands in for whom. Have the product tell somebody at once where it can.',
  owner: 'DSL',
  confidence: 'likely',
  rank: 45,
  needs: ['capture_event'],
  async find(database) {
    await database.run(MAKE);
    const rows = await database.query(row, ROWS);
    const [counted] = await database.query(known, KNOWN);
    const isMedium = await isLate(database);
    await database.run('DROP TABLE capture_wait');
    if (counted === undefined || counted.captures < LEAST_CAPTURES) return null;
    const figures: FoundFigure[] = [
      {
        id: 'captures',
        label: 'Captures of which it is known when somebody looked',
        unit: 'captures',
        count: counted.captures,
        people: counted.people,
        mostOfOne: counted.most,
        within: [{ table: 'capturesByGrade', row: null, column: 'captures' }],
      },
      ...minutesOf(rows, true),
      ...minutesOf(rows, false),
    ];
    return {
      importance: isMedium ? 'medium' : 'information',
      words: `Captures of which it is known when somebody first looked at them: {captures}.${figures.map(({ id }) => HOURS[id] ?? '').join('')}${isMedium ? ' Serious captures in school hours waited for more than a school day.' : ''}`,
      figures,
      evidence: {
        title: 'Minutes after the capture',
        columns: ['Step', 'Captured', 'Captures with a time', 'Median', 'Nineteen of twenty within'],
        rows: rows.map((each) => [
          textCell(labelOf(each.step)),
          textCell(each.isSchoolHours ? 'in school hours' : 'at other hours'),
          numberCell(each.captures),
          ...[each.typicalMinutes, each.slowMinutes].map(cellOf),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'five of a lesson within five minutes, and five of an evening within fifty; nobody looked at one',
      captures: [
        ...looked([1, 2, 3, 4, 5]),
        ...looked([10, 20, 30, 40, 50], { session: 'evening' }),
        { time_utc: '2026-04-20 10:00:00' },
      ],
      finds: { captures: 10, 'school-typical': 3, 'school-slow': 5, 'other-typical': 30, 'other-slow': 48 },
    },
    {
      what: 'what was viewed before it was graded was looked at then; a clock that runs behind tells nothing',
      captures: [
        ...looked([60, 60, 60, 60, 60], { viewed_utc: '2026-04-20 10:02:00' }),
        ...looked([0], { graded_utc: '2026-04-20 09:00:00' }),
      ],
      finds: { captures: 5, 'school-typical': 2, 'school-slow': 2 },
    },
    { what: 'four captures are too few', captures: looked([1, 2, 3, 4]), finds: null },
    {
      what: 'a product that does not say when',
      captures: Array.from({ length: 9 }, () => ({ time_utc: '2026-04-20 10:00:00' })),
      finds: null,
    },
  ],
});
