import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

const LEAST_USUAL_LINES = 20;
const LEAST_DAYS_SEEN = 10;
/** One day may be a trip of those who sit there. */
const LEAST_QUIET_DAYS = 2;

/**
 * By subnet, also within a network that has a name: one of several switches may fail. Where an address has none, the name
 * alone. Days on which nobody has a line are another finding, and what comes before a subnet's first line is no silence.
 */
const QUIET = `WITH logged AS MATERIALIZED (
    SELECT address_id, day, count(*) AS lines FROM request_event WHERE is_school_day GROUP BY ALL
  ), seen AS (
    SELECT coalesce(a.subnet, a.network) AS part, any_value(a.network) AS network, l.day, sum(l.lines) AS lines
    FROM logged AS l JOIN address_place AS a USING (address_id) WHERE part IS NOT NULL GROUP BY part, l.day
  ), grid AS (
    SELECT p.part, d.day, coalesce(s.lines, 0) AS lines FROM (SELECT DISTINCT part FROM seen) AS p CROSS JOIN (SELECT DISTINCT day FROM logged) AS d
    LEFT JOIN seen AS s USING (part, day)
  ), busy AS (
    SELECT part, median(lines) AS usual, min(day) FILTER (lines > 0) AS first_day FROM grid
    GROUP BY part HAVING usual >= ${LEAST_USUAL_LINES} AND count(*) FILTER (lines > 0) >= ${LEAST_DAYS_SEEN}
  ), runs AS (
    SELECT g.*, b.usual, row_number() OVER (PARTITION BY part ORDER BY day) - row_number() OVER (PARTITION BY part, lines = 0 ORDER BY day) AS run
    FROM grid AS g JOIN busy AS b USING (part) WHERE g.day > b.first_day
  )
  SELECT part, (SELECT any_value(network) FROM seen WHERE seen.part = runs.part) AS network, min(day)::VARCHAR AS "from", max(day)::VARCHAR AS "to",
    count(*) AS "schoolDays", round(any_value(usual))::INTEGER AS usual
  FROM runs WHERE lines = 0 GROUP BY part, run HAVING count(*) >= ${LEAST_QUIET_DAYS} ORDER BY 3, part`;

const row = z.object({
  part: z.string(),
  network: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  schoolDays: integer,
  usual: integer,
});

const dayOf = (index: number) => `2026-06-${String(index + 1).padStart(2, '0')}`;
const busy = (address_id: number, days: readonly number[], length = 20) =>
  days.flatMap((day) => Array.from({ length }, () => ({ address_id, day: dayOf(day) })));
const upTo = (length: number) => Array.from({ length }, (_, index) => index);
const without = (...left: number[]) => upTo(14).filter((index) => !left.includes(index));
const places = [
  { address_id: 1, subnet: '10.20.4.0/24', network: 'Main building', place: 'school' },
  { address_id: 2, subnet: '10.20.5.0/24', network: 'Main building', place: 'school' },
];

export default defineFinding({
  id: 'subnets-gone-quiet',
  title: 'Parts of the network that fell silent',
  why: 'Where part of a network has no line for days while the rest goes on, its devices may have been online past the filter.',
  source: 'DfE filtering and monitoring standard: filtering covers every device and every part of the network',
  action:
    'Find out for each part of the network that fell silent whether it was out of use, or reached the internet without the filter.',
  owner: 'IT support',
  confidence: 'likely',
  rank: 22,
  needs: ['request_event'],
  async find(database) {
    const rows = await database.query(row, QUIET);
    if (rows.length === 0) return null;
    const figure = { people: null, mostOfOne: null };
    return {
      importance: 'medium',
      words:
        'Busy parts of the network without one line of web-filter log while others had lines: {networks}. Longest silence in school days: {longest-run}.',
      figures: [
        {
          id: 'networks',
          label: 'Parts of the network that fell silent',
          unit: 'networks',
          count: new Set(rows.map(({ part }) => part)).size,
          ...figure,
        },
        {
          id: 'longest-run',
          label: 'Longest silence in school days',
          unit: 'days',
          count: Math.max(...rows.map(({ schoolDays }) => schoolDays)),
          ...figure,
        },
      ],
      evidence: {
        title: 'Parts of the network and days',
        columns: ['Addresses', 'Network', 'First day', 'Last day', 'School days', 'Lines on a usual day'],
        rows: rows.map((each) => [
          textCell(each.part === each.network ? '' : each.part),
          textCell(each.network ?? ''),
          ...[each.from, each.to].map(textCell),
          ...[each.schoolDays, each.usual].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'two school days in a row; a single day and the days before its first line are none',
      requests: [...busy(1, without(5, 6, 9)), ...busy(2, upTo(14).slice(3))],
      tables: { address_place: places },
      finds: { networks: 1, 'longest-run': 2 },
    },
    {
      what: 'two of one named network, one of them to the last day',
      requests: [...busy(1, without(5, 6, 7)), ...busy(2, upTo(12)), ...busy(3, upTo(14), 1)],
      tables: { address_place: places },
      finds: { networks: 2, 'longest-run': 3 },
    },
    {
      what: 'a subnet with few lines, and days on which nobody has any',
      requests: [...busy(1, without(5, 6), 19), ...busy(2, without(5, 6))],
      tables: { address_place: places },
      finds: null,
    },
  ],
});
