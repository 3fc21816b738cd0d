/** Who has signed the agreements of the policy, in numbers. */
import { paragraph } from '../blocks.js';
import { tableBlock } from '../edition-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'agreements',
  title: 'Agreements that people sign',
  editions: ['governors', 'dsl'],
  order: 46,
  build: ({ tables }) =>
    tables.acceptance.rows.length === 0
      ? [paragraph('No signature under an agreement of the policy is on record.')]
      : [
          paragraph(
            'How many of those whom an agreement of the policy is for have signed it. An agreement that nobody ever signed is left out: the school does not collect signatures for it, or has not given them to this report.',
          ),
          tableBlock(tables.acceptance),
        ],
  examples: [
    { name: 'none', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['No signature'] },
    {
      name: 'by agreement',
      given: {
        edition: 'governors',
        tables: {
          acceptance: {
            id: 'acceptance',
            title: 'People who have signed an agreement',
            unit: 'people',
            rowHeading: 'Agreement',
            columns: [{ id: 'signed', label: 'Signed' }],
            rows: [{ id: 'ks2', label: 'Key stage 2 rules', figures: [{ kind: 'count', value: 61, unit: 'people' }] }],
            totals: null,
            note: null,
          },
        },
      },
      kinds: ['paragraph', 'table'],
      words: ['is left out', 'Key stage 2 rules', '61'],
    },
  ],
});
