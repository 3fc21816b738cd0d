/**
 * attribute: account → person → role, year group and class on the date of the event. Nothing is guessed: what matches
 * nobody, or two people, stays unattributed and is counted.
 */
import type { Configuration } from '../configuration.js';
import type { Store } from '../store/open-store.js';

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
export async function attributeAccounts(store: Store, configuration: Configuration): Promise<void> {
  const domains = configuration.accounts.domains.map(
    (domain) => `'${store.keyring.keyOf('domain', domain.toLowerCase())}'`,
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE own_domain AS SELECT domain_key FROM school_domain
    ${domains.length > 0 ? `UNION SELECT unnest([${domains.join(', ')}])` : ''}`);
  // An account of a foreign domain is a different account, even when the name before the @ is a pupil's.
  await store.run(`CREATE OR REPLACE TEMP TABLE own_account AS SELECT account_id, name_key FROM account
    WHERE domain_key IS NULL OR domain_key IN (SELECT domain_key FROM own_domain) OR NOT EXISTS (SELECT 1 FROM own_domain)`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_subject AS
    SELECT a.account_id, coalesce(min(o.account_id) OVER (PARTITION BY o.name_key), a.account_id) AS subject_account_id, o.name_key IS NOT NULL AS is_own
    FROM account AS a LEFT JOIN own_account AS o USING (account_id)`);
  // A newer roster replaces what older ones say of the same person.
  await store.run(`CREATE OR REPLACE TEMP TABLE current_membership AS SELECT * EXCLUDE (newest) FROM (
      SELECT *, max(import_id) OVER (PARTITION BY person_id) AS newest FROM membership
    ) WHERE import_id = newest`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_claim AS
    SELECT o.account_id, m.person_id, m.role, m.duty, m.year_group, m.class, m.shared, ${STAGES} AS stage,
      coalesce(m.valid_from, DATE '0001-01-01') AS valid_from, coalesce(m.valid_to, DATE '9999-12-31') AS valid_to
    FROM own_account AS o JOIN current_membership AS m USING (name_key)`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_conflict AS SELECT DISTINCT one.account_id FROM account_claim AS one JOIN account_claim AS other
    ON one.account_id = other.account_id AND one.person_id <> other.person_id AND one.valid_from <= other.valid_to AND other.valid_from <= one.valid_to`);
  await store.run(`CREATE OR REPLACE TEMP TABLE account_person AS SELECT *, ${audience()} AS audience FROM account_claim
    WHERE account_id NOT IN (SELECT account_id FROM account_conflict)`);
}

const audience = () =>
  `CASE role WHEN 'pupil' THEN coalesce(stage, 'pupils') WHEN 'staff' THEN 'staff' WHEN 'governor' THEN 'governors' ELSE 'visitors' END`;
