/**
 * Opens what a reader's key opens, in memory alone: the sealed rows join the store through an attached in-memory database,
 * in a store that was opened without a place on disk to put rows that memory has no room for.
 */
import { audienceFromId, type Office } from '../map/audience.js';
import type { Store } from './open-store.js';
import type { SealedText } from './sealed-texts.js';
import { type BrokenSegment, isBroken, openSegment, readSegments, tryToOpenSegment } from './segments.js';

export interface Unlocked {
  readonly store: Store;
  /** Segments that this key opened, and those that are sealed to other readers. */
  readonly openSegments: number;
  readonly closedSegments: number;
  /** Segments that nobody can open as they are; none where one office's are wanted, because then it is told at once. */
  readonly brokenSegments: readonly BrokenSegment[];
  readonly secrets: readonly string[];
  /** Forgets the texts; the store stays open. */
  close(): Promise<void>;
}

const TABLE = `CREATE TABLE unlocked.identity (kind VARCHAR, key VARCHAR, field VARCHAR, text VARCHAR, import_id INTEGER, audience VARCHAR)`;

interface Keeper {
  add(importId: number, audience: string, text: SealedText): void;
  close(): void;
}

async function keeper({ connection }: Store): Promise<Keeper> {
  const appender = await connection.createAppender('identity', 'main', 'unlocked');
  return {
    add(importId, audience, { kind, key, field, text }) {
      for (const value of [kind, key, field, text]) appender.appendVarchar(value);
      appender.appendInteger(importId);
      appender.appendVarchar(audience);
      appender.endRow();
    },
    close: () => appender.closeSync(),
  };
}

/**
 * Makes the table `unlocked.identity(kind, key, field, text, import_id, audience)`.
 * @param store opened with `spills: false`
 * @param office only what is sealed to this office, and all of that; left out, whatever the key opens
 * @throws segment-broken where it is sealed to this office
 */
export async function unlock(store: Store, secrets: readonly string[], office?: Office): Promise<Unlocked> {
  if (store.spills) throw new Error('a store that may write its rows to disk is not unlocked');
  await store.run(`ATTACH ':memory:' AS unlocked`);
  const counts = { open: 0, closed: 0 };
  const broken: BrokenSegment[] = [];
  const openOne = office === undefined ? tryToOpenSegment : openSegment;
  const close = () => store.run('DETACH unlocked');
  try {
    await store.run(TABLE);
    const kept = await keeper(store);
    for (const segment of await readSegments(store)) {
      const isWanted = office === undefined || audienceFromId(segment.audience).offices.includes(office);
      const texts = isWanted ? await openOne(store.workspace, segment, secrets) : null;
      if (isBroken(texts)) {
        broken.push(texts);
        continue;
      }
      counts[texts === null ? 'closed' : 'open'] += 1;
      for (const text of texts ?? []) kept.add(segment.importId, segment.audience, text);
    }
    kept.close();
  } catch (error) {
    await close();
    throw error;
  }
  const { open: openSegments, closed: closedSegments } = counts;
  return { store, openSegments, closedSegments, brokenSegments: broken, secrets, close };
}
