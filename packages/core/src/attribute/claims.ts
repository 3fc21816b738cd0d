/**
 * Who says that a name in a log is theirs, from when to when: from lists of people, each with the day that it describes.
 * Nothing is guessed: what two people claim is listed as a conflict and belongs to neither.
 */
import type { Configuration } from '../configuration.js';
import type { Store } from '../store/open-store.js';

/** Makes `own_account` and `account_subject`. An account of a foreign domain is a different account, whatever its name. */
export async function makeOwnAccounts(store: Store, configuration: Configuration): Promise<void> {
  const domains = configuration.accounts.domains.map(
    (domain) => `'${store.keyring.keyOf('domain', domain.toLowerCase())}'`,
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE own_domain AS SELECT domain_key FROM school_domain
    ${domains.length > 0 ? `UNION SELECT unnest([${domains.join(', ')}])` : ''}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE own_account AS SELECT account_id, name_key FROM account
    WHERE domain_key IS NULL OR domain_key IN (SELECT domain_key FROM own_domain) OR NOT EXISTS (SELECT 1 FROM own_domain)`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_subject AS
    SELECT a.account_id, coalesce(min(o.account_id) OVER (PARTITION BY o.name_key), a.account_id) AS subject_account_id
    FROM account AS a LEFT JOIN own_account AS o USING (account_id)`);
}

/** Where two rows of one person begin on the same day, the one whose duty protects most is kept. */
const DUTY_WEIGHT = `CASE duty WHEN 'headteacher' THEN 4 WHEN 'dsl' THEN 3 WHEN 'deputy-dsl' THEN 2 WHEN 'chair-of-governors' THEN 1 ELSE 0 END`;
/** An account that a list gives is surer than a mail address, and that than a name. */
const METHOD_WEIGHT = `CASE method WHEN 'account' THEN 2 WHEN 'mail' THEN 1 ELSE 0 END`;

/** Every name of a list's row by which a log may mean it: its account, its mail address, first and last name. */
const NAMES = `SELECT import_id, line, name_key, 'account' AS method FROM membership WHERE name_key IS NOT NULL
  UNION ALL SELECT import_id, line, name_key, method FROM other_account WHERE method <> 'surname'`;

const isNewer = (newer: string, older: string) =>
  `(${newer}.listed_on, ${newer}.import_id) > (${older}.listed_on, ${older}.import_id)`;

/**
 * `name_claim`: one row for each day of one person. A row ends the day before the next one begins, and a newer list takes
 * over from its own first day on, leaving the past alone. Where it says something else about somebody from the same day on
 * as before, the day that the list describes counts: dates on lists are those of employment or admission, and what came
 * before stays with those who could read it then. Whoever is not on a complete list had left by its day. Where somebody else
 * has the account too, a newer list that gives its person another one settles it from that list's day on.
 * @param cohort SQL over `m`: what does not change when pupils move up
 */
export async function makeNameClaims(store: Store, cohort: string): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE name_claim AS WITH listed AS (
      SELECT n.name_key, n.method, m.person_id, m.role, m.duty, m.year_group, m.year_on, m.class_key, m.shared, m.listed_on, m.import_id, m.line,
        ${cohort} AS cohort, coalesce(m.valid_from, DATE '0001-01-01') AS valid_from, coalesce(m.valid_to, DATE '9999-12-31') AS valid_to
      FROM (${NAMES}) AS n JOIN membership AS m USING (import_id, line)
      QUALIFY row_number() OVER (PARTITION BY n.name_key, m.import_id, m.line ORDER BY ${METHOD_WEIGHT} DESC) = 1
    ), claim AS (
      SELECT c.* REPLACE (CASE WHEN EXISTS (SELECT 1 FROM listed AS older WHERE older.name_key = c.name_key AND older.person_id = c.person_id
          AND ${isNewer('c', 'older')} AND older.valid_from >= c.valid_from
          AND (older.role, older.duty, older.cohort, older.class_key, older.shared) IS DISTINCT FROM (c.role, c.duty, c.cohort, c.class_key, c.shared))
          -- Somebody else had the name by an older list: who has it now, nobody says since when, has it from this list's day on.
          OR c.valid_from = DATE '0001-01-01' AND EXISTS (SELECT 1 FROM listed AS other WHERE other.name_key = c.name_key AND other.person_id <> c.person_id AND ${isNewer('c', 'other')})
        THEN greatest(c.valid_from, c.listed_on) ELSE c.valid_from END AS valid_from)
      FROM listed AS c
    ), latest AS (
      SELECT * FROM claim AS older WHERE NOT EXISTS (
        SELECT 1 FROM claim AS newer WHERE newer.name_key = older.name_key AND newer.person_id = older.person_id
          AND ${isNewer('newer', 'older')} AND newer.valid_from <= older.valid_from)
      QUALIFY row_number() OVER (PARTITION BY name_key, person_id, valid_from ORDER BY ${DUTY_WEIGHT} DESC, valid_to DESC, line) = 1
    ), departure AS (
      SELECT c.person_id, c.role, c.listed_on, min(l.listed_on) AS left_by FROM latest AS c JOIN complete_list AS l ON l.role = c.role AND l.listed_on > c.listed_on
      WHERE NOT c.shared AND NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.import_id = l.import_id AND m.person_id = c.person_id) GROUP BY ALL
    ), settled AS (
      SELECT c.name_key, c.person_id, c.listed_on, min(m.listed_on) AS settled_on FROM latest AS c
      JOIN membership AS m ON m.person_id = c.person_id AND m.name_key <> c.name_key AND ${isNewer('m', 'c')}
      WHERE EXISTS (SELECT 1 FROM latest AS other WHERE other.name_key = c.name_key AND other.person_id <> c.person_id)
        AND NOT EXISTS (SELECT 1 FROM listed AS l WHERE l.import_id = m.import_id AND l.person_id = m.person_id AND l.name_key = c.name_key) GROUP BY ALL
    )
    SELECT c.* EXCLUDE (cohort, valid_to), least(valid_to, coalesce(d.left_by - 1, valid_to), coalesce(s.settled_on - 1, valid_to), coalesce(
        lead(c.valid_from) OVER (PARTITION BY c.name_key, c.person_id ORDER BY c.valid_from) - 1, valid_to))::DATE AS valid_to
    FROM latest AS c LEFT JOIN departure AS d ON d.person_id = c.person_id AND d.role = c.role AND d.listed_on = c.listed_on
    LEFT JOIN settled AS s ON s.name_key = c.name_key AND s.person_id = c.person_id AND s.listed_on = c.listed_on`);
}

/** The days on which two people claim one name, as `name_conflict`, and both as seen from the accounts of logs. */
export async function makeConflicts(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE name_conflict AS
    SELECT one.name_key, greatest(one.valid_from, other.valid_from) AS valid_from, least(one.valid_to, other.valid_to) AS valid_to
    FROM name_claim AS one JOIN name_claim AS other
    ON one.name_key = other.name_key AND one.person_id < other.person_id AND one.valid_from <= other.valid_to AND other.valid_from <= one.valid_to`);
  for (const table of ['claim', 'conflict'])
    await store.run(`CREATE OR REPLACE TEMP TABLE account_${table} AS
      SELECT o.account_id, c.* EXCLUDE (name_key) FROM own_account AS o JOIN name_${table} AS c USING (name_key)`);
}

/**
 * `account_candidate`: everybody who may be meant by an account, because a list gave it to them or connects it with
 * them, whatever its domain. Nothing is attributed by it; it says whose matter it may be.
 */
export async function makeCandidates(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE account_candidate AS SELECT DISTINCT a.account_id, c.role, c.duty FROM account AS a JOIN (
      SELECT n.name_key, NULL AS domain_key, m.role, m.duty FROM (${NAMES}) AS n JOIN membership AS m USING (import_id, line)
      UNION ALL SELECT name_key, domain_key, role, duty FROM possible_account
    ) AS c ON c.name_key = a.name_key AND (c.domain_key IS NULL OR c.domain_key = a.domain_key)`);
}
