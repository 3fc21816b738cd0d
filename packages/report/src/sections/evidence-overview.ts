/** Page one of the evidence: what is counted, and how many people can open what lies behind it. */
import type { EvidenceEdition } from '@fmreview/core/edition';
import { type Block, figureCell, heading, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { symbolKey } from '../words/figure-words.js';

function readersBlock(readers: EvidenceEdition['readers']): Block {
  if (readers.every(({ count }) => count === 0))
    return paragraph('Nobody holds a key: names and texts in the records of this review can be opened by nobody.');
  return {
    kind: 'table',
    caption: 'People who hold a key to names and texts',
    columns: [
      { label: 'Office', align: 'start' },
      { label: 'People', align: 'end' },
    ],
    rows: readers.map(({ office, count }) => [
      wordsCell(office),
      figureCell({ kind: 'count', value: count, unit: 'people' }),
    ]),
    totals: null,
    note: 'Somebody who holds two offices is counted in each. Each office opens only what is sealed to it, and nobody opens what is about themselves.',
  };
}

export default defineSection({
  id: 'evidence-overview',
  title: 'What is recorded, and who can see it',
  editions: ['evidence'],
  order: 5,
  build: ({ keyFigures, readers, systems }) => [
    { kind: 'figures', cards: keyFigures, note: symbolKey(keyFigures.map(({ figure }) => figure)) },
    heading('Who can open the data'),
    readersBlock(readers),
    paragraph(
      'Governors, IT support and the public receive figures in which nobody can be recognised. The products themselves have readers of their own, who are not counted here.',
    ),
    heading('The systems'),
    {
      kind: 'definitions',
      items: [
        { term: 'Web filter', meaning: systems.filter ?? 'Not stated' },
        { term: 'Monitoring', meaning: systems.monitoring ?? 'Not stated' },
      ],
    },
    heading('How to read the figures'),
    {
      kind: 'list',
      ordered: false,
      items: [
        'A capture is a record that the monitoring made by itself. Most turn out to be of no concern.',
        'Severity is the product’s own; a grade is what a person gave after looking.',
        'Figures reflect how the products are set up and how much the devices are used. They do not measure how common a behaviour is.',
        'What the school decided on a record is not counted here: a capture is not an incident and not a referral.',
      ],
    },
  ],
  examples: [
    {
      name: 'readers by office',
      given: { edition: 'evidence', readers: [{ office: 'DSL and deputies', count: 3 }] },
      kinds: ['figures', 'heading', 'table', 'paragraph', 'heading', 'definitions', 'heading', 'list'],
      words: ['DSL and deputies', '3', 'nobody opens what is about themselves'],
    },
    {
      name: 'no key at all',
      given: { edition: 'evidence', readers: [] },
      kinds: ['figures', 'heading', 'paragraph', 'paragraph', 'heading', 'definitions', 'heading', 'list'],
      words: ['Nobody holds a key'],
    },
  ],
});
