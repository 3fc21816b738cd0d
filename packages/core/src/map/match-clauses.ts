/**
 * map: which clause an event may fall under, as sets: topic × role × stage × source, and where a rule asks for it the
 * session, the severity and that it happens again. Makes `clause_match` of all captures and of the blocked requests.
 */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import { NOBODY } from './events.js';
import type { Policy } from './policy.js';

const COLUMNS = {
  topic: 'VARCHAR',
  role: 'VARCHAR',
  stage: 'VARCHAR',
  clause: 'VARCHAR',
  place: 'VARCHAR',
  sources: 'VARCHAR[]',
  sessions: 'VARCHAR[]',
  severity: 'INTEGER',
  times: 'INTEGER',
  days: 'INTEGER',
};

/**
 * Makes `clause_rule`: which clause a topic falls under for whom, with the rule's conditions; a condition that is NULL is
 * none. A clause for no stage in particular is for all.
 */
export async function makeClauseRules(database: Database, policy: Policy): Promise<void> {
  const rows = policy.agreements.flatMap(({ clauses, audience }) =>
    clauses.flatMap((clause) =>
      clause.rules.flatMap(({ topic, sources, sessions, severityAtLeast, repeat, line }) =>
        audience.roles.flatMap((role) =>
          (audience.stages ?? [null]).map((stage) => ({
            ...{ topic, role, stage, clause: clause.id, place: `${clause.file}:${line}`, sources, sessions },
            ...{ severity: severityAtLeast, times: repeat?.events ?? null, days: repeat?.withinDays ?? null },
          })),
        ),
      ),
    ),
  );
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE clause_rule (${columns.join(', ')})`);
  await database.insert('clause_rule', COLUMNS, rows);
  await makePolicyClauses(database, policy);
}

const CLAUSE_COLUMNS = { clause: 'VARCHAR', observable: 'BOOLEAN', reason: 'VARCHAR', place: 'INTEGER' };

/** Makes `policy_clause`: every clause in the order of the policy, and why nothing in logs can show it where that is so. */
async function makePolicyClauses(database: Database, { agreements }: Policy): Promise<void> {
  const clauses = agreements.flatMap((agreement) => agreement.clauses);
  const rows = clauses.map(({ id, rules, notObservable }, place) => ({
    clause: id,
    observable: rules.length > 0,
    reason: notObservable,
    place,
  }));
  const columns = Object.entries(CLAUSE_COLUMNS).map(([name, type]) => `${name} ${type}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE policy_clause (${columns.join(', ')})`);
  await database.insert('policy_clause', CLAUSE_COLUMNS, rows);
}

/** How many days back a rule of the policy looks at most. */
export const longestRepeatDays = (policy: Policy): number =>
  Math.max(
    0,
    ...policy.agreements.flatMap(({ clauses }) =>
      clauses.flatMap(({ rules }) => rules.map(({ repeat: again }) => again?.withinDays ?? 0)),
    ),
  );

/** SQL: a rule for a topic and a group, whatever else it asks for. */
export const FOR_GROUP = 'k.topic = e.topic AND k.role = e.role AND (k.stage IS NULL OR k.stage = e.stage)';

const BLOCKED = `(SELECT * FROM request_event WHERE action = 'blocked')`;

/** What happens once within minutes counts once towards "again": an episode of captures, a visit to a blocked site. */
const HAPPENINGS = {
  capture: { from: 'capture_event', one: 'subject, topic, episode' },
  request: { from: BLOCKED, one: 'subject, topic, site, slot' },
} as const;
type Source = keyof typeof HAPPENINGS;

const repeat = z.object({ days: integer });

/**
 * Makes `happening`: of each, how often the same person had the topic in the days up to it, those before the period with
 * them. Nobody in particular, or a whole
 * class on one account, does nothing again.
 */
async function makeHappenings(database: Database, source: Source): Promise<readonly number[]> {
  const rules = await database.query(
    repeat,
    `SELECT DISTINCT days FROM clause_rule WHERE days IS NOT NULL AND (sources IS NULL OR list_contains(sources, '${source}')) ORDER BY days`,
  );
  const { from, one } = HAPPENINGS[source];
  const counts = rules.map(
    ({ days }) =>
      `count(*) OVER (PARTITION BY subject, topic ORDER BY began RANGE BETWEEN INTERVAL ${days} DAY PRECEDING AND CURRENT ROW) AS within_${days}`,
  );
  if (counts.length === 0) return [];
  await database.run(`CREATE OR REPLACE TEMP TABLE happening AS SELECT *, ${counts.join(', ')} FROM (
    SELECT ${one}, min(time_local) AS began FROM (
      SELECT ${one}, time_local, shared FROM ${from} UNION ALL SELECT ${one}, time_local, shared FROM earlier_${source}
    ) WHERE subject <> ${NOBODY} AND NOT coalesce(shared, FALSE) GROUP BY ALL)`);
  return rules.map(({ days }) => days);
}

async function matchSource(database: Database, source: Source): Promise<void> {
  const { from, one } = HAPPENINGS[source];
  const spans = await makeHappenings(database, source);
  const again = spans.map((days) => `WHEN ${days} THEN h.within_${days}`);
  const isAgain =
    spans.length === 0
      ? 'k.times IS NULL'
      : `(k.times IS NULL OR coalesce(CASE k.days ${again.join(' ')} END, 0) >= k.times)`;
  const join = spans.length === 0 ? '' : `LEFT JOIN happening AS h USING (${one})`;
  const severity = source === 'capture' ? 'coalesce(e.severity_grade, e.severity_library, 0)' : '0';
  await database.run(`INSERT INTO clause_match SELECT '${source}', e.import_id, e.line, k.clause, min(k.place) FROM ${from} AS e ${join}
    JOIN clause_rule AS k ON ${FOR_GROUP} AND (k.sources IS NULL OR list_contains(k.sources, '${source}'))
      AND (k.sessions IS NULL OR list_contains(k.sessions, e.session)) AND (k.severity IS NULL OR ${severity} >= k.severity) AND ${isAgain}
    GROUP BY ALL`);
}

/** After `clause_rule` and the events. */
export async function matchClauses(database: Database): Promise<void> {
  await database.run(
    'CREATE OR REPLACE TEMP TABLE clause_match (kind VARCHAR, import_id INTEGER, line BIGINT, clause VARCHAR, place VARCHAR)',
  );
  for (const source of ['capture', 'request'] as const) await matchSource(database, source);
}

const matched = z.object({ captures: integer, requests: integer });
/** Events that fall under at least one clause. */
export type Matched = z.infer<typeof matched>;

export async function countMatched(database: Database): Promise<Matched> {
  const one = (kind: Source) =>
    `(SELECT count(*) FROM (SELECT DISTINCT import_id, line FROM clause_match WHERE kind = '${kind}'))`;
  const [found] = await database.query(matched, `SELECT ${one('capture')} AS captures, ${one('request')} AS requests`);
  return found ?? { captures: 0, requests: 0 };
}

/** SQL: the clauses of one event, in order; an empty list where there is none. */
export const clausesOf = (kind: Source, event: string): string =>
  `coalesce((SELECT list(k.clause ORDER BY k.clause) FROM clause_match AS k WHERE k.kind = '${kind}' AND k.import_id = ${event}.import_id AND k.line = ${event}.line), [])`;
