/** Staged rows of a roster into the store: people by key, the account that is theirs, and from when to when. */
import { z } from 'zod';
import { audienceId, nameAudience } from '../map/audience.js';
import type { Rulebook } from '../map/events.js';
import { parseAccount } from '../normalise/accounts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { integer } from './database.js';
import { DIMENSIONS, intern } from './intern.js';
import { listDates } from './list-dates.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { loadOtherAccounts } from './other-accounts.js';
import type { SealedText, TextsByAudience } from './sealed-texts.js';

const rosterRow = z.object({
  line: integer,
  fault: integer,
  personId: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  user: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string(),
  duty: z.string().nullable(),
  year: z.string().nullable(),
  class: z.string().nullable(),
  shared: z.boolean().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  asOf: z.string().nullable(),
});
type RosterRow = z.infer<typeof rosterRow>;

export interface Member {
  readonly row: RosterRow;
  readonly personKey: string;
  readonly account: string | null;
  readonly nameKey: string | null;
  readonly classKey: string | null;
  readonly domains: readonly string[];
}

function member(store: Store, row: RosterRow): Member {
  const user = row.user === null ? null : parseAccount(row.user);
  const mail = row.email === null ? null : parseAccount(row.email);
  const account = user?.name ?? mail?.name ?? null;
  const who = row.personId ?? [row.firstName, row.lastName, account].join(' ').toLowerCase();
  return {
    row,
    personKey: store.keyring.keyOf('person', who),
    account,
    nameKey: account === null ? null : store.keyring.keyOf('account', account),
    // Many schools call a class after its teacher.
    classKey: row.class === null ? null : store.keyring.keyOf('class', row.class.toLowerCase()),
    domains: [user?.domain, mail?.domain].flatMap((domain) => (domain ? [domain] : [])),
  };
}

/**
 * Two people who claim one account at the same time: nobody can say whose it was, so neither row is taken.
 * @returns the faults, with this one added
 */
export async function rejectSharedClaims(store: Store, faults: readonly FaultMeaning[]): Promise<FaultMeaning[]> {
  const name = `lower(regexp_replace(regexp_replace(coalesce("user", email), '@.*$', ''), '^.*\\\\', ''))`;
  const person = `coalesce("personId", concat_ws(' ', "firstName", "lastName"))`;
  const rows = `(SELECT rowid AS r, ${name} AS name, ${person} AS person, coalesce("from", DATE '0001-01-01') AS since, coalesce("to", DATE '9999-12-31') AS until FROM staging WHERE fault = 0 AND coalesce("user", email) IS NOT NULL)`;
  await store.run(`UPDATE staging SET fault = ${faults.length + 1} WHERE rowid IN (
    SELECT one.r FROM ${rows} AS one JOIN ${rows} AS other
    ON one.name = other.name AND one.person <> other.person AND one.since < other.until AND other.since < one.until)`);
  return [...faults, { column: 'user', reason: 'account-claimed-twice' }];
}

export async function stagedMembers(store: Store, loading: Loading, where: string, role = 'role'): Promise<Member[]> {
  const rows = await store.query(
    rosterRow,
    `SELECT s.${loading.line} AS line, * REPLACE ("from"::VARCHAR AS "from", "to"::VARCHAR AS "to", "asOf"::VARCHAR AS "asOf", ${role} AS role) FROM staging AS s WHERE ${where}`,
  );
  return rows.map((row) => member(store, row));
}

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  person_id: 'INTEGER',
  name_key: 'VARCHAR',
  role: 'VARCHAR',
  duty: 'VARCHAR',
  year_group: 'VARCHAR',
  class_key: 'VARCHAR',
  shared: 'BOOLEAN',
  valid_from: 'DATE',
  valid_to: 'DATE',
  listed_on: 'DATE',
  year_on: 'DATE',
};

/** Names go to those who may read about somebody of this role and duty. */
export async function loadMemberships(
  store: Store,
  loading: Loading,
  { policy, taxonomy }: Rulebook,
  texts: TextsByAudience,
): Promise<void> {
  const members = await stagedMembers(store, loading, 'fault = 0');
  const ids = await intern(
    store,
    DIMENSIONS.person,
    members.map((each) => ({ person_key: each.personKey })),
  );
  const dates = listDates(
    members.map(({ row, personKey }) => ({ ...row, who: personKey })),
    loading.listedOn,
  );
  const facts = members.map(({ row, nameKey, classKey }, index) => ({
    import_id: loading.importId,
    line: row.line,
    person_id: ids[index],
    name_key: nameKey,
    role: row.role,
    duty: row.duty,
    year_group: row.year,
    class_key: classKey,
    shared: row.shared ?? false,
    valid_from: row.from,
    valid_to: row.to,
    ...dates[index],
  }));
  await store.insert('membership', COLUMNS, facts);
  await loadOtherAccounts(store, loading, members);
  if (loading.isComplete)
    await store.run(`INSERT INTO complete_list SELECT import_id, max(listed_on), role FROM membership
      WHERE import_id = ${loading.importId} GROUP BY import_id, role`);
  // Governors and visitors often give a private address: its domain is not the school's.
  const own = members.filter(({ row }) => row.role === 'pupil' || row.role === 'staff');
  const domains = new Set(own.flatMap((each) => each.domains));
  await store.insert(
    'school_domain',
    { domain_key: 'VARCHAR' },
    [...domains].map((domain) => ({ domain_key: store.keyring.keyOf('domain', domain) })),
  );
  for (const each of members) {
    const audience = audienceId(nameAudience(policy, taxonomy, each.row));
    for (const text of namesOf(each)) texts.add(audience, text);
  }
}

function namesOf({ row, personKey, classKey, account }: Member): SealedText[] {
  const names = { 'first-name': row.firstName, 'last-name': row.lastName, account, id: row.personId };
  const own = Object.entries(names).flatMap(([field, text]): SealedText[] =>
    text === null ? [] : [{ kind: 'person', key: personKey, field, text }],
  );
  if (row.class === null || classKey === null) return own;
  return [...own, { kind: 'class', key: classKey, field: 'name', text: row.class }];
}
