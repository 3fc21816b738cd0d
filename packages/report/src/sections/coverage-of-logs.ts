/** On which days the filter left a log: every other figure of IT's is read against this. */
import { heading, paragraph } from '../blocks.js';
import { daySpans } from '../day-spans.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';
import { counted, wholeNumber } from '../words/figure-words.js';

export default defineSection({
  id: 'coverage-of-logs',
  title: 'Coverage: days with a log',
  editions: ['it'],
  order: 21,
  build({ coverage: { schoolDays, schoolDaysWithRequests, logGaps }, tables }) {
    if (schoolDays === 0) return [paragraph('The period has no school day: there was nothing to filter.')];
    return [
      paragraph([
        { plain: `The period has ${counted(schoolDays, 'days')} of school. The web filter left a log on ` },
        { strong: `${wholeNumber(schoolDaysWithRequests)} of them` },
        { plain: '. A zero elsewhere may mean that nothing happened, or that nothing was logged.' },
      ]),
      tableOr(tables.coverageByMonth, 'Coverage is not known month by month.'),
      heading('Days without a filter log'),
      daySpans('School days without one line of filter log', logGaps, 'Every school day has a filter log.'),
    ];
  },
  examples: [
    {
      name: 'a gap of two days',
      given: {
        edition: 'it',
        coverage: {
          schoolDays: 60,
          schoolDaysWithRequests: 58,
          logGaps: [{ from: '2026-05-12', to: '2026-05-13', schoolDays: 2 }],
        },
      },
      kinds: ['paragraph', 'paragraph', 'heading', 'table'],
      words: ['58 of them', '12 May 2026 to 13 May 2026'],
    },
  ],
});
