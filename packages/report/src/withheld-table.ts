/** How much is kept from a reader, to whom it goes, and why. */
import type { DslEdition } from '@fmreview/core/edition';
import { figureCell, type TableBlock, wordsCell } from './blocks.js';

export const withheldTable = (caption: string, withheld: DslEdition['withheld']): TableBlock => ({
  kind: 'table',
  caption,
  columns: [
    { label: 'Goes to', align: 'start' },
    { label: 'Reason', align: 'start' },
    { label: 'Captures', align: 'end' },
  ],
  rows: withheld.map(({ goesTo, reason, captures }) => [
    wordsCell(goesTo),
    wordsCell(reason),
    figureCell({ kind: 'count', value: captures, unit: 'captures' }),
  ]),
  totals: null,
  note: null,
});
