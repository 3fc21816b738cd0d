/** Which sealed texts go with a person, and which stay because they are about others as well. */
import { z } from 'zod';
import { ACCOUNT_KEY } from '../store/audiences.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { type SealedText, sealedText, TEXT_KINDS } from '../store/sealed-texts.js';
import type { Subject } from './find-subject.js';
import { isMention, NAMING_ENTRIES, OWN_TEXTS } from './holdings.js';

export interface Mention {
  readonly kind: SealedText['kind'];
  readonly texts: number;
}

const keyed = z.object({ key: z.string() });
const ownText = keyed.extend({ kind: z.string() });

const keysOf = async (store: Store, sql: string) => new Set((await store.query(keyed, sql)).map(({ key }) => key));

/** SQL: what requests and captures that are still somebody's refer to. */
const OTHERS = (column: string, kinds: readonly ('request' | 'capture')[]) =>
  kinds
    .map(
      (kind) =>
        `SELECT ${column} FROM ${kind} AS r WHERE ${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erased_row AS e WHERE e.import_id = r.import_id AND e.line = r.line)`,
    )
    .join(' UNION ');

/** Kinds whose texts go once nothing in the store has their key any more. */
const LIVE_KEYS = {
  account: `SELECT ${ACCOUNT_KEY('account')} AS key FROM account`,
  device: 'SELECT device_key AS key FROM device',
  address: 'SELECT ip AS key FROM address',
  class:
    'SELECT class_key AS key FROM membership WHERE class_key IS NOT NULL UNION SELECT class_key FROM exclusion WHERE class_key IS NOT NULL',
  // The record keeps its category; what a school calls it goes with the last that is somebody's.
  category: `SELECT category_key AS key FROM category WHERE category_id IN (${OTHERS('category_id', ['request', 'capture'])})`,
  // So it is with the name of a site on a platform: it may be the person's own.
  host: `SELECT party_key AS key FROM host WHERE party_key IS NOT NULL AND host_id IN (${OTHERS('host_id', ['request', 'capture'])}
    UNION SELECT host_id FROM filter_check WHERE host_id IS NOT NULL UNION SELECT host_id FROM exclusion WHERE host_id IS NOT NULL
    UNION SELECT host_id FROM report_of_concern WHERE host_id IS NOT NULL AND (import_id, line) NOT IN (SELECT (import_id, line) FROM subject_concern))`,
  path: `SELECT path_key AS key FROM path WHERE path_id IN (${OTHERS('path_id', ['request'])})`,
  phrase: 'SELECT phrase_key AS key FROM phrase',
  rule: 'SELECT rule_key AS key FROM rule',
  'search-term': 'SELECT term_key AS key FROM search_term',
} as const;

const hasLiveKeys = (kind: string): kind is keyof typeof LIVE_KEYS => kind in LIVE_KEYS;

/** Judges every sealed text by what the store still holds; call after `eraseRows`, and after orphans have gone. */
export async function keepers(
  store: Store,
  personKeys: ReadonlySet<string>,
  subject: Subject,
): Promise<(text: SealedText) => boolean> {
  const live = new Map<SealedText['kind'], ReadonlySet<string>>();
  for (const [kind, sql] of Object.entries(LIVE_KEYS)) if (hasLiveKeys(kind)) live.set(kind, await keysOf(store, sql));
  const own = new Set((await store.query(ownText, OWN_TEXTS)).map(({ kind, key }) => `${kind} ${key}`));
  const mentions = await keysOf(
    store,
    `SELECT key FROM unlocked.identity WHERE kind IN ('rejection', 'file') AND ${isMention('text', subject)}`,
  );
  return ({ kind, key }) => {
    const keys = live.get(kind);
    if (keys !== undefined) return keys.has(key);
    if (kind === 'person') return !personKeys.has(key);
    if (kind === 'capture' || kind === 'outcome' || kind === 'concern') return !own.has(`${kind} ${key}`);
    return (kind !== 'rejection' && kind !== 'file') || !mentions.has(key);
  };
}

/** Lines and names of files go whole when they name the person; all other texts may be about others as well. */
const KINDS_OF_OTHERS = TEXT_KINDS.filter((kind) => kind !== 'rejection' && kind !== 'file');

/** What stays and still names the person, because it is about others as well. */
export async function mentionsIn(
  store: Store,
  subject: Subject,
  keep: (text: SealedText) => boolean,
): Promise<Mention[]> {
  const kinds = KINDS_OF_OTHERS.map((kind) => `'${kind}'`).join(', ');
  const texts = await store.query(
    sealedText,
    `SELECT DISTINCT kind, key, field, text FROM unlocked.identity WHERE kind IN (${kinds}) AND ${isMention('text', subject)}`,
  );
  const entries = await store.query(z.object({ n: integer }), `SELECT count(*) AS n FROM ${NAMING_ENTRIES(subject)}`);
  const inClear = entries[0]?.n ?? 0;
  const kept = texts.filter(keep);
  return KINDS_OF_OTHERS.map((kind) => ({
    kind,
    texts: kept.filter((text) => text.kind === kind).length + (kind === 'list-decision' ? inClear : 0),
  })).filter((each) => each.texts > 0);
}

export const personKeysOf = ({ store }: { store: Store }, { personId }: Subject) =>
  keysOf(store, `SELECT person_key AS key FROM person WHERE person_id = ${personId ?? -1}`);
