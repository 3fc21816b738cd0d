/** Use of accounts on days when nobody of the roster owned them, by account and day: small, however large the logs are. */

const useOf = (events: string, counts: string) =>
  `SELECT subject_account_id AS account, account_id, day, ${counts} FROM ${events}
   WHERE audience = 'unattributed' AND account_id IS NOT NULL GROUP BY ALL`;

/**
 * A subquery: account, day, requests, captures, claims (rows of the roster, of whatever date), valid_claims (those valid
 * on the day: more than one, or the account would belong to somebody) and left_on (last day of the latest that had ended).
 */
export const OWNERLESS_USE = `(SELECT u.account, u.day, u.requests, u.captures, count(c.account_id) AS claims,
    count(*) FILTER (u.day BETWEEN c.valid_from AND c.valid_to) AS valid_claims, max(c.valid_to) FILTER (c.valid_to < u.day) AS left_on
  FROM (${useOf('request_event', 'count(*) AS requests, 0 AS captures')} UNION ALL ${useOf('capture_event', '0, count(*)')}) AS u
  LEFT JOIN account_claim AS c ON c.account_id = u.account_id GROUP BY u.account, u.account_id, u.day, u.requests, u.captures)`;

/** SQL: the account's person had left, and nobody has it now. */
export const IS_AFTER_LEAVING = `(left_on IS NOT NULL AND valid_claims = 0)`;
