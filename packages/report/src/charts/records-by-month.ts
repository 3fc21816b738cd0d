/** For everybody: what the monitoring noticed in each month, over a table that has the filter's months beside it. */
import type { Table } from '@fmreview/core/edition';
import type { Block, TableBlock } from '../blocks.js';
import { chartBlocks } from './chart-block.js';

export const recordsByMonthChart = (table: Table, data: TableBlock): Block[] =>
  chartBlocks({
    table,
    title: 'Records of the monitoring by month',
    columnIds: ['captures'],
    direction: 'upright',
    order: 'as-given',
    heightPoints: 112,
    data,
  });
