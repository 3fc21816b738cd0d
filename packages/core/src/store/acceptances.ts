/** Staged signatures into the store: who agreed to which agreement of the policy, and when. It says nothing that is sealed. */
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import { parseAccount } from '../normalise/accounts.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { integer } from './database.js';
import { rejectAfterToday, rejectWhere } from './judge-records.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { makeOutsiders, type Signing } from './outsiders.js';

const staged = z.object({
  line: integer,
  agreement: z.string(),
  personId: z.string().nullable(),
  user: z.string().nullable(),
  signedOn: z.string(),
});
type Staged = z.infer<typeof staged>;

const listed = z.object({
  personId: integer,
  personKey: z.string(),
  nameKey: z.string().nullable(),
  from: z.string(),
  to: z.string(),
});
type Listed = z.infer<typeof listed>;

const LISTED = `SELECT person_id AS "personId", person_key AS "personKey", name_key AS "nameKey", coalesce(valid_from, DATE '0001-01-01')::VARCHAR AS "from",
  coalesce(valid_to, DATE '9999-12-31')::VARCHAR AS "to" FROM membership JOIN person USING (person_id)`;

/** Who is on the lists of people, by number and by account. */
class Listing {
  readonly #byPerson = new Map<string, Listed[]>();
  readonly #byAccount = new Map<string, Listed[]>();
  readonly #domains: ReadonlySet<string>;
  readonly #store: Store;

  constructor(store: Store, rows: readonly Listed[], domains: ReadonlySet<string>) {
    this.#store = store;
    this.#domains = domains;
    const file = (map: Map<string, Listed[]>, key: string, row: Listed) => map.set(key, [...(map.get(key) ?? []), row]);
    for (const row of rows) {
      file(this.#byPerson, row.personKey, row);
      if (row.nameKey !== null) file(this.#byAccount, row.nameKey, row);
    }
  }

  /** An account may be one person's after another's: the day decides, where it can. Null: nobody, or not one alone. */
  personOf({ personId, user, signedOn }: Staged): number | null {
    const byNumber = personId === null ? [] : (this.#byPerson.get(this.#store.keyring.keyOf('person', personId)) ?? []);
    const byAccount = user === null ? [] : this.#accountRows(user);
    const onDay = byAccount.filter(({ from, to }) => from <= signedOn && signedOn <= to);
    const owners = onDay.length > 0 ? onDay : byAccount;
    if (personId === null) return oneOf(owners);
    const person = oneOf(byNumber);
    return user === null || owners.length === 0 || owners.some((owner) => owner.personId === person) ? person : null;
  }

  #accountRows(user: string): readonly Listed[] {
    const { name, domain } = parseAccount(user);
    const isForeign = domain !== null && this.#domains.size > 0 && !this.#domains.has(this.#domainKey(domain));
    return isForeign ? [] : (this.#byAccount.get(this.#store.keyring.keyOf('account', name)) ?? []);
  }

  #domainKey(domain: string): string {
    return this.#store.keyring.keyOf('domain', domain);
  }
}

function oneOf(rows: readonly Listed[]): number | null {
  const persons = new Set(rows.map(({ personId }) => personId));
  return persons.size === 1 ? (rows[0]?.personId ?? null) : null;
}

async function listingOf(store: Store, { accounts }: Configuration): Promise<Listing> {
  const domains = await store.query(z.object({ key: z.string() }), 'SELECT domain_key AS key FROM school_domain');
  const own = accounts.domains.map((domain) => store.keyring.keyOf('domain', domain.toLowerCase()));
  const rows = await store.query(listed, LISTED);
  return new Listing(store, rows, new Set([...domains.map(({ key }) => key), ...own]));
}

/** Makes `signer(staged_line, agreement, person_id)`. @returns the faults, with those added that only the store can tell */
export async function judgeAcceptances(
  store: Store,
  line: string,
  faults: readonly FaultMeaning[],
  signing: Signing,
): Promise<FaultMeaning[]> {
  const { configuration, rulebook } = signing;
  const ids = new Map(rulebook.policy.agreements.map(({ id }) => [id.toLowerCase(), id]));
  const listing = await listingOf(store, configuration);
  const rows = await store.query(
    staged,
    `SELECT s.${line} AS line, agreement, "personId", "user", "signedOn"::VARCHAR AS "signedOn" FROM staging AS s WHERE fault = 0`,
  );
  await store.run('CREATE OR REPLACE TEMP TABLE signer (staged_line BIGINT, agreement VARCHAR, person_id INTEGER)');
  await store.insert(
    'signer',
    { staged_line: 'BIGINT', agreement: 'VARCHAR', person_id: 'INTEGER' },
    rows.map((row) => ({
      staged_line: row.line,
      agreement: ids.get(row.agreement.toLowerCase()) ?? null,
      person_id: listing.personOf(row),
    })),
  );
  const missing = (column: string) => `s.${line} IN (SELECT staged_line FROM signer WHERE ${column} IS NULL)`;
  const past = await rejectAfterToday(store, faults, configuration.timeZone, ['signedOn']);
  const agreed = await rejectWhere(
    store,
    past,
    { column: 'agreement', reason: 'not-an-agreement' },
    missing('agreement'),
  );
  const known = await rejectWhere(
    store,
    agreed,
    { column: 'personId', reason: 'no-such-person' },
    missing('person_id'),
  );
  await makeOutsiders(store, line, signing);
  const isOutsider = `s.${line} IN (SELECT staged_line FROM outsider)`;
  return rejectWhere(store, known, { column: 'agreement', reason: 'not-for-this-person' }, isOutsider);
}

const count = z.object({ n: integer });

/** After `judgeAcceptances`. @returns how many were loaded: the same signature again is a duplicate */
export async function loadAcceptances(store: Store, { importId, line }: Loading): Promise<number> {
  await store.run(`INSERT INTO acceptance SELECT DISTINCT ON (g.agreement, g.person_id, s."signedOn", s."signedBy")
      ${importId}, s.${line}, g.agreement, g.person_id, s."signedOn", s."signedBy" FROM staging AS s JOIN signer AS g ON g.staged_line = s.${line}
    WHERE s.fault = 0 AND NOT EXISTS (SELECT 1 FROM acceptance AS a WHERE a.agreement = g.agreement AND a.person_id = g.person_id
      AND a.signed_on = s."signedOn" AND a.signed_by IS NOT DISTINCT FROM s."signedBy") ORDER BY ALL`);
  await store.run('DROP TABLE signer');
  const [loaded] = await store.query(count, `SELECT count(*) AS n FROM acceptance WHERE import_id = ${importId}`);
  return loaded?.n ?? 0;
}
