/** What the filter had said of the page on which something was captured: the same person's nearest request to it. */
import type { Store } from '../store/open-store.js';
import { NOBODY } from './events.js';

/** Clocks of two products differ, and a page is read before something is typed on it. */
const NEAR_MINUTES = 5;

const ANSWER = `CASE WHEN r.action IN ('allowed', 'warned', 'flagged') THEN 'allowed' WHEN r.action = 'blocked' THEN 'blocked' END`;

/** The same host before another of its site; then the nearest; of two as near the block, after which nothing is typed there. */
const RANK = `(r.host_id IS DISTINCT FROM c.host_id, abs(epoch_ms(r.time_utc) - epoch_ms(c.time_utc)), r.action <> 'blocked')`;

/**
 * Adds `filter_answer` to `capture_event`: allowed, blocked, not-in-log, or no-site where the capture names none. Beside
 * each other on a platform lie sites of different parties.
 */
export async function answerCaptures(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE capture_answer AS SELECT c.import_id, c.line, arg_min(${ANSWER}, ${RANK}) AS answer
    FROM request_event AS r JOIN (
      SELECT e.import_id, e.line, e.subject, e.site, e.host_id, e.time_utc, h.party_key FROM capture_event AS e LEFT JOIN host AS h ON h.host_id = e.host_id
      WHERE e.site <> '' AND e.subject <> ${NOBODY}
    ) AS c ON c.subject = r.subject AND c.site = r.site AND r.time_utc BETWEEN c.time_utc - INTERVAL ${NEAR_MINUTES} MINUTE AND c.time_utc + INTERVAL ${NEAR_MINUTES} MINUTE
    LEFT JOIN host AS o ON o.host_id = r.host_id
    WHERE r.action <> 'unknown' AND o.party_key IS NOT DISTINCT FROM c.party_key GROUP BY ALL`);
  await store.run(`CREATE OR REPLACE TEMP TABLE capture_event AS
    SELECT c.*, CASE WHEN c.site = '' THEN 'no-site' ELSE coalesce(a.answer, 'not-in-log') END AS filter_answer
    FROM capture_event AS c LEFT JOIN capture_answer AS a USING (import_id, line)`);
  await store.run('DROP TABLE capture_answer');
}
