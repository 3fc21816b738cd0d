/** Captures that may fall under a clause of the policy, with the route and the step that the policy suggests. */
import { paragraph } from '../blocks.js';
import { captureTable } from '../capture-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'conduct-review',
  title: 'Conduct captures to review',
  editions: ['dsl'],
  order: 14,
  layout: 'landscape',
  startsPage: true,
  build({ conduct }) {
    if (conduct.length === 0) return [paragraph('No capture of the period needs a review for conduct.')];
    return [
      paragraph(
        'Routes and steps are suggestions from the school’s own policy; the list of people says why a step is suggested, or none. A person decides, and only then is anything an incident.',
      ),
      captureTable('conduct', conduct),
    ];
  },
  examples: [
    {
      name: 'nothing to review',
      given: { edition: 'dsl' },
      kinds: ['paragraph'],
      words: ['needs a review for conduct'],
    },
    {
      name: 'clause, route and step',
      given: {
        edition: 'dsl',
        conduct: [
          {
            id: 'SEC-2',
            createdLocal: '2026-05-20 10:12',
            name: 'Tavrin Oskelby',
            group: '',
            topic: 'Games',
            nature: 'breach',
            severityLibrary: 2,
            severityGrade: 4,
            phrase: '',
            source: 'Application',
            clauses: ['KS2 rules, 10', 'KS2 rules, 7', 'Code, 3'],
            route: 'Class teacher',
            suggestedStep: 'Step 1: a reminder',
            stepWhy: 'Incidents on purpose that a person decided on before: 0.',
            filterAnswer: 'allowed',
            knownBy: '',
            decision: { outcome: 'Parent contacted', stepTaken: 2, decidedOn: '2026-05-22', decidedBy: 'deputy DSL' },
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: [
        'KS2 rules 7 and 10; Code 3',
        'Step 1: a reminder',
        'A person decides',
        'Parent contacted, step 2: deputy DSL, 22 May 2026',
      ],
    },
  ],
});
