/** Requests that the filter blocked in each month. */
import type { Table } from '@fmreview/core/edition';
import type { Block } from '../blocks.js';
import { chartBlocks } from './chart-block.js';

export const blockedByMonthChart = (table: Table): Block[] =>
  chartBlocks({
    table,
    title: 'Blocked requests by month',
    columnIds: ['blocked'],
    direction: 'upright',
    order: 'as-given',
  });
