/** The marks in front of an item: bullets of many shapes, numbers, roman numerals, letters. */
import { type Block, type Item, type Paragraph, plainText } from './blocks.js';

const BULLET = /^(?:[-–—*+•·∙▪▫◦●○■□►➢➤✓✔→❖⁃\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=[\t\u00a0]| {2}))[\s\u00a0]*/u;
const ORDINAL =
  /^(?:\((\d{1,2}|[ivxlc]{1,6}|[a-z])\)|(\d{1,2}(?:\.\d{1,2}){1,3})[.):]?|(\d{1,2}|[ivxlc]{1,6}|[a-z])[.)])\s+/i;
/** A dash in front of a word may also be a minus or a broken line; with a blank behind it, it is a bullet. */
const BARE_DASH = /^[-–—*+](?![\s\u00a0])/u;
const BARE_MARKER = /^\(?([a-z]|\d{1,2}(?:\.\d{1,2})*|[ivxlc]{1,6})[.):]?$/i;

export interface Marked {
  readonly marker: string | null;
  readonly text: string;
}

/** @returns null when no mark stands in front */
export function markedText(line: string): Marked | null {
  let rest = line.trim();
  let marker: string | null = null;
  let isItem = false;
  // A dash, a numeral and a tick may stand one behind the other.
  for (let round = 0; round < 3; round++) {
    const bullet = BARE_DASH.test(rest) ? null : BULLET.exec(rest);
    const ordinal: RegExpExecArray | null = marker === null ? ORDINAL.exec(rest) : null;
    const found = bullet ?? ordinal;
    if (found === null) break;
    if (bullet === null) marker = ordinal?.slice(1).find((part: string | undefined) => part !== undefined) ?? null;
    isItem = true;
    rest = rest.slice(found[0].length);
  }
  const text = plainText(rest);
  return isItem && text !== '' ? { marker, text } : null;
}

export const paragraph = (text: string, line: number): Paragraph => ({
  kind: 'paragraph',
  text: plainText(text),
  line,
});

export const item = ({ marker, text }: Marked, line: number, depth = 0): Item => ({
  kind: 'item',
  text,
  line,
  marker,
  depth,
});

/** Marks that somebody typed by hand, where a program would have made a list. */
export function paragraphOrItem(text: string, line: number): Block {
  const marked = markedText(text);
  return marked === null ? paragraph(text, line) : item(marked, line);
}

const LEAST_WORDS_OF_SENTENCE = 6;
const wordCount = (text: string) => text.split(' ').length;

/** A row of a table: a letter or number with its rule, a few words of a form, or cells with a sentence each. */
export function rowBlocks(cells: readonly string[], line: number): Block[] {
  const filled = cells.map(plainText).filter((cell) => cell !== '');
  const [first = '', second, ...others] = filled;
  const marker = BARE_MARKER.exec(first)?.[1];
  if (marker !== undefined && second !== undefined) {
    return [item({ marker, text: [second, ...others].join(' ') }, line)];
  }
  const sentences = filled.filter((cell) => wordCount(cell) >= LEAST_WORDS_OF_SENTENCE);
  if (sentences.length > 1) return filled.map((cell) => paragraphOrItem(cell, line));
  return filled.length === 0 ? [] : [paragraphOrItem(filled.join(' '), line)];
}
