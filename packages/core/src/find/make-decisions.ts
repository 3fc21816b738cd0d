/**
 * What people decided, reported and signed, as temporary tables like those of the events: `decision_event`, `concern_event`
 * and `agreement_person`; what they tested and decided about lists: see `map/check-events.ts`. Whoever an event is about is behind its decision as well.
 */

import type { Period } from '../attribute/calendar.js';
import { loadNation } from '../attribute/nations.js';
import { placeOf, schoolYearOf } from '../attribute/school-years.js';
import type { Configuration } from '../configuration.js';
import { makeCheckEvents } from '../map/check-events.js';
import { type Rulebook, SUBJECT } from '../map/events.js';
import { makeIncidents } from '../map/incidents.js';
import type { Policy } from '../map/policy.js';
import type { Store } from '../store/open-store.js';
import { IS_COUNTED } from './serious.js';

const KINDS = ['capture', 'request'] as const;

/** One row for each episode and each visit that was decided about. It is known since the later of its two files. */
async function makeDecisionEvents(store: Store): Promise<void> {
  const decided = KINDS.map(
    (
      kind,
    ) => `SELECT d.kind, greatest(d.import_id, d.decision_import) AS import_id, d.import_id || ':' || d.line AS id, e.day, e.month, e.subject, e.shared,
      e.audience, e.role, e.duty, e.stage, e.year_group, e.class, e.person_id, e.account_id, e.topic, e.nature,
      d.outcome, d.is_incident, d.on_purpose, d.step, d.decided_on, d.decided_by
    FROM decided_event AS d JOIN ${kind}_event AS e ON d.kind = '${kind}' AND e.import_id = d.import_id AND e.line = d.line`,
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE decision_event AS ${decided.join(' UNION ALL ')}`);
}

/** A report of misuse that names no account may be about anybody of the group it names, or of any. */
const MAY_BE_OFFICE = `e.kind = 'misuse' AND e.account_id IS NULL AND coalesce(e.role, 'staff') IN ('staff', 'governor')`;

/**
 * Reports of the period's days, those left out that may be about somebody who holds an office: see `IS_COUNTED`. Behind one
 * without an account may be anybody.
 */
async function makeConcernEvents(store: Store, { from, to }: Period): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE concern_event AS
    SELECT * FROM (
      SELECT e.import_id, e.line, e.day, e.kind, e.answer, e.answered_on, e.account_id, p.person_id, p.role, p.duty, ${SUBJECT} AS subject, coalesce(p.shared, FALSE) AS shared
      FROM report_of_concern AS e LEFT JOIN account_subject AS s ON s.account_id = e.account_id
      LEFT JOIN owner_person AS p ON p.owner = e.account_id AND e.day BETWEEN p.valid_from AND p.valid_to
      WHERE e.day BETWEEN DATE '${from}' AND DATE '${to}' AND NOT (${MAY_BE_OFFICE})
    ) WHERE ${IS_COUNTED}`);
}

const AGREEMENT = { agreement: 'VARCHAR', role: 'VARCHAR', stage: 'VARCHAR', voluntary: 'BOOLEAN', place: 'INTEGER' };

async function makeAgreements(store: Store, { agreements }: Policy): Promise<void> {
  const columns = Object.entries(AGREEMENT).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE agreement (${columns.join(', ')})`);
  const rows = agreements.flatMap(({ id, audience, voluntary }, place) =>
    audience.roles.flatMap((role) =>
      (audience.stages ?? [null]).map((stage) => ({ agreement: id, role, stage, voluntary, place })),
    ),
  );
  await store.insert('agreement', AGREEMENT, rows);
}

/**
 * Everybody who is asked for an agreement by the lists of the period's last day, and whether they had signed it by then. An
 * agreement that nobody ever signed is not one that the school collects.
 */
async function makeAgreementPeople(store: Store, { nation: id }: Configuration, { to }: Period): Promise<void> {
  const nation = loadNation(id);
  const day = `DATE '${to}'`;
  const place = `${placeOf(nation, 'c.year_group')} + ${schoolYearOf(nation, day)} - ${schoolYearOf(nation, 'c.year_on')}`;
  await store.run(`CREATE OR REPLACE TEMP TABLE agreement_person AS WITH listed AS (
      SELECT c.person_id, c.role, n.stage FROM name_claim AS c LEFT JOIN nation_year AS n ON n.place = ${place}
      WHERE ${day} BETWEEN c.valid_from AND c.valid_to AND NOT c.shared
      QUALIFY row_number() OVER (PARTITION BY c.person_id ORDER BY c.listed_on DESC, c.role, n.stage) = 1
    ), signed AS (
      SELECT agreement, person_id, min(signed_on) AS signed_on FROM acceptance GROUP BY ALL
    )
    SELECT DISTINCT a.agreement, a.place, a.voluntary, l.person_id, l.person_id * 4 AS subject, FALSE AS shared, coalesce(s.signed_on <= ${day}, FALSE) AS signed
    FROM agreement AS a JOIN listed AS l ON l.role = a.role AND (a.stage IS NULL OR a.stage = l.stage)
    LEFT JOIN signed AS s ON s.agreement = a.agreement AND s.person_id = l.person_id
    WHERE a.agreement IN (SELECT agreement FROM signed)`);
}

/** The last day of the period of which any file tells: no clock is asked, so that the same data always say the same. */
async function makeKnownUntil(store: Store, { to }: Period): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE known_until AS
    SELECT least(DATE '${to}', coalesce((SELECT max(last_day) FROM import_file), DATE '${to}')) AS day`);
}

/** After `mapEvents` of the same period. */
export async function makeDecisions(
  store: Store,
  configuration: Configuration,
  period: Period,
  { policy }: Rulebook,
): Promise<void> {
  await makeIncidents(store);
  await makeDecisionEvents(store);
  await makeConcernEvents(store, period);
  await makeAgreements(store, policy);
  await makeAgreementPeople(store, configuration, period);
  await makeKnownUntil(store, period);
  await makeCheckEvents(store, period);
}
