/** Memory for the events of half a year of a large school: more than an import asks for, as far as the computer has it. */
import { totalmem } from 'node:os';
import { ensureFolder } from './keep-in-memory.js';
import type { Store } from './open-store.js';

const GIGABYTE = 1 << 30;
const LEAST_GIGABYTES = 1;
const MOST_GIGABYTES = 3;
/** Other programs want to go on. */
const SHARE = 1 / 4;

/** Beyond it rows go to the temporary folder, which takes several times as long. */
export async function makeRoom(store: Store): Promise<void> {
  await ensureFolder(store);
  const own = Math.floor((totalmem() * SHARE) / GIGABYTE);
  await store.run(`SET memory_limit = '${Math.min(MOST_GIGABYTES, Math.max(LEAST_GIGABYTES, own))}GB'`);
}
