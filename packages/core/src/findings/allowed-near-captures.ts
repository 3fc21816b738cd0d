import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { slotOf } from '../map/episodes.js';
import { IS_VISIT, NOBODY, VISIT } from '../map/events.js';
import { type Database, integer } from '../store/database.js';

/** Less than the length of a visit's slot: what comes before a capture is in its slot or in the one before. */
const BEFORE_MINUTES = 3;
const LEAST_CAPTURES = 3;
const LEAST_PEOPLE = 2;
const NEAR_SHARE = 0.2;

/** What everybody opens stands before captures by chance, and nobody would want it blocked. */
const NOT_MEANT = `ANTI JOIN (SELECT host_id FROM site_role WHERE role IN ('help', 'education', 'search')) AS open_site USING (host_id)`;

const WATCHED = `CREATE OR REPLACE TEMP TABLE watched_capture AS SELECT import_id, line, subject, coalesce(shared, FALSE) AS shared, time_utc, host_id, site, filter_answer, ${slotOf('c')} AS slot
  FROM capture_event AS c WHERE subject <> ${NOBODY} AND severity_grade IS DISTINCT FROM 1`;

/** Sites opened before a capture, and the site of a capture itself where the filter had allowed it and its page is not among them. */
const LINKS = `CREATE OR REPLACE TEMP TABLE near_capture AS
  WITH opened AS (
    SELECT DISTINCT c.import_id, c.line, c.subject, c.shared, r.site, r.slot FROM (SELECT * FROM request_event ${NOT_MEANT}) AS r
    JOIN (SELECT * REPLACE (unnest([slot, slot - 1]) AS slot) FROM watched_capture) AS c ON r.subject = c.subject AND r.slot = c.slot
    WHERE r.kind = 'page' AND r.action = 'allowed' AND r.site <> '' AND r.time_utc <= c.time_utc AND r.time_utc >= c.time_utc - INTERVAL ${BEFORE_MINUTES} MINUTE
  )
  FROM opened UNION ALL
  SELECT import_id, line, subject, shared, site, slot FROM (SELECT * FROM watched_capture ${NOT_MEANT}) AS own
  WHERE filter_answer = 'allowed' AND site <> '' AND (import_id, line, site) NOT IN (SELECT (import_id, line, site) FROM opened)`;

const CAPTURES = 'count(DISTINCT (import_id, line))';
const SITES = `CREATE OR REPLACE TEMP TABLE suspect_site AS
  WITH near AS (
    SELECT site, ${CAPTURES} AS captures, count(DISTINCT subject) AS people, count(DISTINCT (subject, slot)) AS near FROM near_capture
    GROUP BY site HAVING captures >= ${LEAST_CAPTURES} AND people >= ${LEAST_PEOPLE}
  ), visited AS (
    SELECT site, count(DISTINCT ${VISIT}) AS visits, list(DISTINCT topic ORDER BY topic) AS topics FROM request_event
    WHERE action = 'allowed' AND ${IS_VISIT} AND site IN (SELECT site FROM near) GROUP BY site
  )
  SELECT near.*, greatest(near, coalesce(visits, 0)) AS visits, coalesce(topics, []) AS topics FROM near LEFT JOIN visited USING (site)
  WHERE near >= ${NEAR_SHARE} * greatest(near, coalesce(visits, 0))`;

const LINKED = '(SELECT * FROM near_capture SEMI JOIN suspect_site USING (site))';
const totals = z.object({ sites: integer, captures: integer, people: integer, most: integer });
const row = z.object({
  site: z.string(),
  topics: z.array(z.string()),
  captures: integer,
  people: integer,
  near: integer,
  visits: integer,
});

async function look(database: Database) {
  for (const sql of [WATCHED, LINKS, SITES]) await database.run(sql);
  const [found] = await database.query(
    totals,
    `SELECT count(DISTINCT site) AS sites, ${CAPTURES} AS captures, count(DISTINCT subject) AS people, ${mostOfOne(LINKED, CAPTURES)} AS most FROM ${LINKED}`,
  );
  const rows = await database.query(row, 'FROM suspect_site ORDER BY captures DESC, near DESC, site');
  await database.run('DROP TABLE suspect_site; DROP TABLE near_capture; DROP TABLE watched_capture');
  return { found, rows };
}

const at = (subject: number, time: string, more = {}) => ({
  ...{ subject, site: 'corner.example', time_utc: `2026-04-20 ${time}`, slot: slotNumber(time) },
  ...more,
});
const captured = (subject: number, time: string, more = {}) => ({
  ...{ subject, time_utc: `2026-04-20 ${time}`, severity_grade: 4 },
  ...more,
});
/** As the map stage counts them. */
const slotNumber = (time: string) => Math.floor(Date.parse(`2026-04-20T${time}Z`) / 300_000);

export default defineFinding({
  id: 'allowed-near-captures',
  title: 'Allowed sites that captures point to',
  why: 'When several people are captured within minutes of opening the same allowed site, the filter may be letting through what the monitoring then finds.',
  source: 'Keeping children safe in education: the effectiveness of filtering and monitoring is reviewed regularly',
  action:
    'Look at each site, and at the captures that followed. Block it where it led to them, or write down that it did not.',
  owner: 'DSL, with IT support',
  confidence: 'possible',
  rank: 38,
  needs: ['capture_event'],
  async find(database) {
    const { found, rows } = await look(database);
    if (found === undefined || found.sites === 0) return null;
    const { sites, captures, people, most } = found;
    return {
      importance: 'medium',
      words:
        'Several people opened the same allowed site a few minutes before a capture, or were captured on it. Sites: {sites}; captures: {captures}; people: {people}.',
      figures: [
        { id: 'sites', label: 'Sites', unit: 'sites', count: sites, people, mostOfOne: 0 },
        {
          id: 'captures',
          label: 'Captures within minutes of a page of such a site',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          within: [{ table: 'capturesByGrade', row: null, column: 'captures' }],
        },
        {
          id: 'people',
          label: 'People captured',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'captures' }],
        },
      ],
      evidence: {
        title: 'Sites',
        columns: ['Site', 'Topics', 'Captures near', 'People', 'Visits near a capture', 'Visits in all'],
        rows: rows.map((each) => [
          textCell(each.site),
          idsCell(...each.topics),
          ...[each.captures, each.people, each.near, each.visits].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'three captures of two people within three minutes, one of them in the next slot; another visit came after a capture',
      requests: [
        at(4, '10:00:00'),
        at(4, '10:20:00'),
        at(8, '10:04:00'),
        at(12, '10:40:00'),
        at(8, '10:01:00', { site: 'sums.example' }),
      ],
      captures: [
        captured(4, '10:01:00'),
        captured(4, '10:21:00'),
        captured(8, '10:06:30'),
        captured(12, '10:39:00'),
        captured(8, '10:05:00', { severity_grade: 1 }),
      ],
      finds: { sites: 1, captures: 3, people: 2 },
    },
    {
      what: 'captures on the site itself, which the filter had allowed, count as well',
      requests: [at(4, '10:00:00')],
      captures: [
        captured(4, '10:01:00', { site: 'corner.example', filter_answer: 'allowed' }),
        captured(4, '10:21:00', { site: 'corner.example', filter_answer: 'allowed' }),
        captured(8, '11:00:00', { site: 'corner.example', filter_answer: 'allowed' }),
        captured(8, '12:00:00', { site: 'corner.example', filter_answer: 'blocked' }),
      ],
      finds: { sites: 1, captures: 3, people: 2 },
    },
    {
      what: 'a site that everybody opens all day: three visits of sixteen are near a capture',
      requests: [
        ...[at(4, '10:00:00'), at(4, '10:20:00'), at(8, '10:04:00')],
        ...Array.from({ length: 13 }, (_, slot) => at(100, '08:00:00', { slot })),
      ],
      captures: [captured(4, '10:01:00'), captured(4, '10:21:00'), captured(8, '10:05:00')],
      finds: null,
    },
    {
      what: 'one person alone, what was blocked, parts of pages, and a site that helps',
      requests: [
        ...[at(4, '10:00:00'), at(4, '10:20:00'), at(4, '10:40:00')],
        ...[4, 8, 12].flatMap((subject) => [
          at(subject, '12:00:00', { site: 'lucky.example', action: 'blocked' }),
          at(subject, '12:00:00', { site: 'paint.example', kind: 'sub-resource' }),
          at(subject, '12:00:00', { site: 'earline.example', host_id: 1 }),
        ]),
      ],
      captures: [
        ...[captured(4, '10:01:00'), captured(4, '10:21:00'), captured(4, '10:41:00')],
        ...[4, 8, 12].map((subject) => captured(subject, '12:01:00')),
      ],
      tables: { site_role: [{ host_id: 1, site: 'earline.example', role: 'help' }] },
      finds: null,
    },
  ],
});
