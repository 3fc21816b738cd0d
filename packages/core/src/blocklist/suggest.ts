/**
 * Candidates for the lists of the filter, each with the evidence for it. The program suggests; people decide.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import type { Configuration } from '../configuration.js';
import { IS_ONE_PERSON } from '../find/tables.js';
import { makeSomeEvents, type Rulebook, VISIT_HASH } from '../map/events.js';
import { setAsideExcluded } from '../map/excluded-events.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { daysOf, makeCandidates } from './candidate-hosts.js';
import { LIST_KINDS, type ListKind } from './list-kinds.js';
import { REASON_ORDER, type ReasonId, SCHOOL_TOPIC, SURE } from './reasons.js';
import { replayPeriod } from './replay.js';

/** A part of a candidate's requests, with whom it rests on. */
const candidatePart = z.object({ count: integer, people: integer, mostOfOne: integer });
const reached = z.array(z.object({ id: z.string(), people: integer }));

/** What the list would have changed, in parts that an edition may tell or withhold. */
const spread = z.object({
  changed: candidatePart,
  /** In lessons, of no topic that a rule is about; and all else. */
  lessons: candidatePart,
  rest: candidatePart,
  /** Requests of which the log does not say what became of them. */
  unknown: candidatePart,
  groups: reached,
  sessions: reached,
});

export interface Candidate {
  readonly list: ListKind;
  /** The host in the clear; null where it may name somebody: then its text is sealed under `hostKey`. */
  readonly site: string | null;
  readonly hostKey: string | null;
  /** Of the first part of the path, where the host is shared; its text is sealed. */
  readonly pathKey: string | null;
  /** The registrable domain, always in the clear. */
  readonly domain: string;
  readonly reasons: readonly ReasonId[];
  readonly confidence: 'likely' | 'possible';
  readonly topics: readonly string[];
  readonly requests: number;
  /** What a block list would change. */
  readonly letThrough: number;
  /** What an allow list would change. */
  readonly blocked: number;
  readonly visits: number;
  readonly people: number;
  /** Requests of the one person with most of them; 0 where no single person is known. */
  readonly mostOfOne: number;
  /** Of what would change: in lessons, and of no topic that a rule is about. */
  readonly lessonRequests: number;
  readonly groups: readonly string[];
  readonly sessions: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly spread: z.infer<typeof spread>;
  /** Captures on the site, or within minutes after one of its pages. */
  readonly captures: number;
  /** Reports of concern that name the site. */
  readonly reports: number;
}

export interface Suggestions {
  readonly period: Period;
  readonly candidates: readonly Candidate[];
}

const row = z.object({
  list: z.enum(LIST_KINDS),
  site: z.string().nullable(),
  hostKey: z.string().nullable(),
  pathKey: z.string().nullable(),
  domain: z.string(),
  reasons: z.array(z.string()),
  topics: z.array(z.string()),
  groups: z.array(z.string()),
  sessions: z.array(z.string()),
  requests: integer,
  letThrough: integer,
  blocked: integer,
  visits: integer,
  people: integer,
  mostOfOne: integer,
  lessonRequests: integer,
  spread,
  staffPeople: integer,
  staffVisits: integer,
  schoolOpen: integer,
  firstDay: z.string(),
  lastDay: z.string(),
  captures: integer,
  reports: integer,
});

/** An exception is for those who ask again and again, and not for one person. */
const FEWEST_STAFF = 3;
const FEWEST_STAFF_VISITS = 5;

const COLUMNS = ['host_id', 'path_id', 'day', 'session', 'audience', 'role', 'subject', 'shared', 'topic', 'action'];

const LET_THROUGH = `action IN ('allowed', 'warned', 'flagged')`;

/** A capture names a site in whatever spelling: it counts for the unit, also where no request went to that very host. */
const CAPTURES = `SELECT unit, count(DISTINCT capture) AS captures FROM (
    SELECT p.unit, n.capture FROM near_page AS n JOIN candidate_part AS p ON p.host_id = n.host_id AND p.path_id IS NOT DISTINCT FROM n.path_id
    UNION SELECT u.unit, c.rowid FROM capture AS c JOIN host_unit AS u USING (host_id)
    WHERE NOT u.needs_path AND coalesce(c.severity_grade, 0) <> 1 AND (c.import_id, c.line) IN (SELECT (import_id, line) FROM capture_event)
  ) GROUP BY unit`;

const PART = (events: string) =>
  `{ 'count': sum(${events}), 'people': count(*) FILTER (${events} > 0), 'mostOfOne': coalesce(max(${events}) FILTER (is_one), 0) }`;
const NO_PART = `{ 'count': 0, 'people': 0, 'mostOfOne': 0 }`;

/** Those reached most first. */
const REACHED = (
  column: string,
) => `SELECT list, unit, list({ 'id': id, 'people': people } ORDER BY people DESC, id) AS reached
    FROM (SELECT list, unit, ${column} AS id, count(DISTINCT subject) AS people FROM changed GROUP BY ALL) GROUP BY ALL`;

const FIGURES = (period: Period) => `WITH event AS (
    SELECT p.unit, e.* FROM candidate_event AS e LEFT JOIN path AS s ON s.path_id = e.path_id
    JOIN candidate_part AS p ON p.host_id = e.host_id AND p.path_id IS NOT DISTINCT FROM CASE WHEN s.is_party THEN e.path_id END
  ), figure AS (
    SELECT unit, list(DISTINCT topic::VARCHAR ORDER BY topic::VARCHAR) AS topics, list(DISTINCT audience::VARCHAR ORDER BY audience::VARCHAR) AS groups,
      list(DISTINCT session::VARCHAR ORDER BY session::VARCHAR) AS sessions, count(*) AS requests, count(*) FILTER (${LET_THROUGH}) AS "letThrough", count(*) FILTER (action = 'blocked') AS blocked,
      count(DISTINCT visit) AS visits, count(DISTINCT subject) AS people, count(DISTINCT subject) FILTER (role = 'staff' AND action = 'blocked') AS "staffPeople",
      count(DISTINCT visit) FILTER (role = 'staff' AND action = 'blocked') AS "staffVisits",
      count(*) FILTER (${LET_THROUGH} AND (topic::VARCHAR, audience::VARCHAR) IN (SELECT (topic, audience) FROM school_block)) AS "schoolOpen", min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay"
    FROM event GROUP BY unit
  ), most AS (
    SELECT unit, max(n) AS "mostOfOne" FROM (SELECT unit, subject, count(*) FILTER (${IS_ONE_PERSON}) AS n FROM event GROUP BY ALL) GROUP BY unit
  ), changed AS (
    SELECT c.list, c.unit, e.subject, e.audience::VARCHAR AS audience, e.session::VARCHAR AS session, bool_or(${IS_ONE_PERSON}) AS is_one,
      count(*) AS n, count(*) FILTER (e.session = 'lesson' AND e.topic = 'ordinary') AS lessons
    FROM candidate AS c JOIN event AS e USING (unit) WHERE CASE WHEN c.list = 'block' THEN e.${LET_THROUGH} ELSE e.action = 'blocked' END GROUP BY ALL
  ), by_person AS (
    SELECT list, unit, subject, bool_or(is_one) AS is_one, sum(n) AS n, sum(lessons) AS lessons, sum(n - lessons) AS rest FROM changed GROUP BY ALL
  ), reach AS (
    SELECT list, unit, sum(lessons) AS "lessonRequests", ${PART('n')} AS changed, ${PART('lessons')} AS lessons, ${PART('rest')} AS rest FROM by_person GROUP BY ALL
  ), unknown AS (
    SELECT unit, ${PART('n')} AS unknown FROM (
      SELECT unit, subject, bool_or(${IS_ONE_PERSON}) AS is_one, count(*) AS n FROM event WHERE action = 'unknown' GROUP BY unit, subject
    ) GROUP BY unit
  ), groups AS (${REACHED('audience')}), sessions AS (${REACHED('session')}), reported AS (
    SELECT u.unit, count(DISTINCT (c.import_id, c.line)) AS reports FROM report_of_concern AS c JOIN host_unit AS u USING (host_id) WHERE NOT u.needs_path AND ${daysOf('c.day', period)} GROUP BY u.unit
  ), called AS (
    SELECT p.unit, any_value(u.site) AS site, any_value(u.host_key) AS "hostKey", any_value(s.path_key) AS "pathKey", any_value(coalesce(h.registrable, h.name)) AS domain
    FROM candidate_part AS p JOIN host_unit AS u USING (host_id) JOIN host AS h USING (host_id) LEFT JOIN path AS s ON s.path_id = p.path_id GROUP BY p.unit
  )
  SELECT c.list, c.reasons, f.* EXCLUDE (unit), l.* EXCLUDE (unit), m."mostOfOne", coalesce(k."lessonRequests", 0) AS "lessonRequests",
    { 'changed': coalesce(k.changed, ${NO_PART}), 'lessons': coalesce(k.lessons, ${NO_PART}), 'rest': coalesce(k.rest, ${NO_PART}), 'unknown': coalesce(v.unknown, ${NO_PART}), 'groups': coalesce(g.reached, []), 'sessions': coalesce(t.reached, []) } AS spread, coalesce(n.captures, 0) AS captures, coalesce(r.reports, 0) AS reports
  FROM candidate AS c JOIN figure AS f USING (unit) JOIN called AS l USING (unit) JOIN most AS m USING (unit)
  LEFT JOIN reach AS k ON k.list = c.list AND k.unit = c.unit
  LEFT JOIN unknown AS v ON v.unit = c.unit LEFT JOIN groups AS g ON g.list = c.list AND g.unit = c.unit LEFT JOIN sessions AS t ON t.list = c.list AND t.unit = c.unit LEFT JOIN (${CAPTURES}) AS n USING (unit) LEFT JOIN reported AS r USING (unit)`;

const isReason = (id: string): id is ReasonId => REASON_ORDER.some((reason) => reason === id);

/** What the school blocks for some counts where one of them was let through. */
function reasonsOf({ reasons, schoolOpen }: z.infer<typeof row>): readonly ReasonId[] {
  const ids = reasons.map((reason) => (reason === SCHOOL_TOPIC && schoolOpen > 0 ? 'blocked-topic' : reason));
  return REASON_ORDER.filter((reason) => ids.includes(reason)).filter(isReason);
}

function candidateOf(read: z.infer<typeof row>): Candidate {
  const { staffPeople: _, staffVisits: __, schoolOpen: ___, ...found } = read;
  const reasons = reasonsOf(read);
  const isLikely = reasons.some((reason) => SURE.has(reason)) || reasons.length > 1;
  return { ...found, reasons, confidence: isLikely ? 'likely' : 'possible' };
}

/** What was reported, or failed in a check, may have been put right since: then a list has nothing left to change. */
const isOpen = ({ list, requests, letThrough, blocked }: z.infer<typeof row>) =>
  requests > (list === 'block' ? blocked : letThrough);

const isForStaff = ({ staffPeople, staffVisits }: z.infer<typeof row>) =>
  staffPeople >= FEWEST_STAFF && staffVisits >= FEWEST_STAFF_VISITS;

const isWanted = (found: z.infer<typeof row>) =>
  isOpen(found) && reasonsOf(found).length > 0 && (found.list !== 'exception' || isForStaff(found));

const place = ({ list, reasons }: Candidate) =>
  LIST_KINDS.indexOf(list) * 100 + Math.min(...reasons.map((reason) => REASON_ORDER.indexOf(reason)));

const byWeight = (one: Candidate, other: Candidate) =>
  place(one) - place(other) ||
  other.people - one.people ||
  other.requests - one.requests ||
  (one.site ?? one.domain).localeCompare(other.site ?? other.domain, 'en-GB');

/** Of `candidate_event`, after `makeCandidates`. */
async function figuresOf(store: Store, period: Period): Promise<Candidate[]> {
  const rows = await store.query(row, FIGURES(period));
  await store.run('DROP TABLE candidate_part; DROP TABLE candidate; DROP TABLE near_page; DROP TABLE host_unit');
  return rows.filter(isWanted).map(candidateOf).toSorted(byWeight);
}

/** Candidates from the events of a review, after `mapEvents` of the same period. */
export async function candidatesOfReview(store: Store, period: Period): Promise<Candidate[]> {
  await makeCandidates(store, period);
  await store.run(`CREATE OR REPLACE TEMP TABLE candidate_event AS SELECT ${COLUMNS.join(', ')}, ${VISIT_HASH} AS visit
    FROM request_event WHERE host_id IN (SELECT host_id FROM candidate_part)`);
  const candidates = await figuresOf(store, period);
  await store.run('DROP TABLE candidate_event');
  return candidates;
}

/** What tells whether an exclusion covers a request. */
const FOR_EXCLUSIONS = ['import_id', 'line', 'nature', 'year_group', 'class', 'duty'];

/** Makes `candidate_event` and `capture_event` without what the school excluded, as the events of a review are. */
async function makeUnexcluded(store: Store, make: (columns: readonly string[]) => Promise<void>): Promise<void> {
  await store.run('DROP TABLE IF EXISTS candidate_event');
  const hasExclusions = (await store.query(z.object({}), 'SELECT 1 FROM exclusion LIMIT 1')).length > 0;
  await make(hasExclusions ? [...COLUMNS, ...FOR_EXCLUSIONS] : COLUMNS);
  if (hasExclusions) {
    // Nothing earlier is asked for here.
    for (const kind of ['request', 'capture'])
      await store.run(`CREATE OR REPLACE TEMP TABLE earlier_${kind} AS FROM ${kind}_event LIMIT 0`);
    await setAsideExcluded(store, { keepsWhole: false });
    await store.run('DROP TABLE earlier_request; DROP TABLE earlier_capture; DROP TABLE excluded_event');
  }
  await store.run('ALTER TABLE request_event RENAME TO candidate_event');
}

/**
 * @param given all stored days when left out
 * @throws no-filter-log, and period-empty when the store has no web-filter log of these days
 */
export async function suggestEntries(
  store: Store,
  configuration: Configuration,
  { taxonomy }: Rulebook,
  given?: Period,
): Promise<Suggestions> {
  const period = await replayPeriod(store, given);
  const none = '(SELECT * FROM request WHERE FALSE)';
  const makeEvents = (facts: string) =>
    makeUnexcluded(store, (columns) =>
      makeSomeEvents(store, configuration, period, { taxonomy, table: 'request_event', facts, columns }),
    );
  await makeEvents(none);
  await makeCandidates(store, period);
  await makeEvents('(SELECT * FROM request WHERE host_id IN (SELECT host_id FROM candidate_part))');
  const candidates = await figuresOf(store, period);
  await store.run('DROP TABLE candidate_event');
  return { period, candidates };
}
