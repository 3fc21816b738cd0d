/**
 * What people reported about one person and what the person signed, as temporary tables beside `subject_event`: only what
 * the caller may read stands in `subject_concern` and `subject_signature`.
 */
import { z } from 'zod';
import { audienceId, audienceOf, uncertainAudience } from '../map/audience.js';
import { type Rulebook, UNMAPPED } from '../map/events.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { mayRead } from '../store/readers.js';
import type { Subject } from './find-subject.js';
import type { SubjectSources } from './subject-events.js';

/** As for events: on days on which a list gives the account to somebody else as well, it is left out. */
function concernsSql({ personId, accountIds }: Subject): string {
  const own = personId ?? -1;
  const accounts = accountIds.length === 0 ? 'FALSE' : `c.account_id IN (${accountIds.join(', ')})`;
  return `SELECT c.import_id, c.line, c.account_id, p.role, p.duty FROM report_of_concern AS c
    LEFT JOIN account_claim AS p ON p.account_id = c.account_id AND p.person_id = ${own} AND c.day BETWEEN p.valid_from AND p.valid_to
    WHERE ${accounts} AND NOT EXISTS (SELECT 1 FROM account_claim AS k
      WHERE k.account_id = c.account_id AND k.person_id <> ${own} AND c.day BETWEEN k.valid_from AND k.valid_to)`;
}

const owner = z.object({ accountId: integer, role: z.string().nullable(), duty: z.string().nullable() });

async function audiencesOf(store: Store, { policy, taxonomy }: Rulebook) {
  const owners = await store.query(
    owner,
    'SELECT DISTINCT account_id AS "accountId", role, duty FROM all_subject_concern',
  );
  const candidates = await store.query(
    owner,
    'SELECT DISTINCT account_id AS "accountId", role, duty FROM account_candidate',
  );
  return owners.map((each) => {
    const own = candidates.filter(({ accountId }) => accountId === each.accountId);
    const isKnown = each.role !== null;
    return {
      ...each,
      audience: isKnown ? audienceOf(policy, taxonomy, each, UNMAPPED) : uncertainAudience(policy, taxonomy, own),
    };
  });
}

const COLUMNS = { account_id: 'INTEGER', role: 'VARCHAR', duty: 'VARCHAR', audience: 'VARCHAR' };

/** After `subject_roster`, which says whether the caller may read about the person. */
export async function makeSubjectDecisions(
  store: Store,
  { rulebook, reader }: SubjectSources,
  subject: Subject,
): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE all_subject_concern AS ${concernsSql(subject)}`);
  const rows = (await audiencesOf(store, rulebook)).filter(({ audience }) => mayRead(reader, audience));
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE concern_reader (${columns.join(', ')})`);
  await store.insert(
    'concern_reader',
    COLUMNS,
    rows.map(({ accountId, audience, ...each }) => ({
      ...each,
      account_id: accountId,
      audience: audienceId(audience),
    })),
  );
  await store.run(`CREATE OR REPLACE TEMP TABLE subject_concern AS SELECT c.*, a.audience FROM all_subject_concern AS c JOIN concern_reader AS a
    ON a.account_id = c.account_id AND a.role IS NOT DISTINCT FROM c.role AND a.duty IS NOT DISTINCT FROM c.duty`);
  await store.run(`CREATE OR REPLACE TEMP TABLE subject_signature AS SELECT s.*, r.audience FROM acceptance AS s
    JOIN (SELECT person_id, min(audience) AS audience FROM subject_roster GROUP BY person_id) AS r USING (person_id)`);
}
