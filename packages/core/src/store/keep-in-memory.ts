/**
 * Work on raw texts, done in memory as long as it has room: they must not lie on disk in clear. A file that is larger than
 * memory is read again with a temporary file beside the store, which is gone when the work ends or the store is next opened.
 */
import { mkdir, rm } from 'node:fs/promises';
import { fail } from '../errors.js';
import { quoted } from '../normalise/statement.js';
import { OWNER_ONLY_FOLDER, temporaryFolderOf } from '../workspace.js';
import { isOutOfMemory } from './database.js';
import type { Store } from './open-store.js';

/** Once the database has used a folder it keeps to it: then the setting stays as it is. */
const setFolder = (store: Store, folder: string) =>
  store.run(`SET temp_directory = ${quoted(folder)}`).catch(() => undefined);

/** Where nothing may lie on disk at all: work in a database of its own. */
export const toldOfMemory =
  (file: string) =>
  (cause: unknown): never => {
    throw isOutOfMemory(cause) ? fail('memory-short', { file }, { cause }) : cause;
  };

/** Stores whose database has used its temporary folder: it believes from then on that the folder is there. */
const used = new WeakSet<Store['connection']>();

/** Before work that may need the folder again, after it went with the raw texts in it. */
export async function ensureFolder(store: Store): Promise<void> {
  if (used.has(store.connection))
    await mkdir(temporaryFolderOf(store.workspace), { recursive: true, mode: OWNER_ONLY_FOLDER });
}

/** @param work must leave nothing behind when it fails: it may be done twice */
export async function keepInMemory<Result>(store: Store, file: string, work: () => Promise<Result>): Promise<Result> {
  await setFolder(store, '');
  try {
    return await work();
  } catch (cause) {
    if (!isOutOfMemory(cause)) throw cause;
    if (!store.spills) throw fail('memory-short', { file }, { cause });
  } finally {
    if (store.spills) await setFolder(store, temporaryFolderOf(store.workspace));
  }
  try {
    await ensureFolder(store);
    used.add(store.connection);
    return await work();
  } catch (cause) {
    if (isOutOfMemory(cause)) throw fail('memory-short', { file }, { cause });
    throw cause;
  } finally {
    await rm(temporaryFolderOf(store.workspace), { recursive: true, force: true }).catch(() => undefined);
  }
}
