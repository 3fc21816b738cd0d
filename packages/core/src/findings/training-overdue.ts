import { defineFinding } from '../find/finding.js';
import { overdueOf } from '../find/overdue.js';

const known_until = [{ day: '2026-05-31' }];
const prevent = { kind: 'training', id: 'staff-prevent', title: 'Prevent training of staff' };

export default defineFinding({
  id: 'training-overdue',
  title: 'Training is overdue',
  why: 'Staff are expected to know what filtering and monitoring are for, how to report a concern, and what has changed since they last learned of it.',
  source:
    'Keeping children safe in education: training at induction and regularly after it, with updates at least once a year, covers filtering and monitoring',
  action: 'Hold the training that is overdue, record its day in the settings, and put the next one into the calendar.',
  owner: 'Headteacher, with the DSL',
  confidence: 'certain',
  rank: 62,
  needs: ['due'],
  find: (database) =>
    overdueOf(database, {
      kind: 'training',
      unit: 'courses',
      words: 'Training that is overdue: {overdue}; never held: {never}. Days since the first of it was due: {longest}.',
      labels: { overdue: 'Training overdue', never: 'Training never held' },
      heading: 'Training',
    }),
  examples: [
    {
      what: 'one that was due the day before',
      tables: { known_until, due: [{ ...prevent, last_on: '2024-05-30', due_on: '2026-05-30' }] },
      finds: { overdue: 1, never: 0, longest: 1 },
    },
    {
      what: 'never held',
      tables: { known_until, due: [{ ...prevent, last_on: null, due_on: null }] },
      finds: { overdue: 1, never: 1, longest: 0 },
    },
    {
      what: 'in time, and a review that is overdue',
      tables: {
        known_until,
        due: [
          { ...prevent, last_on: '2025-01-10', due_on: '2027-01-10' },
          { ...prevent, kind: 'review', last_on: null, due_on: null },
        ],
      },
      finds: null,
    },
  ],
});
