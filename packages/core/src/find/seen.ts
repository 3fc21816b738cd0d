/**
 * Who and what the logs of the period show at all: also what an exclusion moved aside, and captures that some readers are not
 * told of. Whoever stands in one of them was seen, whatever else a reader may know.
 */

/** So many days with a log must there be before somebody's absence from it says anything. */
export const LEAST_DAYS_SEEN = 10;
/** SQL: on how many days there are requests. */
export const DAYS_WITH_REQUESTS = '(SELECT count(DISTINCT day) FROM request_event)';

/** Captures of the period as the products gave them. */
const CAPTURES = `capture AS c JOIN calendar_day AS d ON d.day = c.time_local::DATE`;
const EXCLUDED = `request SEMI JOIN (SELECT import_id, line FROM excluded_event WHERE kind = 'request') AS x USING (import_id, line)`;

/** A subquery of the devices and addresses: device_id, address_id, either of them null. */
export const SEEN_PLACES = `(SELECT DISTINCT device_id, address_id FROM request_event UNION SELECT device_id, address_id FROM ${EXCLUDED}
  UNION SELECT device_id, NULL FROM capture_event UNION SELECT device_id, NULL FROM ${CAPTURES})`;

/** A subquery of the accounts: account_id. */
const SEEN_ACCOUNTS = `(SELECT DISTINCT account_id FROM request_event UNION SELECT account_id FROM ${EXCLUDED}
  UNION SELECT account_id FROM capture_event UNION SELECT account_id FROM ${CAPTURES})`;

/** A subquery of the people: person_id. By whichever of their accounts, or because a device is theirs. */
export const SEEN_PEOPLE = `(SELECT DISTINCT person_id FROM request_event UNION SELECT person_id FROM capture_event
  UNION SELECT person_id FROM account_claim WHERE account_id IN (SELECT account_id FROM ${SEEN_ACCOUNTS}))`;

/** SQL: the period's last day, for what a list says of it. */
export const LAST_DAY = '(SELECT max(day) FROM calendar_day)';
