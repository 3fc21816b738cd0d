/**
 * The exact way to read lines: the file's text in large pieces that end with a line, whatever its encoding. The pieces go
 * to DuckDB as they are and are cut there, so that no line becomes a JavaScript object and every line keeps its number.
 */
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Inspection } from './inspect-file.js';

const CHUNK_BYTES = 8 << 20;

/** @yields text of whole lines, joined by `\n`, without the last line end; the byte order mark is taken off */
export async function* lineChunks(
  path: string,
  encoding: Inspection['encoding'],
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal ? { signal } : {}) });
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  let rest = '';
  for await (const bytes of stream) {
    const text = rest + decoder.write(bytes);
    const end = text.lastIndexOf('\n');
    rest = text.slice(end + 1);
    if (end !== -1) yield text.slice(0, end);
  }
  rest += decoder.end() ?? '';
  if (rest !== '') yield rest;
}

/** All of a small file's text, a line end after every line: without the last one, a blank last line would be lost. */
export async function wholeText(path: string, encoding: Inspection['encoding'], signal?: AbortSignal): Promise<string> {
  const parts: string[] = [];
  for await (const part of lineChunks(path, encoding, signal)) parts.push(part);
  return parts.map((part) => `${part}\n`).join('');
}
