/** Stretches of days as a table, or the sentence that there are none. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Block, figureCell, paragraph, wordsCell } from './blocks.js';
import { spanWords } from './words/date-words.js';

type Span = DslEdition['coverage']['logGaps'][number];

export function daySpans(caption: string, spans: readonly Span[], sentence: string): Block {
  if (spans.length === 0) return paragraph(sentence);
  return {
    kind: 'table',
    caption,
    columns: [
      { label: 'Dates', align: 'start' },
      { label: 'School days', align: 'end' },
    ],
    rows: spans.map((span) => [
      wordsCell(spanWords(span)),
      figureCell({ kind: 'count', value: span.schoolDays, unit: 'days' }),
    ]),
    totals: null,
    note: null,
  };
}
