/**
 * Widths for the columns of a printed table, from the words in them: a word is not broken while there is room,
 * figures get alike columns, and long texts share what is left.
 */
import type { Cell, TableBlock } from '../blocks.js';
import { longestWordLetters } from '../words/breakable.js';
import { figureWords } from '../words/figure-words.js';

export interface Widths {
  /** In points, adding up to the width of the page's text at most. */
  readonly columns: readonly number[];
  readonly fontSizePoints: number;
  readonly lineCount: number;
}

interface Need {
  /** The longest word. */
  readonly least: number;
  /** The longest text in one line. */
  readonly natural: number;
  readonly padding: number;
}

const fontSizesPoints = [10, 9.5, 9, 8.5, 8] as const;
/** Of the shipped font, as a share of the font size: generous, because capitals and semi-bold letters are wide. */
const letterWidth = 0.53;
export const cellPaddingPoints = 4.5;
/** Parts a text from the figures before it. */
const gapAfterFiguresPoints = 9;
/** A narrow table is not stretched over the page: the eye would lose the row. */
const mostExtraPoints = 30;
/** A heading of several words may fold once it is longer than this. */
const foldedLabelLetters = 14;
const mostLines = 40;

const cellWords = (cell: Cell): string => (cell.kind === 'words' ? cell.words : figureWords(cell.figure).printed);

/** "Key stage 1" may fold before "stage", never before its number. */
export const columnLabel = (label: string): string => label.replace(/ (?=\d+$)/, '\u00a0');

function columnTexts({ columns, rows, totals }: TableBlock): string[][] {
  const bodies = totals === null ? rows : [...rows, totals];
  return columns.map(({ label }, index) => [
    columnLabel(label),
    ...bodies.flatMap((row) => {
      const cell = row[index];
      return cell === undefined ? [] : [cellWords(cell)];
    }),
  ]);
}

const longest = (lengths: readonly number[]): number => lengths.reduce((most, length) => Math.max(most, length), 0);

function need(texts: readonly string[], fontSizePoints: number, gap: number): Need {
  const letter = letterWidth * fontSizePoints;
  const words = texts.flatMap((text) => text.split(/ +/)).map(({ length }) => Math.min(length, longestWordLetters));
  const [label = '', ...bodies] = texts;
  const lines = [Math.min(label.length, foldedLabelLetters), ...bodies.map(({ length }) => length)];
  const padding = 2 * cellPaddingPoints + gap;
  const least = longest(words) * letter + padding;
  return { least, natural: Math.max(least, longest(lines) * letter + padding), padding };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Lines end before the last letter fits: the share of a line that is lost. */
const raggedness = 1.15;

const foldedInto = (lines: number, needs: readonly Need[]): number[] =>
  needs.map(({ least, natural, padding }) => Math.max(least, ((natural - padding) / lines) * raggedness + padding));

/** As few lines a row as the width allows. */
function shared(needs: readonly Need[], width: number): number[] {
  const oneLine = needs.map(({ natural }) => natural);
  if (sum(oneLine) <= width) {
    const extra = Math.min(mostExtraPoints, (width - sum(oneLine)) / needs.length);
    return oneLine.map((own) => own + extra);
  }
  let lines = 2;
  while (lines < mostLines && sum(foldedInto(lines, needs)) > width) lines += 1;
  const folded = foldedInto(lines, needs);
  const scale = width / sum(folded);
  return folded.map((own) => own * scale);
}

/** Columns of figures are as wide as the widest of them, where that fits. */
function alike(needs: readonly Need[], table: TableBlock, width: number): readonly Need[] {
  const isFigure = (index: number): boolean => table.columns[index]?.align === 'end';
  const widest = longest(needs.filter((_, index) => isFigure(index)).map(({ natural }) => natural));
  const same = needs.map((own, index) => (isFigure(index) ? { ...own, least: widest, natural: widest } : own));
  return sum(same.map(({ natural }) => natural)) <= width ? same : needs;
}

export const gapBefore = ({ columns }: TableBlock, index: number): number =>
  columns[index]?.align === 'start' && columns[index - 1]?.align === 'end' ? gapAfterFiguresPoints : 0;

export function columnWidths(table: TableBlock, width: number): Widths {
  const texts = columnTexts(table);
  const needsAt = (size: number): Need[] => texts.map((column, index) => need(column, size, gapBefore(table, index)));
  const fits = (size: number): boolean => sum(needsAt(size).map(({ least }) => least)) <= width;
  const fontSizePoints = fontSizesPoints.find(fits) ?? 8;
  const needs = needsAt(fontSizePoints);
  const columns = fits(fontSizePoints)
    ? shared(alike(needs, table, width), width)
    : needs.map(({ least }) => (least * width) / sum(needs.map((own) => own.least)));
  return { columns, fontSizePoints, lineCount: lineCount(table, columns, fontSizePoints) };
}

/** About how many lines of text the table takes, so that one which fits on a page is not torn apart. */
function lineCount({ rows }: TableBlock, columns: readonly number[], fontSizePoints: number): number {
  const letter = letterWidth * fontSizePoints;
  const linesOf = (cell: Cell, index: number): number => {
    const room = (columns[index] ?? 0) - 2 * cellPaddingPoints;
    return Math.max(1, Math.ceil((cellWords(cell).length * letter) / Math.max(room, letter)));
  };
  return sum(rows.map((row) => longest(row.map(linesOf))));
}
