/** Who may read what somebody reported: as the person whom it is about, and in doubt nobody who may be meant. */
import { z } from 'zod';
import { audienceId, type Owner, uncertainAudience } from '../map/audience.js';
import { type Rulebook, UNMAPPED } from '../map/events.js';
import type { ConcernKind } from '../normalise/decision-words.js';
import { ACCOUNT_KEY, fileTexts, makeAudiences, makeRecordAudiences, NOBODYS_AUDIENCE } from './audiences.js';
import type { Concern, Concerns } from './concerns.js';
import { integer } from './database.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { SealedText } from './sealed-texts.js';
import { typedTextAudiences } from './typed-texts.js';

/** These speak of the filter and of nobody's conduct. */
const ABOUT_THE_FILTER: readonly ConcernKind[] = ['over-blocking', 'under-blocking'];

/** Everybody in this role whom a report without a known account may mean. */
const MEANT: Readonly<Record<string, readonly Owner[]>> = {
  staff: [null, 'headteacher', 'dsl', 'deputy-dsl'].map((duty) => ({ role: 'staff', duty })),
  governor: [null, 'chair-of-governors'].map((duty) => ({ role: 'governor', duty })),
};

/** Of what may be about anybody: away from those who would read it first. The chair can look into any of it. */
export const anybodysAudience = ({ policy, taxonomy }: Rulebook): string =>
  audienceId(uncertainAudience(policy, taxonomy, MEANT['staff'] ?? []));

type Report = Pick<Concern, 'kind' | 'role' | 'user'>;

/** Of a report whose account, if it has one, is on no list. Misuse by nobody in particular may be anybody's. */
export function audienceOfReport({ kind, role, user }: Report, rulebook: Rulebook): string {
  if (ABOUT_THE_FILTER.some((each) => each === kind)) return NOBODYS_AUDIENCE;
  if (role === null) return kind === 'misuse' && user === null ? anybodysAudience(rulebook) : NOBODYS_AUDIENCE;
  const meant = MEANT[role];
  if (meant === undefined) return NOBODYS_AUDIENCE;
  return audienceId(uncertainAudience(rulebook.policy, rulebook.taxonomy, meant));
}

const known = z.object({ line: integer, audience: z.string() });

/** By account, of those that a list connects with somebody. A report has a day and no topic. */
async function audiencesByAccount(store: Store, loading: Loading, concerns: readonly Concern[], into: Concerns) {
  const days = concerns.map(({ day }) => day).toSorted();
  const [from, to] = [days.at(0), days.at(-1)];
  if (from === undefined || to === undefined) return new Map<number, string>();
  await makeAudiences(store, into.configuration, into.rulebook, { from, to });
  await makeRecordAudiences(
    store,
    `SELECT line, account_id AS owner, account_id, day::TIMESTAMP AS time_local, '${UNMAPPED}' AS topic FROM report_of_concern
     WHERE import_id = ${loading.importId} AND (account_id IN (SELECT account_id FROM account_candidate) OR account_id IN (SELECT owner FROM owner_person))`,
  );
  const rows = await store.query(known, 'SELECT line, audience FROM record_audience');
  return new Map(rows.map(({ line, audience }) => [line, audience]));
}

interface Filing extends Concerns {
  /** Names of accounts and devices. */
  readonly found: readonly SealedText[];
}

const KEYED = {
  account: { from: 'account', id: 'account_id', key: ACCOUNT_KEY('d') },
  device: { from: 'device', id: 'device_id', key: 'd.device_key' },
} as const;

async function fileNames(store: Store, loading: Loading, { found, texts }: Filing): Promise<void> {
  for (const kind of ['account', 'device'] as const) {
    const { from, id, key } = KEYED[kind];
    const pairs = `SELECT ${key} AS key, a.audience FROM report_of_concern AS c JOIN concern_audience AS a USING (line)
      JOIN ${from} AS d USING (${id}) WHERE c.import_id = ${loading.importId}`;
    await fileTexts(
      store,
      found.filter((text) => text.kind === kind),
      pairs,
      texts,
    );
  }
}

const COLUMNS = { line: 'BIGINT', audience: 'VARCHAR' };

/** Files the texts of the reports that were loaded. */
export async function fileConcernTexts(
  store: Store,
  loading: Loading,
  concerns: readonly Concern[],
  filing: Filing,
): Promise<void> {
  const byAccount = await audiencesByAccount(store, loading, concerns, filing);
  const audienceFor = await typedTextAudiences(store);
  const filed = concerns.map((concern) => {
    const own = byAccount.get(concern.line) ?? audienceOfReport(concern, filing.rulebook);
    return { concern, audience: audienceFor(own, concern.whatHappened ?? '') };
  });
  for (const { concern, audience } of filed) {
    const key = `${loading.fileKey}:${concern.line}`;
    const own = { 'what-happened': concern.whatHappened, site: concern.site };
    for (const [field, text] of Object.entries(own))
      if (text !== null) filing.texts.add(audience, { kind: 'concern', key, field, text });
  }
  await store.run('CREATE OR REPLACE TEMP TABLE concern_audience (line BIGINT, audience VARCHAR)');
  await store.insert(
    'concern_audience',
    COLUMNS,
    filed.map(({ concern, audience }) => ({ line: concern.line, audience })),
  );
  await fileNames(store, loading, filing);
  await store.run('DROP TABLE concern_audience');
}
