/** Staged rows of a roster into the store: people by key, the account that is theirs, and from when to when. */
import { z } from 'zod';
import { audienceId, nameAudience } from '../map/audience.js';
import type { Rulebook } from '../map/events.js';
import { parseAccount } from '../normalise/accounts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { integer } from './database.js';
import { DIMENSIONS, intern } from './intern.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
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
});
type RosterRow = z.infer<typeof rosterRow>;

interface Member {
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

async function stagedMembers(store: Store, loading: Loading, where: string, role = 'role'): Promise<Member[]> {
  const rows = await store.query(
    rosterRow,
    `SELECT s.${loading.line} AS line, * REPLACE ("from"::VARCHAR AS "from", "to"::VARCHAR AS "to", ${role} AS role) FROM staging AS s WHERE ${where}`,
  );
  return rows.map((row) => member(store, row));
}

/**
 * Accounts that a list connects with somebody without giving them to anybody: the name before the @ of a mail address, a
 * name written as an account, and the accounts of rows that were rejected. Nothing is attributed by them; they say whose
 * matter something may be, so that it is not sealed to the person it is about.
 */
export async function loadPossibleAccounts(
  store: Store,
  loading: Loading,
  faults: readonly FaultMeaning[],
): Promise<void> {
  const taken = await stagedMembers(store, loading, 'fault = 0');
  const isOther = new Set(taken.map(({ nameKey }) => nameKey));
  const named = taken
    .filter(({ row }) => row.duty !== null || row.role !== 'pupil')
    .flatMap((each) => hintsOf(store, each));
  const refused = await stagedMembers(store, loading, 'fault > 0', `coalesce(role, 'staff')`);
  const hints = [
    ...named.filter(({ nameKey }) => !isOther.has(nameKey)),
    ...refused.flatMap((each) => refusedHints(store, each, faults)),
  ];
  await store.insert(
    'possible_account',
    { import_id: 'INTEGER', line: 'BIGINT', name_key: 'VARCHAR', role: 'VARCHAR', duty: 'VARCHAR' },
    hints.map(({ nameKey, row, duty }) => ({
      ...{ import_id: loading.importId, line: row.line, name_key: nameKey, role: row.role, duty },
    })),
  );
}

interface Hint {
  readonly nameKey: string;
  readonly row: RosterRow;
  readonly duty: string | null;
}

/** Everything by which a log or a line may call this person, beside the account that the list gives them. */
function hintsOf(store: Store, { row, account }: Member): Hint[] {
  const { firstName, lastName, email, duty } = row;
  const mail = email === null ? null : parseAccount(email).name;
  const whole = firstName === null || lastName === null ? [] : [`${firstName} ${lastName}`, `${lastName} ${firstName}`];
  const names = [mail, ...whole].filter((name): name is string => name !== null && name !== account);
  return [...new Set(names)].map((name) => ({
    nameKey: store.keyring.keyOf('account', name.toLowerCase()),
    row,
    duty,
  }));
}

/** A duty that nobody can read may be any: then it is kept from the headteacher and the safeguarding leads alike. */
function refusedHints(store: Store, member: Member, faults: readonly FaultMeaning[]): Hint[] {
  const own = member.nameKey === null ? [] : [{ nameKey: member.nameKey, row: member.row, duty: member.row.duty }];
  const hints = [...own, ...hintsOf(store, member)];
  if (faults[member.row.fault - 1]?.column !== 'duty') return hints;
  return hints.flatMap((hint) => ['headteacher', 'dsl'].map((duty) => ({ ...hint, duty })));
}

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
      class_key: 'VARCHAR',
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
