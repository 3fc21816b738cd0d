/** Lines that could not be read, by file, column and reason, so that somebody can mend the export. */
import type { DslEdition, ItEdition } from '@fmreview/core/edition';
import { type Cell, type Column, figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { wholeNumber } from '../words/figure-words.js';
import { joined } from '../words/joined.js';

type Rejection = DslEdition['rejections'][number] | ItEdition['rejections'][number];

const start = (label: string): Column => ({ label, align: 'start' });

const firstLinesOf = (rejection: Rejection): readonly Cell[] =>
  'firstLines' in rejection ? [wordsCell(joined(rejection.firstLines.map(wholeNumber)))] : [];

export default defineSection({
  id: 'rejections',
  title: 'Lines that were rejected',
  editions: ['dsl', 'it'],
  order: 84,
  build({ rejections }) {
    const rows: readonly Rejection[] = rejections;
    if (rows.length === 0) return [paragraph('No line was rejected.')];
    const hasLines = rows.some((rejection) => 'firstLines' in rejection);
    return [
      {
        kind: 'table',
        caption: 'Rejected lines by file and reason',
        columns: [
          start('File'),
          start('Column'),
          start('Reason'),
          { label: 'Lines', align: 'end' },
          ...(hasLines ? [start('First at line')] : []),
        ],
        rows: rows.map((rejection) => [
          wordsCell(rejection.file),
          wordsCell(rejection.column),
          wordsCell(rejection.reason),
          figureCell({ kind: 'count', value: rejection.count, unit: 'lines' }),
          ...firstLinesOf(rejection),
        ]),
        totals: null,
        note: null,
      },
    ];
  },
  examples: [
    { name: 'none', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['No line was rejected.'] },
    {
      name: 'says where to look',
      given: {
        edition: 'dsl',
        rejections: [
          { file: 'march.csv', column: 'Severity', reason: 'not a whole number', count: 2, firstLines: [14, 1502] },
        ],
      },
      kinds: ['table'],
      words: ['march.csv', 'not a whole number', '14 and 1,502'],
    },
    {
      name: 'IT is told the kind of fault',
      given: { edition: 'it', rejections: [{ file: 'File 3', column: 'Date', reason: 'no such date', count: 4 }] },
      kinds: ['table'],
      words: ['File 3', 'no such date', '4'],
    },
  ],
});
