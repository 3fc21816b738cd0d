/** ZIP archives: which members may be unpacked, and their bytes. Nothing is ever written under a name out of an archive. */
import type { Readable } from 'node:stream';
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { AppError, fail } from '../errors.js';
import { type InputFile, nameInside } from './input-file.js';
import { isPassedOver } from './passed-over.js';
import { chained } from './pipes.js';
import { checksumGuard, limiter, MOST_MEMBERS } from './unpack-limits.js';

const UNIX = 3;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

export interface ZipMember {
  readonly entry: Entry;
  /** Its path inside the archive, with slashes. */
  readonly path: string;
}

export interface ZipContents {
  readonly members: readonly ZipMember[];
  readonly faults: readonly AppError[];
}

const damaged = (name: string, cause: unknown) =>
  fail('archive-damaged', { file: name, reason: 'it is cut short or damaged' }, { cause });

async function openZip(file: InputFile): Promise<ZipFile> {
  // Names are judged one by one here: one that climbs out must not stop the others.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
  return openPromise(file.path, options).catch((cause: unknown) => {
    throw damaged(file.name, cause);
  });
}

function refusal(entry: Entry, path: string): string | null {
  if (validateFileName(path) !== null || path.includes('\0')) return 'its path leads out of the archive';
  const mode = entry.versionMadeBy >> 8 === UNIX ? entry.externalFileAttributes >>> 16 : 0;
  if ((mode & FILE_TYPE) === LINK) return 'it is a link to another file';
  if (entry.isEncrypted()) return 'it is protected with a password';
  return entry.canDecodeFileData() ? null : 'its way of compression is not known here';
}

/** @throws archive-damaged, archive-too-many */
export async function zipContents(file: InputFile): Promise<ZipContents> {
  const archive = await openZip(file);
  const members: ZipMember[] = [];
  const faults: AppError[] = [];
  let packedBytes = 0;
  try {
    if (archive.entryCount > MOST_MEMBERS) throw fail('archive-too-many', { file: file.name, limit: MOST_MEMBERS });
    for await (const entry of archive.eachEntry()) {
      const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      packedBytes += entry.compressedSize;
      const reason = refusal(entry, path);
      if (reason !== null) faults.push(fail('archive-member-refused', { file: nameInside(file.name, path), reason }));
      else if (!path.endsWith('/') && !isPassedOver(path)) members.push({ entry, path });
    }
    // Members that share their bytes are made to grow beyond any limit of a single one.
    if (packedBytes > archive.fileSize) throw new Error('members overlap');
    return { members, faults };
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(file.name, cause);
  } finally {
    archive.close();
  }
}

/** The bytes of a member, counted and compared with its checksum. */
export async function openMember(
  file: InputFile,
  { entry, path }: ZipMember,
  share = 1,
  mostBytes?: number,
): Promise<Readable> {
  const archive = await openZip(file);
  try {
    const bytes = await archive.openReadStreamPromise(entry);
    const limits = { name: nameInside(file.name, path), packedBytes: entry.compressedSize * share };
    const limited = limiter(mostBytes === undefined ? limits : { ...limits, mostBytes });
    return chained(bytes, [limited, checksumGuard(entry.crc32)]).once('close', () => archive.close());
  } catch (cause) {
    archive.close();
    throw damaged(nameInside(file.name, path), cause);
  }
}
