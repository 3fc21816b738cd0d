/**
 * What people tested and decided about lists up to the end of a period, as temporary tables: `check_event`, with those of
 * earlier days, and `list_decision_now`, the latest decision on each entry, list and group.
 */
import type { Period } from '../attribute/calendar.js';
import type { Store } from '../store/open-store.js';

/** A check that failed is open until somebody wrote the day on which it was put right, also where that day is after the period. */
export async function makeCheckEvents(store: Store, { from, to }: Period): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE check_event AS
    SELECT c.import_id, c.line, c.checked_on AS day, c.minute_of_day, c.checked_by, c.test, c.host_id, coalesce(h.registrable, h.name) AS site,
      c.device_kind, c.device_id, c.location, c.user_group, c.connection, c.expected, c.actual, c.owner, c.closed_on, c.has_action,
      c.checked_on >= DATE '${from}' AS in_period, c.expected <> c.actual AS is_failed, c.expected <> c.actual AND c.closed_on IS NULL AS is_open
    FROM filter_check AS c LEFT JOIN host AS h ON h.host_id = c.host_id WHERE c.checked_on <= DATE '${to}'`);
  await store.run(`CREATE OR REPLACE TEMP TABLE list_decision_now AS
    SELECT import_id, line, entry, list, decision, user_group, reason, decided_by, decided_on, review_on FROM list_decision
    WHERE decided_on <= DATE '${to}'
    QUALIFY row_number() OVER (PARTITION BY entry, list, user_group ORDER BY decided_on DESC, import_id DESC, line DESC) = 1`);
}
