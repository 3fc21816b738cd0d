/** Devices whose monitoring agent has gone silent while they are in use: by its own last contact, or because nothing comes from it. */
import type { Database } from '../store/database.js';
import { makeDeviceAddresses } from './device-addresses.js';

/** An agent that was last heard of so long before the device was last used has stopped. */
const LEAST_DAYS_SILENT = 14;
const LEAST_REQUESTS_AFTER = 20;
/** With so many captures to be expected, none at all comes about by chance less than once in a hundred times. */
const LEAST_EXPECTED_CAPTURES = 5;

/** Requests of each device and day: by its name, else by its address. */
const DEVICE_USE = `CREATE OR REPLACE TEMP TABLE device_use AS
  SELECT coalesce(u.device_id, a.device_id) AS device_id, u.day, sum(u.requests)::BIGINT AS requests, sum(u.pages)::BIGINT AS pages FROM (
    SELECT device_id, CASE WHEN device_id IS NULL THEN address_id END AS address_id, day, count(*) AS requests,
      count(*) FILTER (kind = 'page' AND role = 'pupil') AS pages
    FROM request_event GROUP BY ALL
  ) AS u LEFT JOIN device_address AS a USING (address_id) WHERE coalesce(u.device_id, a.device_id) IS NOT NULL GROUP BY ALL`;

/** A list knows of no contact after its own day, so only what the device did up to then is held against it. */
const STOPPED = `SELECT u.device_id, any_value(e.checked_in_on) AS checked_in_on, sum(u.requests)::BIGINT AS requests, max(u.day) AS last_day
  FROM device_use AS u JOIN (
    SELECT DISTINCT ON (device_id) device_id, checked_in_on, listed_on FROM device_entry WHERE checked_in_on IS NOT NULL
    ORDER BY device_id, listed_on DESC, import_id DESC, line DESC
  ) AS e ON e.device_id = u.device_id AND u.day > e.checked_in_on AND u.day <= e.listed_on
  GROUP BY u.device_id HAVING max(u.day) - any_value(e.checked_in_on) >= ${LEAST_DAYS_SILENT} AND sum(u.requests) >= ${LEAST_REQUESTS_AFTER}`;

/**
 * Of pupils' pages alone, because adults give rise to few captures. A few pupils with many captures raise the mean, so what
 * the device in the middle has counts where that is less. A capture that a reader is not told of is one all the same.
 */
const BARE = `SELECT p.device_id, NULL::DATE, sum(p.requests)::BIGINT, max(p.last_day) FROM (
    SELECT device_id, sum(pages) AS pages, sum(requests) AS requests, max(day) AS last_day FROM device_use GROUP BY device_id HAVING sum(pages) > 0
  ) AS p CROSS JOIN (
    SELECT least(sum(captures) / sum(pages), median(captures / pages)) AS rate FROM (
      SELECT u.device_id, sum(u.pages) AS pages, coalesce(any_value(c.captures), 0) AS captures FROM device_use AS u
      LEFT JOIN (SELECT device_id, count(*) AS captures FROM capture_event WHERE role = 'pupil' GROUP BY device_id) AS c USING (device_id)
      GROUP BY u.device_id HAVING sum(u.pages) > 0
    )
  ) AS r WHERE p.pages * r.rate >= ${LEAST_EXPECTED_CAPTURES}
    AND p.device_id NOT IN (SELECT device_id FROM capture_event WHERE device_id IS NOT NULL)
    AND p.device_id NOT IN (SELECT device_id FROM capture JOIN calendar_day ON day = time_local::DATE WHERE device_id IS NOT NULL)
    AND p.device_id NOT IN (SELECT device_id FROM (${STOPPED})) GROUP BY p.device_id`;

/**
 * Makes `device_address`, `device_use` and `silent_agent(device_id, checked_in_on, requests, last_day)`; where no contact is
 * given, only the captures are missing.
 */
export async function makeSilentAgents(database: Database): Promise<void> {
  await makeDeviceAddresses(database);
  await database.run(DEVICE_USE);
  await database.run(`CREATE OR REPLACE TEMP TABLE silent_agent AS ${STOPPED} UNION ALL ${BARE}`);
}

const SINCE = 'e.day > s.checked_in_on AND e.day <= s.last_day';

/** A subquery of the requests that came from a device after its agent’s last contact. */
export const UNWATCHED = `(SELECT e.subject, e.shared FROM request_event AS e JOIN silent_agent AS s ON s.device_id = e.device_id AND ${SINCE}
  UNION ALL SELECT e.subject, e.shared FROM request_event AS e JOIN (SELECT * FROM silent_agent JOIN device_address USING (device_id)) AS s
    ON s.address_id = e.address_id AND ${SINCE} WHERE e.device_id IS NULL)`;
