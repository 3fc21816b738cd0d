/**
 * Whose each record of an import is, and so who may read its texts: laid beside the lists of people that the store has at
 * that moment. A list that comes later moves only what comes after it.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { attributePeople } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { audienceId, audienceOf, nameAudience, type Owner, uncertainAudience } from '../map/audience.js';
import { NO_CATEGORY, type Rulebook, UNMAPPED } from '../map/events.js';
import { makeTopics } from '../map/topics.js';
import { integer } from './database.js';
import type { Store } from './open-store.js';
import type { SealedText, TextsByAudience } from './sealed-texts.js';

/** Of what belongs to nobody known. */
export const NOBODYS_AUDIENCE = 'dsl';

const owner = z.object({ role: z.string().nullable(), duty: z.string().nullable() });
const claim = owner.extend({ owner: integer, isCurrent: z.boolean(), isDisputed: z.boolean() });
type Claim = z.infer<typeof claim>;

const ruleOwner = owner.extend({ shared: z.boolean() });

/** Role, duty, whether the account is shared, and topic → audience, as `audience_rule`. */
async function makeRules(store: Store, { policy, taxonomy }: Rulebook): Promise<void> {
  const owners = await store.query(
    ruleOwner,
    'SELECT DISTINCT role, duty, shared FROM account_claim UNION SELECT DISTINCT role, duty, shared FROM owner_person',
  );
  const topics = [...taxonomy.topics.keys(), UNMAPPED, NO_CATEGORY];
  const columns = { role: 'VARCHAR', duty: 'VARCHAR', shared: 'BOOLEAN', topic: 'VARCHAR', audience: 'VARCHAR' };
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE audience_rule (${declared.join(', ')})`);
  await store.insert(
    'audience_rule',
    columns,
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

/** Who claims an account, and to whom a device is given in these days. */
const CLAIMS = ({ from, to }: Period) => `SELECT c.account_id::BIGINT AS owner, c.role, c.duty,
    coalesce(bool_or(k.valid_from <= DATE '${to}' AND k.valid_to >= DATE '${from}'), FALSE) AS "isCurrent",
    c.account_id IN (SELECT account_id FROM account_conflict) OR bool_or(k.account_id IS NULL) AS "isDisputed"
  FROM account_candidate AS c LEFT JOIN account_claim AS k ON k.account_id = c.account_id AND k.role = c.role AND k.duty IS NOT DISTINCT FROM c.duty
  GROUP BY c.account_id, c.role, c.duty
  UNION ALL SELECT DISTINCT owner, role, duty, TRUE, FALSE FROM owner_person WHERE owner < 0`;

/**
 * Makes `owner_audience(owner, audience)`, several rows for an account of several people one after another, and
 * `uncertain_audience(owner, audience)` for days on which nobody certain owns an account that somebody claims.
 */
async function makeOwnerAudiences(store: Store, rulebook: Rulebook, span: Period): Promise<void> {
  const claims = await store.query(claim, CLAIMS(span));
  const byOwner = new Map<number, Claim[]>();
  for (const each of claims) byOwner.set(each.owner, [...(byOwner.get(each.owner) ?? []), each]);
  const columns = { owner: 'BIGINT', audience: 'VARCHAR' };
  for (const table of ['owner_audience', 'uncertain_audience'])
    await store.run(`CREATE OR REPLACE TEMP TABLE ${table} (owner BIGINT, audience VARCHAR)`);
  const owners = [...byOwner];
  await store.insert(
    'owner_audience',
    columns,
    owners.flatMap(([own, theirs]) => accountAudiences(theirs, rulebook).map((audience) => ({ owner: own, audience }))),
  );
  await store.insert(
    'uncertain_audience',
    columns,
    owners.map(([own, theirs]) => ({
      owner: own,
      audience: audienceId(uncertainAudience(rulebook.policy, rulebook.taxonomy, theirs)),
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
  await attributePeople(store, configuration, span);
  await makeTopics(store, rulebook.taxonomy);
  await makeRules(store, rulebook);
  await makeOwnerAudiences(store, rulebook, span);
}

/**
 * Makes `record_audience(line, audience)` for records of an import, each with its own day and topic.
 * @param records SQL of the columns line, owner, time_local and topic
 */
export async function makeRecordAudiences(store: Store, records: string): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE record_audience AS
    SELECT e.line, e.topic, coalesce(r.audience, u.audience, '${NOBODYS_AUDIENCE}') AS audience FROM (${records}) AS e
    LEFT JOIN owner_person AS p ON p.owner = e.owner AND e.time_local::DATE BETWEEN p.valid_from AND p.valid_to
    LEFT JOIN audience_rule AS r ON r.role = p.role AND r.duty IS NOT DISTINCT FROM p.duty AND r.shared = p.shared AND r.topic = e.topic
    LEFT JOIN uncertain_audience AS u ON u.owner = e.owner`);
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
