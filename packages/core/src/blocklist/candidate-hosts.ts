/**
 * Which hosts, or parts of shared hosts, are worth putting forward, and for what reason: from sums over the dimensions and from
 * what captures, reports and checks name. Requests are summed up once; who asked for what is looked at later, for these alone.
 */
import type { Period } from '../attribute/calendar.js';
import { requestOwner } from '../attribute/owners.js';
import { NOBODY, UNMAPPED } from '../map/events.js';
import type { Store } from '../store/open-store.js';
import { makeHostUnits } from './host-units.js';
import { REASON_ORDER, SCHOOL_TOPIC } from './reasons.js';

const LET_THROUGH = `('allowed', 'warned', 'flagged')`;
/** A topic of which the filter blocks so much is one that it means to block. */
const BLOCKED_SHARE = 0.9;
const FEWEST_REQUESTS = 20;
const FEWEST_CAPTURES = 3;
const FEWEST_PEOPLE = 2;
/** Of all pages of a site, so many must lie near captures: a site that everybody uses lies near everything. */
const NEAR_SHARE = 0.2;
/** Minutes before a capture in which a page was open. */
const NEAR_MINUTES = 2;
/** As many of a list as anybody goes through. */
const MOST_UNITS = 200;

/** Topics of which a member of staff may need what pupils do not. */
const STAFF_TOPICS = ['streaming', 'social-media', 'ai-tools', 'shopping', 'webmail', 'file-sharing', 'chat'];
const quotedList = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

const inPeriod = (row: string, { from, to }: Period) =>
  `${row}.time_local >= DATE '${from}' AND ${row}.time_local < DATE '${to}' + INTERVAL 1 DAY`;

export const daysOf = (day: string, { from, to }: Period) => `${day} BETWEEN DATE '${from}' AND DATE '${to}'`;

/** One row a host, part of a path, category and action. A part is told only where it is one party's. */
const TRAFFIC = (period: Period) => `CREATE OR REPLACE TEMP TABLE traffic AS
  SELECT t.host_id, CASE WHEN p.is_party THEN t.path_id END AS path_id, coalesce(c.topic, '${UNMAPPED}') AS topic, coalesce(w.action, 'unknown') AS action, sum(t.n) AS n, sum(t.pages) AS pages
  FROM (SELECT host_id, path_id, category_id, action_id, count(*) AS n, count(*) FILTER (shown_kind = 1 OR is_quiet) AS pages
    FROM request AS r WHERE host_id IS NOT NULL AND ${inPeriod('r', period)} GROUP BY ALL) AS t
  LEFT JOIN path AS p USING (path_id) LEFT JOIN category_topic AS c USING (category_id) LEFT JOIN action_word AS w USING (action_id) GROUP BY ALL`;

/**
 * Pages that the same person had open shortly before a capture that nobody graded as no concern and no exclusion covers. Whose
 * a request is, the day decides: by account, device or address, by whatever domain a log writes.
 */
const NEAR = (period: Period) => `CREATE OR REPLACE TEMP TABLE near_page AS
  WITH seen AS (
    SELECT c.rowid AS capture, e.subject, e.day, c.time_utc FROM capture AS c JOIN capture_event AS e ON e.import_id = c.import_id AND e.line = c.line
    WHERE coalesce(c.severity_grade, 0) <> 1 AND e.subject <> ${NOBODY}
  ), owned AS (
    SELECT s.*, o.owner FROM seen AS s JOIN owner_person AS o ON o.person_id * 4 = s.subject AND s.day BETWEEN o.valid_from AND o.valid_to
    UNION ALL SELECT s.*, a.account_id::BIGINT FROM seen AS s JOIN account_subject AS a ON a.subject_account_id * 4 + 1 = s.subject
      WHERE NOT EXISTS (SELECT 1 FROM owner_person AS o WHERE o.owner = a.account_id AND o.person_id IS NOT NULL AND s.day BETWEEN o.valid_from AND o.valid_to)
  ), moment AS (SELECT *, epoch_ms(time_utc) // 60000 - unnest(range(${NEAR_MINUTES + 1})) AS minute FROM owned)
  SELECT r.host_id, CASE WHEN p.is_party THEN r.path_id END AS path_id, m.capture, m.subject, r.rowid AS page
  FROM request AS r JOIN moment AS m ON m.owner = ${requestOwner('r')} AND m.minute = epoch_ms(r.time_utc) // 60000
  LEFT JOIN path AS p ON p.path_id = r.path_id
  WHERE r.host_id IS NOT NULL AND (r.shown_kind = 1 OR r.is_quiet) AND ${inPeriod('r', period)}
    AND r.time_utc BETWEEN m.time_utc - INTERVAL ${NEAR_MINUTES} MINUTE AND m.time_utc`;

/** The unit that an entry of a list would name: see `host-units.ts`; on shared hosts with the part of the path. */
const UNIT = `u.unit || CASE WHEN path_id IS NOT NULL THEN ' ' || path_id ELSE '' END`;
const IS_UNIT = '(NOT u.needs_path OR path_id IS NOT NULL)';

const REASONS_SQL = (period: Period) => `WITH topic_habit AS (
    SELECT topic FROM traffic GROUP BY topic HAVING sum(n) FILTER (action = 'blocked') >= ${BLOCKED_SHARE} * sum(n) AND sum(n) >= ${FEWEST_REQUESTS}
  ), known AS (SELECT host_id, role FROM site_role), open_traffic AS (FROM traffic WHERE action IN ${LET_THROUGH}), blocked_traffic AS (FROM traffic WHERE action = 'blocked'), near_unit AS (
    SELECT ${UNIT} AS unit, count(DISTINCT capture) AS captures, count(DISTINCT subject) AS people, count(DISTINCT page) AS pages
    FROM near_page JOIN host_unit AS u USING (host_id) WHERE ${IS_UNIT} GROUP BY ALL
  ), open_unit AS (SELECT ${UNIT} AS unit, sum(pages) AS pages FROM open_traffic JOIN host_unit AS u USING (host_id) WHERE ${IS_UNIT} GROUP BY ALL)
  SELECT host_id, path_id, 'block' AS list, 'blocked-topic' AS reason FROM open_traffic JOIN topic USING (topic)
    WHERE nature IN ('breach', 'vulnerability') AND topic IN (SELECT topic FROM topic_habit)
  UNION ALL SELECT host_id, path_id, 'block', '${SCHOOL_TOPIC}' FROM open_traffic JOIN topic USING (topic)
    WHERE nature IN ('breach', 'vulnerability') AND topic IN (SELECT topic FROM school_block)
  UNION ALL SELECT host_id, path_id, 'block', 'way-round' FROM open_traffic
    WHERE topic = 'bypass' OR host_id IN (SELECT host_id FROM known WHERE role IN ('vpn', 'encrypted-dns', 'translator', 'remote-desktop'))
  UNION ALL SELECT host_id, path_id, 'block', 'captures' FROM (SELECT DISTINCT host_id, path_id FROM near_page) JOIN host_unit AS u USING (host_id)
    JOIN near_unit AS n ON n.unit = ${UNIT} JOIN open_unit AS t ON t.unit = n.unit
    WHERE n.captures >= ${FEWEST_CAPTURES} AND n.people >= ${FEWEST_PEOPLE} AND n.pages >= ${NEAR_SHARE} * t.pages
  UNION ALL SELECT host_id, NULL, 'block', 'reported-open' FROM report_of_concern WHERE kind = 'under-blocking' AND host_id IS NOT NULL AND ${daysOf('day', period)}
  UNION ALL SELECT host_id, NULL, 'block', 'failed-check' FROM filter_check WHERE expected = 'blocked' AND actual = 'allowed' AND host_id IS NOT NULL
    AND checked_on <= DATE '${period.to}' AND (closed_on IS NULL OR ${daysOf('checked_on', period)})
  UNION ALL SELECT host_id, path_id, 'allow', role || '-site' FROM blocked_traffic JOIN known USING (host_id) WHERE role IN ('help', 'education')
  UNION ALL SELECT host_id, NULL, 'allow', 'reported-blocked' FROM report_of_concern WHERE kind = 'over-blocking' AND host_id IS NOT NULL AND ${daysOf('day', period)}
  UNION ALL SELECT host_id, path_id, 'allow', 'ordinary-blocked' FROM blocked_traffic WHERE topic = 'ordinary' GROUP BY ALL HAVING sum(n) >= ${FEWEST_REQUESTS}
  UNION ALL SELECT host_id, path_id, 'exception', 'staff-blocked' FROM blocked_traffic
    WHERE topic IN (${quotedList(STAFF_TOPICS)}) GROUP BY ALL HAVING sum(n) >= ${FEWEST_REQUESTS}`;

/** What no list should ever name: help and education are not blocked, nor a domain that would take a host of theirs along. */
const IS_SENSIBLE = `list <> 'block' OR (host_id NOT IN (SELECT host_id FROM site_role WHERE role IN ('help', 'education', 'background', 'page-part'))
    AND u.unit NOT IN (SELECT h.registrable FROM site_role AS s JOIN host AS h ON h.host_id = s.host_id WHERE s.role IN ('help', 'education') AND h.registrable IS NOT NULL))`;

const ORDER = [...REASON_ORDER, SCHOOL_TOPIC]
  .map(
    (reason) =>
      `WHEN '${reason}' THEN ${REASON_ORDER.findIndex((id) => id === (reason === SCHOOL_TOPIC ? 'blocked-topic' : reason))}`,
  )
  .join(' ');

/**
 * Makes `candidate(list, unit, reasons)`, the surest first and no more of each list than anybody reads, and `candidate_part
 * (unit, host_id, path_id)`: what each unit is made of. After the topics, the roles of sites and the tables of the school.
 */
export async function makeCandidates(store: Store, period: Period): Promise<void> {
  await makeHostUnits(store);
  await store.run(TRAFFIC(period));
  await store.run(NEAR(period));
  await store.run(`CREATE OR REPLACE TEMP TABLE unit_traffic AS
    SELECT ${UNIT} AS unit, host_id, path_id, sum(n) AS n FROM traffic JOIN host_unit AS u USING (host_id) WHERE ${IS_UNIT} GROUP BY ALL`);
  await store.run(`CREATE OR REPLACE TEMP TABLE candidate AS SELECT * EXCLUDE (first_reason, n) FROM (
      SELECT list, ${UNIT} AS unit, list(DISTINCT reason) AS reasons, min(CASE reason ${ORDER} END) AS first_reason
      FROM (${REASONS_SQL(period)}) JOIN host_unit AS u USING (host_id) WHERE ${IS_UNIT} AND (${IS_SENSIBLE}) GROUP BY ALL
    ) JOIN (SELECT unit, sum(n) AS n FROM unit_traffic GROUP BY unit) USING (unit)
    QUALIFY row_number() OVER (PARTITION BY list ORDER BY first_reason, n DESC, unit) <= ${MOST_UNITS}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE candidate_part AS
    SELECT DISTINCT unit, host_id, path_id FROM unit_traffic WHERE unit IN (SELECT unit FROM candidate)`);
  await store.run('DROP TABLE unit_traffic; DROP TABLE traffic');
}
