/** Captures that this reader does not see: their number, where they go, and why. */
import { figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'withheld',
  title: 'Captures that go to somebody else',
  editions: ['dsl'],
  order: 18,
  build({ withheld }) {
    if (withheld.length === 0) return [paragraph('Every capture of the period may be seen by you.')];
    return [
      {
        kind: 'table',
        caption: 'Captures withheld from this edition',
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
      },
    ];
  },
  examples: [
    { name: 'nothing withheld', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['may be seen by you'] },
    {
      name: 'a capture about a lead goes to the chair',
      given: {
        edition: 'dsl',
        withheld: [{ captures: 2, goesTo: 'Chair of governors', reason: 'About a designated safeguarding lead' }],
      },
      kinds: ['table'],
      words: ['Chair of governors', 'About a designated safeguarding lead', '2'],
    },
  ],
});
