/** What may be unpacked at most: an archive of a few bytes can hold more than any disk. */
import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type AppError, fail } from '../errors.js';

const MEGABYTE = 1 << 20;
const GIGABYTE = 1 << 30;

export const MOST_MEMBERS = 10_000;
/** An archive in an archive is opened; what is packed once more in that is not. */
export const MOST_DEPTH = 2;
const MOST_BYTES = 64 * GIGABYTE;
/** Web logs shrink to a tenth or a thirtieth; below this size nobody asks. */
const UNSUSPICIOUS_BYTES = 100 * MEGABYTE;
const MOST_TIMES = 200;

export interface Limits {
  /** What people know the member by. */
  readonly name: string;
  /** What it takes up where it lies packed. */
  readonly packedBytes: number;
  readonly mostBytes?: number;
}

const sizeText = (bytes: number) =>
  bytes >= GIGABYTE ? `${Math.round(bytes / GIGABYTE)} GB` : `${Math.max(1, Math.round(bytes / MEGABYTE))} MB`;

function tooLarge(bytes: number, { name, packedBytes, mostBytes = MOST_BYTES }: Limits): AppError | null {
  if (bytes > mostBytes) return fail('archive-too-large', { file: name, limit: sizeText(mostBytes) });
  if (bytes <= UNSUSPICIOUS_BYTES || bytes <= MOST_TIMES * packedBytes) return null;
  return fail('archive-too-large', { file: name, limit: `${MOST_TIMES} times its packed size` });
}

/** Lets bytes through until they are too many. What an archive says of its own size may be a lie, so they are counted. */
export function limiter(limits: Limits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      const fault = tooLarge(bytes, limits);
      if (fault === null) done(null, chunk);
      else done(fault);
    },
  });
}

/** Lets bytes through, and fails at the end when they are not those that were packed. */
export function checksumGuard(expected: number): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      done(sum === expected ? null : new Error('the checksum differs'));
    },
  });
}
