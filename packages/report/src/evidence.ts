/** The rows behind a finding, for a reader who may see them. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Block, wordsCell } from './blocks.js';
import { wholeNumber } from './words/figure-words.js';

type Evidence = DslEdition['findings'][number]['evidence'];

const omitted = (count: number): string | null =>
  count === 0 ? null : `${wholeNumber(count)} more ${count === 1 ? 'row is' : 'rows are'} not printed.`;

export function evidenceBlocks(evidence: Evidence): readonly Block[] {
  if (evidence === null) return [];
  return [
    {
      kind: 'table',
      caption: `Evidence: ${evidence.title}`,
      columns: evidence.columns.map((label) => ({ label, align: 'start' })),
      rows: evidence.rows.map((row) => row.map(wordsCell)),
      totals: null,
      note: omitted(evidence.omittedCount),
    },
  ];
}
