/** Each person with captures: what, under which clauses, who must know, and what the policy suggests. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Cell, type Column, figureCell, paragraph, wordsCell } from '../blocks.js';
import { whoWords } from '../capture-table.js';
import { defineSection } from '../section.js';
import { joined } from '../words/joined.js';
import { referenceWords } from '../words/references.js';

type Person = DslEdition['people'][number];

const labels = ['Name', 'Account', 'Role and group', 'Topics', 'Clauses', 'Who must know', 'Suggested step'];
const countLabels = ['Captures', 'Episodes', 'Graded no concern', 'Blocked requests'];

const columns: readonly Column[] = [
  ...labels.slice(0, 3).map((label) => ({ label, align: 'start' }) as const),
  ...countLabels.map((label) => ({ label, align: 'end' }) as const),
  ...labels.slice(3).map((label) => ({ label, align: 'start' }) as const),
];

/** References only: what each rule says stands in the section on rules. */
const clauseWords = ({ clauses }: Person): string => referenceWords(clauses.map(({ reference }) => reference));

/** With the reason: whoever takes the step must be able to say why. */
const stepWords = ({ suggestedStep, stepWhy }: Person): string =>
  [suggestedStep ?? 'none', stepWhy].filter((part) => part !== '').join(': ');

const cells = (person: Person): readonly Cell[] => [
  wordsCell(whoWords(person.name, '', person.knownBy)),
  wordsCell(person.account),
  wordsCell(person.group === '' ? person.role : `${person.role}, ${person.group}`),
  figureCell({ kind: 'count', value: person.captures, unit: 'captures' }),
  figureCell({ kind: 'count', value: person.episodes, unit: 'episodes' }),
  figureCell({ kind: 'count', value: person.gradedNoConcern, unit: 'captures' }),
  figureCell({ kind: 'count', value: person.blockedRequests, unit: 'requests' }),
  wordsCell(joined(person.topics)),
  wordsCell(clauseWords(person)),
  wordsCell(person.route),
  wordsCell(stepWords(person)),
];

export default defineSection({
  id: 'people',
  title: 'People with captures',
  editions: ['dsl', 'staff-annex', 'chair-annex'],
  order: 16,
  layout: 'landscape',
  startsPage: ['dsl'],
  build({ people }) {
    if (people.length === 0) return [paragraph('Nobody has captures in this period.')];
    return [
      paragraph(
        'Being listed here is not an accusation: most captures turn out to be of no concern. A step is a suggestion: it counts the incidents on purpose that a person decided on, never captures. Support matters carry no step. Where a name is not certain, it says by what it is known.',
      ),
      {
        kind: 'table',
        caption: 'People with captures in the period',
        columns,
        rows: people.map(cells),
        totals: null,
        note: null,
      },
    ];
  },
  examples: [
    { name: 'nobody', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['Nobody has captures'] },
    {
      name: 'a person without a step',
      given: {
        edition: 'dsl',
        people: [
          {
            name: 'Tavrin Oskelby',
            account: 'toskelby',
            role: 'Pupil',
            group: 'Year 5, 5A',
            captures: 1200,
            episodes: 3,
            gradedNoConcern: 0,
            blockedRequests: 9,
            topics: ['Self-harm', 'Games'],
            clauses: [{ reference: 'KS2 3', summary: 'School purposes only' }],
            route: 'Designated safeguarding lead',
            suggestedStep: null,
            stepWhy: 'A sign that somebody may need help: support, and no step.',
            knownBy: 'by name only',
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: [
        '1,200',
        'Self-harm and Games',
        'KS2 3',
        'Pupil, Year 5, 5A',
        'Oskelby (by name only)',
        'none: A sign that',
      ],
    },
  ],
});
