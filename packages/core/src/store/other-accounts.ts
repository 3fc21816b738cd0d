/** By what else than the account that a list gives them a log may call people. */
import { parseAccount } from '../normalise/accounts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import type { Loading } from './loading.js';
import { type Member, stagedMembers } from './memberships.js';
import type { Store } from './open-store.js';

/** The name before the @ of the mail address, and both names in both orders; a shared account is nobody's name. */
function otherNames({ row, account }: Member): { method: 'mail' | 'name'; name: string }[] {
  const { firstName, lastName, email } = row;
  const mail = email === null ? null : parseAccount(email).name;
  const isNobody = row.shared === true || firstName === null || lastName === null;
  const whole = isNobody ? [] : [`${firstName} ${lastName}`, `${lastName} ${firstName}`];
  return [
    ...(mail === null || mail === account ? [] : [{ method: 'mail' as const, name: mail }]),
    ...whole.filter((name) => name !== account).map((name) => ({ method: 'name' as const, name })),
  ];
}

export async function loadOtherAccounts(store: Store, loading: Loading, members: readonly Member[]): Promise<void> {
  const rows = members.flatMap((each) =>
    otherNames(each).map(({ method, name }) => ({
      import_id: loading.importId,
      line: each.row.line,
      name_key: store.keyring.keyOf('account', name.toLowerCase()),
      method,
    })),
  );
  const columns = { import_id: 'INTEGER', line: 'BIGINT', name_key: 'VARCHAR', method: 'VARCHAR' };
  await store.insert('other_account', columns, rows);
}

/**
 * Accounts of rows that were rejected. Nothing is attributed by them; they say whose matter something may be, so that it is
 * not sealed to the person it is about.
 */
export async function loadPossibleAccounts(
  store: Store,
  loading: Loading,
  faults: readonly FaultMeaning[],
): Promise<void> {
  const refused = await stagedMembers(store, loading, 'fault > 0', `coalesce(role, 'staff')`);
  const hints = refused.flatMap((each) => refusedHints(store, each, faults));
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
  readonly row: Member['row'];
  readonly duty: string | null;
}

function hintsOf(store: Store, member: Member): Hint[] {
  return otherNames(member).map(({ name }) => ({
    nameKey: store.keyring.keyOf('account', name.toLowerCase()),
    row: member.row,
    duty: member.row.duty,
  }));
}

/** A duty that nobody can read may be any: then it is kept from the headteacher and the safeguarding leads alike. */
function refusedHints(store: Store, member: Member, faults: readonly FaultMeaning[]): Hint[] {
  const own = member.nameKey === null ? [] : [{ nameKey: member.nameKey, row: member.row, duty: member.row.duty }];
  const hints = [...own, ...hintsOf(store, member)];
  if (faults[member.row.fault - 1]?.column !== 'duty') return hints;
  return hints.flatMap((hint) => ['headteacher', 'dsl'].map((duty) => ({ ...hint, duty })));
}
