/** Severity by topic by people: what inspections and requests for information ask for. */
import { heading, paragraph } from '../blocks.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'severity-and-people',
  title: 'Captures by severity, topic and people',
  editions: ['evidence'],
  order: 31,
  build: ({ tables }) => [
    heading('Captures by topic and severity'),
    tableOr(tables.capturesByTopic, 'There is no capture in the period.'),
    heading('People by topic and severity'),
    paragraph('The same table, counting people instead of captures: how many different people stand behind each cell.'),
    tableOr(tables.peopleByTopic, 'There is no capture in the period, and so nobody to count.'),
    heading('By grade'),
    tableOr(tables.capturesByGrade, 'There are no captures to show by grade.'),
    heading('By month'),
    tableOr(tables.capturesByMonth, 'There are no captures to show by month.'),
  ],
  examples: [
    {
      name: 'nothing in the period',
      given: { edition: 'evidence' },
      kinds: [
        'heading',
        'paragraph',
        'heading',
        'paragraph',
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
      ],
      words: ['There is no capture in the period.', 'nobody to count'],
    },
  ],
});
