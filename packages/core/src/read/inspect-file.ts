/** One pass over a file's bytes before anything is read from it: which file it is, how many lines, which encoding. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { fail } from '../errors.js';
import { type Encoding, hasUtf8Mark, isWide, markedEncoding, wholeCharacters, wideEncoding } from './encoding.js';
import type { InputFile } from './input-file.js';
import { type LineEnd, LineEndCounter } from './line-ends.js';
import { systemCode, systemReason } from './system-reason.js';
import { Utf8Evidence } from './utf8-evidence.js';

export interface Inspection {
  readonly sha256: string;
  readonly bytes: number;
  /** Physical lines: the last one counts whether or not a line end closes it. */
  readonly lines: number;
  readonly encoding: Encoding;
  readonly lineEnd: LineEnd;
  /** UTF-8 with line feeds, without bytes 0 or carriage returns inside lines: any reader sees the same lines. */
  readonly isPlain: boolean;
}

const CHUNK_BYTES = 1 << 20;
/** A line is held in memory as a whole. */
const MOST_LINE_MEGABYTES = 64;

/** What is found out of the bytes as they go by. */
class Inspector {
  #wide: Encoding | null = null;
  #ends = new LineEndCounter(null);
  #isMarked = false;
  readonly #evidence = new Utf8Evidence();
  #hasZeros = false;

  /** @returns how many bytes come before the text */
  begin(start: Buffer): number {
    this.#wide = wideEncoding(start);
    this.#ends = new LineEndCounter(this.#wide);
    this.#isMarked = hasUtf8Mark(start);
    if (this.#isMarked) return 3;
    return markedEncoding(start) === null ? 0 : 2;
  }

  /** @returns how many of the bytes are whole characters */
  add(bytes: Buffer): number {
    const whole = bytes.subarray(0, wholeCharacters(bytes, this.#wide));
    this.#take(whole);
    return whole.length;
  }

  /** @param rest what is left at the end: half a character */
  finish(file: InputFile, rest: Buffer): Pick<Inspection, 'lines' | 'encoding' | 'lineEnd' | 'isPlain'> {
    if (!isWide(this.#wide)) this.#take(rest);
    const { lines, lineEnd, hasLoneReturns, longestLineBytes } = this.#ends;
    if (longestLineBytes > MOST_LINE_MEGABYTES << 20)
      throw fail('line-too-long', { file: file.name, megabytes: MOST_LINE_MEGABYTES });
    const { isUtf8, isWhole } = this.#evidence;
    const encoding = this.#wide ?? (this.#isMarked || isUtf8 ? 'utf-8' : 'windows-1252');
    const isPlain = encoding === 'utf-8' && isWhole && !hasLoneReturns && !this.#hasZeros;
    return { lines, lineEnd, encoding, isPlain };
  }

  #take(whole: Buffer): void {
    this.#ends.add(whole);
    if (isWide(this.#wide)) return;
    this.#evidence.add(whole);
    this.#hasZeros ||= whole.includes(0);
  }
}

export async function inspectFile(file: InputFile, signal?: AbortSignal): Promise<Inspection> {
  const handle = await open(file.path).catch((cause: unknown) => {
    throw unreadable(file.name, cause);
  });
  try {
    return await inspect(handle, file, signal);
  } finally {
    await handle.close();
  }
}

async function inspect(handle: FileHandle, file: InputFile, signal: AbortSignal | undefined): Promise<Inspection> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const inspector = new Inspector();
  let [bytes, kept] = [0, 0];
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(chunk, kept, chunk.length - kept, null).catch((cause: unknown) => {
      throw unreadable(file.name, cause);
    });
    if (bytesRead === 0) break;
    const fresh = chunk.subarray(kept, kept + bytesRead);
    hash.update(fresh);
    const before = bytes === 0 ? inspector.begin(fresh) : 0;
    bytes += bytesRead;
    const all = chunk.subarray(before, kept + bytesRead);
    const whole = inspector.add(all);
    kept = all.copy(chunk, 0, whole);
  }
  return { sha256: hash.digest('hex'), bytes, ...inspector.finish(file, chunk.subarray(0, kept)) };
}

export function unreadable(file: string, cause: unknown) {
  return systemCode(cause) === 'ENOENT'
    ? fail('file-missing', { file }, { cause })
    : fail('file-unreadable', { file, reason: systemReason(cause) }, { cause });
}
