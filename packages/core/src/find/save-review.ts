/** Leaves the review beside the store, so that an edition can be made of it again without the logs. It names nobody. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../errors.js';
import { systemReason } from '../read/system-reason.js';
import { OWNER_ONLY, type Workspace } from '../workspace.js';
import type { Review } from './review.js';

const reviewFile = ({ folder }: Workspace) => join(folder, 'review.json');

export async function saveReview(workspace: Workspace, review: Review): Promise<void> {
  const file = reviewFile(workspace);
  try {
    await writeFile(`${file}.new`, `${JSON.stringify(review)}\n`, { mode: OWNER_ONLY });
    await rename(`${file}.new`, file);
  } catch (cause) {
    throw fail('output-unwritable', { file, reason: systemReason(cause) }, { cause });
  }
}

/** It holds rows of the store: when these go, it goes. */
export async function removeReview(workspace: Workspace): Promise<void> {
  const file = reviewFile(workspace);
  for (const path of [file, `${file}.new`]) await rm(path, { force: true });
}
