/**
 * map: every event of a period beside its person, session, topic and site, as two temporary tables that the findings and
 * tables of a review start from: `request_event` and `capture_event`. Sets throughout; joined once, shared by name.
 */

import { z } from 'zod';
import { makeCalendar, type Period, sessionOf } from '../attribute/calendar.js';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import { attributePeople } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { SHOWN_KINDS } from '../normalise/shown-kind.js';
import { integer } from '../store/database.js';
import { makeRoom } from '../store/make-room.js';
import type { Store } from '../store/open-store.js';
import { makeEarlierEvents } from './earlier-events.js';
import { makeEpisodes, slotOf } from './episodes.js';
import { type SettingAside, setAsideExcluded } from './excluded-events.js';
import { answerCaptures } from './filter-answers.js';
import { makePastOwners } from './look-back.js';
import { makeClauseRules, matchClauses } from './match-clauses.js';
import type { Policy } from './policy.js';
import { makeSchoolTables } from './school-tables.js';
import type { Taxonomy } from './taxonomy.js';
import { makeTopics, UNMAPPED } from './topics.js';
import { wordColumns } from './word-columns.js';

export { UNMAPPED };

/** A topic that stands in no taxonomy: the log gives no category. */
export const NO_CATEGORY = 'no-category';

/** The one subject that stands for everybody without an account: addresses change hands, so they prove nobody apart. */
export const NOBODY = 3;

/** SQL over `p` and `s`: one number for whoever an event belongs to: a person, else an account, else nobody known. */
export const SUBJECT = `CASE WHEN p.person_id IS NOT NULL THEN p.person_id * 4
    WHEN s.subject_account_id IS NOT NULL THEN s.subject_account_id * 4 + 1 ELSE ${NOBODY} END`;

/**
 * SQL for what tells visits apart: the person, or the address where nobody is known, at one site in one slot. Only pages are
 * visited: see `IS_VISIT`.
 */
export const VISIT = `(subject, CASE WHEN subject = ${NOBODY} THEN address_id END, site, slot)`;

/** SQL: somebody opened a page of a site. */
export const IS_VISIT = `kind = 'page' AND site <> ''`;

/** One number for each visit, NULL for what is none: cheaper to count than its parts. */
export const VISIT_HASH = `CASE WHEN ${IS_VISIT} THEN hash(${VISIT}) END`;

const person = (owner: string) => `LEFT JOIN account_subject AS s ON s.account_id = e.account_id
  LEFT JOIN owner_person AS p ON p.owner = ${owner} AND e.time_local::DATE BETWEEN p.valid_from AND p.valid_to`;
/** Every site once, as words of a list: a few bytes for each request instead of a text, in the order of the alphabet. */
const SITE_NAMES = `CREATE OR REPLACE TEMP TYPE site_name AS ENUM (SELECT site FROM (SELECT '' AS site UNION SELECT coalesce(registrable, name) FROM host) ORDER BY site)`;
/** What a host is called in a report, and what its being on a list, or its topic, makes of a request. */
const HOST_SITES = `CREATE OR REPLACE TEMP TABLE host_site AS
  SELECT h.host_id, coalesce(h.registrable, h.name)::site_name AS site, coalesce(bool_or(r.role = 'background'), FALSE) AS is_background, coalesce(bool_or(r.role = 'page-part'), FALSE) AS is_part
  FROM host AS h LEFT JOIN site_role AS r USING (host_id) GROUP BY ALL`;

/** A list says more than a line, which may show the page of an advertiser; where neither tells, a pause before it does. */
const KIND = `CASE WHEN h.is_background THEN 'background' WHEN h.is_part OR c.topic = 'advertising' THEN 'sub-resource'
    WHEN e.shown_kind = ${SHOWN_KINDS.page} THEN 'page' WHEN e.shown_kind = ${SHOWN_KINDS['sub-resource']} THEN 'sub-resource' WHEN e.shown_kind = ${SHOWN_KINDS.background} THEN 'background'
    WHEN e.is_quiet THEN 'page' ELSE 'sub-resource' END`;

const PERSON_COLUMNS = `coalesce(p.audience, 'unattributed') AS audience, p.role, p.duty, p.stage, p.year_group, p.class_key AS class, p.shared, p.person_id, e.account_id, s.subject_account_id,
  coalesce(p.method, 'none') AS method, coalesce(p.confidence, 'none') AS confidence, p.import_id AS list_import_id, p.line AS list_line`;

/** Null: everybody's events. */
type Owners = readonly number[] | null;

const among = (owner: string, owners: Owners) =>
  owners === null ? '' : `WHERE ${owners.length === 0 ? 'FALSE' : `${owner} IN (${owners.join(', ')})`}`;

/** Which requests to lay beside their people, and what to keep of each. */
interface SomeRequests {
  readonly table: string;
  /** SQL: the requests to take, as the table `request` has them. */
  readonly facts: string;
  /** Of `request_event`; then each row has the column `visit` as well. All when left out. */
  readonly columns?: readonly string[];
  /** Whether each says by which line of which list it is known whose it is: only who explains one event asks for that. */
  readonly namesLists?: boolean;
}

async function makeRequestTable(
  store: Store,
  configuration: Configuration,
  { table, facts, owners, columns, namesLists = false }: SomeRequests & { readonly owners: Owners },
): Promise<void> {
  const words = await wordColumns(store, [UNMAPPED, NO_CATEGORY], columns);
  const every = namesLists ? '*' : '* EXCLUDE (list_import_id, list_line)';
  const only = columns === undefined ? every : `${columns.join(', ')}, ${VISIT_HASH} AS visit`;
  await store.run(`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * REPLACE (${words}) FROM (SELECT ${only} FROM (
    SELECT e.import_id, e.line, e.time_utc, e.time_local, d.day, strftime(d.day, '%Y-%m') AS month, d.is_school_day,
      ${sessionOf(configuration.calendar, 'e.time_local', 'd.kind')} AS session, ${PERSON_COLUMNS}, ${SUBJECT} AS subject, e.address_id,
      coalesce(c.topic, '${NO_CATEGORY}') AS topic, t.nature, e.category_id, e.host_id, e.path_id, e.device_id, coalesce(h.site, ''::site_name) AS site,
      coalesce(w.action, 'unknown') AS action, (${slotOf('e')})::INTEGER AS slot, ${KIND} AS kind
    FROM ${facts} AS e JOIN calendar_day AS d ON d.day = e.time_local::DATE ${person(requestOwner('e'))}
    LEFT JOIN category_topic AS c ON c.category_id = e.category_id LEFT JOIN topic AS t ON t.topic = c.topic
    LEFT JOIN host_site AS h ON h.host_id = e.host_id LEFT JOIN action_word AS w ON w.action_id = e.action_id ${among(requestOwner('e'), owners)}))`);
}

async function makeCaptureEvents(store: Store, configuration: Configuration, owners: Owners): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE capture_event AS
    SELECT e.import_id, e.line, e.time_utc, e.time_local, d.day, strftime(d.day, '%Y-%m') AS month, d.is_school_day,
      ${sessionOf(configuration.calendar, 'e.time_local', 'd.kind')} AS session, ${PERSON_COLUMNS}, ${SUBJECT} AS subject,
      coalesce(c.topic, '${UNMAPPED}') AS topic, t.nature, e.category_id, e.phrase_id, e.device_id, e.source,
      e.severity_library, e.severity_grade, e.severity_label, e.status, e.host_id, coalesce(h.site, ''::site_name) AS site,
      e.received_utc, e.graded_utc, e.viewed_utc, e.acted_utc, b.episode
    FROM capture AS e JOIN calendar_day AS d ON d.day = e.time_local::DATE JOIN capture_episode AS b ON b.import_id = e.import_id AND b.line = e.line
    ${person(captureOwner('e'))}
    LEFT JOIN category_topic AS c ON c.category_id = e.category_id LEFT JOIN topic AS t ON t.topic = c.topic LEFT JOIN host_site AS h ON h.host_id = e.host_id ${among(captureOwner('e'), owners)}`);
}

export interface Rulebook {
  readonly policy: Policy;
  readonly taxonomy: Taxonomy;
}

/** A join that doubles an event would double every figure: that is a fault of the program, and nothing is reported. */
async function assertOneRowEach(store: Store, kind: 'request' | 'capture'): Promise<void> {
  const [counts] = await store.query(
    z.object({ events: integer, facts: integer }),
    `SELECT (SELECT count(*) FROM ${kind}_event) AS events,
       (SELECT count(*) FROM ${kind} WHERE time_local::DATE IN (SELECT day FROM calendar_day)) AS facts`,
  );
  if (counts !== undefined && counts.events !== counts.facts) throw new Error(`${kind}s were counted more than once`);
}

/**
 * Joins as they are written, the events on the left: DuckDB cannot guess how many of them a day or an owner has, takes them
 * for few, and builds the hash table of a join from five million of them instead of from a few hundred people.
 */
async function joinedAsWritten(store: Store, work: () => Promise<void>): Promise<void> {
  await store.run(`SET disabled_optimizers = 'join_order,build_side_probe_side'`);
  try {
    await work();
  } finally {
    await store.run('RESET disabled_optimizers');
  }
}

/** What events are laid beside, after `attributePeople`: days, topics, sites, episodes and what the school says of itself. */
async function prepareEvents(store: Store, configuration: Configuration, period: Period, taxonomy: Taxonomy) {
  await makeRoom(store);
  await makeCalendar(store, configuration.calendar, period);
  await makeSchoolTables(store, configuration, period);
  await store.run(SITE_NAMES);
  await store.run(HOST_SITES);
  await makeTopics(store, taxonomy);
  await makeEpisodes(store);
}

/**
 * Some of the requests of a period and all of its captures, as `<table>` and `capture_event`: for questions about a few sites,
 * whatever the number of requests.
 */
export async function makeSomeEvents(
  store: Store,
  configuration: Configuration,
  period: Period,
  { taxonomy, ...some }: Pick<Rulebook, 'taxonomy'> & SomeRequests,
): Promise<void> {
  await attributePeople(store, configuration, period);
  await prepareEvents(store, configuration, period, taxonomy);
  await joinedAsWritten(store, async () => {
    await makeRequestTable(store, configuration, { ...some, owners: null });
    await makeCaptureEvents(store, configuration, null);
  });
}

/** Whose events to take, and what becomes of those that the school excluded. */
interface Taken extends SettingAside {
  readonly owners: Owners;
}

/** The events of a period with their clauses, after `attributePeople`; where owners are given, theirs alone. */
export async function makeEvents(
  store: Store,
  configuration: Configuration,
  period: Period,
  { policy, taxonomy }: Rulebook,
  { owners, keepsWhole }: Taken = { owners: null, keepsWhole: false },
): Promise<void> {
  await prepareEvents(store, configuration, period, taxonomy);
  await makeClauseRules(store, policy);
  await makePastOwners(store, configuration, policy, period);
  await joinedAsWritten(store, async () => {
    await makeRequestTable(store, configuration, {
      ...{ table: 'request_event', facts: 'request', owners },
      namesLists: keepsWhole,
    });
    await makeCaptureEvents(store, configuration, owners);
    await makeEarlierEvents(store, period);
  });
  if (owners === null) for (const kind of ['request', 'capture'] as const) await assertOneRowEach(store, kind);
  // The filter answered whatever the school leaves out of its figures.
  await answerCaptures(store);
  await setAsideExcluded(store, { keepsWhole });
  await matchClauses(store);
}

export async function mapEvents(
  store: Store,
  configuration: Configuration,
  period: Period,
  rulebook: Rulebook,
): Promise<void> {
  await attributePeople(store, configuration, period);
  await makeEvents(store, configuration, period, rulebook);
}
