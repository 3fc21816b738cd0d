/** Sites that are new to the school: not seen before in what the store has of earlier days, nor on the school's register. */

/** SQL: the period's first day. */
const FIRST_DAY = '(SELECT min(day) FROM calendar_day)';

/** A subquery of the hosts that the store knows from before the period: host_id. */
export const EARLIER_HOSTS = `(SELECT DISTINCT host_id FROM request WHERE time_local < ${FIRST_DAY} AND host_id IS NOT NULL)`;

/** SQL: the first day of which the store has any request, in the period or before it. */
export const FIRST_LOGGED = `(SELECT least((SELECT min(day) FROM request_event), (SELECT min(time_local)::DATE FROM request WHERE time_local < ${FIRST_DAY})))`;

/** SQL: whether the school's register knows a site, by its own name or by one above or below it. */
export const isRegistered = (site: string): string =>
  `EXISTS (SELECT 1 FROM known_site AS k WHERE k.site = ${site} OR ends_with(${site}, '.' || k.site) OR ends_with(k.site, '.' || ${site}))`;
