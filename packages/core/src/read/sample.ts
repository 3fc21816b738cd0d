/** The beginning of a file, decoded: enough to recognise its format, never kept. */
import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { fail } from '../errors.js';
import { type Inspection, markedEncoding, unreadable, wholeCharacters } from './inspect-file.js';

const SAMPLE_BYTES = 64 << 10;

/** The encoding as far as the beginning shows it; the whole file may still prove otherwise. */
function likelyEncoding(bytes: Buffer): Inspection['encoding'] {
  return markedEncoding(bytes) ?? (isUtf8(bytes.subarray(0, wholeCharacters(bytes, null))) ? 'utf-8' : 'windows-1252');
}

/** First bytes of files that hold no text lines. A spreadsheet of today is a ZIP archive. */
const PACKED: readonly (readonly [number[], string])[] = [
  [[0x1f, 0x8b], 'compressed (gzip)'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or a spreadsheet'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old spreadsheet'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
];

function refusePacked(path: string, bytes: Buffer): void {
  const packed = PACKED.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (packed !== undefined) throw fail('file-packed', { file: path, what: packed[1] });
}

/** @returns whole lines without their line ends */
export async function sampleLines(path: string): Promise<string[]> {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0).catch((cause) => {
      throw unreadable(path, cause);
    });
    const bytes = buffer.subarray(0, bytesRead);
    refusePacked(path, bytes);
    const lines = iconv.decode(bytes, likelyEncoding(bytes), { stripBOM: true }).split(/\r?\n/);
    // A first line that is longer than the sample is still a line: the file is not empty.
    if (bytesRead === SAMPLE_BYTES && lines.length > 1) lines.pop();
    return lines;
  } finally {
    await file.close();
  }
}
