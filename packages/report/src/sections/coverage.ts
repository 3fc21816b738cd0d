/** What was watched and what was not: every other figure is read against this. */
import { heading, paragraph } from '../blocks.js';
import { daySpans } from '../day-spans.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';
import { counted, wholeNumber } from '../words/figure-words.js';

export default defineSection({
  id: 'coverage',
  title: 'Coverage: what was watched',
  editions: ['governors', 'dsl', 'evidence'],
  order: 20,
  build({ coverage, tables }) {
    if (coverage.schoolDays === 0) return [paragraph('The period has no school day: there was nothing to watch.')];
    const { schoolDays, schoolDaysWithRequests, schoolDaysWithCaptures, logGaps, silentWeeks } = coverage;
    return [
      paragraph([
        { plain: `The period has ${counted(schoolDays, 'days')} of school. The web filter left a log on ` },
        { strong: `${wholeNumber(schoolDaysWithRequests)} of them` },
        { plain: ', and the monitoring left at least one capture on ' },
        { strong: `${wholeNumber(schoolDaysWithCaptures)} of them` },
        { plain: '. A zero elsewhere in this report may mean that nothing happened, or that nobody was looking.' },
      ]),
      tableOr(tables.coverageByMonth, 'Coverage is not known month by month.'),
      heading('Days without a filter log'),
      daySpans('School days without one line of filter log', logGaps, 'Every school day has a filter log.'),
      heading('Weeks without a capture'),
      daySpans('School weeks without one capture', silentWeeks, 'Every school week has at least one capture.'),
    ];
  },
  examples: [
    {
      name: 'gaps stand in tables',
      given: {
        edition: 'governors',
        coverage: {
          schoolDays: 60,
          schoolDaysWithRequests: 58,
          schoolDaysWithCaptures: 41,
          logGaps: [{ from: '2026-05-12', to: '2026-05-13', schoolDays: 2 }],
          silentWeeks: [],
        },
      },
      kinds: ['paragraph', 'paragraph', 'heading', 'table', 'heading', 'paragraph'],
      words: ['58 of them', '12 May 2026 to 13 May 2026', 'Every school week has at least one capture.'],
    },
  ],
});
