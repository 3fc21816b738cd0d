import { z } from 'zod';
import { IS_LISTED, idsCell, numberCell, textCell, whoCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { NOBODY } from '../map/events.js';
import { integer } from '../store/database.js';

const LEAST_TRIES = 10;
const WITHIN_MINUTES = 10;

/** An address that nobody signed in from, and an account of a class, are several people. */
const MAKE = `CREATE OR REPLACE TEMP TABLE blocked_page AS
  SELECT subject, coalesce(shared, FALSE) AS shared, person_id, subject_account_id, role, duty, site, topic, day, time_utc FROM request_event
  WHERE action = 'blocked' AND kind = 'page' AND site <> '' AND subject <> ${NOBODY} AND NOT coalesce(shared, FALSE)`;
const OFTEN = `SELECT subject, site, day FROM blocked_page GROUP BY ALL HAVING count(*) >= ${LEAST_TRIES}`;
const BURSTS = `SELECT DISTINCT subject, site, day FROM (
    SELECT subject, site, day, time_utc - lag(time_utc, ${LEAST_TRIES - 1}) OVER (PARTITION BY subject, site, day ORDER BY time_utc) AS took
    FROM blocked_page SEMI JOIN (${OFTEN}) AS often USING (subject, site, day)
  ) WHERE took <= INTERVAL ${WITHIN_MINUTES} MINUTE`;
const MAKE_RETRIED = `CREATE OR REPLACE TEMP TABLE retried_page AS SELECT * FROM blocked_page SEMI JOIN (${BURSTS}) AS burst USING (subject, site, day)`;

const totals = z.object({
  events: integer,
  requests: integer,
  people: integer,
  sites: integer,
  most: integer,
  topics: z.array(z.string()).nullable(),
});
const row = z.object({
  site: z.string(),
  topic: z.string(),
  person: integer.nullable(),
  account: integer.nullable(),
  day: z.string(),
  requests: integer,
});

const tries = (length: number, more = {}) =>
  Array.from({ length }, (_, index) => ({
    ...{ action: 'blocked', site: 'marbles.example', person_id: 1 },
    time_utc: `2026-04-20 10:0${index % 10}:00`,
    ...more,
  }));

export default defineFinding({
  id: 'blocked-pages-retried',
  title: 'Somebody asked for the same blocked site again and again',
  why: 'Whoever asks that often either needs the site for their work or wants very much to get to it. The log alone cannot tell which; the person can.',
  source: 'DfE filtering and monitoring standard: staff report what seems to be restricted without good reason',
  action:
    'Look at the site. If it is fit for the lesson, allow it; if not, ask what it was wanted for. Where its topic is a sign of need, the DSL speaks with the child.',
  owner: 'IT support, with the class teacher or the DSL',
  confidence: 'possible',
  rank: 54,
  needs: ['request_event'],
  async find(database) {
    await database.run(MAKE);
    await database.run(MAKE_RETRIED);
    const [found] = await database.query(
      totals,
      `SELECT count(DISTINCT (subject, site, day)) AS events, count(*) AS requests, count(DISTINCT subject) AS people, count(DISTINCT site) AS sites,
         ${mostOfOne('retried_page')} AS most, list(DISTINCT topic ORDER BY topic) AS topics FROM retried_page`,
    );
    const rows = await database.query(
      row,
      `SELECT site, min(topic) AS topic, person_id AS person, CASE WHEN person_id IS NULL THEN subject_account_id END AS account, day::VARCHAR AS day, count(*) AS requests
       FROM retried_page WHERE ${IS_LISTED} GROUP BY ALL ORDER BY requests DESC, day, site, person, account`,
    );
    await database.run('DROP TABLE retried_page; DROP TABLE blocked_page');
    if (found === undefined || found.events === 0) return null;
    const { events, requests, people, sites, most, topics } = found;
    const blocked = (topics ?? []).map((topic) => ({ table: 'requestsByTopic', row: topic, column: 'blocked' }));
    return {
      importance: 'low',
      words:
        'The same person asked for the same blocked site at least ten times within ten minutes: either it is blocked without reason, or somebody would not let go. Times it happened: {events}; requests for pages on those days: {requests}; people: {people}; sites: {sites}.',
      figures: [
        {
          id: 'events',
          label: 'Days on which one person kept asking for one site',
          unit: 'events',
          count: events,
          people,
          mostOfOne: 0,
          within: [{ figure: 'requests' }],
        },
        {
          id: 'requests',
          label: 'Their requests for its pages on those days',
          unit: 'requests',
          count: requests,
          people,
          mostOfOne: most,
          within: [blocked],
        },
        {
          id: 'people',
          label: 'People',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'events' }],
        },
        {
          id: 'sites',
          label: 'Sites',
          unit: 'sites',
          count: sites,
          people,
          mostOfOne: 0,
          within: [{ figure: 'events' }],
        },
      ],
      evidence: {
        title: 'Of pupils, visitors and people not known',
        columns: ['Site', 'Topic', 'Person', 'Day', 'Requests for pages'],
        rows: rows.map((each) => [
          textCell(each.site),
          idsCell(each.topic),
          whoCell(each),
          textCell(each.day),
          numberCell(each.requests),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'ten times in nine minutes, and once more in the afternoon',
      requests: [...tries(10), ...tries(1, { time_utc: '2026-04-20 14:00:00' })],
      finds: { events: 1, requests: 11, people: 1, sites: 1 },
    },
    { what: 'nine times', requests: tries(9), finds: null },
    {
      what: 'ten times over the day, and ten pictures of one page',
      requests: [
        ...tries(10).map((each, index) => ({ ...each, time_utc: `2026-04-20 1${index % 6}:0${index}:00` })),
        ...tries(10, { site: 'frames.example', kind: 'sub-resource' }),
      ],
      finds: null,
    },
    {
      what: 'a class at one account, and an address that nobody signed in from',
      requests: [...tries(10, { shared: true }), ...tries(10, { subject: 3, person_id: null })],
      finds: null,
    },
  ],
});
