/** Page one, for a reader who reads nothing else: key figures, what we found, what it means, what we ask. */
import type { GovernorsEdition } from '@fmreview/core/edition';
import { type Block, heading, type Text } from '../blocks.js';
import { defineSection } from '../section.js';
import { symbolKey } from '../words/figure-words.js';

const ask = ({ words, owner }: GovernorsEdition['summary']['asks'][number]): Text => [
  { plain: `${words} ` },
  { strong: `For: ${owner}.` },
];

const statements = (items: GovernorsEdition['summary']['found']): Block => ({
  kind: 'statements',
  items: items.map(({ importance, words }) => ({ importance, text: words })),
});

export default defineSection({
  id: 'summary',
  title: 'Summary',
  editions: ['governors', 'dsl'],
  order: 2,
  build({ summary, keyFigures }) {
    const means: Block[] = summary.means.length === 0 ? [] : [heading('What it means'), statements(summary.means)];
    const asks: Block[] =
      summary.asks.length === 0
        ? []
        : [heading('What we ask of you'), { kind: 'list', ordered: true, items: summary.asks.map(ask) }];
    return [
      { kind: 'figures', cards: keyFigures, note: symbolKey(keyFigures.map(({ figure }) => figure)) },
      heading('What we found'),
      statements(summary.found),
      ...means,
      ...asks,
    ];
  },
  examples: [
    {
      name: 'three short parts under the key figures',
      given: {
        edition: 'governors',
        keyFigures: [
          {
            id: 'captures',
            label: 'Captures',
            figure: { kind: 'count', value: 0, unit: 'captures' },
            note: 'Seen on 3 of 60 school days',
          },
        ],
        summary: {
          found: [{ words: 'Two school days have no log.', importance: 'high' }],
          means: [{ words: 'Nobody can say what was blocked then.', importance: 'information' }],
          asks: [{ words: 'Ask why the log stopped.', owner: 'Chair of governors' }],
        },
      },
      kinds: ['figures', 'heading', 'statements', 'heading', 'statements', 'heading', 'list'],
      words: ['Seen on 3 of 60 school days', 'High', 'What we ask of you', 'For: Chair of governors.'],
    },
  ],
});
