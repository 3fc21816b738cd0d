/**
 * Seals segments anew: to the readers of today, or without some of their texts. New files are written beside the old ones;
 * the store's transaction decides which of them count, so that a crash leaves one whole set or the other.
 */
import { randomBytes } from 'node:crypto';
import type { Store } from './open-store.js';
import { readReaders } from './readers.js';
import type { SealedText } from './sealed-texts.js';
import {
  openSegment,
  readSegments,
  recordSegments,
  removeSegmentFiles,
  type Segment,
  writeSegment,
} from './segments.js';

export interface Resealing {
  readonly resealed: number;
  /** Segments that the caller cannot open: they stay as they are. */
  readonly closed: number;
  /** Texts that were left out. */
  readonly removed: number;
  /** Within the caller's transaction. */
  record(): Promise<void>;
  /** After its COMMIT: the old files go. */
  finish(): Promise<void>;
  /** After its ROLLBACK: the new files go. */
  abandon(): Promise<void>;
}

const GENERATION_BYTES = 4;

/** @param keep texts to keep; all when left out, and then every segment that opens is sealed anew */
export async function prepareReseal(
  store: Store,
  secrets: readonly string[],
  keep?: (text: SealedText) => boolean,
): Promise<Resealing> {
  const { workspace } = store;
  const readers = await readReaders(store);
  const generation = randomBytes(GENERATION_BYTES).toString('hex');
  const replaced: Segment[] = [];
  const written: Segment[] = [];
  const counts = { closed: 0, removed: 0 };
  const abandon = () => removeSegmentFiles(workspace, written);
  try {
    for (const segment of await readSegments(store)) {
      const texts = await openSegment(workspace, segment, secrets);
      if (texts === null) {
        counts.closed += 1;
        continue;
      }
      const kept = keep === undefined ? texts : texts.filter(keep);
      if (keep !== undefined && kept.length === texts.length) continue;
      counts.removed += texts.length - kept.length;
      replaced.push(segment);
      if (kept.length === 0) continue;
      const fileKey = `${segment.file.split('.', 1)[0] ?? ''}.${generation}`;
      written.push(await writeSegment(workspace, readers, { ...segment, texts: kept, fileKey }));
    }
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    resealed: written.length,
    ...counts,
    async record() {
      for (const { file } of replaced) await store.run('DELETE FROM sealed_segment WHERE file = $1', [file]);
      await recordSegments(store, written);
    },
    finish: () => removeSegmentFiles(workspace, replaced),
    abandon,
  };
}
