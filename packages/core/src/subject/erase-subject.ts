/**
 * Erases one person as far as the caller's key reaches: the records stay and count, as nobody's; the rows on the lists of
 * people and the sealed texts that are about nobody else go. One transaction; the audit says how much, not who.
 */
import { z } from 'zod';
import { recordAudit } from '../audit/record-audit.js';
import { removeReview } from '../find/save-review.js';
import { audienceFromId } from '../map/audience.js';
import { orphanDeletions } from '../retain/doomed-rows.js';
import { removeOrphanSegments } from '../retain/orphan-segments.js';
import { ERASED_CAPTURE_KEY } from '../store/captures.js';
import { type Database, integer, transaction } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { mayRead } from '../store/readers.js';
import { prepareReseal, type Resealing } from '../store/reseal.js';
import { demandRewrite } from '../store/rewrite-store.js';
import { keepers, type Mention, mentionsIn, personKeysOf } from './judge-texts.js';
import { makeSubjectEvents, type SubjectSources } from './subject-events.js';

export interface Erased {
  readonly captures: number;
  readonly requests: number;
  readonly searches: number;
  /** Reports of concern that are nobody's now. */
  readonly concerns: number;
  /** Signatures: they go with the rows on lists of people. */
  readonly signatures: number;
  /** Rows on lists of people: they go with the last record, because by them its other readers find it. */
  readonly people: number;
  /** Records about the person that are sealed to other readers: they stay. */
  readonly remaining: number;
  readonly texts: number;
  /** Texts of others that name the person: they stay. */
  readonly mentions: readonly Mention[];
  /** Segments that this key does not open: what they hold stays. */
  readonly closedSegments: number;
  /** Segments that nobody can open as they are. */
  readonly brokenSegments: number;
}

const count = z.object({ n: integer });
const countOf = async (database: Database, sql: string) => (await database.query(count, sql))[0]?.n ?? 0;

const OWN = (kind: 'request' | 'capture') =>
  `(import_id, line) IN (SELECT (import_id, line) FROM subject_event WHERE kind = '${kind}')`;

/** What a search was for is nobody's once it is this. */
const ERASED_TERM_ID = 0;

type ErasedRows = Omit<Erased, 'texts' | 'mentions' | 'closedSegments' | 'brokenSegments'>;

/** Entries on lists of devices that nobody else's record and no shared use speaks for. */
const OWN_DEVICES = `device_id IN (
    SELECT device_id FROM capture WHERE ${OWN('capture')} UNION SELECT device_id FROM request WHERE ${OWN('request')}
  ) AND NOT coalesce(shared, FALSE) AND device_id NOT IN (
    SELECT device_id FROM capture WHERE device_id IS NOT NULL AND NOT ${OWN('capture')}
    UNION SELECT device_id FROM request WHERE device_id IS NOT NULL AND NOT ${OWN('request')}
  ) AND coalesce(address_id NOT IN (SELECT address_id FROM request WHERE address_id IS NOT NULL AND NOT ${OWN('request')}), TRUE)`;

/** Before the rows forget whose they are. */
async function eraseDevices(store: Store): Promise<void> {
  await store.run(`DELETE FROM device_place WHERE ${OWN_DEVICES}`);
  // A check stays, without the name of a device that is now on no list and was nobody else's.
  await store.run(`UPDATE filter_check SET device_id = NULL WHERE device_id NOT IN (SELECT device_id FROM device_place) AND device_id IN (
    SELECT device_id FROM capture WHERE ${OWN('capture')} UNION SELECT device_id FROM request WHERE ${OWN('request')}
  ) AND device_id NOT IN (
    SELECT device_id FROM capture WHERE device_id IS NOT NULL AND NOT ${OWN('capture')}
    UNION SELECT device_id FROM request WHERE device_id IS NOT NULL AND NOT ${OWN('request')})`);
}

const OWN_ROWS = '(import_id, line) IN (SELECT (import_id, line) FROM subject_roster)';

/** Every name by which a list knows them: while their rows are there. */
const OWN_NAMES = `SELECT name_key FROM membership WHERE ${OWN_ROWS} AND name_key IS NOT NULL UNION SELECT name_key FROM other_account WHERE ${OWN_ROWS}`;

/**
 * Accounts of their own rows, and of rejected rows that have a name of theirs, whatever role these are taken for. A row with
 * the duty of somebody else is about a person of the same name, and keeps from them what is about them; a duty that nobody
 * can read stands for all.
 */
const OWN_CLAIMS = `${OWN_ROWS} OR (import_id, line) IN (SELECT (import_id, line) FROM possible_account WHERE name_key IN (${OWN_NAMES}) AND (
    coalesce(duty, '') IN (SELECT coalesce(duty, '') FROM membership WHERE ${OWN_ROWS})
    OR (import_id, line) IN (SELECT (import_id, line) FROM possible_account GROUP BY import_id, line HAVING count(DISTINCT duty) > 1)))`;

/** What lists say of them goes; the names first, while the rows tell whose they are. */
async function eraseListed(store: Store): Promise<void> {
  await store.run('DELETE FROM acceptance WHERE person_id IN (SELECT person_id FROM subject_signature)');
  await store.run(`DELETE FROM possible_account WHERE ${OWN_CLAIMS}`);
  await store.run(`UPDATE device_place SET name_key = NULL WHERE name_key IN (${OWN_NAMES})`);
  for (const table of ['other_account', 'membership']) await store.run(`DELETE FROM ${table} WHERE ${OWN_ROWS}`);
}

async function eraseRows(store: Store): Promise<ErasedRows> {
  const rowsIn = (table: string) => countOf(store, `SELECT count(*) AS n FROM ${table}`);
  const concerns = await rowsIn('subject_concern');
  const all = (await rowsIn('all_subject_event')) + (await rowsIn('all_subject_concern'));
  const remaining = all - (await rowsIn('subject_event')) - concerns;
  const erased = {
    remaining,
    captures: await countOf(store, `SELECT count(*) AS n FROM subject_event WHERE kind = 'capture'`),
    requests: await countOf(store, `SELECT count(*) AS n FROM subject_event WHERE kind = 'request'`),
    searches: await countOf(store, `SELECT count(*) AS n FROM search WHERE ${OWN('request')}`),
    concerns,
    signatures: remaining > 0 ? 0 : await rowsIn('subject_signature'),
    people: remaining > 0 ? 0 : await rowsIn('subject_roster'),
  };
  await eraseDevices(store);
  await store.run('INSERT INTO erased_row SELECT DISTINCT import_id, line FROM subject_event');
  // A key that was made of the account would not be found again without it.
  await store.run(`UPDATE capture SET account_id = NULL, device_id = NULL, phrase_id = NULL,
    capture_key = CASE WHEN starts_with(capture_key, 'id ') THEN capture_key ELSE '${ERASED_CAPTURE_KEY}' || import_id || ':' || line END WHERE ${OWN('capture')}`);
  await store.run(
    `UPDATE request SET account_id = NULL, device_id = NULL, address_id = NULL, rule_id = NULL WHERE ${OWN('request')}`,
  );
  if (erased.searches > 0) {
    await store.run(
      `INSERT INTO search_term SELECT ${ERASED_TERM_ID}, 'erased' WHERE NOT EXISTS (SELECT 1 FROM search_term WHERE term_id = ${ERASED_TERM_ID})`,
    );
    await store.run(`UPDATE search SET term_id = ${ERASED_TERM_ID} WHERE ${OWN('request')}`);
  }
  await store.run(
    `UPDATE report_of_concern SET account_id = NULL, device_id = NULL WHERE (import_id, line) IN (SELECT (import_id, line) FROM subject_concern)`,
  );
  if (remaining === 0) await eraseListed(store);
  return erased;
}

export interface Erasing extends SubjectSources {
  readonly reader: SubjectSources['reader'] & { readonly name: string };
  readonly now?: Date;
}

/**
 * The bytes of what was deleted go with `finishRewrite`, once the store is closed.
 * @throws subject-not-found, subject-ambiguous; segment-broken, and then nothing was erased
 */
export async function eraseSubject(sources: Erasing, who: string): Promise<Erased> {
  const { unlocked, reader, now = new Date() } = sources;
  const { store, brokenSegments } = unlocked;
  // What the caller could read may hold what is to go.
  const [own] = brokenSegments.filter(({ segment }) => mayRead(reader, audienceFromId(segment.audience)));
  if (own !== undefined) throw own.error;
  const subject = await makeSubjectEvents(sources, who);
  const personKeys = await personKeysOf(unlocked, subject);
  const sealing: { done: Resealing | null } = { done: null };
  const erased = await transaction(store, async () => {
    const rows = await eraseRows(store);
    for (const statement of orphanDeletions()) await store.run(statement);
    const gone = rows.remaining > 0 ? new Set<string>() : personKeys;
    const keep = await keepers(store, gone, subject);
    sealing.done = await prepareReseal(store, { secrets: unlocked.secrets, reader, keep });
    await sealing.done.record();
    const { removed: texts, closed, others, broken } = sealing.done;
    const mentions = await mentionsIn(store, subject, keep);
    const counts = { ...rows, texts, closedSegments: closed + others, brokenSegments: broken.length };
    const detail = { ...counts, mentions: mentions.reduce((sum, each) => sum + each.texts, 0) };
    await demandRewrite(store.workspace);
    await recordAudit(store, { command: 'subject erase', reader: reader.name, detail }, now);
    return { ...counts, mentions };
  }).catch(async (error: unknown) => {
    await sealing.done?.abandon();
    throw error;
  });
  // The old segments, and any that a killed run left behind.
  await removeOrphanSegments(store);
  await removeReview(store.workspace);
  await store.run('CHECKPOINT');
  return erased;
}
