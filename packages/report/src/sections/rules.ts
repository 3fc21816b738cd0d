/** Which rules of the school's own policy the captures and blocked requests may fall under. */
import { heading, paragraph } from '../blocks.js';
import { tableOr } from '../edition-table.js';
import { defineSection } from '../section.js';

export default defineSection({
  id: 'rules',
  title: 'Which rules are concerned',
  editions: ['governors', 'dsl'],
  order: 70,
  build: ({ policy, tables }) => [
    paragraph([
      { plain: 'The clauses are those of ' },
      { strong: `${policy.title} (${policy.school})` },
      {
        plain:
          '. A clause is listed where something may fall under it; whether a rule was broken is for a person to decide. ' +
          'One capture or request can concern several clauses, so the rows must not be added up. Support matters concern no clause.',
      },
    ]),
    heading('Captures'),
    tableOr(tables.capturesByClause, 'No capture of the period concerns a clause.'),
    heading('Blocked requests'),
    tableOr(tables.blockedByClause, 'No blocked request of the period concerns a clause.'),
  ],
  examples: [
    {
      name: 'names the policy',
      given: { edition: 'governors', policy: { id: 'p', school: 'Example School', title: 'Acceptable use' } },
      kinds: ['paragraph', 'heading', 'paragraph', 'heading', 'paragraph'],
      words: ['Acceptable use (Example School)', 'must not be added up', 'No capture of the period concerns a clause.'],
    },
  ],
});
