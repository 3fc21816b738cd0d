/** What happened in the days before a period that a rule about "again" looks back on: it is counted there, and not reported. */
import type { Period } from '../attribute/calendar.js';
import type { Store } from '../store/open-store.js';
import { type PastEvents, pastCaptures, pastRequests } from './look-back.js';

/** SQL: topics that a rule asks for again, of events of this kind. */
const AGAIN = (kind: 'capture' | 'request') =>
  `(SELECT topic, max(days) AS days FROM clause_rule WHERE days IS NOT NULL AND (sources IS NULL OR list_contains(sources, '${kind}')) GROUP BY topic)`;

/** What an exclusion is about, and what keeps an event from being excluded: see `excluded-events.ts`. */
const EXCLUDABLE = {
  capture:
    'e.import_id, e.line, e.time_local::DATE AS day, e.host_id, e.phrase_id, e.severity_grade, e.severity_library, p.year_group, p.class_key AS class',
  request: 'e.import_id, e.line, e.time_local::DATE AS day, e.host_id, p.year_group, p.class_key AS class',
} as const;

/**
 * `earlier_capture` and `earlier_request`, the blocked ones: after `clause_rule`, `topic`, `capture_episode` and `past_owner`.
 * They hold excluded ones until these are set aside.
 */
export async function makeEarlierEvents(store: Store, { from }: Period): Promise<void> {
  const earlier = (kind: 'capture' | 'request', { columns, joins }: PastEvents, condition: string) =>
    store.run(`CREATE OR REPLACE TEMP TABLE earlier_${kind} AS SELECT e.*, t.nature FROM (
        SELECT ${columns}, e.time_local, ${EXCLUDABLE[kind]} FROM ${kind} AS e ${joins}
        WHERE e.time_local < DATE '${from}' AND e.time_local >= DATE '${from}' - coalesce((SELECT max(days) FROM ${AGAIN(kind)}), 0)::INTEGER ${condition}
      ) AS e JOIN ${AGAIN(kind)} AS k ON k.topic = e.topic LEFT JOIN topic AS t ON t.topic = e.topic`);
  await earlier('capture', pastCaptures(), '');
  await earlier('request', pastRequests(), `AND w.action = 'blocked'`);
}
