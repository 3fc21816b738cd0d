/**
 * How often each topic came up in each school week, and which weeks stand out. What happens once within minutes counts once: an
 * episode of captures, requests of one person to one site in a slot. A page of many parts is no rise.
 */
import { z } from 'zod';
import { NOBODY } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import { IS_ONE_PERSON } from './tables.js';

const LEAST_HAPPENINGS = 10;
const LEAST_PEOPLE = 3;
/** Fewer weeks to compare with show nothing usual, and a week of one school day is none. */
const LEAST_OTHER_WEEKS = 5;
const LEAST_DAYS_OF_WEEK = 2;
/** Both are asked for: chance makes small numbers double, and large ones leave the usual by a little all the time. */
const LEAST_DEVIATIONS = 5;
const LEAST_TIMES_MORE = 2;
const LEAST_TIMES_FEWER = 4;
/** Makes a median absolute deviation comparable to a standard deviation. */
const DEVIATIONS = 1.4826;
/** The same week of the year before begins so many days earlier, on the same weekday. */
const YEAR_DAYS = 364;

const WEEK = `date_trunc('week', day)::DATE`;
const OF_INTEREST = `nature IN ('breach', 'vulnerability') AND is_school_day`;
const WHOSE = 'topic, nature, day, subject, year_group';

/** One row for a person, a topic and a day: how many happenings, of how many events. */
const happenings = (measure: string, from: string, one: string) =>
  `SELECT '${measure}' AS measure, topic::VARCHAR AS topic, nature::VARCHAR AS nature, day, ${WEEK} AS week, subject, bool_or(shared) AS shared,
     year_group::VARCHAR AS year_group, count(*) AS happenings, sum(events)::BIGINT AS events
   FROM (SELECT ${WHOSE}, bool_or(coalesce(shared, FALSE)) AS shared, count(*) AS events FROM ${from} WHERE ${OF_INTEREST} GROUP BY ${WHOSE}, ${one}) GROUP BY ${WHOSE}`;
// A hash of the site is as good as the site to tell two apart, and a number.
const HAPPENINGS = `CREATE OR REPLACE TEMP TABLE week_happening AS
  ${happenings('requests', 'request_event', `CASE WHEN subject = ${NOBODY} THEN address_id END, hash(site), slot`)}
  UNION ALL ${happenings('captures', 'capture_event', 'episode')}`;

/** Days without a log are no days of a week; a week without one capture is one in which monitoring may have been off. */
const WEEKS = `SELECT 'requests' AS measure, ${WEEK} AS week, count(*) AS days FROM calendar_day
    WHERE is_school_day AND day IN (SELECT day FROM request_event) GROUP BY week HAVING count(*) >= ${LEAST_DAYS_OF_WEEK}
  UNION ALL SELECT 'captures', ${WEEK} AS week, count(*) FROM calendar_day
    WHERE is_school_day AND ${WEEK} IN (SELECT ${WEEK} FROM capture_event) GROUP BY week HAVING count(*) >= ${LEAST_DAYS_OF_WEEK}`;

/** `expected`: by the median of the other weeks. `deviations` from it, never measured finer than chance alone would spread. */
const COMPARED = `WITH measured AS MATERIALIZED (${WEEKS}), persons AS (
    SELECT measure, topic, nature, week, subject, bool_or(shared OR subject = ${NOBODY}) AS is_many, sum(happenings) AS n, sum(events) AS events FROM week_happening GROUP BY ALL
  ), sizes AS (
    SELECT measure, topic, nature, week, sum(n) AS happenings, sum(events) AS events, count(*) FILTER (subject <> ${NOBODY}) AS people,
      coalesce(max(n) FILTER (NOT is_many), 0) AS most FROM persons GROUP BY ALL
  ), grid AS MATERIALIZED (
    SELECT m.measure, t.topic, t.nature, m.week, m.days, coalesce(s.happenings, 0)::BIGINT AS happenings, coalesce(s.events, 0)::BIGINT AS events,
      coalesce(s.people, 0) AS people, coalesce(s.most, 0)::BIGINT AS most, coalesce(s.happenings, 0) / m.days AS rate
    FROM measured AS m JOIN (SELECT DISTINCT measure, topic, nature FROM sizes) AS t USING (measure) LEFT JOIN sizes AS s USING (measure, topic, nature, week)
  ), usual AS (
    SELECT g.measure, g.topic, g.week, median(o.rate) AS rate, mad(o.rate) AS spread FROM grid AS g
    JOIN grid AS o ON o.measure = g.measure AND o.topic = g.topic AND o.week <> g.week GROUP BY ALL HAVING count(*) >= ${LEAST_OTHER_WEEKS}
  )
  SELECT g.* EXCLUDE (rate), u.rate * g.days AS expected,
    (g.happenings - expected) / greatest(${DEVIATIONS} * u.spread * g.days, sqrt(expected), 1) AS deviations
  FROM grid AS g JOIN usual AS u USING (measure, topic, week)`;

const UNUSUAL = `CREATE OR REPLACE TEMP TABLE unusual_week AS SELECT *, deviations > 0 AS is_more FROM (${COMPARED})
  WHERE deviations >= ${LEAST_DEVIATIONS} AND happenings >= greatest(${LEAST_HAPPENINGS}, ${LEAST_TIMES_MORE} * expected) AND people >= ${LEAST_PEOPLE} AND 2 * most <= happenings
    OR deviations <= -${LEAST_DEVIATIONS} AND ${LEAST_TIMES_FEWER} * happenings <= expected`;

/** Half of what happened has to fall on days of the lesson, in its year groups. */
const EXPLAINED = `CREATE OR REPLACE TEMP TABLE explained_week AS
  SELECT u.measure, u.topic, u.week, l.title FROM unusual_week AS u JOIN week_happening AS h USING (measure, topic, week)
  JOIN (SELECT DISTINCT day, title, topic, year_group FROM lesson_topic) AS l ON l.topic = h.topic AND l.day = h.day AND (l.year_group IS NULL OR l.year_group = h.year_group)
  WHERE u.is_more GROUP BY u.measure, u.topic, u.week, l.title HAVING 2 * sum(h.happenings) >= any_value(u.happenings)
  QUALIFY row_number() OVER (PARTITION BY u.measure, u.topic, u.week ORDER BY sum(h.happenings) DESC, l.title) = 1`;

const week = z.object({ week: z.string() });

/** What the store has of the same weeks a year before; who it was is not asked, so an account or an address stands for them. */
const PAST = {
  requests: `(SELECT time_local, category_id, (coalesce(account_id, -1 - address_id), host_id, epoch_ms(time_utc) // 300000) AS one FROM request)`,
  captures:
    '(SELECT c.time_local, c.category_id, e.episode AS one FROM capture AS c JOIN capture_episode AS e USING (import_id, line))',
} as const;

/** A week that was as full a year before is one of that season. */
async function leaveSeasons(database: Database): Promise<void> {
  const weeks = await database.query(week, 'SELECT DISTINCT week::VARCHAR AS week FROM unusual_week WHERE is_more');
  if (weeks.length === 0) return;
  const spans = weeks.map(({ week: monday }) => {
    const begins = `DATE '${monday}' - ${YEAR_DAYS}`;
    return `time_local >= ${begins} AND time_local < ${begins} + 5`;
  });
  for (const measure of ['requests', 'captures'] as const)
    await database.run(`DELETE FROM unusual_week WHERE measure = '${measure}' AND is_more AND (topic, week) IN (
      SELECT u.topic, u.week FROM unusual_week AS u JOIN (
        SELECT c.topic, date_trunc('week', p.time_local)::DATE + ${YEAR_DAYS} AS week, count(DISTINCT p.one) AS happenings
        FROM ${PAST[measure]} AS p JOIN category_topic AS c USING (category_id) WHERE ${spans.join(' OR ')} GROUP BY ALL
      ) AS p ON p.topic = u.topic AND p.week = u.week JOIN (
        SELECT date_trunc('week', time_local)::DATE + ${YEAR_DAYS} AS week, count(DISTINCT time_local::DATE) AS days
        FROM ${PAST[measure]} WHERE ${spans.join(' OR ')} GROUP BY ALL
      ) AS d ON d.week = u.week WHERE u.measure = '${measure}' AND ${LEAST_TIMES_MORE} * p.happenings / d.days >= u.happenings / u.days)`);
}

const ROWS = `SELECT u.measure, u.topic, u.nature, u.week::VARCHAR AS week, u.happenings, round(u.expected)::INTEGER AS expected, u.people, u.is_more AS "isMore", e.title
  FROM unusual_week AS u LEFT JOIN explained_week AS e USING (measure, topic, week) ORDER BY u.is_more DESC, e.title IS NOT NULL, u.nature = 'vulnerability' DESC, u.deviations DESC, u.week, u.topic, u.measure`;
const SUMS = `SELECT measure, "isExplained", sum(n)::BIGINT AS events, count(*) AS people, coalesce(max(n) FILTER (is_one), 0)::BIGINT AS most FROM (
    SELECT measure, e.title IS NOT NULL AS "isExplained", subject, bool_and(${IS_ONE_PERSON}) AS is_one, sum(h.events) AS n
    FROM week_happening AS h JOIN unusual_week AS u USING (measure, topic, week) LEFT JOIN explained_week AS e USING (measure, topic, week)
    WHERE u.is_more GROUP BY ALL
  ) GROUP BY ALL`;

export const MEASURES = ['requests', 'captures'] as const;
const measure = z.enum(MEASURES);
const row = z.object({
  measure,
  topic: z.string(),
  nature: z.string(),
  week: z.string(),
  happenings: integer,
  expected: integer,
  people: integer,
  isMore: z.boolean(),
  title: z.string().nullable(),
});
export type WeekRow = z.infer<typeof row>;
const sums = z.object({ measure, isExplained: z.boolean(), events: integer, people: integer, most: integer });
export type Sums = z.infer<typeof sums>;

/**
 * Makes `week_happening`, `unusual_week(measure, topic, nature, week, days, happenings, events, people, most, expected, is_more)`
 * and `explained_week(measure, topic, week, title)`.
 * @returns a row for each such week, and what rose in all of them by kind, explained or not
 */
export async function unusualWeeks(database: Database): Promise<{ rows: WeekRow[]; sums: Sums[] }> {
  await database.run(HAPPENINGS);
  await database.run(UNUSUAL);
  await leaveSeasons(database);
  await database.run(EXPLAINED);
  return { rows: await database.query(row, ROWS), sums: await database.query(sums, SUMS) };
}
