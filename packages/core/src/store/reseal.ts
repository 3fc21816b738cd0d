/**
 * Seals segments anew: to the readers of today, or without some of their texts. New files are written beside the old ones;
 * the store's transaction decides which of them count, so that a crash leaves one whole set or the other.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { audienceFromId } from '../map/audience.js';
import type { Store } from './open-store.js';
import { mayRead, type Reader, readReaders } from './readers.js';
import type { SealedText } from './sealed-texts.js';
import {
  isBroken,
  readSegments,
  recordSegments,
  removeSegmentFiles,
  type Segment,
  tryToOpenSegment,
  writeSegment,
} from './segments.js';

export interface Resealing {
  readonly resealed: number;
  /** Segments that the reader in question may read and the caller cannot open: they stay as they are. */
  readonly closed: number;
  /** Segments that are no matter of that reader. */
  readonly others: number;
  /** Files that nobody can open as they are: they stay so. */
  readonly broken: readonly string[];
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

export interface ResealOrder {
  readonly secrets: readonly string[];
  /** For whose sake it is done. */
  readonly reader: Pick<Reader, 'offices'>;
  /** Texts to keep; all when left out, and then every segment that opens is sealed anew. */
  readonly keep?: (text: SealedText) => boolean;
}

export async function prepareReseal(store: Store, { secrets, reader, keep }: ResealOrder): Promise<Resealing> {
  const { workspace } = store;
  const readers = await readReaders(store);
  const generation = randomBytes(GENERATION_BYTES).toString('hex');
  const replaced: Segment[] = [];
  const written: Segment[] = [];
  const counts = { closed: 0, others: 0, removed: 0 };
  const broken: string[] = [];
  const abandon = () => removeSegmentFiles(workspace, written);
  try {
    for (const segment of await readSegments(store)) {
      const texts = await tryToOpenSegment(workspace, segment, secrets);
      if (isBroken(texts)) {
        broken.push(join(workspace.sealedFolder, segment.file));
        continue;
      }
      if (texts === null) {
        counts[mayRead(reader, audienceFromId(segment.audience)) ? 'closed' : 'others'] += 1;
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
    broken,
    async record() {
      for (const { file } of replaced) await store.run('DELETE FROM sealed_segment WHERE file = $1', [file]);
      await recordSegments(store, written);
    },
    finish: () => removeSegmentFiles(workspace, replaced),
    abandon,
  };
}
