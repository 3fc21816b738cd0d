/** Words, text and cells as HTML. Everything that is written passes through here, so nothing gets in unescaped. */
import type { Cell, Text } from '../blocks.js';
import { breakable, longestWordLetters } from '../words/breakable.js';
import { figureWords } from '../words/figure-words.js';
import { readable } from '../words/printable.js';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const withoutMarkup = (words: string): string => words.replace(/[&<>"']/g, (character) => entities[character] ?? '');

export const escaped = (words: string): string => withoutMarkup(readable(words));

/** A character of no language: nothing that is printed can hold it by then. */
const breakMark = '\u{f0000}';

export const textHtml = (text: Text): string =>
  typeof text === 'string'
    ? escaped(text)
    : text
        .map((span) => ('strong' in span ? `<strong>${escaped(span.strong)}</strong>` : escaped(span.plain)))
        .join('');

/** An id or a date is not torn at its hyphens; anything long may be. */
function wordsHtml(words: string): string {
  const isOneShortWord = words.includes('-') && !words.includes(' ') && words.length <= longestWordLetters;
  if (isOneShortWord) return `<span class="whole">${withoutMarkup(words)}</span>`;
  return withoutMarkup(breakable(words, breakMark)).replaceAll(breakMark, '<wbr>');
}

/** A symbol is shown to the eye and its meaning is said to the ear. */
export function cellHtml(cell: Cell): string {
  if (cell.kind === 'words') return wordsHtml(readable(cell.words));
  const { printed, spoken } = figureWords(cell.figure);
  if (printed === spoken) return escaped(printed);
  return `<span aria-hidden="true">${escaped(printed)}</span><span class="spoken">${escaped(spoken)}</span>`;
}
