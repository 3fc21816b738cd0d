/**
 * The exact way to read lines: the file's text in large pieces that end with a line, whatever its encoding. The pieces go
 * to DuckDB as they are and are cut there, so that no line becomes a JavaScript object and every line keeps its number.
 */
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Inspection } from './inspect-file.js';

const CHUNK_BYTES = 8 << 20;

/** What must be known of a file's bytes to cut them into lines. */
export type TextShape = Pick<Inspection, 'encoding' | 'lineEnd'>;

/** @yields text of whole lines, joined by `\n`, without the last line end; the byte order mark and bytes 0 are taken off */
export async function* lineChunks(
  path: string,
  { encoding, lineEnd }: TextShape,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal ? { signal } : {}) });
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  const end = lineEnd === 'cr' ? '\r' : '\n';
  const cleaned = (text: string) => (lineEnd === 'cr' ? text.replaceAll('\r', '\n') : text).replaceAll('\0', '');
  let rest = '';
  for await (const bytes of stream) {
    const text = rest + decoder.write(bytes);
    const last = text.lastIndexOf(end);
    rest = text.slice(last + 1);
    if (last !== -1) yield cleaned(text.slice(0, last));
  }
  rest += decoder.end() ?? '';
  if (rest !== '') yield cleaned(rest);
}

/** @yields the pieces without the lines before the first record, which may reach over several pieces */
export async function* piecesAfter(pieces: AsyncIterable<string>, lineCount: number): AsyncGenerator<string> {
  let left = lineCount;
  for await (const piece of pieces) {
    let start = 0;
    while (left > 0 && start !== -1) {
      const end = piece.indexOf('\n', start);
      start = end === -1 ? -1 : end + 1;
      left -= 1;
    }
    if (start !== -1) yield start === 0 ? piece : piece.slice(start);
  }
}
