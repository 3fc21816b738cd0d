import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { IS_VISIT, VISIT } from '../map/events.js';
import { integer } from '../store/database.js';

/** Fewer requests do not show what the filter means to do. */
const LEAST_REQUESTS = 10;
const MOSTLY_BLOCKED_SHARE = 0.5;
/** From here on, what got through is surely not meant. */
const NEARLY_ALL_BLOCKED_SHARE = 0.9;

/** Open to some groups on purpose in many schools, so an allowed request there proves nothing. */
const EVERYDAY = `('social-media', 'chat', 'games', 'streaming')`;

/** Ways round the filter have a finding of their own, and so have topics of which the school itself says that it blocks them. */
const BLOCKED_TOPICS = `CREATE OR REPLACE TEMP TABLE blocked_topic AS SELECT topic, count(*) FILTER (action = 'blocked') / count(*) AS share FROM request_event
  WHERE topic NOT IN (SELECT topic FROM school_block) AND nature IN ('breach', 'vulnerability') AND topic <> 'bypass' AND topic NOT IN ${EVERYDAY} AND action IN ('blocked', 'allowed') GROUP BY topic
  HAVING count(*) >= ${LEAST_REQUESTS} AND count(*) FILTER (action = 'blocked') >= ${MOSTLY_BLOCKED_SHARE} * count(*)`;
const LET_THROUGH = `request_event WHERE action = 'allowed' AND topic IN (SELECT topic FROM blocked_topic)`;

const counts = { requests: integer, visits: integer, people: integer };
const totals = z.object({ ...counts, sites: integer, topics: integer, most: integer, mostVisits: integer });
const sure = z.object({ isSure: z.boolean() });
const row = z.object({ ...counts, site: z.string(), topic: z.string(), firstDay: z.string(), lastDay: z.string() });

const COUNTS = `count(*) AS requests, count(DISTINCT ${VISIT}) FILTER (${IS_VISIT}) AS visits, count(DISTINCT subject) AS people`;

const blocked = (topic: string, length: number) =>
  Array.from({ length }, () => ({ topic, action: 'blocked', site: 'dice.example', subject: 9 }));

export default defineFinding({
  id: 'allowed-in-blocked-topics',
  title: 'Sites let through in topics that the filter blocks',
  why: 'Where the filter is set to block a topic, a site that gets through has most likely been put in the wrong category or allowed by mistake.',
  source: 'DfE filtering and monitoring standard: the filter blocks harmful and inappropriate content',
  action:
    'Look at each site that was let through in a blocked topic; block it, or write down for whom it is allowed and why.',
  owner: 'IT support, with the DSL',
  confidence: 'likely',
  rank: 35,
  needs: ['request_event'],
  async find(database) {
    await database.run(BLOCKED_TOPICS);
    const [found] = await database.query(
      totals,
      `SELECT ${COUNTS}, count(DISTINCT nullif(site, '')) AS sites, count(DISTINCT topic) AS topics, ${mostOfOne(`(SELECT * FROM ${LET_THROUGH})`)} AS most,
        ${mostOfOne(`(SELECT * FROM ${LET_THROUGH} AND ${IS_VISIT})`, `count(DISTINCT ${VISIT})`)} AS "mostVisits" FROM ${LET_THROUGH}`,
    );
    if (found === undefined || found.requests === 0) return null;
    const rows = await database.query(
      row,
      `SELECT site, topic, ${COUNTS}, min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay" FROM ${LET_THROUGH}
       GROUP BY site, topic ORDER BY requests DESC, site, topic`,
    );
    const [nearlyAll] = await database.query(
      sure,
      `SELECT coalesce(bool_or(share >= ${NEARLY_ALL_BLOCKED_SHARE} AND share < 1), FALSE) AS "isSure" FROM blocked_topic`,
    );
    const { requests, visits, people, sites, topics, most, mostVisits } = found;
    const allowed = [...new Set(rows.map((each) => each.topic))].map((topic) => ({
      table: 'requestsByTopic',
      row: topic,
      column: 'allowed',
    }));
    return {
      importance: nearlyAll?.isSure === true ? 'high' : 'medium',
      words:
        'The filter let requests through in topics that it blocks most of the time. Requests allowed: {requests}; visits: {visits}; people: {people}; sites: {sites}; topics: {topics}.',
      figures: [
        {
          id: 'requests',
          label: 'Requests allowed in such topics',
          unit: 'requests',
          count: requests,
          people,
          mostOfOne: most,
          sumOf: allowed,
        },
        {
          id: 'visits',
          label: 'Visits',
          unit: 'visits',
          count: visits,
          people,
          mostOfOne: mostVisits,
          within: [{ figure: 'requests' }],
        },
        {
          id: 'people',
          label: 'People',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'requests' }],
        },
        {
          id: 'sites',
          label: 'Sites',
          unit: 'sites',
          count: sites,
          people,
          mostOfOne: 0,
          within: [{ figure: 'requests' }],
        },
        { id: 'topics', label: 'Topics', unit: 'categories', count: topics, people: null, mostOfOne: null },
      ],
      evidence: {
        title: 'Sites let through',
        columns: ['Site', 'Topic', 'Requests allowed', 'Visits', 'People', 'First day', 'Last day'],
        rows: rows.map((each) => [
          textCell(each.site),
          idsCell(each.topic),
          ...[each.requests, each.visits, each.people].map(numberCell),
          ...[each.firstDay, each.lastDay].map(textCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'three requests and two visits of two people got through, of a topic that is nearly always blocked',
      requests: [
        ...blocked('gambling', 8),
        { topic: 'gambling', action: 'allowed', site: 'lucky.example', subject: 4, slot: 1 },
        { topic: 'gambling', action: 'allowed', site: 'lucky.example', subject: 4, slot: 1 },
        { topic: 'gambling', action: 'allowed', site: 'lucky.example', subject: 8, slot: 1 },
      ],
      finds: { requests: 3, visits: 2, people: 2, sites: 1, topics: 1 },
    },
    {
      what: 'half of the requests blocked is enough',
      requests: [
        ...blocked('drugs', 5),
        ...Array.from({ length: 5 }, (_, slot) => ({ topic: 'drugs', action: 'allowed', site: 'maze.example', slot })),
      ],
      finds: { requests: 5, visits: 5, people: 1, sites: 1, topics: 1 },
    },
    {
      what: 'too few requests to say what the filter means to do',
      requests: [...blocked('gambling', 8), { topic: 'gambling', action: 'allowed', site: 'lucky.example' }],
      finds: null,
    },
    {
      what: 'a topic of which the school says for whom it blocks it, which is another finding',
      requests: [...blocked('gambling', 12), { topic: 'gambling', action: 'allowed', site: 'lucky.example' }],
      tables: { school_block: [{ topic: 'gambling', audience: 'ks2' }] },
      finds: null,
    },
    {
      what: 'a topic that is open, and ways round the filter, which are another finding',
      requests: [
        ...blocked('streaming', 12),
        ...Array.from({ length: 6 }, () => ({ topic: 'streaming', action: 'allowed', site: 'films.example' })),
        ...blocked('bypass', 12),
        { topic: 'bypass', action: 'allowed', site: 'hop.example' },
      ],
      finds: null,
    },
  ],
});
