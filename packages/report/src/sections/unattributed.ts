/** Accounts that no row of the roster explains: each wants an owner. */
import { figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'unattributed',
  title: 'Accounts that match nobody',
  editions: ['dsl'],
  order: 82,
  build({ unattributed }) {
    if (unattributed.length === 0) return [paragraph('Every account of the period matches somebody on the roster.')];
    return [
      paragraph(
        'These accounts match no row of the roster on the date of use. They may belong to leavers, or be shared or misspelt.',
      ),
      {
        kind: 'table',
        caption: 'Accounts without a person',
        columns: [
          { label: 'Account', align: 'start' },
          { label: 'Requests', align: 'end' },
          { label: 'Captures', align: 'end' },
        ],
        rows: unattributed.map(({ account, requests, captures }) => [
          wordsCell(account),
          figureCell({ kind: 'count', value: requests, unit: 'requests' }),
          figureCell({ kind: 'count', value: captures, unit: 'captures' }),
        ]),
        totals: null,
        note: null,
      },
    ];
  },
  examples: [
    { name: 'all matched', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['matches somebody'] },
    {
      name: 'one account',
      given: { edition: 'dsl', unattributed: [{ account: 'kiosk-7', requests: 1410, captures: 0 }] },
      kinds: ['paragraph', 'table'],
      words: ['kiosk-7', '1,410'],
    },
  ],
});
