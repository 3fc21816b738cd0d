/** Captures of each month with the episodes that they make up: how much of the number is one burst of typing. */
import type { Table } from '@fmreview/core/edition';
import type { Block } from '../blocks.js';
import { chartBlocks } from './chart-block.js';

export const capturesByMonthChart = (table: Table): Block[] =>
  chartBlocks({
    table,
    title: 'Captures and episodes by month',
    columnIds: ['captures', 'episodes'],
    direction: 'upright',
    order: 'as-given',
  });
