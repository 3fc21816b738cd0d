/** Members of a list of people into the store: by key, with the account that is theirs, and from when to when. */
import { audienceId, nameAudience } from '../map/audience.js';
import type { Rulebook } from '../map/events.js';
import { DIMENSIONS, intern } from './intern.js';
import { listDates } from './list-dates.js';
import type { Loading } from './loading.js';
import { asKnown, type Domains, type Member, stagedMembers } from './members.js';
import type { Store } from './open-store.js';
import { loadOtherAccounts, loadPrivateAccounts } from './other-accounts.js';
import type { SealedText, TextsByAudience } from './sealed-texts.js';

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

export interface ListContext {
  readonly rulebook: Rulebook;
  /** The school's own domains of mail addresses. */
  readonly domains: Domains;
  readonly texts: TextsByAudience;
}

/** Names go to those who may read about somebody of this role and duty. */
export async function loadMemberships(
  store: Store,
  loading: Loading,
  { rulebook, domains, texts }: ListContext,
): Promise<void> {
  const { policy, taxonomy } = rulebook;
  const members = await asKnown(store, await stagedMembers(store, loading, domains, { where: 'fault = 0' }));
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
  await loadPrivateAccounts(store, loading, members);
  if (loading.isComplete)
    await store.run(`INSERT INTO complete_list SELECT import_id, max(listed_on), role FROM membership
      WHERE import_id = ${loading.importId} GROUP BY import_id, role`);
  await store.insert(
    'school_domain',
    { domain_key: 'VARCHAR' },
    [...new Set(members.flatMap((each) => each.domains))].map((domain) => ({
      domain_key: store.keyring.keyOf('domain', domain),
    })),
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
