/**
 * The owner of an event on its own day: by its account; without one, by the device or address that a list of devices gives
 * to somebody or to a group. Says by which method, and how sure that is.
 */
import type { Configuration } from '../configuration.js';
import { quoted } from '../normalise/statement.js';
import type { Store } from '../store/open-store.js';
import type { Period } from './calendar.js';
import type { Nation } from './nations.js';
import { makeSchoolYears, placeOf, schoolYearOf } from './school-years.js';

/** How it is known whose an event is, the surest first. */
export const METHODS = [
  'account',
  'mail',
  'name',
  'shared-account',
  'intake-year',
  'assigned-device',
  'group-device',
  'none',
] as const;
export type Method = (typeof METHODS)[number];

/** high: a list says so. medium: a list of devices says so. low: it fits, and nothing contradicts. */
const CONFIDENCE = `CASE WHEN method IN ('account', 'mail', 'shared-account') THEN 'high' WHEN method = 'assigned-device' THEN 'medium' ELSE 'low' END`;

/** SQL: one number for an account, a device or an address; NULL where a record has none. An account comes first. */
const ownerOf = (event: string, address: string) =>
  `CASE WHEN ${event}.account_id IS NOT NULL THEN ${event}.account_id::BIGINT WHEN ${event}.device_id IS NOT NULL THEN ${deviceOwner(`${event}.device_id`)}${address} END`;
export const deviceOwner = (id: string): string => `-2 * ${id}::BIGINT - 1`;
export const addressOwner = (id: string): string => `-2 * ${id}::BIGINT - 2`;
export const captureOwner = (event: string): string => ownerOf(event, '');
export const requestOwner = (event: string): string =>
  ownerOf(event, ` WHEN ${event}.address_id IS NOT NULL THEN ${addressOwner(`${event}.address_id`)}`);

const LISTED = 'import_id, line, person_id, role, duty, year_group, year_on, class_key, shared, valid_from, valid_to';

/** Claims of accounts, less the days on which two people claim one. */
const ACCOUNTS = (days: string) => `clear AS (
    SELECT account_id::BIGINT AS owner, CASE WHEN shared THEN 'shared-account' ELSE method END AS method, ${LISTED} FROM account_claim
    WHERE account_id NOT IN (SELECT account_id FROM account_conflict)
    UNION ALL
    SELECT account_id, CASE WHEN shared THEN 'shared-account' ELSE method END, ${LISTED.replace('valid_from, valid_to', 'day, day')} FROM account_claim AS c JOIN (${days}) ON day BETWEEN c.valid_from AND c.valid_to
    WHERE c.account_id IN (SELECT account_id FROM account_conflict)
      AND NOT EXISTS (SELECT 1 FROM account_conflict AS k WHERE k.account_id = c.account_id AND day BETWEEN k.valid_from AND k.valid_to)
  )`;

/** Accounts on no list whose name tells in which autumn a year group began. Nobody in particular. */
const intake = (nation: Nation, year: string | null) => {
  const began = `make_date(a.intake_year, ${nation.yearBegins.month}, ${nation.yearBegins.day})`;
  return `intake AS (
    SELECT a.account_id::BIGINT AS owner, 'intake-year' AS method, NULL::INTEGER AS import_id, NULL::BIGINT AS line, NULL::INTEGER AS person_id, 'pupil' AS role, NULL::VARCHAR AS duty, ${year === null ? 'NULL::VARCHAR' : quoted(year)} AS year_group,
      ${began} AS year_on, NULL::VARCHAR AS class_key, FALSE AS shared, DATE '0001-01-01' AS valid_from, DATE '9999-12-31' AS valid_to
    FROM account AS a JOIN own_account USING (account_id)
    WHERE ${year === null ? 'FALSE' : 'a.intake_year IS NOT NULL'} AND a.account_id NOT IN (SELECT account_id FROM account_candidate)
  )`;
};

/** A later list of devices takes over from its own day on, also with nobody; what one list says in two ways it does not say. */
const DEVICES = `entry AS (
    SELECT * FROM (
      SELECT ${deviceOwner('device_id')} AS owner, * FROM device_place
      UNION ALL SELECT ${addressOwner('address_id')}, * FROM device_place WHERE address_id IS NOT NULL
    )
  ), clear_entry AS (
    SELECT * FROM entry SEMI JOIN (
      SELECT owner, import_id, valid_from FROM entry GROUP BY ALL HAVING count(DISTINCT (name_key, role, year_group, class_key, shared)) = 1
    ) AS clear ON clear.owner = entry.owner AND clear.import_id = entry.import_id AND clear.valid_from IS NOT DISTINCT FROM entry.valid_from
    QUALIFY row_number() OVER (PARTITION BY owner, import_id, valid_from ORDER BY line) = 1
  ), place AS (
    SELECT *, coalesce(valid_from, CASE WHEN lag(listed_on) OVER own IS NULL THEN DATE '0001-01-01' ELSE listed_on END) AS since,
      least(coalesce(valid_to, DATE '9999-12-31'), coalesce(lead(coalesce(valid_from, listed_on)) OVER own - 1, DATE '9999-12-31')) AS until
    FROM clear_entry WINDOW own AS (PARTITION BY owner ORDER BY coalesce(valid_from, listed_on), import_id, line)
  ), assigned AS (
    SELECT p.owner, CASE WHEN c.shared OR k.name_key IS NOT NULL THEN 'group-device' ELSE 'assigned-device' END AS method,
      p.import_id, p.line, CASE WHEN k.name_key IS NULL THEN c.person_id END AS person_id, c.role, c.duty, c.year_group, c.year_on, c.class_key, c.shared OR k.name_key IS NOT NULL AS shared,
      greatest(p.since, c.valid_from) AS valid_from, least(p.until, c.valid_to) AS valid_to
    FROM place AS p JOIN name_claim AS c ON c.name_key = p.name_key AND c.valid_from <= p.until AND c.valid_to >= p.since
    LEFT JOIN (SELECT DISTINCT name_key FROM name_conflict) AS k ON k.name_key = p.name_key
    WHERE NOT coalesce(p.shared, FALSE)
    -- Who of several it is, nobody knows: then it is kept from all that it may be.
    QUALIFY k.name_key IS NULL OR c.duty IS NOT NULL AND row_number() OVER (PARTITION BY p.owner ORDER BY c.duty IS NULL, c.duty DESC, c.person_id) = 1
  ), grouped AS (
    SELECT owner, 'group-device' AS method, import_id, line, NULL::INTEGER AS person_id, coalesce(role, 'pupil') AS role, NULL::VARCHAR AS duty, year_group, year_on, class_key, TRUE AS shared,
      since AS valid_from, until AS valid_to FROM place WHERE (name_key IS NULL OR coalesce(shared, FALSE)) AND (role IS NOT NULL OR year_group IS NOT NULL OR class_key IS NOT NULL)
  )`;

/** The group of a report that somebody belongs to; see `AUDIENCES`. */
const AUDIENCE = `CASE role WHEN 'pupil' THEN coalesce(stage, 'pupils') WHEN 'staff' THEN 'staff' WHEN 'governor' THEN 'governors' WHEN 'parent' THEN 'parents' ELSE 'visitors' END`;

/** Stages that the school has pupils in, by its lists. */
const LISTED_STAGES = (place: string) => `listed_stage AS (
    SELECT DISTINCT n.stage FROM (SELECT year_group FROM membership UNION ALL SELECT year_group FROM device_place) AS listed JOIN nation_year AS n ON n.place = ${place}
  )`;

/**
 * Makes `owner_person(owner, valid_from, valid_to, person_id, role, duty, stage, year_group, class_key, shared, audience,
 * method, confidence, import_id, line)`: at most one row for an owner and a day; import and line are those of the list. A class is known for the school year in which it was listed.
 * Somebody who by now would be in a stage that the school's lists do not have is a pupil of an unknown year.
 */
export async function makeOwners(
  store: Store,
  configuration: Configuration,
  nation: Nation,
  period: Period,
): Promise<void> {
  await makeSchoolYears(store, nation, period);
  const days = `SELECT unnest(generate_series(DATE '${period.from}', DATE '${period.to}', INTERVAL 1 DAY))::DATE AS day`;
  const place = placeOf(nation, 'listed.year_group');
  const { intakeYear } = configuration.accounts;
  await store.run(`CREATE OR REPLACE TEMP TABLE owner_person AS WITH ${ACCOUNTS(days)}, ${intake(nation, intakeYear?.year ?? null)}, ${DEVICES},
    ${LISTED_STAGES(place)}, owned AS (
      SELECT owner, method, ${LISTED} FROM clear UNION ALL SELECT owner, method, ${LISTED} FROM intake
      UNION ALL SELECT owner, method, ${LISTED} FROM assigned UNION ALL SELECT owner, method, ${LISTED} FROM grouped
    ), moved AS (
      SELECT o.* REPLACE (n.year_group AS year_group, CASE WHEN s.began = o.listed_year THEN o.class_key END AS class_key,
          greatest(o.valid_from, s.first_day) AS valid_from, least(o.valid_to, s.last_day) AS valid_to), n.stage
      FROM (SELECT *, ${place} AS place, ${schoolYearOf(nation, 'year_on')} AS listed_year FROM owned AS listed WHERE year_group IS NOT NULL OR class_key IS NOT NULL) AS o
      JOIN school_year AS s ON s.first_day <= o.valid_to AND s.last_day >= o.valid_from
      LEFT JOIN nation_year AS n ON n.place = o.place + s.began - o.listed_year
        AND (n.stage IN (SELECT stage FROM listed_stage) OR NOT EXISTS (SELECT 1 FROM listed_stage))
    ), whole AS (
      SELECT * EXCLUDE (place, listed_year, year_on) FROM moved
      UNION ALL BY NAME SELECT * EXCLUDE (year_on), NULL::VARCHAR AS stage FROM owned WHERE year_group IS NULL AND class_key IS NULL
    )
    SELECT *, ${AUDIENCE} AS audience, ${CONFIDENCE} AS confidence FROM whole`);
}
