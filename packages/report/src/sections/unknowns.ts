/** What could not be read, matched or mapped: a report that hides its gaps cannot be trusted. */
import { figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { symbolKey } from '../words/figure-words.js';

export default defineSection({
  id: 'unknowns',
  title: 'What we could not read, match or map',
  editions: ['governors', 'dsl', 'it', 'evidence'],
  order: 80,
  build({ unknowns }) {
    if (unknowns.length === 0) return [paragraph('Everything that was imported could be read, matched and mapped.')];
    return [
      paragraph('Nothing is dropped in silence. What has no place in the tables above is counted here.'),
      {
        kind: 'table',
        caption: 'Not read, not matched or not mapped',
        columns: [
          { label: 'What', align: 'start' },
          { label: 'What it means', align: 'start' },
          { label: 'Figure', align: 'end' },
        ],
        rows: unknowns.map(({ label, figure, note }) => [wordsCell(label), wordsCell(note ?? '–'), figureCell(figure)]),
        totals: null,
        note: symbolKey(unknowns.map(({ figure }) => figure)),
      },
    ];
  },
  examples: [
    {
      name: 'one row for each gap',
      given: {
        edition: 'governors',
        unknowns: [
          {
            id: 'unmapped',
            label: 'Categories nobody mapped',
            figure: { kind: 'count', value: 2, unit: 'categories' },
            note: null,
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: ['Categories nobody mapped', '2'],
    },
    {
      name: 'nothing unknown',
      given: { edition: 'governors' },
      kinds: ['paragraph'],
      words: ['could be read, matched and mapped'],
    },
  ],
});
