/** By what else than the account that a list gives them a log may call people. */
import type { FaultMeaning } from '../normalise/statement.js';
import type { Loading } from './loading.js';
import { type Domains, fullName, type Member, stagedMembers } from './members.js';
import { surnameKeys } from './named-owners.js';
import type { Store } from './open-store.js';

/** The name before the @ of the school's mail address, and both names in both orders; a shared account is nobody's name. */
function otherNames({ row, account, mail }: Member): { method: 'mail' | 'name'; name: string }[] {
  const isNobody = row.shared === true || fullName(row) === null;
  const whole = isNobody ? [] : [`${row.firstName} ${row.lastName}`, `${row.lastName} ${row.firstName}`];
  return [
    ...(mail === null || mail.name === account ? [] : [{ method: 'mail' as const, name: mail.name }]),
    ...whole.filter((name) => name !== account).map((name) => ({ method: 'name' as const, name })),
  ];
}

/** Of whoever holds an office: people write "Mrs Dolvane". Nothing is attributed by a surname; see `ownersNamedIn`. */
const surnameHints = (store: Store, { row }: Member): string[] =>
  row.duty === null || row.lastName === null || row.shared === true ? [] : surnameKeys(store, row.lastName);

export async function loadOtherAccounts(store: Store, loading: Loading, members: readonly Member[]): Promise<void> {
  const rows = members.flatMap((each) =>
    otherNames(each).map(({ method, name }) => ({
      import_id: loading.importId,
      line: each.row.line,
      name_key: store.keyring.keyOf('account', name.toLowerCase()),
      method,
    })),
  );
  const surnames = members.flatMap((each) =>
    surnameHints(store, each).map((name_key) => ({
      ...{ import_id: loading.importId, line: each.row.line, name_key, method: 'surname' },
    })),
  );
  const columns = { import_id: 'INTEGER', line: 'BIGINT', name_key: 'VARCHAR', method: 'VARCHAR' };
  await store.insert('other_account', columns, [...rows, ...surnames]);
}

interface Hint {
  readonly nameKey: string;
  /** Null: whatever the account's domain. */
  readonly domainKey: string | null;
  readonly row: Member['row'];
  readonly duty: string | null;
}

/** Nothing is attributed by a hint; it says whose matter something may be, so that it is not sealed to that person. */
async function insertHints(store: Store, { importId }: Loading, hints: readonly Hint[]): Promise<void> {
  const columns = {
    import_id: 'INTEGER',
    line: 'BIGINT',
    name_key: 'VARCHAR',
    domain_key: 'VARCHAR',
    role: 'VARCHAR',
    duty: 'VARCHAR',
  };
  await store.insert(
    'possible_account',
    columns,
    hints.map(({ nameKey, domainKey, row, duty }) => ({
      ...{ import_id: importId, line: row.line, name_key: nameKey, domain_key: domainKey, role: row.role, duty },
    })),
  );
}

function privateHint({ keyring }: Store, { row, privateMail }: Member): Hint[] {
  if (privateMail === null || privateMail.domain === null) return [];
  const domainKey = keyring.keyOf('domain', privateMail.domain);
  return [{ nameKey: keyring.keyOf('account', privateMail.name), domainKey, row, duty: row.duty }];
}

/** Accounts elsewhere of adults: what is done under a private address may be theirs. */
export async function loadPrivateAccounts(store: Store, loading: Loading, members: readonly Member[]): Promise<void> {
  const adults = members.filter(({ row }) => row.role !== 'pupil' || row.duty !== null);
  await insertHints(
    store,
    loading,
    adults.flatMap((each) => privateHint(store, each)),
  );
}

/** Accounts of rows that were rejected. */
export async function loadPossibleAccounts(
  store: Store,
  loading: Loading,
  domains: Domains,
  faults: readonly FaultMeaning[],
): Promise<void> {
  const refused = await stagedMembers(store, loading, domains, { where: 'fault > 0', role: `coalesce(role, 'staff')` });
  await insertHints(
    store,
    loading,
    refused.flatMap((each) => refusedHints(store, each, faults)),
  );
}

/** A duty that nobody can read may be any: then it is kept from the headteacher and the safeguarding leads alike. */
function refusedHints(store: Store, member: Member, faults: readonly FaultMeaning[]): Hint[] {
  const { row, nameKey } = member;
  const anywhere = { domainKey: null, row, duty: row.duty };
  const own = nameKey === null ? [] : [{ nameKey, ...anywhere }];
  const others = otherNames(member).map(({ name }) => ({
    nameKey: store.keyring.keyOf('account', name.toLowerCase()),
    ...anywhere,
  }));
  const isDutyUnread = faults[row.fault - 1]?.column === 'duty';
  const surnames =
    row.lastName === null || (row.duty === null && !isDutyUnread) ? [] : surnameKeys(store, row.lastName);
  const hints = [
    ...[...own, ...others, ...privateHint(store, member)],
    ...surnames.map((key) => ({ nameKey: key, ...anywhere })),
  ];
  if (!isDutyUnread) return hints;
  return hints.flatMap((hint) => ['headteacher', 'dsl'].map((duty) => ({ ...hint, duty })));
}
