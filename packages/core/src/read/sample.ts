/** The beginning of a file, decoded: enough to recognise its format, never kept. */
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { likelyEncoding } from './encoding.js';
import type { InputFile } from './input-file.js';
import { inspectFile, unreadable } from './inspect-file.js';
import type { LineEnd } from './line-ends.js';

export const SAMPLE_BYTES = 64 << 10;

function decoded(start: Buffer): string {
  return iconv.decode(start, likelyEncoding(start), { stripBOM: true }).replaceAll('\0', '');
}

const lineEndOf = (text: string): LineEnd => (text.includes('\n') || !text.includes('\r') ? 'lf' : 'cr');

function linesOf(text: string, lineEnd: LineEnd, isWhole: boolean): string[] {
  const lines = text.split(lineEnd === 'cr' ? '\r' : /\r?\n/);
  // A first line that is longer than the sample is still a line: the file is not empty.
  if (!isWhole && lines.length > 1) lines.pop();
  return lines;
}

/**
 * The lines at the beginning of bytes that are not on the disk yet.
 * @param start no more than `SAMPLE_BYTES`
 */
export function linesOfStart(start: Buffer): string[] {
  const text = decoded(start);
  return linesOf(text, lineEndOf(text), start.length < SAMPLE_BYTES);
}

/** @returns whole lines without their line ends */
export async function sampleLines(file: InputFile): Promise<string[]> {
  const handle = await open(file.path).catch((cause: unknown) => {
    throw unreadable(file.name, cause);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0).catch((cause) => {
      throw unreadable(file.name, cause);
    });
    const text = decoded(buffer.subarray(0, bytesRead));
    const isWhole = bytesRead < SAMPLE_BYTES;
    const seen = lineEndOf(text);
    // One line feed anywhere in the file, and its lines end with line feeds.
    const lineEnd = seen === 'cr' && !isWhole ? (await inspectFile(file)).lineEnd : seen;
    return linesOf(text, lineEnd, isWhole);
  } finally {
    await handle.close();
  }
}
