/** One pass over a file's bytes before anything is read from it: which file it is, how many lines, which encoding. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fail } from '../errors.js';
import { systemCode, systemReason } from './system-reason.js';

export interface Inspection {
  readonly sha256: string;
  readonly bytes: number;
  /** Physical lines: the last one counts whether or not a line end closes it. */
  readonly lines: number;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

type Encoding = Inspection['encoding'];

const NEWLINE = 10;
const CHUNK_BYTES = 1 << 20;

const isSixteenBit = (marked: Encoding | null) => marked === 'utf-16le' || marked === 'utf-16be';

/** The last bytes of a chunk may be the first half of a character: they are judged with the next chunk. */
export function wholeCharacters(bytes: Buffer, marked: Encoding | null): number {
  if (isSixteenBit(marked)) return bytes.length - (bytes.length % 2);
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

/** Line ends in whole characters; in UTF-16 a byte 10 may as well be half of another character. */
function countNewlines(whole: Buffer, marked: Encoding | null): { newlines: number; isClosed: boolean } {
  const [isWide, isHigh] = [isSixteenBit(marked), marked === 'utf-16be'];
  let [newlines, isClosed] = [0, false];
  for (let at = whole.indexOf(NEWLINE); at !== -1; at = whole.indexOf(NEWLINE, at + 1)) {
    if (isWide && ((at % 2 === 1) !== isHigh || whole[isHigh ? at - 1 : at + 1] !== 0)) continue;
    newlines += 1;
    isClosed = at >= whole.length - (marked === 'utf-16le' ? 2 : 1);
  }
  return { newlines, isClosed };
}

export function markedEncoding(start: Buffer): Encoding | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

export async function inspectFile(path: string, signal?: AbortSignal): Promise<Inspection> {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const readInto = (buffer: Buffer, offset: number) =>
    file.read(buffer, offset, buffer.length - offset, null).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let marked: Encoding | null = null;
    let [bytes, newlines, kept, isClosed, allUtf8] = [0, 0, 0, false, true];
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await readInto(chunk, kept);
      if (bytesRead === 0) break;
      const fresh = chunk.subarray(kept, kept + bytesRead);
      hash.update(fresh);
      if (bytes === 0) marked = markedEncoding(fresh);
      bytes += bytesRead;
      const all = chunk.subarray(0, kept + bytesRead);
      const whole = wholeCharacters(all, marked);
      const found = countNewlines(all.subarray(0, whole), marked);
      newlines += found.newlines;
      if (whole > 0) isClosed = found.isClosed;
      allUtf8 &&= isUtf8(all.subarray(0, whole));
      kept = all.copy(chunk, 0, whole);
    }
    const hasHalfCharacter = kept > 0 && !isSixteenBit(marked);
    allUtf8 &&= !hasHalfCharacter || isUtf8(chunk.subarray(0, kept));
    const lines = newlines + (bytes > 0 && (!isClosed || hasHalfCharacter) ? 1 : 0);
    return { sha256: hash.digest('hex'), bytes, lines, encoding: marked ?? (allUtf8 ? 'utf-8' : 'windows-1252') };
  } finally {
    await file.close();
  }
}

export function unreadable(file: string, cause: unknown) {
  return systemCode(cause) === 'ENOENT'
    ? fail('file-missing', { file }, { cause })
    : fail('file-unreadable', { file, reason: systemReason(cause) }, { cause });
}
