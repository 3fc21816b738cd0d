/**
 * Erases one person as far as the caller's key reaches: the records stay and count, as nobody's; the rows on the lists of
 * people and every sealed text about them go. One transaction; the audit says how much, not who.
 */
import { z } from 'zod';
import { recordAudit } from '../audit/record-audit.js';
import { orphanDeletions } from '../retain/doomed-rows.js';
import { removeOrphanSegments } from '../retain/orphan-segments.js';
import { ACCOUNT_KEY } from '../store/audiences.js';
import { type Database, integer, transaction } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { prepareReseal, type Resealing } from '../store/reseal.js';
import type { SealedText } from '../store/sealed-texts.js';
import { findSubject, type Subject } from './find-subject.js';
import { isMention } from './holdings.js';
import { makeSubjectEvents, type SubjectSources } from './subject-events.js';

export interface Erased {
  readonly captures: number;
  readonly requests: number;
  readonly searches: number;
  /** Rows on lists of people: they go with the last record, because by them its other readers find it. */
  readonly people: number;
  /** Records about the person that are sealed to other readers: they stay. */
  readonly remaining: number;
  readonly texts: number;
  /** Segments that this key does not open: what they hold stays. */
  readonly closedSegments: number;
}

const count = z.object({ n: integer });
const countOf = async (database: Database, sql: string) => (await database.query(count, sql))[0]?.n ?? 0;

const OWN = (kind: 'request' | 'capture') =>
  `(import_id, line) IN (SELECT (import_id, line) FROM subject_event WHERE kind = '${kind}')`;

/** What a search was for is nobody's once it is this. */
const ERASED_TERM_ID = 0;

async function eraseRows(store: Store): Promise<Omit<Erased, 'texts' | 'closedSegments'>> {
  const all = await countOf(store, 'SELECT count(*) AS n FROM all_subject_event');
  const remaining = all - (await countOf(store, 'SELECT count(*) AS n FROM subject_event'));
  const erased = {
    remaining,
    captures: await countOf(store, `SELECT count(*) AS n FROM subject_event WHERE kind = 'capture'`),
    requests: await countOf(store, `SELECT count(*) AS n FROM subject_event WHERE kind = 'request'`),
    searches: await countOf(store, `SELECT count(*) AS n FROM search WHERE ${OWN('request')}`),
    people: remaining > 0 ? 0 : await countOf(store, 'SELECT count(*) AS n FROM subject_roster'),
  };
  await store.run(`UPDATE capture SET account_id = NULL, device_id = NULL, phrase_id = NULL WHERE ${OWN('capture')}`);
  await store.run(
    `UPDATE request SET account_id = NULL, device_id = NULL, address_id = NULL, rule_id = NULL WHERE ${OWN('request')}`,
  );
  if (erased.searches > 0) {
    await store.run(
      `INSERT INTO search_term SELECT ${ERASED_TERM_ID}, 'erased' WHERE NOT EXISTS (SELECT 1 FROM search_term WHERE term_id = ${ERASED_TERM_ID})`,
    );
    await store.run(`UPDATE search SET term_id = ${ERASED_TERM_ID} WHERE ${OWN('request')}`);
  }
  if (remaining > 0) return erased;
  const own = '(import_id, line) IN (SELECT (import_id, line) FROM subject_roster)';
  await store.run(`DELETE FROM contested_account WHERE name_key IN (SELECT name_key FROM membership WHERE ${own})`);
  await store.run(`DELETE FROM membership WHERE ${own}`);
  return erased;
}

const keyed = z.object({ key: z.string() });

const keysOf = async (store: Store, sql: string) => new Set((await store.query(keyed, sql)).map(({ key }) => key));

/** Kinds whose texts go once nothing in the store has their key any more. */
const LIVE_KEYS = {
  account: `SELECT ${ACCOUNT_KEY('account')} AS key FROM account`,
  device: 'SELECT device_key AS key FROM device',
  phrase: 'SELECT phrase_key AS key FROM phrase',
  rule: 'SELECT rule_key AS key FROM rule',
  'search-term': 'SELECT term_key AS key FROM search_term',
} as const;

const hasLiveKeys = (kind: SealedText['kind']): kind is keyof typeof LIVE_KEYS => kind in LIVE_KEYS;

/** Judges every sealed text by what the store still holds; call after `eraseRows`, and after orphans have gone. */
async function keepers(
  store: Store,
  personKeys: ReadonlySet<string>,
  subject: Subject,
): Promise<(text: SealedText) => boolean> {
  const live = {
    account: await keysOf(store, LIVE_KEYS.account),
    device: await keysOf(store, LIVE_KEYS.device),
    phrase: await keysOf(store, LIVE_KEYS.phrase),
    rule: await keysOf(store, LIVE_KEYS.rule),
    'search-term': await keysOf(store, LIVE_KEYS['search-term']),
  };
  const captures = await keysOf(
    store,
    `SELECT left(f.sha256, 16) || ':' || e.line AS key FROM subject_event AS e JOIN import_file AS f USING (import_id) WHERE e.kind = 'capture'`,
  );
  const mentions = await keysOf(
    store,
    `SELECT key FROM unlocked.identity WHERE kind IN ('rejection', 'file') AND ${isMention('text', subject)}`,
  );
  return ({ kind, key }) => {
    if (hasLiveKeys(kind)) return live[kind].has(key);
    if (kind === 'person') return !personKeys.has(key);
    if (kind === 'capture') return !captures.has(key);
    return (kind !== 'rejection' && kind !== 'file') || !mentions.has(key);
  };
}

const personKeysOf = ({ store }: { store: Store }, { personId }: Subject) =>
  keysOf(store, `SELECT person_key AS key FROM person WHERE person_id = ${personId ?? -1}`);

export interface Erasing extends SubjectSources {
  readonly reader: SubjectSources['reader'] & { readonly name: string };
  readonly now?: Date;
}

/** @throws subject-not-found, subject-ambiguous; segment-broken, and then nothing was erased */
export async function eraseSubject(sources: Erasing, who: string): Promise<Erased> {
  const { unlocked, reader, now = new Date() } = sources;
  const { store } = unlocked;
  const subject = await findSubject(unlocked, who);
  await makeSubjectEvents(sources, subject);
  const personKeys = await personKeysOf(unlocked, subject);
  const sealing: { done: Resealing | null } = { done: null };
  const erased = await transaction(store, async () => {
    const rows = await eraseRows(store);
    for (const statement of orphanDeletions()) await store.run(statement);
    const gone = rows.remaining > 0 ? new Set<string>() : personKeys;
    sealing.done = await prepareReseal(store, unlocked.secrets, await keepers(store, gone, subject));
    await sealing.done.record();
    const { removed: texts, closed: closedSegments } = sealing.done;
    const detail = { ...rows, texts, closedSegments };
    await recordAudit(store, { command: 'subject erase', reader: reader.name, detail }, now);
    return detail;
  }).catch(async (error: unknown) => {
    await sealing.done?.abandon();
    throw error;
  });
  // The old segments, and any that a killed run left behind.
  await removeOrphanSegments(store);
  await store.run('CHECKPOINT');
  return erased;
}
