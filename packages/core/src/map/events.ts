/**
 * map: every event of a period beside its person, session, topic and site, as two temporary tables that the findings and
 * tables of a review start from: `request_event` and `capture_event`. Sets throughout; joined once, shared by name.
 */

import { z } from 'zod';
import { makeCalendar, type Period, sessionOf } from '../attribute/calendar.js';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import { attributePeople } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { makeEarlierEvents } from './earlier-events.js';
import { makeEpisodes, slotOf } from './episodes.js';
import { makePastOwners } from './look-back.js';
import { makeClauseRules, matchClauses } from './match-clauses.js';
import type { Policy } from './policy.js';
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

/** SQL for what tells visits apart: the person, or the address where nobody is known, at one site in one slot. */
export const VISIT = `(subject, CASE WHEN subject = ${NOBODY} THEN address_id END, site, slot)`;

const person = (owner: string) => `LEFT JOIN account_subject AS s ON s.account_id = e.account_id
  LEFT JOIN owner_person AS p ON p.owner = ${owner} AND e.time_local::DATE BETWEEN p.valid_from AND p.valid_to`;
const PERSON_COLUMNS = `coalesce(p.audience, 'unattributed') AS audience, p.role, p.duty, p.stage, p.year_group, p.class_key AS class, p.shared, p.person_id, e.account_id, s.subject_account_id,
  coalesce(p.method, 'none') AS method, coalesce(p.confidence, 'none') AS confidence, p.import_id AS list_import_id, p.line AS list_line`;

/** Null: everybody's events. */
type Owners = readonly number[] | null;

const among = (owner: string, owners: Owners) =>
  owners === null ? '' : `WHERE ${owners.length === 0 ? 'FALSE' : `${owner} IN (${owners.join(', ')})`}`;

async function makeRequestEvents(store: Store, configuration: Configuration, owners: Owners): Promise<void> {
  const words = await wordColumns(store, [UNMAPPED, NO_CATEGORY]);
  await store.run(`CREATE OR REPLACE TEMP TABLE request_event AS SELECT * REPLACE (${words}) FROM (
    SELECT e.import_id, e.line, e.time_local, d.day, strftime(d.day, '%Y-%m') AS month, d.is_school_day,
      ${sessionOf(configuration.calendar, 'e.time_local', 'd.kind')} AS session, ${PERSON_COLUMNS}, ${SUBJECT} AS subject, e.address_id,
      coalesce(c.topic, '${NO_CATEGORY}') AS topic, t.nature, e.category_id, e.host_id, coalesce(h.registrable, h.name, '') AS site,
      coalesce(w.action, 'unknown') AS action, ${slotOf('e')} AS slot
    FROM request AS e JOIN calendar_day AS d ON d.day = e.time_local::DATE ${person(requestOwner('e'))}
    LEFT JOIN category_topic AS c ON c.category_id = e.category_id LEFT JOIN topic AS t ON t.topic = c.topic
    LEFT JOIN host AS h ON h.host_id = e.host_id LEFT JOIN action_word AS w ON w.action_id = e.action_id ${among(requestOwner('e'), owners)})`);
}

async function makeCaptureEvents(store: Store, configuration: Configuration, owners: Owners): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE capture_event AS
    SELECT e.import_id, e.line, e.time_utc, e.time_local, d.day, strftime(d.day, '%Y-%m') AS month, d.is_school_day,
      ${sessionOf(configuration.calendar, 'e.time_local', 'd.kind')} AS session, ${PERSON_COLUMNS}, ${SUBJECT} AS subject,
      coalesce(c.topic, '${UNMAPPED}') AS topic, t.nature, e.category_id, e.phrase_id, e.device_id, e.source,
      e.severity_library, e.severity_grade, e.severity_label, e.status, b.episode
    FROM capture AS e JOIN calendar_day AS d ON d.day = e.time_local::DATE JOIN capture_episode AS b ON b.import_id = e.import_id AND b.line = e.line
    ${person(captureOwner('e'))}
    LEFT JOIN category_topic AS c ON c.category_id = e.category_id LEFT JOIN topic AS t ON t.topic = c.topic ${among(captureOwner('e'), owners)}`);
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

/** The events of a period with their clauses, after `attributePeople`; where owners are given, theirs alone. */
export async function makeEvents(
  store: Store,
  configuration: Configuration,
  period: Period,
  { policy, taxonomy }: Rulebook,
  owners: Owners = null,
): Promise<void> {
  await makeCalendar(store, configuration.calendar, period);
  await makeTopics(store, taxonomy);
  await makeClauseRules(store, policy);
  await makeEpisodes(store);
  await makePastOwners(store, configuration, policy, period);
  await joinedAsWritten(store, async () => {
    await makeRequestEvents(store, configuration, owners);
    await makeCaptureEvents(store, configuration, owners);
    await makeEarlierEvents(store, period);
  });
  if (owners === null) for (const kind of ['request', 'capture'] as const) await assertOneRowEach(store, kind);
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
