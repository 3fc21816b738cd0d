import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** Fewer lines in a usual hour than that, or fewer days to compare with, prove nothing. */
const LEAST_USUAL_LINES = 10;
const LEAST_OTHER_DAYS = 5;

/**
 * Whole clock hours without one line, beside what the other school days with a log have in lessons of that hour. Hours that
 * follow each other are one gap. On a day without any line the whole log is missing, which is another finding.
 */
const GAPS = `WITH hours AS MATERIALIZED (
    SELECT day, hour(time_local) AS hour, count(*) AS lines, count(*) FILTER (session = 'lesson') AS lesson_lines
    FROM request_event WHERE is_school_day GROUP BY ALL
  ), logged AS (SELECT day, max(hour) AS last_hour FROM hours GROUP BY day),
  grid AS (
    SELECT d.day, d.last_hour, h.hour, coalesce(o.lines, 0) AS lines, coalesce(o.lesson_lines, 0) AS lesson_lines
    FROM logged AS d CROSS JOIN (SELECT DISTINCT hour FROM hours WHERE lesson_lines > 0) AS h LEFT JOIN hours AS o USING (day, hour)
  ), bare AS (
    SELECT b.day, b.hour, b.last_hour > b.hour AS goes_on, median(o.lesson_lines) AS usual FROM grid AS b JOIN grid AS o ON o.hour = b.hour AND o.day <> b.day
    WHERE b.lines = 0 GROUP BY ALL HAVING count(*) >= ${LEAST_OTHER_DAYS} AND usual >= ${LEAST_USUAL_LINES}
  )
  SELECT day::VARCHAR AS day, min(hour) AS "fromHour", max(hour) + 1 AS "toHour", count(*) AS hours, round(sum(usual))::INTEGER AS usual, bool_and(goes_on) AS "goesOn"
  FROM (SELECT *, hour - row_number() OVER (PARTITION BY day ORDER BY hour) AS run FROM bare) GROUP BY day, run ORDER BY 1, 2`;

const gap = z.object({
  day: z.string(),
  fromHour: integer,
  toHour: integer,
  hours: integer,
  usual: integer,
  goesOn: z.boolean(),
});

const clock = (hour: number) => textCell(`${String(hour).padStart(2, '0')}:00`);

const lines = (day: string, hour: number, count = 10, session = 'lesson') =>
  Array.from({ length: count }, () => ({ day, session, time_local: `${day} ${String(hour).padStart(2, '0')}:30:00` }));
const DAYS = ['2026-04-20', '2026-04-21', '2026-04-22', '2026-04-23', '2026-04-24'];
const usualDays = DAYS.flatMap((day) => [...lines(day, 9), ...lines(day, 10), ...lines(day, 11)]);

export default defineFinding({
  id: 'hours-without-logs',
  title: 'Hours of lessons without a web-filter log',
  why: 'An hour of lessons in which nothing at all was requested is rarer than a filter that was off, was gone round, or lost its log.',
  source: 'DfE filtering and monitoring standard: the filter works all the time, for everybody who uses the network',
  action:
    'Find out why hours of lessons have no line: a fault of the filter or of its log, a visit of the whole school elsewhere, or an early end of the day.',
  owner: 'IT support',
  confidence: 'likely',
  rank: 21,
  needs: ['request_event'],
  async find(database) {
    const gaps = await database.query(gap, GAPS);
    if (gaps.length === 0) return null;
    const figure = { people: null, mostOfOne: null };
    return {
      importance: 'medium',
      words: 'Whole hours of lessons without one line of web-filter log: {hours}; days with such hours: {days}.',
      figures: [
        {
          id: 'hours',
          label: 'Hours without a line',
          unit: 'hours',
          count: gaps.reduce((sum, { hours }) => sum + hours, 0),
          ...figure,
        },
        {
          id: 'days',
          label: 'Days with such hours',
          unit: 'days',
          count: new Set(gaps.map(({ day }) => day)).size,
          ...figure,
        },
      ],
      evidence: {
        title: 'Hours without a log',
        columns: ['Day', 'From', 'To', 'Lines on other days', 'Lines later that day'],
        rows: gaps.map(({ day, fromHour, toHour, usual, goesOn }) => [
          textCell(day),
          clock(fromHour),
          clock(toHour),
          numberCell(usual),
          textCell(goesOn ? 'yes' : 'no'),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'two hours of one day in which other days have ten lines, and an hour of another day',
      requests: [...usualDays, ...lines('2026-04-27', 9), ...lines('2026-04-28', 9), ...lines('2026-04-28', 11)],
      finds: { hours: 3, days: 2 },
    },
    {
      what: 'an hour that is mostly a break, one line in the hour, and a day that is no school day',
      requests: [
        ...DAYS.flatMap((day) => [...lines(day, 9), ...lines(day, 10, 9), ...lines(day, 10, 9, 'break')]),
        ...lines('2026-04-27', 9, 1),
        ...lines('2026-04-25', 13).map((each) => ({ ...each, is_school_day: false })),
      ],
      finds: null,
    },
    {
      what: 'too few days to compare with',
      requests: [
        ...DAYS.slice(0, 4).flatMap((day) => [...lines(day, 9), ...lines(day, 10)]),
        ...lines('2026-04-24', 9),
      ],
      finds: null,
    },
  ],
});
