/** Staged rows of a roster into the store: people by key, the account that is theirs, and from when to when. */
import { z } from 'zod';
import { parseAccount } from '../normalise/accounts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { integer } from './database.js';
import type { Identity } from './identities.js';
import { DIMENSIONS, intern } from './intern.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';

const rosterRow = z.object({
  line: integer,
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
});
type RosterRow = z.infer<typeof rosterRow>;

interface Member {
  readonly row: RosterRow;
  readonly personKey: string;
  readonly account: string | null;
  readonly nameKey: string | null;
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

/** @returns the names, for the identities */
export async function loadMemberships(store: Store, loading: Loading): Promise<Identity[]> {
  const rows = await store.query(
    rosterRow,
    `SELECT s.${loading.line} AS line, * REPLACE ("from"::VARCHAR AS "from", "to"::VARCHAR AS "to") FROM staging AS s WHERE fault = 0`,
  );
  const members = rows.map((row) => member(store, row));
  const ids = await intern(
    store,
    DIMENSIONS.person,
    members.map((each) => ({ person_key: each.personKey })),
  );
  const facts = members.map(({ row, nameKey }, index) => ({
    import_id: loading.importId,
    line: row.line,
    person_id: ids[index],
    name_key: nameKey,
    role: row.role,
    duty: row.duty,
    year_group: row.year,
    class: row.class,
    shared: row.shared ?? false,
    valid_from: row.from,
    valid_to: row.to,
  }));
  await store.insert(
    'membership',
    {
      import_id: 'INTEGER',
      line: 'BIGINT',
      person_id: 'INTEGER',
      name_key: 'VARCHAR',
      role: 'VARCHAR',
      duty: 'VARCHAR',
      year_group: 'VARCHAR',
      class: 'VARCHAR',
      shared: 'BOOLEAN',
      valid_from: 'DATE',
      valid_to: 'DATE',
    },
    facts,
  );
  const domains = new Set(members.flatMap((each) => each.domains));
  await store.insert(
    'school_domain',
    { domain_key: 'VARCHAR' },
    [...domains].map((domain) => ({ domain_key: store.keyring.keyOf('domain', domain) })),
  );
  return members.flatMap(namesOf);
}

function namesOf({ row, personKey, account }: Member): Identity[] {
  const texts = { 'first-name': row.firstName, 'last-name': row.lastName, account };
  return Object.entries(texts).flatMap(([field, text]) =>
    text === null ? [] : [{ kind: 'person', key: personKey, field, text }],
  );
}
