/** The text of single lines, found again by their numbers: for the few that were rejected. */
import { lineChunks, type TextShape } from './line-chunks.js';

/** @param wanted 1-based physical lines, in ascending order */
export async function pickLines(
  path: string,
  shape: TextShape,
  wanted: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  let next = 0;
  let line = 1;
  if (wanted.length === 0) return found;
  for await (const piece of lineChunks(path, shape)) {
    let start = 0;
    for (;;) {
      const end = piece.indexOf('\n', start);
      if (line === wanted[next]) {
        found.set(line, piece.slice(start, end === -1 ? undefined : end).replace(/\r$/, ''));
        next += 1;
      }
      line += 1;
      if (end === -1) break;
      start = end + 1;
    }
    if (next === wanted.length) break;
  }
  return found;
}
