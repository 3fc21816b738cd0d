/**
 * Sealed segments: what an import brought that can tell who or what was typed, one file for each audience, encrypted with
 * age to that audience's readers. Sealing needs public keys only, so whoever imports cannot read back.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { AppError, fail } from '../errors.js';
import { audienceFromId } from '../map/audience.js';
import { systemReason } from '../read/system-reason.js';
import { OWNER_ONLY, OWNER_ONLY_FOLDER, type Workspace } from '../workspace.js';
import { type Database, integer } from './database.js';
import { type Reader, readersOf } from './readers.js';
import { type SealedText, textsFromArrow, textsToArrow } from './sealed-texts.js';

export interface Segment {
  readonly importId: number;
  readonly audience: string;
  readonly file: string;
  readonly sha256: string;
  readonly texts: number;
}

const segmentRow = z.object({
  importId: integer,
  audience: z.string(),
  file: z.string(),
  sha256: z.string(),
  texts: integer,
});

export async function readSegments(database: Database): Promise<Segment[]> {
  return database.query(
    segmentRow,
    'SELECT import_id AS "importId", audience, file, sha256, texts FROM sealed_segment ORDER BY import_id, audience',
  );
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function encrypt(bytes: Uint8Array, readers: readonly Reader[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const { recipient } of readers) encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

/** Whole or not at all: a power cut leaves an unfinished draft, which nothing reads. */
async function writeWhole(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, file);
  const draft = `${path}.new`;
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    const handle = await open(draft, 'w', OWNER_ONLY);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw fail('workspace-unwritable', { file: path, reason: systemReason(cause) }, { cause });
  }
}

export interface Sealing {
  readonly importId: number;
  readonly audience: string;
  readonly texts: readonly SealedText[];
  /** Begins the file's name: the same import sealed again after a crash gives the same name. */
  readonly fileKey: string;
}

/** Writes one segment; the caller records it in the store. @throws reader-missing, workspace-unwritable */
export async function writeSegment(
  workspace: Workspace,
  readers: readonly Reader[],
  sealing: Sealing,
): Promise<Segment> {
  const { importId, audience, texts, fileKey } = sealing;
  const bytes = await encrypt(textsToArrow(texts), readersOf(readers, audienceFromId(audience)));
  const file = `${fileKey}.${audience}.age`;
  await writeWhole(workspace.sealedFolder, file, bytes);
  return { importId, audience, file, sha256: digest(bytes), texts: texts.length };
}

const COLUMNS = { import_id: 'INTEGER', audience: 'VARCHAR', file: 'VARCHAR', sha256: 'VARCHAR', texts: 'BIGINT' };

export async function recordSegments(database: Database, segments: readonly Segment[]): Promise<void> {
  await database.insert(
    'sealed_segment',
    COLUMNS,
    segments.map(({ importId, ...segment }) => ({ import_id: importId, ...segment })),
  );
}

/** Removes files that are no longer, or never became, part of the store. */
export async function removeSegmentFiles(workspace: Workspace, segments: readonly Segment[]): Promise<void> {
  for (const { file } of segments) await rm(join(workspace.sealedFolder, file), { force: true });
}

const NOT_FOR_THIS_KEY = /no identity matched/i;

/**
 * @param secrets age identities, `AGE-SECRET-KEY-1…`
 * @returns null when it is sealed to other readers
 * @throws segment-broken when it is missing, cut short or altered
 */
export async function openSegment(
  workspace: Workspace,
  segment: Segment,
  secrets: readonly string[],
): Promise<SealedText[] | null> {
  const file = join(workspace.sealedFolder, segment.file);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw fail('segment-broken', { file, reason: systemReason(cause) }, { cause });
  });
  if (digest(bytes) !== segment.sha256)
    throw fail('segment-broken', { file, reason: 'it is not as it was when it was sealed' });
  const decrypter = new Decrypter();
  for (const secret of secrets) decrypter.addIdentity(secret);
  try {
    return textsFromArrow(await decrypter.decrypt(bytes));
  } catch (cause) {
    if (cause instanceof Error && NOT_FOR_THIS_KEY.test(cause.message)) return null;
    throw fail('segment-broken', { file, reason: 'it cannot be decrypted' }, { cause });
  }
}

/** One that is missing, cut short or altered. */
export interface BrokenSegment {
  readonly segment: Segment;
  readonly error: AppError;
}

/** For work that can go on without a broken one. @returns as `openSegment`, or what is broken */
export async function tryToOpenSegment(
  workspace: Workspace,
  segment: Segment,
  secrets: readonly string[],
): Promise<SealedText[] | null | BrokenSegment> {
  try {
    return await openSegment(workspace, segment, secrets);
  } catch (error) {
    if (error instanceof AppError && error.code === 'segment-broken') return { segment, error };
    throw error;
  }
}

export const isBroken = (opened: readonly SealedText[] | null | BrokenSegment): opened is BrokenSegment =>
  opened !== null && 'error' in opened;
