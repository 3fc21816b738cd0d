/** What the web filter saw and what it stopped. */
import { type Block, heading, paragraph } from '../blocks.js';
import { blockedByMonthChart } from '../charts/blocked-by-month.js';
import { blockedBySessionChart } from '../charts/blocked-by-session.js';
import { blockedByTopicChart } from '../charts/blocked-by-topic.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';

const meaning = paragraph(
  'A request is one line of the filter’s log. Opening one page makes many requests, so these figures say how busy the ' +
    'filter was, not how often somebody chose to go somewhere. A blocked request means that the filter did its work.',
);

const orNothing = (blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [paragraph('There are no requests to show.')] : blocks;

export default defineSection({
  id: 'filtering',
  title: 'Filtering: what was requested and blocked',
  editions: ['governors', 'dsl', 'it'],
  order: 50,
  build: ({ tables }) => [
    meaning,
    heading('By month'),
    ...orNothing(blockedByMonthChart(tables.requestsByMonth)),
    heading('By topic'),
    ...orNothing(blockedByTopicChart(tables.requestsByTopic)),
    heading('By session'),
    ...orNothing(blockedBySessionChart(tables.requestsBySession)),
    ...('requestsByStage' in tables
      ? [heading('By group'), tableOr(tables.requestsByStage, 'There are no requests to show by group.')]
      : []),
  ],
  examples: [
    {
      name: 'no logs at all',
      given: { edition: 'governors' },
      kinds: [
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
      ],
      words: ['There are no requests to show.'],
    },
  ],
});
