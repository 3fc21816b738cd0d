/** Text for a terminal: how wide it is there, how it is cut or wrapped, and nothing in it that the terminal obeys. */

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const ELLIPSIS = '…';
const segmenter = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
const numbers = new Intl.NumberFormat('en-GB');

export const countText = (count: number): string => numbers.format(count);

/** `1 request`, `1,204 requests`. */
export const countedText = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

const charactersOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const characterWidth = (character: string): number => (WIDE.test(character) ? 2 : 1);

export const displayWidth = (text: string): number =>
  charactersOf(text).reduce((width, character) => width + characterWidth(character), 0);

/** Control characters of a log must not reach a terminal: some would move the cursor or change what is read. */
export const printable = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD');

/** JSON that is safe on a terminal too: the control characters that JSON itself lets through are escaped. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function fill(characters: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let width = 0;
  for (const character of characters) {
    width += characterWidth(character);
    if (width > columns) break;
    taken.push(character);
  }
  return taken;
}

export function cutEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  return `${fill(charactersOf(text), columns - 1).join('')}${ELLIPSIS}`;
}

export function cutStart(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const end = fill(charactersOf(text).toReversed(), columns - 1).toReversed();
  return `${ELLIPSIS}${end.join('')}`;
}

/** Cuts out the middle: the beginning and the end of a path tell most. */
export function cutMiddle(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const characters = charactersOf(text);
  const start = fill(characters, Math.floor((columns - 1) / 3));
  const end = fill(characters.toReversed(), columns - 1 - displayWidth(start.join(''))).toReversed();
  return `${start.join('')}${ELLIPSIS}${end.join('')}`;
}

export function padded(text: string, columns: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columns - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}

export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || displayWidth(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
