/** Lines that could not be read, by file, column and reason, so that somebody can mend the export. */
import { figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { wholeNumber } from '../words/figure-words.js';
import { joined } from '../words/joined.js';

export default defineSection({
  id: 'rejections',
  title: 'Lines that were rejected',
  editions: ['dsl'],
  order: 84,
  build({ rejections }) {
    if (rejections.length === 0) return [paragraph('No line was rejected.')];
    return [
      {
        kind: 'table',
        caption: 'Rejected lines by file and reason',
        columns: [
          { label: 'File', align: 'start' },
          { label: 'Column', align: 'start' },
          { label: 'Reason', align: 'start' },
          { label: 'Lines', align: 'end' },
          { label: 'First at line', align: 'start' },
        ],
        rows: rejections.map(({ file, column, reason, count, firstLines }) => [
          wordsCell(file),
          wordsCell(column),
          wordsCell(reason),
          figureCell({ kind: 'count', value: count, unit: 'lines' }),
          wordsCell(joined(firstLines.map(wholeNumber))),
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
  ],
});
