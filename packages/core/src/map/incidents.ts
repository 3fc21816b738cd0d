/**
 * An incident exists only when a person decided it. From the decisions that came back: what was decided about which event,
 * which of it were incidents, and how many a person has to their account when the ladder is looked at.
 */
import type { Store } from '../store/open-store.js';
import { NOBODY } from './events.js';
import { type PastEvents, pastCaptures, pastRequests } from './look-back.js';

/** SQL: what tells visits apart: as `VISIT`, in one topic; of nobody known and no address, each request is one. */
export const visitOf = (event: string): string => `concat_ws(' ', ${event}.subject,
    CASE WHEN ${event}.subject = ${NOBODY} THEN coalesce(${event}.address_id::VARCHAR, ${event}.import_id || ':' || ${event}.line) ELSE '-' END,
    ${event}.topic, ${event}.site, ${event}.slot)`;

const DECISION = `o.outcome, o.is_incident, o.on_purpose, o.step, o.decided_on, o.decided_by, o.import_id AS decision_import, o.line AS decision_line`;

const about = (kind: 'capture' | 'request', { columns, joins }: PastEvents) =>
  `SELECT '${kind}' AS kind, e.import_id, e.line, e.time_local::DATE AS day, ${columns}, ${DECISION}
   FROM outcome AS o JOIN ${kind} AS e ON o.about_kind = '${kind}' AND e.import_id = o.about_import AND e.line = o.about_line ${joins}`;

/**
 * `decided`: of all that the store has, one row for each episode and each visit that a person decided about: the latest of
 * its decisions holds, and the event that this one names stands for the whole. It is the same one in every period.
 */
async function makeDecided(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE decided AS SELECT d.* EXCLUDE (address_id, site, slot), t.nature FROM (
      SELECT *, NULL::VARCHAR AS visit FROM (${about('capture', pastCaptures())})
      UNION ALL BY NAME SELECT *, ${visitOf('v')} AS visit FROM (${about('request', pastRequests())}) AS v
    ) AS d LEFT JOIN topic AS t ON t.topic = d.topic
    QUALIFY row_number() OVER (PARTITION BY kind, episode, visit ORDER BY decided_on DESC, decision_import DESC, decision_line DESC) = 1`);
}

/**
 * `decided_event(kind, import_id, line, episode, visit, …)`: those of them that are of the period, or whose episode reaches
 * into it. `incident`: those of the period that were one. is_breach: of a topic that breaks a rule; a sign of need never does.
 */
async function makePeriodDecisions(store: Store): Promise<void> {
  const isOfPeriod = 'day IN (SELECT day FROM calendar_day)';
  await store.run(`CREATE OR REPLACE TEMP TABLE decided_event AS
    SELECT kind, import_id, line, episode, visit, outcome, is_incident, on_purpose, step, decided_on, decided_by, decision_import, decision_line
    FROM decided WHERE ${isOfPeriod} OR episode IN (SELECT episode FROM capture_event)`);
  await store.run(`CREATE OR REPLACE TEMP TABLE incident AS
    SELECT *, coalesce(nature = 'breach', FALSE) AS is_breach FROM decided WHERE is_incident AND ${isOfPeriod}`);
}

/**
 * `counted_incident(person_id, decided_on, role, duty, topic, episode)`: breaches on purpose that count towards the next step,
 * of the period and of all that the store still has before it. Those of a class, and of an account that two people claim,
 * count for nobody.
 */
async function makeCountedIncidents(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE counted_incident AS
    SELECT person_id, decided_on, role, duty, topic, episode FROM decided
    WHERE is_incident AND on_purpose AND nature = 'breach' AND NOT shared AND person_id IS NOT NULL`);
}

/**
 * SQL: how many incidents on purpose had been decided about a person before a day; the ladder counts them.
 * @param episode the one that the step is for: it does not come before itself
 */
export const decidedBefore = (personId: string, day: string, episode = 'NULL'): string =>
  `(SELECT count(*) FROM counted_incident AS i WHERE i.person_id = ${personId} AND i.decided_on < ${day} AND NOT coalesce(i.episode = ${episode}, FALSE))`;

/** After `mapEvents`, for its period. */
export async function makeIncidents(store: Store): Promise<void> {
  await makeDecided(store);
  await makePeriodDecisions(store);
  await makeCountedIncidents(store);
}
