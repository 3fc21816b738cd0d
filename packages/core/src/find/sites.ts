/**
 * The sites behind the figures of filtering, for whoever tunes the filter. Each site of a topic carries what is left of the
 * topic after it, so that an edition can stop where that rest still stands for enough people: a list may not give away by
 * subtraction what it leaves out.
 */
import { z } from 'zod';
import { NO_CATEGORY, UNMAPPED } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import type { ReviewedSites, SitePart } from './review.js';
import { IS_ONE_PERSON } from './tables.js';

/** As many as somebody reads: they come first who were visited by most people. */
export const MOST_SITES = 12;
/** Behind every listed site. */
const UNLISTED = 1_000_000;

/** Sites that are put forward for a list: whatever is told of them elsewhere, is weighed here. */
const PUT_FORWARD = 'site IN (SELECT site FROM site_put_forward)';

/** Where nobody decided that a topic is harmless, each of its sites; elsewhere those of which something was blocked. */
const IS_CANDIDATE = `site <> '' AND (any_value(nature) IN ('breach', 'vulnerability') OR topic IN ('${UNMAPPED}', '${NO_CATEGORY}') OR sum(blocked) > 0 OR ${PUT_FORWARD})`;

const MAKE_SUBJECTS = `CREATE OR REPLACE TEMP TABLE site_subject AS
  SELECT topic, site, subject, any_value(nature) AS nature, bool_or(${IS_ONE_PERSON}) AS is_one,
    count(*) AS requests, count(*) FILTER (action = 'blocked') AS blocked
  FROM request_event GROUP BY topic, site, subject`;

/** Events, people and the events of the one person with most, of one of the three parts. */
const part = (
  name: string,
  events: string,
) => `sum(${events}) AS ${name}, count(*) FILTER (${events} > 0) AS ${name}_people,
  coalesce(max(${events}) FILTER (is_one), 0) AS ${name}_most`;
const PARTS = [part('requests', 'requests'), part('blocked', 'blocked'), part('open', '(requests - blocked)')].join(
  ', ',
);

/** Of the weakest part that is not empty; none where one person has more than half of it. */
const strength = (name: string) =>
  `CASE WHEN ${name} = 0 THEN ${UNLISTED} WHEN 2 * ${name}_most > ${name} THEN 0 ELSE ${name}_people END`;
const STRENGTH = `least(${['requests', 'blocked', 'open'].map(strength).join(', ')})`;

const MAKE_RANKED = `CREATE OR REPLACE TEMP TABLE ranked_site AS
  SELECT *, CASE WHEN is_candidate AND (place <= ${MOST_SITES} OR ${PUT_FORWARD}) THEN place ELSE ${UNLISTED} END AS position FROM (
    SELECT *, row_number() OVER (PARTITION BY topic ORDER BY is_candidate DESC, ${STRENGTH} DESC, requests_people DESC, requests DESC, site) AS place
    FROM (SELECT topic, site, ${IS_CANDIDATE} AS is_candidate, ${PARTS} FROM site_subject GROUP BY topic, site))`;

/** By person first: few rows are left before each listed site is laid beside all that comes after it. */
const REST = `WITH near AS (
    SELECT topic, position, subject, bool_or(is_one) AS is_one, sum(s.requests) AS requests, sum(s.blocked) AS blocked
    FROM site_subject AS s JOIN ranked_site USING (topic, site) GROUP BY topic, position, subject
  )
  SELECT topic, position, ${PARTS} FROM (
    SELECT listed.topic, listed.position, subject, bool_or(is_one) AS is_one, sum(near.requests) AS requests, sum(near.blocked) AS blocked
    FROM ranked_site AS listed JOIN near ON near.topic = listed.topic AND near.position > listed.position
    WHERE listed.position < ${UNLISTED} GROUP BY ALL
  ) GROUP BY topic, position`;

const CATEGORIES = `SELECT topic, site, list(DISTINCT c.text ORDER BY c.text) AS categories FROM request_event JOIN category AS c USING (category_id)
  WHERE (topic, site) IN (SELECT (topic, site) FROM ranked_site WHERE position < ${UNLISTED}) AND c.text IS NOT NULL GROUP BY ALL`;

const parts = {
  requests: integer,
  requests_people: integer,
  requests_most: integer,
  blocked: integer,
  blocked_people: integer,
  blocked_most: integer,
  open: integer,
  open_people: integer,
  open_most: integer,
};
type Parts = Readonly<Record<keyof typeof parts, number>>;
const listedRow = z.object({ topic: z.string(), site: z.string(), position: integer, ...parts });
const restRow = z.object({ topic: z.string(), position: integer, ...parts });
const categoryRow = z.object({ topic: z.string(), site: z.string(), categories: z.array(z.string()) });
const topicRow = z.object({ topic: z.string(), sites: integer });

const partsOf = (row: Parts): Record<'requests' | 'blocked' | 'open', SitePart> => ({
  requests: { count: row.requests, people: row.requests_people, mostOfOne: row.requests_most },
  blocked: { count: row.blocked, people: row.blocked_people, mostOfOne: row.blocked_most },
  open: { count: row.open, people: row.open_people, mostOfOne: row.open_most },
});

const NOTHING: SitePart = { count: 0, people: 0, mostOfOne: 0 };

/** @param putForward sites to list wherever something was requested of them */
export async function sitesOf(database: Database, putForward: readonly string[]): Promise<ReviewedSites> {
  await database.run('CREATE OR REPLACE TEMP TABLE site_put_forward (site VARCHAR)');
  await database.insert(
    'site_put_forward',
    { site: 'VARCHAR' },
    putForward.map((site) => ({ site })),
  );
  await database.run(MAKE_SUBJECTS);
  await database.run(MAKE_RANKED);
  const listed = await database.query(
    listedRow,
    `SELECT * EXCLUDE (is_candidate, place) FROM ranked_site WHERE position < ${UNLISTED} ORDER BY topic, position`,
  );
  const rests = new Map((await database.query(restRow, REST)).map((row) => [`${row.topic} ${row.position}`, row]));
  const categories = new Map(
    (await database.query(categoryRow, CATEGORIES)).map((row) => [`${row.topic} ${row.site}`, row.categories]),
  );
  const topics = await database.query(
    topicRow,
    'SELECT topic, count(*) AS sites FROM ranked_site WHERE is_candidate GROUP BY topic ORDER BY topic',
  );
  await database.run('DROP TABLE ranked_site; DROP TABLE site_subject; DROP TABLE site_put_forward');
  return {
    listed: listed.map((row) => {
      const rest = rests.get(`${row.topic} ${row.position}`);
      return {
        topic: row.topic,
        site: row.site,
        categories: categories.get(`${row.topic} ${row.site}`) ?? [],
        ...partsOf(row),
        rest: rest === undefined ? { requests: NOTHING, blocked: NOTHING, open: NOTHING } : partsOf(rest),
      };
    }),
    sitesByTopic: Object.fromEntries(topics.map(({ topic, sites }) => [topic, sites])),
  };
}
