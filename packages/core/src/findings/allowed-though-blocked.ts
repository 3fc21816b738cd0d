import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { IS_ONE_PERSON } from '../find/tables.js';
import { IS_VISIT, VISIT } from '../map/events.js';
import { integer } from '../store/database.js';

/** Ways round the filter have a finding of their own. */
const LET_THROUGH = `SELECT * FROM request_event SEMI JOIN school_block USING (topic, audience) WHERE action = 'allowed' AND topic <> 'bypass'`;
const VISITS = `count(DISTINCT ${VISIT})`;

const counts = { requests: integer, visits: integer, people: integer };
const totals = z.object({
  ...counts,
  peopleVisits: integer,
  sites: integer,
  topics: integer,
  most: integer,
  mostVisits: integer,
});
const row = z.object({
  ...counts,
  site: z.string(),
  topic: z.string(),
  audience: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
});

const COUNTS = `count(*) AS requests, ${VISITS} FILTER (${IS_VISIT}) AS visits, count(DISTINCT subject) AS people`;

/** By person first, which reads the requests once and leaves few rows. */
const PERSONS = `SELECT subject, count(*) AS requests, count(*) FILTER (${IS_ONE_PERSON}) AS own, ${VISITS} FILTER (${IS_VISIT}) AS visits,
    bool_or(${IS_ONE_PERSON}) AS is_one FROM let_through GROUP BY subject`;
const TOTALS = `SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(visits), 0) AS visits, count(*) AS people, count(*) FILTER (visits > 0) AS "peopleVisits",
    coalesce(max(own), 0) AS most, coalesce(max(visits) FILTER (is_one), 0) AS "mostVisits",
    (SELECT count(DISTINCT nullif(site, '')) FROM let_through) AS sites, (SELECT count(DISTINCT topic) FROM let_through) AS topics FROM (${PERSONS})`;

const page = { topic: 'gambling', action: 'allowed', site: 'lucky.example', slot: 1 };
const school_block = [{ topic: 'gambling', audience: 'ks2' }];

export default defineFinding({
  id: 'allowed-though-blocked',
  title: 'The filter allowed what the school says it blocks',
  why: 'The school has written down what its filter blocks and for whom. What the log shows is something else, so those who rely on the filter are misled.',
  source:
    'DfE filtering and monitoring standard: the filter blocks harmful and inappropriate content; Keeping children safe in education: the effectiveness of filters is reviewed regularly',
  action:
    'Look at each site that was let through: correct its category or block it, and repeat the check. Where it is allowed on purpose, correct what the school says it blocks.',
  owner: 'IT support, with the DSL',
  confidence: 'certain',
  rank: 25,
  needs: ['request_event'],
  async find(database) {
    await database.run(
      `CREATE OR REPLACE TEMP TABLE let_through AS SELECT subject, shared, topic, audience, site, kind, slot, address_id, day FROM (${LET_THROUGH})`,
    );
    const [found] = await database.query(totals, TOTALS);
    const rows = await database.query(
      row,
      `SELECT site, topic, audience, ${COUNTS}, min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay" FROM let_through
       GROUP BY site, topic, audience ORDER BY visits DESC, requests DESC, site, topic, audience`,
    );
    await database.run('DROP TABLE let_through');
    if (found === undefined || found.requests === 0) return null;
    const { requests, visits, people, peopleVisits, sites, topics, most, mostVisits } = found;
    const allowed = [...new Set(rows.map((each) => each.topic))].map((topic) => ({
      table: 'requestsByTopic',
      row: topic,
      column: 'allowed',
    }));
    const groups = [...new Set(rows.map((each) => each.audience))].map((group) => ({
      table: 'requestsByStage',
      row: group,
      column: 'allowed',
    }));
    return {
      // Parts of pages may come from a site that nobody meant to open.
      importance: visits > 0 ? 'high' : 'medium',
      words:
        'The filter let requests through in topics that the school says it blocks for these groups. Requests allowed: {requests}; visits: {visits}; people: {people}; sites: {sites}; topics: {topics}.',
      figures: [
        {
          id: 'requests',
          label: 'Requests allowed although blocked',
          unit: 'requests',
          count: requests,
          people,
          mostOfOne: most,
          within: [allowed, groups],
        },
        {
          id: 'visits',
          label: 'Visits, by pages',
          unit: 'visits',
          count: visits,
          people: peopleVisits,
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
          people: sites === 0 ? 0 : people,
          mostOfOne: 0,
          within: [{ figure: 'requests' }],
        },
        { id: 'topics', label: 'Topics', unit: 'categories', count: topics, people: null, mostOfOne: null },
      ],
      evidence: {
        title: 'Sites let through',
        columns: ['Site', 'Topic', 'Group', 'Requests allowed', 'Visits', 'People', 'First day', 'Last day'],
        rows: rows.map((each) => [
          textCell(each.site),
          ...[each.topic, each.audience].map((id) => idsCell(id)),
          ...[each.requests, each.visits, each.people].map(numberCell),
          ...[each.firstDay, each.lastDay].map(textCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one visit of two pages, and a picture for somebody else; staff and other topics are not meant',
      requests: [
        ...[page, page],
        { ...page, subject: 8, kind: 'sub-resource' },
        { ...page, subject: 12, role: 'staff', audience: 'staff' },
        { ...page, topic: 'games' },
        { ...page, action: 'blocked' },
      ],
      tables: { school_block },
      finds: { requests: 3, visits: 1, people: 2, sites: 1, topics: 1 },
    },
    { what: 'a school that says nothing', requests: [page], finds: null },
    {
      what: 'ways round the filter, which are another finding',
      requests: [{ ...page, topic: 'bypass' }],
      tables: { school_block: [{ topic: 'bypass', audience: 'ks2' }] },
      finds: null,
    },
  ],
});
