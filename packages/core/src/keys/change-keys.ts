/** Keys are made, changed and ended here; what was sealed before follows as far as the caller can open it. */
import { rm } from 'node:fs/promises';
import { transaction } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { addReader, endReader, type NewReader, type ReaderOffice, readerNamed } from '../store/readers.js';
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
  /** Segments sealed to the readers of today, and those that stay as they were: the caller opens none, or not these. */
  readonly resealed: number;
  readonly closed: number;
}

export interface MadeKey {
  readonly file: string;
  readonly recipient: string;
}

/** Changes the readers and what is sealed to them, both or neither. @param secrets null: older segments stay as they are */
async function change(store: Store, secrets: readonly string[] | null, work: () => Promise<void>): Promise<Resealed> {
  if (secrets === null) {
    await transaction(store, work);
    return { resealed: 0, closed: (await readSegments(store)).length };
  }
  await store.run('BEGIN TRANSACTION');
  let abandon = () => Promise.resolve();
  try {
    await work();
    const resealing = await prepareReseal(store, secrets);
    abandon = resealing.abandon;
    await resealing.record();
    await store.run('COMMIT');
    await resealing.finish();
    return { resealed: resealing.resealed, closed: resealing.closed };
  } catch (error) {
    await store.run('ROLLBACK').catch(() => undefined);
    await abandon();
    throw error;
  }
}

/** @param secrets keys of somebody who can open what was sealed before: the new reader then reads it too */
export async function makeReaderKey(
  store: Store,
  { name, offices, passphrase, now = new Date() }: NewKeyOrder,
  secrets: readonly string[] | null = null,
): Promise<MadeKey & Resealed> {
  const key = await newKey();
  let file: string | null = null;
  try {
    const done = await change(store, secrets, async () => {
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
): Promise<Resealed> {
  return change(store, secrets, () => addReader(store, reader, now));
}

/** A new key for a reader; the old one opens nothing that the caller could open. */
export async function rotateReaderKey(
  store: Store,
  { name, passphrase, now = new Date() }: Omit<NewKeyOrder, 'offices'>,
  secrets: readonly string[],
): Promise<MadeKey & Resealed> {
  const old = await readerNamed(store, name);
  const oldFile = keyFileOf(store.workspace, old);
  const key = await newKey();
  let file: string | null = null;
  try {
    const done = await change(store, secrets, async () => {
      await endReader(store, name, now);
      await addReader(store, { name, offices: old.offices, recipient: key.recipient }, now);
      file = await writeKeyFile(store.workspace, name, key, passphrase);
    });
    // With the old key all that it opened was sealed anew; with another's, something may still be open to it alone.
    const recipients = await Promise.all(secrets.map((secret) => recipientOf(secret)));
    const isSpent = done.closed === 0 || recipients.includes(old.recipient);
    if (oldFile !== null && isSpent) await rm(oldFile, { force: true });
    return { file: file ?? '', recipient: key.recipient, ...done };
  } catch (error) {
    if (file !== null) await rm(file, { force: true });
    throw error;
  }
}

/** @param secrets null: nothing new is sealed to this reader, but what is sealed already stays open to the key */
export async function revokeReader(
  store: Store,
  name: string,
  secrets: readonly string[] | null,
  now = new Date(),
): Promise<Resealed> {
  await readerNamed(store, name);
  return change(store, secrets, () => endReader(store, name, now));
}
