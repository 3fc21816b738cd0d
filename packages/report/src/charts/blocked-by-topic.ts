/** Requests that the filter blocked for each topic, the most frequent first. */
import type { Table } from '@fmreview/core/edition';
import type { Block } from '../blocks.js';
import { chartBlocks } from './chart-block.js';

export const blockedByTopicChart = (table: Table): Block[] =>
  chartBlocks({
    table,
    title: 'Blocked requests by topic',
    columnIds: ['blocked'],
    direction: 'sideways',
    order: 'largest-first',
  });
