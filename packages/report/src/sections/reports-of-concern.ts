/** What people reported on their own: the other half of knowing whether filtering and monitoring work. */
import { paragraph } from '../blocks.js';
import { tableBlock } from '../edition-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'reports-of-concern',
  title: 'Reports of concern',
  editions: ['governors', 'dsl'],
  order: 44,
  build: ({ tables }) =>
    tables.reportsByKind.rows.length === 0
      ? [paragraph('No report of concern of this period is on record: none was made, or none was written down.')]
      : [
          paragraph(
            'What pupils, staff and others reported themselves, and how each report was answered. Many reports are a good sign: people know where to turn.',
          ),
          tableBlock(tables.reportsByKind),
        ],
  examples: [
    { name: 'none', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['none was written down'] },
    {
      name: 'by kind and answer',
      given: {
        edition: 'governors',
        tables: {
          reportsByKind: {
            id: 'reportsByKind',
            title: 'Reports of concern by kind and answer',
            unit: 'reports',
            rowHeading: 'What was reported',
            columns: [{ id: 'open', label: 'No answer yet' }],
            rows: [
              {
                id: 'over-blocking',
                label: 'Blocked without reason',
                figures: [{ kind: 'count', value: 7, unit: 'reports' }],
              },
            ],
            totals: null,
            note: null,
          },
        },
      },
      kinds: ['paragraph', 'table'],
      words: ['people know where to turn', 'Blocked without reason', '7'],
    },
  ],
});
