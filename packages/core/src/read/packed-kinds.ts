/** What the first bytes of a file tell: text, something to unpack, or something that is not read here. */
import { open } from 'node:fs/promises';
import type { InputFile } from './input-file.js';
import { unreadable } from './inspect-file.js';

export type PackedKind =
  | { readonly kind: 'plain' | 'gzip' | 'zip' }
  | { readonly kind: 'refused'; readonly what: string };

/** So many bytes decide. */
export const START_BYTES = 512;

const GZIP = [0x1f, 0x8b, 0x08];
/** A member, or the end of an archive that has none. */
const ZIP = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];
/** The name of the format stands at this place of a tar archive. */
const TAR_PLACE = 257;

const REFUSED: readonly (readonly [readonly number[], string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old spreadsheet (.xls), or one that is protected with a password'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a text document (.rtf)'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7-Zip archive'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], 'a RAR archive'],
  [[0x42, 0x5a, 0x68], 'compressed (bzip2)'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'compressed (xz)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed (zstd)'],
  [[0x50, 0x4b, 0x07, 0x08], 'a ZIP archive in several parts'],
];

const begins = (start: Buffer, sign: readonly number[]) => sign.every((byte, index) => start[index] === byte);
const isBzip = (start: Buffer) => start.subarray(4, 10).toString('hex') === '314159265359';

export function packedKind(start: Buffer): PackedKind {
  if (begins(start, GZIP)) return { kind: 'gzip' };
  if (ZIP.some((sign) => begins(start, sign))) return { kind: 'zip' };
  const refused = REFUSED.find(([sign]) => begins(start, sign));
  // Three letters are soon found at the beginning of a text: six bytes more must agree.
  if (refused !== undefined && (refused[1] !== 'compressed (bzip2)' || isBzip(start)))
    return { kind: 'refused', what: refused[1] };
  if (start.toString('latin1', TAR_PLACE, TAR_PLACE + 5) === 'ustar') return { kind: 'refused', what: 'a tar archive' };
  return { kind: 'plain' };
}

export async function startOfFile(file: InputFile): Promise<Buffer> {
  const told = (cause: unknown): never => {
    throw unreadable(file.name, cause);
  };
  const handle = await open(file.path).catch(told);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0).catch(told);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
