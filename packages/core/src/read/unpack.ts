/** From files to the texts in them: archives are looked through, and nothing is written down before it is read. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError, fail } from '../errors.js';
import { type InputFile, nameInside } from './input-file.js';
import { unreadable } from './inspect-file.js';
import { isJsonDocument, objectLines } from './json-document.js';
import { packedKind, START_BYTES, startOfFile } from './packed-kinds.js';
import { chained } from './pipes.js';
import { SAMPLE_BYTES } from './sample.js';
import type { Scratch } from './scratch.js';
import { openSpreadsheet } from './spreadsheet.js';
import { officeKind } from './spreadsheet-parts.js';
import { limiter, MOST_DEPTH } from './unpack-limits.js';
import { openMember, zipContents } from './unpack-zip.js';

/** A text that can be imported: as it lies on the disk, or out of an archive, a workbook or standard input. */
export interface Source {
  readonly name: string;
  /** Where the text lies plainly; null: it must be unpacked. */
  readonly path: string | null;
  open(): Promise<Readable>;
}

export interface Unreadable {
  readonly name: string;
  readonly fault: AppError;
}

export type FoundSource = Source | Unreadable;

/** Something that may have to be unpacked further. */
interface Packed extends Source {
  /** What it takes up on the disk or in the outermost archive. */
  readonly packedBytes: number;
  /** How many archives it lies in. */
  readonly depth: number;
}

interface Search {
  readonly scratch: Scratch;
  readonly signal?: AbortSignal | undefined;
}

/** @yields every text of a file in the order of the archive; what cannot be read is told of in its place */
export async function* sourcesOf(file: InputFile, search: Search): AsyncGenerator<FoundSource> {
  try {
    const { size } = await stat(file.path).catch((cause: unknown) => {
      throw unreadable(file.name, cause);
    });
    const open = async () => createReadStream(file.path);
    yield* explore({ ...file, open, packedBytes: size, depth: 0 }, search);
  } catch (cause) {
    yield { name: file.name, fault: faultOf(file.name, cause, search.signal) };
  }
}

async function* explore(packed: Packed, search: Search): AsyncGenerator<FoundSource> {
  search.signal?.throwIfAborted();
  const { name, path } = packed;
  const start = path === null ? await startOf(packed, START_BYTES) : await startOfFile({ name, path });
  const found = packedKind(start);
  if (found.kind === 'refused') throw fail('file-packed', { file: name, what: found.what });
  if (found.kind === 'plain') yield isJsonDocument(start) ? takenApart(packed, start) : packed;
  else if (found.kind === 'zip') yield* exploreZip(packed, search);
  else yield* explore(gunzipped(packed), search);
}

function deeper({ name, depth }: Packed): number {
  if (depth >= MOST_DEPTH) throw fail('archive-too-deep', { file: name, limit: MOST_DEPTH });
  return depth + 1;
}

function gunzipped(packed: Packed): Packed {
  const { name, packedBytes } = packed;
  // Several members one after the other are legal: logs are often joined so.
  const open = async () => chained(await packed.open(), [createGunzip(), limiter({ name, packedBytes })]);
  return { name, path: null, open, packedBytes, depth: deeper(packed) };
}

/** The objects of a document, one a line. */
function takenApart({ name, open }: Packed, start: Buffer): Source {
  return { name, path: null, open: async () => chained(await open(), [objectLines(name, start)]) };
}

/** The directory of an archive stands at its end: one that is packed itself is written down first. */
async function* exploreZip(outer: Packed, search: Search): AsyncGenerator<FoundSource> {
  const { name } = outer;
  const path = outer.path ?? (await search.scratch.write(outer, search.signal));
  const file = { name, path };
  const { size } = await stat(path);
  const { members, faults } = await zipContents(file);
  const office = officeKind(members);
  if (office?.kind === 'refused') throw fail('file-packed', { file: name, what: office.what });
  if (office?.kind === 'workbook') {
    yield await openSpreadsheet(file, members, office.workbook);
    return;
  }
  const depth = deeper(outer);
  const share = Math.min(1, outer.packedBytes / Math.max(1, size));
  for (const member of members) {
    const packedBytes = member.entry.compressedSize * share;
    const inner = {
      ...{ name: nameInside(name, member.path), path: null, packedBytes, depth },
      open: () => openMember(file, member, share),
    };
    try {
      yield* explore(inner, search);
    } catch (cause) {
      yield { name: inner.name, fault: faultOf(inner.name, cause, search.signal) };
    }
  }
  for (const fault of faults) yield { name, fault };
}

/** The first bytes of a source, as many as there are. */
async function startOf(source: Source, byteCount: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of await source.open()) {
      const bytes = Buffer.from(piece);
      pieces.push(bytes);
      size += bytes.length;
      if (size >= byteCount) break;
    }
  } catch (cause) {
    throw faultOf(source.name, cause);
  }
  return Buffer.concat(pieces).subarray(0, byteCount);
}

export const sampleOf = (source: Source): Promise<Buffer> => startOf(source, SAMPLE_BYTES);

/** Whatever goes wrong while something is unpacked, as an error that names it. */
export function faultOf(name: string, cause: unknown, signal?: AbortSignal): AppError {
  if (cause instanceof AppError) return cause;
  if (signal?.aborted) throw cause;
  return fail('archive-damaged', { file: name, reason: 'it is cut short or damaged' }, { cause });
}
