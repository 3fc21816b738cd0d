/** Captures about adults: what is needed to judge them, and nothing that judges them already. */
import { paragraph } from '../blocks.js';
import { captureTable } from '../capture-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'annex-captures',
  title: 'Captures to look at',
  editions: ['staff-annex', 'chair-annex'],
  order: 13,
  layout: 'landscape',
  startsPage: true,
  build({ captures }) {
    if (captures.length === 0)
      return [paragraph('No capture of the period that comes to you is serious by library or grade.')];
    return [
      paragraph(
        'Who must know comes from the school’s own policy. Where a rule is named, the capture may fall under it; whether it was broken, a person decides.',
      ),
      captureTable('adults', captures),
    ];
  },
  examples: [
    { name: 'none', given: { edition: 'staff-annex' }, kinds: ['paragraph'], words: ['No capture of the period'] },
    {
      name: 'one capture with its rule and route',
      given: {
        edition: 'staff-annex',
        captures: [
          {
            id: '3:41',
            createdLocal: '2026-05-20 10:12',
            name: 'Ombry Vanterloe',
            group: 'staff',
            topic: 'Gambling',
            nature: 'breach',
            severityLibrary: 4,
            severityGrade: null,
            phrase: 'place a bet',
            source: 'Keyboard',
            clauses: ['Staff code, 4'],
            route: 'DSL',
            suggestedStep: null,
            stepWhy: 'Incidents on purpose that a person decided on before: 0.',
            filterAnswer: 'allowed',
            knownBy: '',
            decision: null,
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: ['Ombry Vanterloe, staff', 'place a bet', 'Staff code 4', '3:41'],
    },
  ],
});
