import { defineFinding } from '../find/finding.js';
import { overdueOf } from '../find/overdue.js';

const known_until = [{ day: '2026-05-31' }];
const policy = { kind: 'review', id: 'policy', title: 'Acceptable Use Policy' };

export default defineFinding({
  id: 'reviews-overdue',
  title: 'Reviews of policies and provision are overdue',
  why: 'The school said how often it looks at what it has agreed and set up. What nobody has looked at for longer fits the school of then, and not of now.',
  source:
    'DfE filtering and monitoring standard: provision is reviewed at least once each school year; Keeping children safe in education: policies too',
  action: 'Make each review that is overdue, record its day in the settings, and put the next one into the calendar.',
  owner: 'Headteacher and DSL, with the governors',
  confidence: 'certain',
  rank: 61,
  needs: ['due'],
  find: (database) =>
    overdueOf(database, {
      kind: 'review',
      unit: 'reviews',
      words:
        'Reviews that are overdue: {overdue}; never made: {never}. Days since the first of them was due: {longest}.',
      labels: { overdue: 'Reviews overdue', never: 'Reviews never made' },
      heading: 'Review',
    }),
  examples: [
    {
      what: 'one that was due a month ago, and one that was never made',
      tables: {
        known_until,
        due: [
          { ...policy, last_on: '2025-05-01', due_on: '2026-05-01' },
          { ...policy, id: 'filter', title: 'Review of filtering', last_on: null, due_on: null },
        ],
      },
      finds: { overdue: 2, never: 1, longest: 30 },
    },
    {
      what: 'due on the last day of which anything is known, and training that is overdue',
      tables: {
        known_until,
        due: [
          { ...policy, last_on: '2025-05-31', due_on: '2026-05-31' },
          { ...policy, kind: 'training', last_on: '2024-05-01', due_on: '2025-05-01' },
        ],
      },
      finds: null,
    },
  ],
});
