import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { EARLIER_HOSTS, isRegistered } from '../find/first-seen.js';
import { mostOfOne } from '../find/tables.js';
import { IS_VISIT, VISIT } from '../map/events.js';
import { type Database, integer } from '../store/database.js';

/** What fewer people open spreads no further by itself. */
const LEAST_PEOPLE = 10;
/** Days with a log in the first two thirds: with fewer, nearly everything would be new. */
const LEAST_DAYS_BEFORE = 20;

const LAST_THIRD = '(SELECT min(day) + (2 * (max(day) - min(day) + 1) / 3)::INTEGER FROM calendar_day)';

/** Makes `new_visit`: the pages of such sites. A site is new when all of its hosts are; AI tools are another finding. */
async function makeVisits(database: Database): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE new_visit AS WITH first AS (
      SELECT site FROM (SELECT any_value(site) AS site, any_value(topic) AS topic, min(day) AS day FROM request_event WHERE host_id IS NOT NULL GROUP BY host_id)
      WHERE site <> '' AND topic <> 'ai-tools' GROUP BY site HAVING min(day) >= ${LAST_THIRD}
    ), fresh AS (
      SELECT site FROM first AS f WHERE NOT ${isRegistered('f.site')}
        AND site NOT IN (SELECT coalesce(h.registrable, h.name) FROM ${EARLIER_HOSTS} AS e JOIN host AS h USING (host_id))
        AND site NOT IN (SELECT site FROM site_role WHERE role = 'ai-tool')
        AND (SELECT count(DISTINCT day) FROM request_event WHERE day < ${LAST_THIRD}) >= ${LEAST_DAYS_BEFORE}
    )
    SELECT e.site, e.topic, e.subject, e.shared, e.day, e.action, e.slot, e.address_id FROM request_event AS e SEMI JOIN fresh AS f ON f.site = e.site WHERE ${IS_VISIT}`);
  await database.run(
    `DELETE FROM new_visit WHERE site NOT IN (SELECT site FROM new_visit GROUP BY site HAVING count(DISTINCT subject) >= ${LEAST_PEOPLE})`,
  );
}

const totals = z.object({ sites: integer, visits: integer, people: integer, most: integer });
const row = z.object({
  site: z.string(),
  topics: z.array(z.string()),
  firstDay: z.string(),
  visits: integer,
  people: integer,
  blocked: integer,
});

const dayOf = (index: number) => new Date(Date.UTC(2026, 3, 1 + index)).toISOString().slice(0, 10);
const calendar_day = [0, 59].map((index) => ({ day: dayOf(index), kind: 'school', is_school_day: true }));
const usual = Array.from({ length: 20 }, (_, index) => ({ day: dayOf(index), site: 'sums.example', host_id: 1 }));
const crowd = (day: string, length: number, more: Readonly<Record<string, string | number>> = {}) =>
  Array.from({ length }, (_, index) => ({
    day,
    site: 'craze.example',
    host_id: 2,
    slot: 1,
    subject: 4 * (index + 1),
    ...more,
  }));

export default defineFinding({
  id: 'new-sites',
  title: 'Sites that many people have begun to use',
  why: 'A site that many open within weeks is a craze, a new tool of lessons, or a way that word of mouth made known. It is worth a look before everybody uses it.',
  source: 'DfE filtering and monitoring standard: provision keeps up with what pupils and staff use',
  action: 'Look at each site that is new, and enter it in the register or put it before the DSL.',
  owner: 'IT support',
  confidence: 'certain',
  rank: 85,
  needs: ['request_event'],
  async find(database) {
    await makeVisits(database);
    const [found] = await database.query(
      totals,
      `SELECT count(DISTINCT site) AS sites, count(DISTINCT ${VISIT}) AS visits, count(DISTINCT subject) AS people,
        ${mostOfOne('new_visit', `count(DISTINCT ${VISIT})`)} AS most FROM new_visit`,
    );
    if (found === undefined || found.sites === 0) return null;
    const rows = await database.query(
      row,
      `SELECT site, list_sort(list(DISTINCT topic::VARCHAR)) AS topics, min(day)::VARCHAR AS "firstDay", count(DISTINCT ${VISIT}) AS visits,
        count(DISTINCT subject) AS people, count(*) FILTER (action = 'blocked') AS blocked FROM new_visit GROUP BY site ORDER BY people DESC, visits DESC, site`,
    );
    const { sites, visits, people, most } = found;
    return {
      importance: 'information',
      words:
        'Sites that many people opened and that first came up in the last third of the period: {sites}; visits: {visits}; people: {people}.',
      figures: [
        {
          ...{ id: 'sites', label: 'Sites that are new', unit: 'sites', count: sites },
          ...{ people, mostOfOne: 0, within: [{ figure: 'visits' }] },
        },
        {
          ...{ id: 'visits', label: 'Visits to them', unit: 'visits', count: visits, people, mostOfOne: most },
          within: [{ table: 'requestsByMonth', row: null, column: 'total' }],
        },
        {
          ...{ id: 'people', label: 'People', unit: 'people', count: people },
          ...{ people, mostOfOne: 1, within: [{ figure: 'visits' }] },
        },
      ],
      evidence: {
        title: 'Sites',
        columns: ['Site', 'Topic', 'First day', 'Visits', 'People', 'Pages blocked'],
        rows: rows.map((each) => [
          textCell(each.site),
          idsCell(...each.topics),
          textCell(each.firstDay),
          ...[each.visits, each.people, each.blocked].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'ten people at a site that first came up on the first day of the last third',
      requests: [...usual, ...crowd(dayOf(40), 10), ...crowd(dayOf(41), 10, { slot: 2 })],
      tables: { calendar_day },
      finds: { sites: 1, visits: 20, people: 10 },
    },
    {
      what: 'nine people, a site that another host had before, one on the register, an AI tool, and parts of pages',
      requests: [
        ...usual,
        ...crowd(dayOf(40), 9),
        ...crowd(dayOf(40), 10, { site: 'sums.example', host_id: 3 }),
        ...crowd(dayOf(40), 10, { site: 'shop.example', host_id: 4 }),
        ...crowd(dayOf(40), 10, { site: 'askbrain.example', host_id: 5, topic: 'ai-tools' }),
        ...crowd(dayOf(40), 10, { site: 'fonts.example', host_id: 6, kind: 'sub-resource' }),
      ],
      tables: { calendar_day, known_site: [{ site: 'shop.example', use: 'School meals' }] },
      finds: null,
    },
    {
      what: 'a log that begins shortly before',
      requests: [...usual.slice(1), ...crowd(dayOf(40), 10)],
      tables: { calendar_day },
      finds: null,
    },
  ],
});
