/** Plain text: one paragraph a line, unless the file was wrapped to a width; then lines are put together again. */
import type { Block } from './blocks.js';
import { item, markedText, paragraph, rowBlocks } from './item-markers.js';

const TAG = /<\/?(?:p|td|th|tr|br|li|ul|ol|b|i|u|strong|em|span|div|table|tbody)\b[^<>]{0,200}>/gi;
const WRAPPED_AT_MOST = 110;
const LEAST_LINES_TO_JUDGE = 8;

/** The width that the file was wrapped to; null when each line is a paragraph of its own. */
function wrapWidth(lines: readonly string[]): number | null {
  const lengths = lines.map((line) => line.trimEnd().length).filter((length) => length > 0);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  if (lengths.length < LEAST_LINES_TO_JUDGE || longest > WRAPPED_AT_MOST) return null;
  const full = lines.filter(
    (line, index) => line.trimEnd().length > longest * 0.75 && /\S/.test(lines[index + 1] ?? ''),
  );
  return full.length >= lengths.length * 0.2 ? longest : null;
}

const endsSentence = (text: string) => /[.:;!?]["')]?$/.test(text.trimEnd());

interface Unfinished {
  text: string;
  readonly line: number;
  readonly indent: number;
  /** The last line as it stood, to see whether it was full. */
  lastLine: string;
  blankAfter: boolean;
}

function continues(line: string, before: Unfinished, width: number | null): boolean {
  const text = line.trim();
  if (markedText(text) !== null) return false;
  const isWrapped = width !== null && !before.blankAfter && before.lastLine.trimEnd().length > width * 0.7;
  // A page break cuts a sentence in two: the second half begins with a small letter or closes a bracket.
  const isCut = /^[\p{Ll}]/u.test(text) && !endsSentence(before.text);
  return isWrapped || isCut;
}

function finished({ text, line }: Unfinished, depth: number): Block {
  const marked = markedText(text);
  return marked === null ? paragraph(text, line) : item(marked, line, depth);
}

/** How many of the items before, back to the last paragraph, stand less far in. */
function depthsOf(pieces: readonly Unfinished[]): number[] {
  let indents: number[] = [];
  return pieces.map(({ text, indent }) => {
    if (markedText(text) === null) indents = [];
    else indents = [...indents.filter((each) => each < indent), indent];
    return Math.max(0, indents.length - 1);
  });
}

const indentOf = (line: string): number => (/^[ \t\u00a0]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

export function textBlocks(text: string): Block[] {
  const lines = text.split(/\r\n?|[\n\f]/);
  const width = wrapWidth(lines);
  const pieces: Unfinished[] = [];
  const rows = new Map<Unfinished, readonly string[]>();
  for (const [index, raw] of lines.entries()) {
    const before = pieces.at(-1);
    // Table cells that another program left behind with their tags; elsewhere a tab is but a blank.
    const line = raw.replace(TAG, '');
    if (line.trim() === '') {
      if (before !== undefined) before.blankAfter = true;
      continue;
    }
    const isRow = line !== raw;
    if (before !== undefined && !isRow && !rows.has(before) && continues(line, before, width)) {
      before.text += ` ${line.trim()}`;
      before.lastLine = line;
      before.blankAfter = false;
      continue;
    }
    const piece = { text: line.trim(), line: index + 1, indent: indentOf(line), lastLine: line, blankAfter: false };
    if (isRow) rows.set(piece, line.split('\t'));
    pieces.push(piece);
  }
  const depths = depthsOf(pieces);
  return pieces.flatMap((piece, index) => {
    const row = rows.get(piece);
    return row === undefined ? [finished(piece, depths[index] ?? 0)] : rowBlocks(row, piece.line);
  });
}
