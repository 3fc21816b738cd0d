/**
 * An incident exists only when a person decided it. From the decisions that came back: what was decided about the events of
 * a period, which of it were incidents, and how many a person has to their account when the ladder is looked at.
 */
import type { Period } from '../attribute/calendar.js';
import type { Store } from '../store/open-store.js';
import { EPISODE_GAP_MINUTES } from './events.js';

/** Of all that was decided about an event, or about any capture of its episode, the latest holds. */
const LATEST = `QUALIFY row_number() OVER (PARTITION BY kind, episode, CASE WHEN episode IS NULL THEN (import_id, line) END
    ORDER BY decided_on DESC, decision_import DESC, decision_line DESC) = 1`;

const DECISION = `o.outcome, o.is_incident, o.on_purpose, o.step, o.decided_on, o.decided_by, o.import_id AS decision_import, o.line AS decision_line`;

const about = (kind: 'capture' | 'request', events: string) =>
  `outcome AS o JOIN ${events} AS e ON o.about_kind = '${kind}' AND e.import_id = o.about_import AND e.line = o.about_line`;

/** `decided_event`: one row for each episode and each request of the period that a person decided about. */
async function makeDecidedEvents(store: Store): Promise<void> {
  const decided = (kind: 'capture' | 'request', episode: string) =>
    `SELECT '${kind}' AS kind, e.import_id, e.line, ${episode} AS episode, ${DECISION} FROM ${about(kind, `${kind}_event`)}`;
  await store.run(`CREATE OR REPLACE TEMP TABLE decided_event AS
    SELECT * FROM (${decided('capture', 'e.episode::BIGINT')} UNION ALL ${decided('request', 'NULL')}) ${LATEST}`);
}

/** `incident`: those of them that were one. is_breach: of a topic that breaks a rule; a sign of need never does. */
async function makePeriodIncidents(store: Store): Promise<void> {
  const incidents = (['capture', 'request'] as const).map(
    (
      kind,
    ) => `SELECT d.*, e.subject, e.person_id, coalesce(e.shared, FALSE) AS shared, e.topic, e.nature, e.role, e.duty, e.stage, e.month, e.day,
      coalesce(e.nature = 'breach', FALSE) AS is_breach
    FROM decided_event AS d JOIN ${kind}_event AS e ON d.kind = '${kind}' AND e.import_id = d.import_id AND e.line = d.line WHERE d.is_incident`,
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE incident AS ${incidents.join(' UNION ALL ')}`);
}

/** Earlier captures of the accounts that something was decided about, in episodes as those of the period. */
const EARLIER_EPISODES = (from: string) => `burst AS (
    SELECT import_id, line, sum(begins) OVER (ORDER BY owner, category_id, time_utc, import_id, line)::BIGINT AS episode FROM (
      SELECT c.import_id, c.line, c.category_id, c.time_utc, s.subject_account_id AS owner,
        coalesce(c.time_utc > lag(c.time_utc) OVER own + INTERVAL ${EPISODE_GAP_MINUTES} MINUTE, TRUE)::INTEGER AS begins
      FROM capture AS c JOIN account_subject AS s USING (account_id)
      WHERE c.time_local < DATE '${from}' AND s.subject_account_id IN (SELECT s.subject_account_id FROM ${about('capture', 'capture')} JOIN account_subject AS s USING (account_id))
      WINDOW own AS (PARTITION BY s.subject_account_id, c.category_id ORDER BY c.time_utc, c.import_id, c.line)
    )
  )`;

/**
 * `counted_incident(person_id, decided_on, role, duty, topic)`: breaches on purpose that count towards the next step, of the period and of all
 * that the store still has before it. Those of a class, and of an account that two people claim, count for nobody.
 */
async function makeCountedIncidents(store: Store, from: string): Promise<void> {
  const earlier = (kind: 'capture' | 'request', episode: string, join: string) =>
    `SELECT '${kind}' AS kind, e.import_id, e.line, ${episode} AS episode, ${DECISION}, e.account_id, e.category_id, e.time_local::DATE AS day
     FROM ${about(kind, kind)} ${join} WHERE e.time_local < DATE '${from}'`;
  const captures = earlier(
    'capture',
    'b.episode',
    'LEFT JOIN burst AS b ON b.import_id = e.import_id AND b.line = e.line',
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE counted_incident AS WITH ${EARLIER_EPISODES(from)}, decided AS (
      SELECT * FROM (${captures} UNION ALL ${earlier('request', 'NULL', '')}) ${LATEST}
    )
    SELECT p.person_id, d.decided_on, p.role, p.duty, c.topic FROM decided AS d JOIN category_topic AS c USING (category_id) JOIN topic AS t ON t.topic = c.topic AND t.nature = 'breach'
    JOIN account_claim AS p ON p.account_id = d.account_id AND d.day BETWEEN p.valid_from AND p.valid_to AND NOT p.shared
    WHERE d.is_incident AND d.on_purpose AND NOT EXISTS (SELECT 1 FROM account_conflict AS k WHERE k.account_id = d.account_id AND d.day BETWEEN k.valid_from AND k.valid_to)
    UNION ALL
    SELECT person_id, decided_on, role, duty, topic FROM incident WHERE is_breach AND on_purpose AND NOT shared AND person_id IS NOT NULL`);
}

/** SQL: how many incidents on purpose had been decided about a person before a day; the ladder counts them. */
export const decidedBefore = (personId: string, day: string): string =>
  `(SELECT count(*) FROM counted_incident AS i WHERE i.person_id = ${personId} AND i.decided_on < ${day})`;

/** After `mapEvents` of the same period. */
export async function makeIncidents(store: Store, { from }: Period): Promise<void> {
  await makeDecidedEvents(store);
  await makePeriodIncidents(store);
  await makeCountedIncidents(store, from);
}
