/**
 * Whose each record of an import is, and so who may read its texts: laid beside the lists of people that the store has at
 * that moment. A list that comes later moves only what comes after it.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { attributeAccounts } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { audienceId, audienceOf, nameAudience, type Owner, uncertainAudience } from '../map/audience.js';
import { makeTopics, NO_CATEGORY, type Rulebook, UNMAPPED } from '../map/events.js';
import { integer } from './database.js';
import type { Store } from './open-store.js';
import type { SealedText, TextsByAudience } from './sealed-texts.js';

/** Of what belongs to nobody known. */
export const NOBODYS_AUDIENCE = 'dsl';

const owner = z.object({ role: z.string().nullable(), duty: z.string().nullable() });
const claim = owner.extend({ account: integer, isCurrent: z.boolean(), isDisputed: z.boolean() });
type Claim = z.infer<typeof claim>;

/** Role, duty and topic → audience, as `audience_rule`. */
async function makeRules(store: Store, { policy, taxonomy }: Rulebook): Promise<void> {
  const owners = await store.query(owner, 'SELECT DISTINCT role, duty FROM account_claim');
  const topics = [...taxonomy.topics.keys(), UNMAPPED, NO_CATEGORY];
  await store.run(
    'CREATE OR REPLACE TEMP TABLE audience_rule (role VARCHAR, duty VARCHAR, topic VARCHAR, audience VARCHAR)',
  );
  await store.insert(
    'audience_rule',
    { role: 'VARCHAR', duty: 'VARCHAR', topic: 'VARCHAR', audience: 'VARCHAR' },
    owners.flatMap((each) =>
      topics.map((topic) => ({ ...each, topic, audience: audienceId(audienceOf(policy, taxonomy, each, topic)) })),
    ),
  );
}

const distinctAudiences = (claims: readonly Owner[], { policy, taxonomy }: Rulebook) =>
  new Set(claims.map((each) => audienceId(nameAudience(policy, taxonomy, each))));

/** Those whose account it certainly is in these days may be many over time; in doubt it is nobody's who may be concerned. */
function accountAudiences(claims: readonly Claim[], rulebook: Rulebook): string[] {
  const current = claims.filter((each) => each.isCurrent);
  if (current.length === 0 || claims.some((each) => each.isDisputed))
    return [audienceId(uncertainAudience(rulebook.policy, rulebook.taxonomy, claims))];
  return [...distinctAudiences(current, rulebook)];
}

/**
 * Makes `account_audience(account_id, audience)`, several rows for an account of several people one after another, and
 * `uncertain_audience(account_id, audience)` for days on which nobody certain owns an account that somebody claims.
 */
async function makeAccountAudiences(store: Store, rulebook: Rulebook, { from, to }: Period): Promise<void> {
  const claims = await store.query(
    claim,
    `SELECT c.account_id AS account, c.role, c.duty,
       coalesce(bool_or(k.valid_from <= DATE '${to}' AND k.valid_to >= DATE '${from}'), FALSE) AS "isCurrent",
       c.account_id IN (SELECT account_id FROM account_conflict) OR bool_or(k.account_id IS NULL) AS "isDisputed"
     FROM account_candidate AS c LEFT JOIN account_claim AS k ON k.account_id = c.account_id AND k.role = c.role AND k.duty IS NOT DISTINCT FROM c.duty
     GROUP BY c.account_id, c.role, c.duty`,
  );
  const byAccount = new Map<number, Claim[]>();
  for (const each of claims) byAccount.set(each.account, [...(byAccount.get(each.account) ?? []), each]);
  const columns = { account_id: 'INTEGER', audience: 'VARCHAR' };
  for (const table of ['account_audience', 'uncertain_audience'])
    await store.run(`CREATE OR REPLACE TEMP TABLE ${table} (account_id INTEGER, audience VARCHAR)`);
  const accounts = [...byAccount];
  await store.insert(
    'account_audience',
    columns,
    accounts.flatMap(([account_id, own]) =>
      accountAudiences(own, rulebook).map((audience) => ({ account_id, audience })),
    ),
  );
  await store.insert(
    'uncertain_audience',
    columns,
    accounts.map(([account_id, own]) => ({
      account_id,
      audience: audienceId(uncertainAudience(rulebook.policy, rulebook.taxonomy, own)),
    })),
  );
}

/** @param span local days of the file */
export async function makeAudiences(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  span: Period,
): Promise<void> {
  await attributeAccounts(store, configuration, span);
  await makeTopics(store, rulebook.taxonomy);
  await makeRules(store, rulebook);
  await makeAccountAudiences(store, rulebook, span);
}

/** Makes `record_audience(line, audience)` for records of an import, each with its own day and topic. */
export async function makeRecordAudiences(store: Store, records: string): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE record_audience AS
    SELECT e.line, e.topic, coalesce(r.audience, u.audience, '${NOBODYS_AUDIENCE}') AS audience FROM (${records}) AS e
    LEFT JOIN account_person AS p ON p.account_id = e.account_id AND e.time_local::DATE BETWEEN p.valid_from AND p.valid_to
    LEFT JOIN audience_rule AS r ON p.person_id IS NOT NULL AND r.role = p.role AND r.duty IS NOT DISTINCT FROM p.duty AND r.topic = e.topic
    LEFT JOIN uncertain_audience AS u ON u.account_id = e.account_id`);
}

const keyed = z.object({ key: z.string(), audience: z.string() });

/**
 * Files each text under every audience that has a record with it.
 * @param pairs SQL of the columns key and audience
 */
export async function fileTexts(
  store: Store,
  texts: readonly SealedText[],
  pairs: string,
  into: TextsByAudience,
): Promise<void> {
  const audiences = new Map<string, string[]>();
  for (const { key, audience } of await store.query(keyed, `SELECT DISTINCT key, audience FROM (${pairs})`)) {
    audiences.set(key, [...(audiences.get(key) ?? []), audience]);
  }
  for (const text of texts) for (const audience of audiences.get(text.key) ?? []) into.add(audience, text);
}

/** The key of an account, as its sealed name has it. */
export const ACCOUNT_KEY = (account: string): string =>
  `${account}.name_key || '/' || coalesce(${account}.domain_key, '')`;

const nameClaim = owner.extend({ nameKey: z.string() });
const WORD_ENDS = /[\s,;|"'<>()[\]=]+/;

/**
 * For lines and names of files that are no record: whoever is named in them by account decides who may read them.
 * @returns the audience of a text
 */
export async function textAudiences(store: Store, { policy, taxonomy }: Rulebook): Promise<(text: string) => string> {
  const claims = await store.query(
    nameClaim,
    `SELECT DISTINCT name_key AS "nameKey", role, duty FROM (
       SELECT name_key, role, duty FROM membership UNION ALL SELECT name_key, role, duty FROM possible_account
     ) WHERE name_key IS NOT NULL`,
  );
  const owners = new Map<string, Owner[]>();
  for (const { nameKey, ...each } of claims) owners.set(nameKey, [...(owners.get(nameKey) ?? []), each]);
  return (text) => {
    const fields = text.split(/[,;\t|]/).map((field) => field.replace(/^[\s"]+|[\s"]+$/g, ''));
    const letters = text.split(/[^\p{L}\p{N}'’]+/u);
    const pairs = letters.slice(1).map((word, index) => `${letters[index] ?? ''} ${word}`);
    const words = new Set([...fields, ...text.split(WORD_ENDS), ...letters, ...pairs].filter((word) => word !== ''));
    const named = [...words].flatMap((word) => owners.get(store.keyring.keyOf('account', accountIn(word))) ?? []);
    return audienceId(uncertainAudience(policy, taxonomy, named));
  };
}

/** `DOMAIN\user` and `user@domain` → `user`. */
const accountIn = (word: string) =>
  word
    .toLowerCase()
    .replace(/^.*\\/, '')
    .replace(/(?<=.)@.*$/, '');
