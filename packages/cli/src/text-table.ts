/** A table for people to read: columns aligned, and cut where the page would be too narrow. */
import { cutEnd, cutMiddle, cutStart, displayWidth, padded } from './display-text.js';

const CUTS = { start: cutStart, middle: cutMiddle, end: cutEnd } as const;

export interface TableColumn {
  readonly heading: string;
  readonly align?: 'right';
  /** Columns that may be cut when the page is too narrow, and where. Others never are: a cut number would lie. */
  readonly cut?: keyof typeof CUTS;
}

interface TableOptions {
  readonly columns: number;
  readonly heading: (text: string) => string;
}

const GAP = '  ';
const LEAST_CUT_COLUMNS = 8;

function widthsOf(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  pageColumns: number,
): number[] {
  // The last cell of a short row runs on over the columns that it has not, so it makes none of them wider.
  const cellsIn = (index: number) =>
    rows.flatMap((row) => (index < row.length - 1 || row.length === columns.length ? [row[index] ?? ''] : []));
  const widths = columns.map(({ heading }, index) => Math.max(...[heading, ...cellsIn(index)].map(displayWidth)));
  const total = () => widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1));
  for (; total() > pageColumns; ) {
    const cuttable = widths.map((width, index) => (columns[index]?.cut === undefined ? 0 : width));
    const widest = Math.max(...cuttable);
    if (widest <= LEAST_CUT_COLUMNS) break;
    widths[cuttable.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/** A row with fewer cells than columns ends in a remark that takes the rest of its line. */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string {
  const widths = widthsOf(columns, rows, options.columns);
  const cell = (text: string, index: number) => {
    const width = widths[index] ?? 0;
    const cut = CUTS[columns[index]?.cut ?? 'end'];
    return padded(cut(text, width), width, columns[index]?.align ?? 'left');
  };
  const line = (row: readonly string[]) => {
    const isShort = row.length < columns.length;
    const cells = row.map((text, index) => (isShort && index === row.length - 1 ? text : cell(text, index)));
    const text = cells.join(GAP);
    return (isShort ? cutEnd(text, options.columns) : text).trimEnd();
  };
  const headings = line(columns.map(({ heading }) => heading));
  return [options.heading(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
