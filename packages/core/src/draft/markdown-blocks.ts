/** Markdown, by way of HTML; the lines are looked up again in the source. */
import { marked } from 'marked';
import { type Block, plainText } from './blocks.js';
import { htmlBlocks } from './html-blocks.js';

const lettersOf = (text: string): string => plainText(text).replace(/[^\p{L}\p{N}]/gu, '');
const LEAST_LETTERS = 12;

/** The first line from `from` that holds the beginning of the text, whatever signs are between its letters. */
function lineOf(text: string, lines: readonly string[], from: number): number | null {
  const start = lettersOf(text).slice(0, LEAST_LETTERS);
  const found = lines.findIndex((line, index) => {
    if (index < from) return false;
    return start.length < LEAST_LETTERS ? line.endsWith(start) : line.includes(start);
  });
  return found === -1 ? null : found;
}

export function markdownBlocks(text: string): Block[] {
  const lines = text.split(/\r\n?|\n/).map(lettersOf);
  let reached = 0;
  return htmlBlocks(marked.parse(text, { async: false })).map((block): Block => {
    const found = lineOf(block.text, lines, reached);
    if (found !== null) reached = found;
    return { ...block, line: reached + 1 };
  });
}
