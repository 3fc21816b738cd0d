/**
 * Staged reports of concern into the store. A report counts once: a later list that has its answer brings the answer and no
 * second report. Whose it is, on what, and what happened is sealed.
 */
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import type { Rulebook } from '../map/events.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { authoritySql } from '../normalise/transforms.js';
import { fileConcernTexts } from './concern-texts.js';
import { integer } from './database.js';
import { dropMaps } from './distinct.js';
import { resolveHosts } from './hosts.js';
import { rejectAfterToday, rejectWhere } from './judge-records.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { resolveAccounts, resolveKeyed } from './resolve.js';
import type { TextsByAudience } from './sealed-texts.js';

/** @returns the faults, with those added that no transform can tell */
export async function judgeConcerns(
  store: Store,
  faults: readonly FaultMeaning[],
  { timeZone }: Configuration,
): Promise<FaultMeaning[]> {
  const timely = await rejectAfterToday(store, faults, timeZone, ['day', 'answeredOn']);
  return rejectWhere(store, timely, { column: 'answeredOn', reason: 'before-the-event' }, 's."answeredOn" < s.day');
}

const staged = z.object({
  line: integer,
  day: z.string(),
  kind: z.string(),
  role: z.string().nullable(),
  user: z.string().nullable(),
  site: z.string().nullable(),
  device: z.string().nullable(),
  whatHappened: z.string().nullable(),
  answer: z.string(),
  answered_on: z.string().nullable(),
  account_id: integer.nullable(),
  host_id: integer.nullable(),
  device_id: integer.nullable(),
});
type Staged = z.infer<typeof staged>;

/** Only the host of a web site is kept in the clear, as it is for requests. */
const STAGED = (
  line: string,
) => `SELECT s.${line} AS line, day::VARCHAR AS day, reported AS kind, role, "user", site, device, "whatHappened",
    coalesce(answer, 'open') AS answer, "answeredOn"::VARCHAR AS answered_on, u.id AS account_id, CASE WHEN h.kind IN ('domain', 'address') THEN h.host_id END AS host_id, d.id AS device_id
  FROM staging AS s LEFT JOIN map_user AS u ON u.raw = s."user" LEFT JOIN map_device AS d ON d.raw = s.device
  LEFT JOIN map_authority AS a ON a.raw = s.authority LEFT JOIN host AS h ON h.host_id = a.id WHERE fault = 0 ORDER BY 1`;

export interface Concern extends Staged {
  /** What was reported, by HMAC, and the how-manieth of equal reports in its file it is. */
  readonly key: string;
}

function withKeys(store: Store, rows: readonly Staged[]): Concern[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const said = [row.day, row.kind, row.role, row.user, row.site, row.device, row.whatHappened];
    const key = store.keyring.keyOf('report', JSON.stringify(said));
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { ...row, key: `${key} ${nth}` };
  });
}

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  day: 'DATE',
  kind: 'VARCHAR',
  role: 'VARCHAR',
  account_id: 'INTEGER',
  host_id: 'INTEGER',
  device_id: 'INTEGER',
  answer: 'VARCHAR',
  answered_on: 'DATE',
  concern_key: 'VARCHAR',
};

/** An answer replaces an open report or an earlier answer; an older list that comes later takes nothing back. */
async function updateAnswers(store: Store, known: readonly Concern[]): Promise<void> {
  const answered = known.filter(({ answer }) => answer !== 'open');
  if (answered.length === 0) return;
  const columns = { concern_key: 'VARCHAR', answer: 'VARCHAR', answered_on: 'DATE' };
  await store.run('CREATE OR REPLACE TEMP TABLE later_answer (concern_key VARCHAR, answer VARCHAR, answered_on DATE)');
  await store.insert(
    'later_answer',
    columns,
    answered.map(({ key, ...row }) => ({ ...row, concern_key: key })),
  );
  await store.run(`UPDATE report_of_concern AS c SET answer = n.answer, answered_on = n.answered_on FROM later_answer AS n
    WHERE n.concern_key = c.concern_key AND (c.answer = 'open' OR c.answered_on IS NULL OR n.answered_on >= c.answered_on)`);
  await store.run('DROP TABLE later_answer');
}

export interface Concerns {
  readonly configuration: Configuration;
  readonly rulebook: Rulebook;
  readonly texts: TextsByAudience;
}

/** @returns how many were loaded */
export async function loadConcerns(store: Store, loading: Loading, into: Concerns): Promise<number> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE staging AS SELECT *, coalesce(${authoritySql('site')}, '') AS authority FROM staging`,
  );
  const { intakeYear } = into.configuration.accounts;
  const accounts = await resolveAccounts(store, 'user', intakeYear);
  const devices = await resolveKeyed(store, 'device', 'device');
  await resolveHosts(store, 'authority');
  const rows = withKeys(store, await store.query(staged, STAGED(loading.line)));
  const stored = await store.query(z.object({ key: z.string() }), 'SELECT concern_key AS key FROM report_of_concern');
  const keys = new Set(stored.map(({ key }) => key));
  const fresh = rows.filter(({ key }) => !keys.has(key));
  await store.insert(
    'report_of_concern',
    COLUMNS,
    fresh.map(({ key, ...row }) => ({ ...row, import_id: loading.importId, concern_key: key })),
  );
  await updateAnswers(
    store,
    rows.filter(({ key }) => keys.has(key)),
  );
  await fileConcernTexts(store, loading, fresh, { ...into, found: [...accounts, ...devices] });
  await dropMaps(store, ['user', 'device', 'authority']);
  return fresh.length;
}
