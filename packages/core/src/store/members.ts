/** Staged rows of a list of people as members: who is meant, by which account, and which address is only their own affair. */
import { z } from 'zod';
import { type AccountName, parseAccount } from '../normalise/accounts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { integer } from './database.js';
import { rejectWhere } from './judge-records.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { DOMAIN_OF } from './school-domains.js';

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

export interface Member {
  readonly row: z.infer<typeof rosterRow>;
  readonly personKey: string;
  readonly account: string | null;
  readonly nameKey: string | null;
  readonly classKey: string | null;
  /** The mail address at a domain of the school. */
  readonly mail: AccountName | null;
  /** A mail address elsewhere: an account there may be theirs, one of the same name at school is not. */
  readonly privateMail: AccountName | null;
  readonly domains: readonly string[];
}

export type Domains = ReadonlySet<string>;

export const fullName = ({ firstName, lastName }: Member['row']): string | null =>
  firstName === null || lastName === null ? null : `${firstName} ${lastName}`;

function member(store: Store, row: Member['row'], domains: Domains): Member {
  const user = row.user === null ? null : parseAccount(row.user);
  const address = row.email === null ? null : parseAccount(row.email);
  const isPrivate = address?.domain != null && !domains.has(address.domain);
  const mail = isPrivate ? null : address;
  const account = user?.name ?? mail?.name ?? null;
  const who = row.personId ?? [row.firstName, row.lastName, account].join(' ').toLowerCase();
  return {
    row,
    personKey: store.keyring.keyOf('person', who),
    account,
    nameKey: account === null ? null : store.keyring.keyOf('account', account),
    // Many schools call a class after its teacher.
    classKey: row.class === null ? null : store.keyring.keyOf('class', row.class.toLowerCase()),
    mail,
    privateMail: isPrivate ? address : null,
    domains: [user?.domain, mail?.domain].flatMap((domain) => (domain ? [domain] : [])),
  };
}

export async function stagedMembers(
  store: Store,
  loading: Loading,
  domains: Domains,
  { where, role = 'role' }: { readonly where: string; readonly role?: string },
): Promise<Member[]> {
  const rows = await store.query(
    rosterRow,
    `SELECT s.${loading.line} AS line, * REPLACE ("from"::VARCHAR AS "from", "to"::VARCHAR AS "to", "asOf"::VARCHAR AS "asOf", ${role} AS role) FROM staging AS s WHERE ${where}`,
  );
  return rows.map((row) => member(store, row, domains));
}

/** A row that says what somebody is, and not who: a heading between groups, or a row that was left empty. */
export const rejectNobody = (store: Store, faults: readonly FaultMeaning[]): Promise<FaultMeaning[]> =>
  rejectWhere(
    store,
    faults,
    { column: null, reason: 'names-nobody' },
    ['personId', 'user', 'email', 'firstName', 'lastName'].map((name) => `s."${name}" IS NULL`).join(' AND '),
  );

/**
 * Two people who claim one account at the same time: nobody can say whose it was, so neither row is taken.
 * @returns the faults, with this one added
 */
export async function rejectSharedClaims(
  store: Store,
  domains: Domains,
  faults: readonly FaultMeaning[],
): Promise<FaultMeaning[]> {
  const listed = [...domains].map((domain) => `'${domain.replaceAll("'", "''")}'`).join(', ');
  const isOwn = `(${DOMAIN_OF('email')} IS NULL OR ${listed === '' ? 'FALSE' : `${DOMAIN_OF('email')} IN (${listed})`})`;
  const account = `coalesce("user", CASE WHEN ${isOwn} THEN email END)`;
  const name = `lower(regexp_replace(regexp_replace(${account}, '@.*$', ''), '^.*\\\\', ''))`;
  const person = `coalesce("personId", concat_ws(' ', "firstName", "lastName"))`;
  const rows = `(SELECT rowid AS r, ${name} AS name, ${person} AS person, coalesce("from", DATE '0001-01-01') AS since, coalesce("to", DATE '9999-12-31') AS until FROM staging WHERE fault = 0 AND ${account} IS NOT NULL)`;
  await store.run(`UPDATE staging SET fault = ${faults.length + 1} WHERE rowid IN (
    SELECT one.r FROM ${rows} AS one JOIN ${rows} AS other
    ON one.name = other.name AND one.person <> other.person AND one.since < other.until AND other.since < one.until)`);
  return [...faults, { column: 'user', reason: 'account-claimed-twice' }];
}

const knownPerson = z.object({ account: z.string(), name: z.string(), key: z.string() });

/**
 * A list that gives numbers to people where an earlier one did not, or the other way about, means the same people: whoever
 * has the same account and both the same names is nobody new.
 */
export async function asKnown(store: Store, members: readonly Member[]): Promise<Member[]> {
  const rows = await store.query(
    knownPerson,
    `SELECT DISTINCT ON (m.name_key, o.name_key) m.name_key AS account, o.name_key AS name, p.person_key AS key FROM membership AS m
     JOIN other_account AS o ON o.import_id = m.import_id AND o.line = m.line AND o.method = 'name' JOIN person AS p USING (person_id)
     WHERE m.name_key IS NOT NULL ORDER BY m.name_key, o.name_key, m.import_id`,
  );
  const known = new Map(rows.map(({ account, name, key }) => [`${account} ${name}`, key]));
  return members.map((each) => {
    const name = fullName(each.row);
    const nameKey = name === null ? '' : store.keyring.keyOf('account', name.toLowerCase());
    return { ...each, personKey: known.get(`${each.nameKey} ${nameKey}`) ?? each.personKey };
  });
}
