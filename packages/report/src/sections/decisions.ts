/** What people decided about the period's events: only a decision makes an incident of anything. */
import type { GovernorsEdition } from '@fmreview/core/edition';
import { type Block, heading, paragraph } from '../blocks.js';
import { tableBlock, tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';

type Tables = GovernorsEdition['tables'];

const outcomes = ({ decisionsByOutcome, conductIncidents, supportIncidents }: Tables): Block[] => [
  heading('What was decided'),
  paragraph(
    'Decisions come from the school’s own list of outcomes. “Conduct” and “support” say what kind of topic the event had; a sign of need breaks no rule, whatever was decided.',
  ),
  tableBlock(decisionsByOutcome),
  heading('Incidents of conduct'),
  paragraph(
    'Events that a person decided were incidents. They are far fewer than captures, and they alone count for a step of the policy.',
  ),
  tableOr(conductIncidents, 'No decision on record makes anything of this period an incident of conduct.'),
  heading('Incidents of support'),
  paragraph('Somebody needed help, and a person saw to it. They are kept apart from conduct.'),
  tableOr(supportIncidents, 'No decision on record makes anything of this period an incident of support.'),
];

export default defineSection({
  id: 'decisions',
  title: 'What people decided',
  editions: ['governors', 'dsl'],
  order: 42,
  build: ({ tables }) => [
    paragraph(
      'A capture is a signal; an incident exists only when a person decided so and wrote it down. This part counts what was decided, and what still waits.',
    ),
    heading('Captures to look at'),
    tableBlock(tables.seriousCaptures),
    ...(tables.decisionsByOutcome.rows.length === 0
      ? [
          paragraph(
            'No decision on anything of this period is on record. That is a gap in the record; it does not mean that nothing was done.',
          ),
        ]
      : outcomes(tables)),
  ],
  examples: [
    {
      name: 'nothing decided is a gap in the record',
      given: { edition: 'governors' },
      kinds: ['paragraph', 'heading', 'table', 'paragraph'],
      words: ['only when a person decided so', 'a gap in the record'],
    },
    {
      name: 'outcomes, with conduct and support apart',
      given: {
        edition: 'governors',
        tables: {
          decisionsByOutcome: {
            id: 'decisionsByOutcome',
            title: 'Decisions by outcome',
            unit: 'decisions',
            rowHeading: 'Outcome',
            columns: [{ id: 'total', label: 'Total' }],
            rows: [{ id: 'referral', label: 'Referral', figures: [{ kind: 'suppressed', unit: 'decisions' }] }],
            totals: null,
            note: null,
          },
        },
      },
      kinds: [
        'paragraph',
        'heading',
        'table',
        'heading',
        'paragraph',
        'table',
        'heading',
        'paragraph',
        'paragraph',
        'heading',
        'paragraph',
        'paragraph',
      ],
      words: ['Referral', 'breaks no rule', 'an incident of conduct.', 'an incident of support.'],
    },
  ],
});
