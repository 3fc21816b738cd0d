/**
 * The records of one person, as temporary tables that live in memory: `subject_event`, each with its topic and whoever may
 * read it, and `subject_roster`. Only what the caller may read stands in them.
 */
import { z } from 'zod';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import { attributePeople } from '../attribute/people.js';
import type { Configuration } from '../configuration.js';
import { type Audience, audienceId, audienceOf, nameAudience, uncertainAudience } from '../map/audience.js';
import { makeEvents, type Rulebook } from '../map/events.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { mayRead, type Reader } from '../store/readers.js';
import type { Unlocked } from '../store/unlock.js';
import { findSubject, type Subject } from './find-subject.js';
import { makeSubjectDecisions } from './subject-decisions.js';

export interface SubjectSources {
  readonly unlocked: Unlocked;
  readonly configuration: Configuration;
  readonly rulebook: Rulebook;
  /** Whose key it was: their offices decide which records are theirs to see. */
  readonly reader: Pick<Reader, 'offices'>;
}

const span = z.object({ from: z.string(), to: z.string() });

async function wholeSpan(store: Store) {
  const [found] = await store.query(
    span,
    `SELECT coalesce(min(first_day), current_date)::VARCHAR AS "from", coalesce(max(last_day), current_date)::VARCHAR AS "to" FROM import_file`,
  );
  return found ?? { from: '2000-01-01', to: '2000-01-01' };
}

const ownerId = z.object({ owner: integer });

/** The accounts, and the devices that a list ever gave to the person. */
async function ownersOf(store: Store, { personId, accountIds }: Subject): Promise<number[]> {
  const devices = await store.query(
    ownerId,
    `SELECT DISTINCT owner FROM owner_person WHERE owner < 0 AND person_id = ${personId ?? -1}`,
  );
  return [...accountIds, ...devices.map(({ owner: id }) => id)];
}

/**
 * What the school excluded from its figures is held on the person all the same. On days on which the list gives the account
 * to somebody else as well, nobody knows whose record it is: it is left out.
 */
function eventsSql(kind: 'request' | 'capture', { personId }: Subject): string {
  const own = personId ?? -1;
  const owner = kind === 'request' ? requestOwner('e') : captureOwner('e');
  return `SELECT '${kind}' AS kind, e.import_id, e.line, v.time_local, ${owner} AS owner, e.category_id, v.role, v.duty, coalesce(v.shared, FALSE) AS shared, v.stage, v.topic
    FROM (FROM ${kind}_event UNION ALL FROM excluded_${kind}) AS v JOIN ${kind} AS e ON e.import_id = v.import_id AND e.line = v.line
    WHERE v.person_id = ${own} OR v.person_id IS NULL AND v.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account_claim AS k
      WHERE k.account_id = v.account_id AND k.person_id <> ${own} AND v.day BETWEEN k.valid_from AND k.valid_to)`;
}

const owner = z.object({
  kind: z.enum(['request', 'capture']),
  owner: integer,
  role: z.string().nullable(),
  duty: z.string().nullable(),
  shared: z.boolean(),
  topic: z.string(),
});
type Owner = z.infer<typeof owner>;
const claim = z.object({ accountId: integer, role: z.string(), duty: z.string().nullable() });

/** Of each kind of record: who may read it. What belongs to nobody certain is sealed by who might be concerned. */
async function audiencesOf(store: Store, { policy, taxonomy }: Rulebook): Promise<(Owner & { audience: Audience })[]> {
  const owners = await store.query(
    owner,
    'SELECT DISTINCT kind, owner, role, duty, shared, topic FROM all_subject_event',
  );
  const claims = await store.query(
    claim,
    'SELECT DISTINCT account_id AS "accountId", role, duty FROM account_candidate',
  );
  return owners.map((each) => {
    const own = claims.filter(({ accountId }) => accountId === each.owner);
    if (each.role === null) return { ...each, audience: uncertainAudience(policy, taxonomy, own) };
    const isRequest = each.kind === 'request';
    return {
      ...each,
      audience: isRequest ? nameAudience(policy, taxonomy, each) : audienceOf(policy, taxonomy, each, each.topic),
    };
  });
}

const AUDIENCE_COLUMNS = {
  kind: 'VARCHAR',
  owner: 'BIGINT',
  role: 'VARCHAR',
  duty: 'VARCHAR',
  shared: 'BOOLEAN',
  topic: 'VARCHAR',
  audience: 'VARCHAR',
};

async function keepReadable(store: Store, { rulebook, reader }: SubjectSources): Promise<void> {
  const rows = (await audiencesOf(store, rulebook))
    .filter(({ audience }) => mayRead(reader, audience))
    .map(({ audience, ...each }) => ({ ...each, audience: audienceId(audience) }));
  const columns = Object.entries(AUDIENCE_COLUMNS).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE subject_audience (${columns.join(', ')})`);
  await store.insert('subject_audience', AUDIENCE_COLUMNS, rows);
  await store.run(`CREATE OR REPLACE TEMP TABLE subject_event AS SELECT e.*, a.audience FROM all_subject_event AS e JOIN subject_audience AS a
    ON a.kind = e.kind AND a.owner = e.owner AND a.role IS NOT DISTINCT FROM e.role AND a.duty IS NOT DISTINCT FROM e.duty AND a.shared = e.shared AND a.topic = e.topic`);
}

const rosterOwner = z.object({ role: z.string(), duty: z.string().nullable() });

async function makeRoster(store: Store, { rulebook, reader }: SubjectSources, { personId }: Subject): Promise<void> {
  const own = `person_id = ${personId ?? -1}`;
  const owners = await store.query(rosterOwner, `SELECT DISTINCT role, duty FROM membership WHERE ${own}`);
  const rows = owners.flatMap((each) => {
    const audience = nameAudience(rulebook.policy, rulebook.taxonomy, each);
    return mayRead(reader, audience) ? [{ ...each, audience: audienceId(audience) }] : [];
  });
  await store.run('CREATE OR REPLACE TEMP TABLE roster_audience (role VARCHAR, duty VARCHAR, audience VARCHAR)');
  await store.insert('roster_audience', { role: 'VARCHAR', duty: 'VARCHAR', audience: 'VARCHAR' }, rows);
  await store.run(`CREATE OR REPLACE TEMP TABLE subject_roster AS SELECT m.*, a.audience FROM membership AS m JOIN roster_audience AS a
    ON a.role = m.role AND a.duty IS NOT DISTINCT FROM m.duty WHERE m.${own}`);
}

/** @throws subject-not-found, subject-ambiguous */
export async function makeSubjectEvents(sources: SubjectSources, who: string): Promise<Subject> {
  const { unlocked, configuration, rulebook } = sources;
  const { store } = unlocked;
  const period = await wholeSpan(store);
  await attributePeople(store, configuration, period);
  const subject = await findSubject(unlocked, who);
  await makeEvents(store, configuration, period, rulebook, {
    owners: await ownersOf(store, subject),
    keepsWhole: true,
  });
  const events = (['request', 'capture'] as const).map((kind) => eventsSql(kind, subject)).join(' UNION ALL ');
  await store.run(`CREATE OR REPLACE TEMP TABLE all_subject_event AS ${events}`);
  await keepReadable(store, sources);
  await makeRoster(store, sources, subject);
  await makeSubjectDecisions(store, sources, subject);
  return subject;
}
