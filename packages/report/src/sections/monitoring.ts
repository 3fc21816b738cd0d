/** Conduct and all other captures, counted from every side. */
import { type Block, heading, paragraph } from '../blocks.js';
import { capturesByMonthChart } from '../charts/captures-by-month.js';
import { capturesByTopicChart } from '../charts/captures-by-topic.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';

const meaning = paragraph(
  'A capture is a record that the monitoring software made because something on a screen matched its library. ' +
    'It is not a finding about anybody: a person has to look at it first. An episode is a run of captures of one ' +
    'account and one category, each within five minutes of the one before.',
);

const orNothing = (blocks: readonly Block[], sentence: string): readonly Block[] =>
  blocks.length === 0 ? [paragraph(sentence)] : blocks;

export default defineSection({
  id: 'monitoring',
  title: 'Monitoring: what was captured',
  editions: ['governors', 'dsl'],
  order: 30,
  build: ({ tables }) => [
    meaning,
    heading('By month'),
    ...orNothing(capturesByMonthChart(tables.capturesByMonth), 'There are no months to show.'),
    heading('By topic and severity'),
    paragraph(
      'Severity is the level that the software’s own library gives, from 1 (lowest) to 5 (highest), before anybody has looked.',
    ),
    ...orNothing(capturesByTopicChart(tables.capturesByTopic), 'No capture has a topic.'),
    heading('By stage'),
    tableOr(tables.capturesByStage, 'There are no captures to show by stage.'),
    heading('By session'),
    tableOr(tables.capturesBySession, 'There are no captures to show by session.'),
    heading('By grade'),
    paragraph('A grade is what a person decided after looking. Grade 1 means no concern; it stays counted here.'),
    tableOr(tables.capturesByGrade, 'There are no captures to show by grade.'),
  ],
  examples: [
    {
      name: 'all figures hidden: a sentence takes the place of the chart',
      given: {
        edition: 'governors',
        tables: {
          capturesByMonth: {
            id: 'capturesByMonth',
            title: 'Captures by month',
            unit: 'captures',
            rowHeading: 'Month',
            columns: [{ id: 'captures', label: 'Captures' }],
            rows: [{ id: '2026-03', label: 'March 2026', figures: [{ kind: 'suppressed', unit: 'captures' }] }],
            totals: null,
            note: null,
          },
        },
      },
      kinds: [
        'paragraph',
        'heading',
        'paragraph',
        'table',
        'heading',
        'paragraph',
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
        'paragraph',
      ],
      words: ['No chart is drawn of captures and episodes by month', 'suppressed', 'No capture has a topic.'],
    },
  ],
});
