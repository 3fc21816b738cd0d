/** Signs that somebody may need help: counted apart, and never called a breach. */
import { paragraph } from '../blocks.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'support-matters',
  title: 'Support matters',
  editions: ['governors', 'dsl'],
  order: 40,
  build: ({ tables }) => [
    {
      kind: 'callout',
      importance: 'information',
      label: 'Read with care',
      text:
        'These figures are about people who may need help. A support matter breaks no rule, leads to no sanction, and ' +
        'goes to the designated safeguarding lead. A higher figure can be good news: it may mean that a child was noticed.',
    },
    paragraph(
      'They are part of the captures in the section before, shown again here so that they are not lost among matters of conduct.',
    ),
    tableOr(tables.supportMatters, 'No capture of the period concerns a support matter.'),
  ],
  examples: [
    {
      name: 'nothing to show',
      given: { edition: 'governors' },
      kinds: ['callout', 'paragraph', 'paragraph'],
      words: ['who may need help', 'leads to no sanction', 'No capture of the period'],
    },
  ],
});
