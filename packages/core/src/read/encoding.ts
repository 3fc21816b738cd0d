/** Which encoding a text has, from its bytes alone. */
import { Utf8Evidence } from './utf8-evidence.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export const isWide = (encoding: Encoding | null): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';

export function markedEncoding(start: Buffer): Encoding | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const PROBED_BYTES = 1024;
/** Of the characters at the beginning, so many have a first or second byte 0 in UTF-16 … */
const LEAST_EMPTY_SHARE = 0.7;
/** … and so many at most the other one. */
const MOST_FILLED_SHARE = 0.05;

export const hasUtf8Mark = (start: Buffer): boolean => start.subarray(0, UTF8_MARK.length).equals(UTF8_MARK);

/** UTF-16, by its mark or by bytes 0 at every other place of the first kilobyte; null: one byte is one unit of text. */
export function wideEncoding(start: Buffer): Encoding | null {
  const marked = markedEncoding(start);
  if (marked !== null || hasUtf8Mark(start)) return marked;
  const pairs = Math.min(start.length, PROBED_BYTES) >> 1;
  if (pairs < 2) return null;
  const empty: [number, number] = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (start[at] === 0) empty[at % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = empty;
  if (odd >= pairs * LEAST_EMPTY_SHARE && even <= pairs * MOST_FILLED_SHARE) return 'utf-16le';
  if (even >= pairs * LEAST_EMPTY_SHARE && odd <= pairs * MOST_FILLED_SHARE) return 'utf-16be';
  return null;
}

/** The last bytes of a chunk may be the first half of a character: they are judged with the next chunk. */
export function wholeCharacters(bytes: Buffer, wide: Encoding | null): number {
  if (isWide(wide)) return bytes.length - (bytes.length % 2);
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

/** The encoding as far as the beginning shows it; the whole file may still prove otherwise. */
export function likelyEncoding(start: Buffer): Encoding {
  const wide = wideEncoding(start);
  if (wide !== null) return wide;
  const evidence = new Utf8Evidence();
  evidence.add(start.subarray(0, wholeCharacters(start, null)));
  return hasUtf8Mark(start) || evidence.isUtf8 ? 'utf-8' : 'windows-1252';
}
