/** What a bar chart shows, before anything is drawn: bars with a height, or a symbol where no number may stand. */
import type { Figure, Table } from '@fmreview/core/edition';
import { figureWords } from '../words/figure-words.js';

export interface Bar {
  readonly label: string;
  /** Null leaves a gap: there is no number to draw, and none to guess from the drawing. */
  readonly value: number | null;
  /** Stands at the bar's end: the number, or the symbol in its place. */
  readonly printed: string;
}

export interface Series {
  readonly label: string;
  readonly bars: readonly Bar[];
}

function barValue(figure: Figure): number | null {
  if (figure.kind === 'low') return 0;
  return 'value' in figure ? figure.value : null;
}

/** Undefined when the table has no such column. */
export function seriesOf(table: Table, columnId: string): Series | undefined {
  const index = table.columns.findIndex(({ id }) => id === columnId);
  const column = table.columns[index];
  if (column === undefined) return undefined;
  const bars = table.rows.flatMap(({ label, figures }) => {
    const figure = figures[index];
    return figure === undefined ? [] : [{ label, value: barValue(figure), printed: figureWords(figure).printed }];
  });
  return { label: column.label, bars };
}

/** All zero, all hidden or nothing at all: a drawing would be an empty frame. */
export const isWorthDrawing = (series: readonly Series[]): boolean =>
  series.some(({ bars }) => bars.some(({ value }) => value !== null && value > 0));

/** Largest first; bars without a number last. */
export const largestFirst = (series: Series): Series => ({
  ...series,
  bars: series.bars.toSorted((left, right) => (right.value ?? -1) - (left.value ?? -1)),
});
