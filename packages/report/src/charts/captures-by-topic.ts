/** Captures of each topic, the most frequent first. */
import type { Table } from '@fmreview/core/edition';
import type { Block } from '../blocks.js';
import { chartBlocks } from './chart-block.js';

export const capturesByTopicChart = (table: Table): Block[] =>
  chartBlocks({
    table,
    title: 'Captures by topic',
    columnIds: ['total'],
    direction: 'sideways',
    order: 'largest-first',
  });
