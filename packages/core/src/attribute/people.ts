/**
 * attribute: account → person → role, year group and class on the date of the event. Nothing is guessed: what matches
 * nobody, or two people, stays unattributed and is counted.
 */
import type { Configuration } from '../configuration.js';
import type { Store } from '../store/open-store.js';
import type { Period } from './calendar.js';

/** England's stages by year group; other nations' come as data. */
const STAGES = `CASE WHEN year_group = 'R' THEN 'eyfs' WHEN year_group IN ('1', '2') THEN 'ks1' WHEN year_group IN ('3', '4', '5', '6') THEN 'ks2'
  WHEN year_group IN ('7', '8', '9') THEN 'ks3' WHEN year_group IN ('10', '11') THEN 'ks4' WHEN year_group IS NOT NULL THEN 'post-16' END`;

/** The groups that a report tells apart, in its order. A primary school's report leaves out those that it has nobody in. */
export const AUDIENCES = [
  'eyfs',
  'ks1',
  'ks2',
  'ks3',
  'ks4',
  'post-16',
  'pupils',
  'staff',
  'governors',
  'visitors',
  'unattributed',
] as const;

/** Makes the temporary tables `account_person` (valid rows of each account) and `account_subject`. */
export async function attributeAccounts(store: Store, configuration: Configuration, period: Period): Promise<void> {
  const domains = configuration.accounts.domains.map(
    (domain) => `'${store.keyring.keyOf('domain', domain.toLowerCase())}'`,
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE own_domain AS SELECT domain_key FROM school_domain
    ${domains.length > 0 ? `UNION SELECT unnest([${domains.join(', ')}])` : ''}`);
  // An account of a foreign domain is a different account, even when the name before the @ is a pupil's.
  await store.run(`CREATE OR REPLACE TEMP TABLE own_account AS SELECT account_id, name_key FROM account
    WHERE domain_key IS NULL OR domain_key IN (SELECT domain_key FROM own_domain) OR NOT EXISTS (SELECT 1 FROM own_domain)`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_subject AS
    SELECT a.account_id, coalesce(min(o.account_id) OVER (PARTITION BY o.name_key), a.account_id) AS subject_account_id
    FROM account AS a LEFT JOIN own_account AS o USING (account_id)`);
  await makeClaims(store);
  await makeCandidates(store);
  await makeAccountPeople(store, period);
}

/** Where two rows of one person begin on the same day, the one whose duty protects most is kept. */
const DUTY_WEIGHT = `CASE duty WHEN 'headteacher' THEN 4 WHEN 'dsl' THEN 3 WHEN 'deputy-dsl' THEN 2 WHEN 'chair-of-governors' THEN 1 ELSE 0 END`;

/**
 * `account_claim`: who says that an account is theirs, and from when to when. One person has one row for each day: a row
 * ends the day before the next one begins, and a newer roster takes over from its own first day on, leaving the past alone.
 * Where it gives somebody another role or duty from the same day on as before, the day of its import counts: dates on
 * lists are those of employment, and what came before stays with those who could read it then.
 */
async function makeClaims(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE account_claim AS WITH listed AS (
      SELECT o.account_id, m.person_id, m.role, m.duty, m.year_group, m.class_key, m.shared, ${STAGES} AS stage, m.import_id, m.line,
        coalesce(m.valid_from, DATE '0001-01-01') AS valid_from, coalesce(m.valid_to, DATE '9999-12-31') AS valid_to
      FROM own_account AS o JOIN membership AS m USING (name_key)
    ), claim AS (
      SELECT c.* REPLACE (CASE WHEN EXISTS (SELECT 1 FROM listed AS older WHERE older.account_id = c.account_id AND older.person_id = c.person_id
          AND older.import_id < c.import_id AND older.valid_from >= c.valid_from
          AND (older.role <> c.role OR older.duty IS DISTINCT FROM c.duty))
        THEN greatest(c.valid_from, f.imported_at::DATE) ELSE c.valid_from END AS valid_from)
      FROM listed AS c JOIN import_file AS f USING (import_id)
    ), latest AS (
      SELECT * FROM claim AS older WHERE NOT EXISTS (
        SELECT 1 FROM claim AS newer WHERE newer.account_id = older.account_id AND newer.person_id = older.person_id
          AND newer.import_id > older.import_id AND newer.valid_from <= older.valid_from)
      QUALIFY row_number() OVER (PARTITION BY account_id, person_id, valid_from ORDER BY ${DUTY_WEIGHT} DESC, valid_to DESC, line) = 1
    )
    SELECT * EXCLUDE (import_id, line, valid_to), least(valid_to, coalesce(
        lead(valid_from) OVER (PARTITION BY account_id, person_id ORDER BY valid_from) - INTERVAL 1 DAY, valid_to))::DATE AS valid_to FROM latest`);
}

/**
 * `account_candidate`: everybody who may be meant by an account, because a list gave it to them or connects it with
 * them, whatever its domain. Nothing is attributed by it; it says whose matter it may be.
 */
async function makeCandidates(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE account_candidate AS SELECT DISTINCT a.account_id, c.role, c.duty FROM account AS a JOIN (
      SELECT name_key, role, duty FROM membership UNION ALL SELECT name_key, role, duty FROM possible_account
    ) AS c USING (name_key)`);
}

/** `account_person`: claims without the days on which two people claim one account. Those days stay unattributed. */
async function makeAccountPeople(store: Store, period: Period): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE account_conflict AS
    SELECT one.account_id, greatest(one.valid_from, other.valid_from) AS valid_from, least(one.valid_to, other.valid_to) AS valid_to
    FROM account_claim AS one JOIN account_claim AS other
    ON one.account_id = other.account_id AND one.person_id < other.person_id AND one.valid_from <= other.valid_to AND other.valid_from <= one.valid_to`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_person AS WITH day AS (
      SELECT unnest(generate_series(DATE '${period.from}', DATE '${period.to}', INTERVAL 1 DAY))::DATE AS day
    ), clear AS (
      SELECT * FROM account_claim WHERE account_id NOT IN (SELECT account_id FROM account_conflict)
      UNION ALL BY NAME
      SELECT c.* REPLACE (day AS valid_from, day AS valid_to) FROM account_claim AS c JOIN day ON day BETWEEN c.valid_from AND c.valid_to
      WHERE c.account_id IN (SELECT account_id FROM account_conflict)
        AND NOT EXISTS (SELECT 1 FROM account_conflict AS k WHERE k.account_id = c.account_id AND day BETWEEN k.valid_from AND k.valid_to)
    )
    SELECT *, ${audience()} AS audience FROM clear`);
}

const audience = () =>
  `CASE role WHEN 'pupil' THEN coalesce(stage, 'pupils') WHEN 'staff' THEN 'staff' WHEN 'governor' THEN 'governors' ELSE 'visitors' END`;
