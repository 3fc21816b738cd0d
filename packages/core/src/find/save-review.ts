/** Leaves the review beside the store, so that an edition can be made of it again without the logs. It names nobody. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../errors.js';
import { systemReason } from '../read/system-reason.js';
import { OWNER_ONLY, type Workspace } from '../workspace.js';
import type { Review } from './review.js';

export async function saveReview(workspace: Workspace, review: Review): Promise<void> {
  const file = join(workspace.folder, 'review.json');
  try {
    await writeFile(`${file}.new`, `${JSON.stringify(review)}\n`, { mode: OWNER_ONLY });
    await rename(`${file}.new`, file);
  } catch (cause) {
    throw fail('output-unwritable', { file, reason: systemReason(cause) }, { cause });
  }
}
