/** Files of sealed texts that the store does not know, or no longer: left by a run that was killed, or whose time is past. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../read/system-reason.js';
import type { Store } from '../store/open-store.js';
import { readSegments } from '../store/segments.js';

const SEALED = /\.age(\.new)?$/;

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // A file where the folder should be is told of when something is to be sealed.
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return [];
    throw error;
  }
}

/** Whoever has the store open is alone with it, so no import is writing there. */
export async function removeOrphanSegments(store: Store): Promise<void> {
  const { sealedFolder } = store.workspace;
  const known = new Set((await readSegments(store)).map(({ file }) => file));
  for (const file of await filesIn(sealedFolder))
    if (SEALED.test(file) && !known.has(file)) await rm(join(sealedFolder, file), { force: true });
}
