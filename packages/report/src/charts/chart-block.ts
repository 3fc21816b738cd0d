/** A chart with its message and its table; without anything to draw, a sentence and the table. */
import type { Table } from '@fmreview/core/edition';
import { type Block, paragraph, type TableBlock } from '../blocks.js';
import { tableBlock } from '../edition-table.js';
import { isWorthDrawing, largestFirst, type Series, seriesOf } from './bars.js';
import { chartMessage } from './chart-message.js';
import { type Bars, drawBars } from './draw-bars.js';

interface Request {
  readonly table: Table;
  readonly title: string;
  /** One series for each of these columns, two at most. */
  readonly columnIds: readonly [string] | readonly [string, string];
  readonly direction: Bars['direction'];
  /** Topics rank by size; months and sessions keep their own order. */
  readonly order: 'as-given' | 'largest-first';
  readonly heightPoints?: number;
  /** What stands under the drawing, where it is more than the table itself. */
  readonly data?: TableBlock;
}

const suppressedNote = 'No bar is drawn for a suppressed figure, c.';

const withoutDrawing = ({ table, title, data = tableBlock(table) }: Request): Block[] => [
  paragraph(
    `No chart is drawn of ${title.charAt(0).toLowerCase()}${title.slice(1)}: every figure is zero or not shown.`,
  ),
  data,
];

export function chartBlocks(request: Request): Block[] {
  const { table, title, columnIds, direction, order, heightPoints, data = tableBlock(table) } = request;
  const inOrder = columnIds.map((id) => seriesOf(table, id)).filter((series): series is Series => series !== undefined);
  const series = order === 'largest-first' && inOrder.length === 1 ? inOrder.map(largestFirst) : inOrder;
  if (table.rows.length === 0) return [];
  if (!isWorthDrawing(series)) return withoutDrawing(request);
  const hasGap = series.some(({ bars }) => bars.some(({ printed }) => printed === 'c'));
  return [
    {
      kind: 'chart',
      title,
      ...drawBars({ series, direction, ...(heightPoints === undefined ? {} : { heightPoints }) }),
      alternative: chartMessage(title, series),
      note: hasGap ? suppressedNote : null,
      data,
    },
  ];
}
