/**
 * Whom an access request is about: found among the names that the caller's key opens, never by trying a name against the
 * store's keys, so that nobody learns of people whose names are sealed to others.
 */
import { z } from 'zod';
import { fail } from '../errors.js';
import { ACCOUNT_KEY } from '../store/audiences.js';
import { integer } from '../store/database.js';
import type { Unlocked } from '../store/unlock.js';

export interface Subject {
  /** Null for an account that is on no list of people. */
  readonly personId: number | null;
  readonly accountIds: readonly number[];
  /** What other texts may call them by: accounts and the whole name, in small letters. */
  readonly names: readonly string[];
}

const fold = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');
/** An account is sealed as `name (domain)`. */
const BARE = `split_part(lower(text), ' (', 1)`;
const WITH_DOMAIN = `regexp_replace(lower(text), '^(.*) \\((.*)\\)$', '\\1@\\2')`;

const FULL_NAMES = `SELECT key, lower(concat_ws(' ', max(text) FILTER (field = 'first-name'), max(text) FILTER (field = 'last-name'))) AS name
  FROM unlocked.identity WHERE kind = 'person' GROUP BY key, import_id, audience`;

const person = z.object({ personId: integer });

async function personsNamed({ store }: Unlocked, who: string): Promise<number[]> {
  const rows = await store.query(
    person,
    `SELECT DISTINCT person_id AS "personId" FROM person WHERE person_key IN (
       SELECT key FROM unlocked.identity WHERE kind = 'person' AND field IN ('account', 'id') AND lower(text) = $1
       UNION SELECT key FROM (${FULL_NAMES}) WHERE regexp_replace(name, '\\s+', ' ', 'g') = $1)`,
    [who],
  );
  return rows.map(({ personId }) => personId);
}

const account = z.object({ accountId: integer, ownerKey: z.string(), personId: integer.nullable() });

/**
 * Accounts of that name, each with the person who has a list's row for it, if that row's name is open. An account of a
 * foreign domain is somebody else's, whatever its name. `ownerKey` tells those apart whom no list knows.
 */
async function accountsNamed({ store }: Unlocked, who: string) {
  return store.query(
    account,
    `SELECT DISTINCT a.account_id AS "accountId", coalesce(o.name_key, ${ACCOUNT_KEY('a')}) AS "ownerKey", p.person_id AS "personId" FROM account AS a
     LEFT JOIN own_account AS o ON o.account_id = a.account_id LEFT JOIN account_claim AS m ON m.account_id = a.account_id
     LEFT JOIN person AS p ON p.person_id = m.person_id AND p.person_key IN (SELECT key FROM unlocked.identity WHERE kind = 'person')
     WHERE ${ACCOUNT_KEY('a')} IN (SELECT key FROM unlocked.identity WHERE kind = 'account' AND (lower(text) = $1 OR ${BARE} = $1 OR ${WITH_DOMAIN} = $1))`,
    [who],
  );
}

const text = z.object({ text: z.string() });

async function namesOf({ store }: Unlocked, personId: number | null, accountIds: readonly number[]): Promise<string[]> {
  const rows = await store.query(
    text,
    `SELECT DISTINCT text FROM (
       SELECT lower(text) AS text FROM unlocked.identity AS i JOIN person AS p ON p.person_key = i.key WHERE i.kind = 'person' AND i.field = 'account' AND p.person_id = $1
       UNION SELECT f.name FROM (${FULL_NAMES}) AS f JOIN person AS p ON p.person_key = f.key WHERE p.person_id = $1
       UNION SELECT CASE WHEN a.account_id IN (SELECT account_id FROM own_account) THEN ${BARE} ELSE ${WITH_DOMAIN} END
         FROM unlocked.identity AS i JOIN account AS a ON i.kind = 'account' AND i.key = ${ACCOUNT_KEY('a')} WHERE list_contains($2::INTEGER[], a.account_id)
     ) WHERE text <> ''`,
    [personId, `[${accountIds.join(', ')}]`],
  );
  return rows.map((row) => row.text);
}

const accountId = z.object({ id: integer });

async function accountsOf({ store }: Unlocked, personId: number): Promise<number[]> {
  const rows = await store.query(
    accountId,
    `SELECT DISTINCT account_id AS id FROM account_claim WHERE person_id = $1`,
    [personId],
  );
  return rows.map(({ id }) => id);
}

/**
 * After `attributePeople`.
 * @param who an account, with its domain or without, a number of the list of people, or "First Last"; compared without regard to capital letters
 * @throws subject-not-found, subject-ambiguous; neither repeats what was asked for
 */
export async function findSubject(unlocked: Unlocked, who: string): Promise<Subject> {
  const wanted = fold(who);
  const accounts = await accountsNamed(unlocked, wanted);
  const owners = accounts.flatMap((each) => (each.personId === null ? [] : [each.personId]));
  const persons = [...new Set([...(await personsNamed(unlocked, wanted)), ...owners])];
  const [personId = null] = persons;
  const strangers = new Set(accounts.filter((each) => each.personId === null).map(({ ownerKey }) => ownerKey));
  const count = persons.length + strangers.size;
  if (count === 0) throw fail('subject-not-found', { closed: unlocked.closedSegments });
  if (count > 1) throw fail('subject-ambiguous', { count });
  const accountIds = personId === null ? accounts.map((each) => each.accountId) : await accountsOf(unlocked, personId);
  return { personId, accountIds, names: await namesOf(unlocked, personId, accountIds) };
}
