/** Requests that the filter blocked in each part of the school day, and outside it. */
import type { Table } from '@fmreview/core/edition';
import type { Block } from '../blocks.js';
import { chartBlocks } from './chart-block.js';

export const blockedBySessionChart = (table: Table): Block[] =>
  chartBlocks({
    table,
    title: 'Blocked requests by session',
    columnIds: ['blocked'],
    direction: 'sideways',
    order: 'as-given',
  });
