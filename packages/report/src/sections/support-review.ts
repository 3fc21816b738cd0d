/** Captures that may mean that somebody needs help: the first thing the safeguarding lead reads. */
import { paragraph } from '../blocks.js';
import { captureTable } from '../capture-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'support-review',
  title: 'Support captures to review',
  editions: ['dsl'],
  order: 12,
  layout: 'landscape',
  startsPage: true,
  build({ support }) {
    if (support.length === 0) return [paragraph('No capture of the period points to a support matter.')];
    return [
      {
        kind: 'callout',
        importance: 'high',
        label: 'People first',
        text: 'Each row may mean that somebody needs help. None of them is a breach, and no sanction follows from any of them.',
      },
      captureTable('support', support),
    ];
  },
  examples: [
    { name: 'nothing to review', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['No capture of the period'] },
    {
      name: 'library severity and grade stay apart',
      given: {
        edition: 'dsl',
        support: [
          {
            id: 'SEC-1',
            createdLocal: '2026-05-20 10:12',
            name: 'Tavrin Oskelby',
            group: 'Year 5, 5A',
            topic: 'Self-harm',
            nature: 'vulnerability',
            severityLibrary: 5,
            severityGrade: null,
            phrase: 'no way out now',
            source: 'Keyboard',
            clauses: [],
            route: 'Designated safeguarding lead',
            suggestedStep: null,
            stepWhy: 'Incidents on purpose that a person decided on before: 0.',
            filterAnswer: 'allowed',
            knownBy: 'by the list of devices',
            decision: null,
          },
        ],
      },
      kinds: ['callout', 'table'],
      words: [
        'Tavrin Oskelby, Year 5, 5A (by the list of devices)',
        'not yet',
        'Designated safeguarding lead',
        'SEC-1',
        'None of them is a breach',
      ],
    },
  ],
});
