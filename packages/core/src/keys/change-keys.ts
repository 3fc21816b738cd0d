/** Keys are made, changed and ended here; what was sealed before follows as far as the caller can open it. */
import { rm } from 'node:fs/promises';
import { recordAudit } from '../audit/record-audit.js';
import { AppError, fail } from '../errors.js';
import { audienceFromId } from '../map/audience.js';
import { transaction } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import {
  addReader,
  endReader,
  mayRead,
  type NewReader,
  type Reader,
  type ReaderOffice,
  readerNamed,
} from '../store/readers.js';
import { prepareReseal } from '../store/reseal.js';
import { readSegments } from '../store/segments.js';
import { keyFileOf, newKey, recipientOf, writeKeyFile } from './key-file.js';

export interface NewKeyOrder {
  /** A word for the reader, such as `dsl`. */
  readonly name: string;
  readonly offices: readonly ReaderOffice[];
  /** null only for demonstrations and tests. */
  readonly passphrase: string | null;
  readonly now?: Date;
}

export interface Resealed {
  /** Segments sealed to the readers of today. */
  readonly resealed: number;
  /** Those that this reader may read and that stay as they were: the caller opens none, or not these. */
  readonly closed: number;
  /** Those that are sealed to others, and are no matter of this reader. */
  readonly others: number;
  /** Files that nobody can open as they are; they stay so. */
  readonly broken: readonly string[];
}

/** What a change leaves in the audit. */
export interface Recording {
  /** True when the computer's clock says earlier than the audit's last line: tell it in words. */
  readonly clockMovedBack: boolean;
}

export interface MadeKey {
  readonly file: string;
  readonly recipient: string;
}

interface Change {
  readonly command: 'keys new' | 'keys rotate' | 'keys revoke';
  readonly reader: Pick<Reader, 'name' | 'offices'>;
  /** null: older segments stay as they are. */
  readonly secrets: readonly string[] | null;
  readonly now: Date;
}

async function record(store: Store, { command, reader, now }: Change, done: Resealed): Promise<Recording> {
  const { resealed, closed, others, broken } = done;
  const detail = { resealed, closed, others, ...(broken.length > 0 ? { broken: broken.length } : {}) };
  const { clockMovedBack } = await recordAudit(store, { command, reader: reader.name, detail }, now);
  return { clockMovedBack };
}

async function untouched(store: Store, { reader }: Change): Promise<Resealed> {
  const segments = await readSegments(store);
  const closed = segments.filter(({ audience }) => mayRead(reader, audienceFromId(audience))).length;
  return { resealed: 0, closed, others: segments.length - closed, broken: [] };
}

/** Changes the readers, what is sealed to them and the audit, all or none. */
async function change(store: Store, order: Change, work: () => Promise<void>): Promise<Resealed & Recording> {
  const { secrets, reader } = order;
  if (secrets === null) {
    return transaction(store, async () => {
      await work();
      const done = await untouched(store, order);
      return { ...done, ...(await record(store, order, done)) };
    });
  }
  let abandon = () => Promise.resolve();
  try {
    const { finish, ...done } = await transaction(store, async () => {
      await work();
      const resealing = await prepareReseal(store, { secrets, reader });
      abandon = resealing.abandon;
      await resealing.record();
      return { ...resealing, ...(await record(store, order, resealing)) };
    });
    await finish();
    const { resealed, closed, others, broken, clockMovedBack } = done;
    return { resealed, closed, others, broken, clockMovedBack };
  } catch (error) {
    await abandon();
    throw error;
  }
}

/** @param secrets keys of somebody who can open what was sealed before: the new reader then reads it too */
export async function makeReaderKey(
  store: Store,
  { name, offices, passphrase, now = new Date() }: NewKeyOrder,
  secrets: readonly string[] | null = null,
): Promise<MadeKey & Resealed & Recording> {
  const key = await newKey();
  let file: string | null = null;
  try {
    const order = { command: 'keys new', reader: { name, offices }, secrets, now } as const;
    const done = await change(store, order, async () => {
      await addReader(store, { name, offices, recipient: key.recipient }, now);
      file = await writeKeyFile(store.workspace, name, key, passphrase);
    });
    return { file: file ?? '', recipient: key.recipient, ...done };
  } catch (error) {
    if (file !== null) await rm(file, { force: true });
    throw error;
  }
}

/** For a key that was made elsewhere: only its public half comes here. */
export async function registerReader(
  store: Store,
  reader: NewReader,
  secrets: readonly string[] | null = null,
  now = new Date(),
): Promise<Resealed & Recording> {
  return change(store, { command: 'keys new', reader, secrets, now }, () => addReader(store, reader, now));
}

/** A new key for a reader; the old one opens nothing that the caller could open. */
export async function rotateReaderKey(
  store: Store,
  { name, passphrase, now = new Date() }: Omit<NewKeyOrder, 'offices'>,
  secrets: readonly string[],
): Promise<MadeKey & Resealed & Recording> {
  const old = await readerNamed(store, name);
  const oldFile = keyFileOf(store.workspace, old);
  const key = await newKey();
  let file: string | null = null;
  try {
    const done = await change(store, { command: 'keys rotate', reader: old, secrets, now }, async () => {
      await endReader(store, name, now);
      await addReader(store, { name, offices: old.offices, recipient: key.recipient }, now);
      file = await writeKeyFile(store.workspace, name, key, passphrase);
    });
    // With the old key all that it opened was sealed anew; with another's, something may still be open to it alone. A broken
    // segment that is put back from a copy needs the key that it was sealed to.
    const recipients = await Promise.all(secrets.map((secret) => recipientOf(secret)));
    const isSpent = done.broken.length === 0 && (done.closed === 0 || recipients.includes(old.recipient));
    if (oldFile !== null && isSpent) await rm(oldFile, { force: true });
    return { file: file ?? '', recipient: key.recipient, ...done };
  } catch (error) {
    if (file !== null) await rm(file, { force: true });
    throw error;
  }
}

/**
 * @param secrets null: nothing new is sealed to this reader, but what is sealed already stays open to the key
 * @throws reader-last when nobody else could open what the caller would seal anew
 */
export async function revokeReader(
  store: Store,
  name: string,
  secrets: readonly string[] | null,
  now = new Date(),
): Promise<Resealed & Recording> {
  const reader = await readerNamed(store, name);
  const order = { command: 'keys revoke', reader, secrets, now } as const;
  try {
    return await change(store, order, () => endReader(store, name, now));
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'reader-missing')
      throw fail('reader-last', { reader: name }, { cause });
    throw cause;
  }
}
