/** Page one of an annex: what it is, what it rests on, how much there is, and what a reader does with it. */
import type { ChairAnnex, StaffAnnex } from '@fmreview/core/edition';
import { type Block, heading, paragraph, type Text } from '../blocks.js';
import { defineSection } from '../section.js';
import { withheldTable } from '../withheld-table.js';
import { spanWords } from '../words/date-words.js';
import { wholeNumber } from '../words/figure-words.js';
import { joined } from '../words/joined.js';

type Annex = StaffAnnex | ChairAnnex;

const whose: Readonly<Record<Annex['edition'], string>> = {
  'staff-annex':
    'This annex is for the headteacher alone. It holds what the monitoring recorded about adults of the school whose matters come to the headteacher.',
  'chair-annex':
    'This annex is for the chair of governors alone. It holds what the monitoring recorded about those whose matters come to the chair: as a rule the headteacher, the safeguarding leads and governors.',
};

function cards({ counts, captures, coverage }: Annex): Block {
  return {
    kind: 'figures',
    cards: [
      {
        label: 'Captures',
        figure: { kind: 'count', value: counts.captures, unit: 'captures' },
        note: `in ${wholeNumber(counts.episodes)} ${counts.episodes === 1 ? 'episode' : 'episodes'}`,
      },
      { label: 'About', figure: { kind: 'count', value: counts.people, unit: 'people' }, note: 'each is listed' },
      {
        label: 'To look at',
        figure: { kind: 'count', value: captures.length, unit: 'captures' },
        note: 'serious by library or by grade',
      },
      {
        label: 'Days with captures',
        figure: { kind: 'count', value: coverage.schoolDaysWithCaptures, unit: 'days' },
        note: `of ${coverage.schoolDays} school days, for the whole school`,
      },
    ],
    note: null,
  };
}

const rules: readonly Text[] = [
  [
    { strong: 'A capture is not an accusation. ' },
    {
      plain: 'A phrase was typed or shown, and often there is a good reason: a lesson, a policy, a colleague’s worry.',
    },
  ],
  [
    { strong: 'Do not look into it on your own. ' },
    {
      plain:
        'Where a child may have been harmed or be at risk from an adult, ask the local authority’s designated officer first, and without delay.',
    },
  ],
  [{ strong: 'Somebody may need help. ' }, { plain: 'Signs of distress in a colleague are a matter of support.' }],
  [
    { strong: 'Keep it to yourself. ' },
    {
      plain:
        'Keep these pages with the confidential staff records, do not copy them, and do not send them by ordinary e-mail.',
    },
  ],
  [{ strong: 'A person decides. ' }, { plain: 'Write down what was decided and why, also when it was nothing.' }],
];

function coverageWords({ coverage }: Annex): string {
  const weeks = coverage.silentWeeks.map(spanWords);
  return weeks.length === 0
    ? 'In every school week of the period the monitoring recorded something about somebody, so it was working.'
    : `In some school weeks the monitoring recorded nothing about anybody, which may mean that it was not working: ${joined(weeks)}.`;
}

/** So that nobody takes the absence of a row for a result. */
const leftOut = ({ withheld }: Annex): Block[] => [
  heading('What was left out'),
  ...(withheld.length === 0 ? [] : [withheldTable('Captures that go to somebody else', withheld)]),
  paragraph(
    'Whether anything is about you does not stand in this annex, not even as a number: it goes to somebody else.',
  ),
];

export default defineSection({
  id: 'annex-summary',
  title: 'What this annex holds',
  editions: ['staff-annex', 'chair-annex'],
  order: 3,
  build(annex) {
    const nothing: Block[] =
      annex.counts.captures > 0
        ? []
        : [
            {
              kind: 'callout',
              importance: 'information',
              label: 'Nothing recorded',
              text: 'Nothing of this period comes to you. Read it with the coverage below: it may also mean that nothing was watched.',
            },
          ];
    return [
      paragraph(whose[annex.edition]),
      cards(annex),
      ...nothing,
      heading('What it rests on'),
      paragraph(coverageWords(annex)),
      ...leftOut(annex),
      heading('How to use it'),
      { kind: 'list', ordered: false, items: rules },
    ];
  },
  examples: [
    {
      name: 'nothing is said with its coverage',
      given: { edition: 'chair-annex' },
      kinds: ['paragraph', 'figures', 'callout', 'heading', 'paragraph', 'heading', 'paragraph', 'heading', 'list'],
      words: ['for the chair of governors alone', 'it may also mean that nothing was watched', '0 school days'],
    },
    {
      name: 'how many, about how many, and the weeks that were not watched',
      given: {
        edition: 'staff-annex',
        counts: { people: 2, captures: 7, episodes: 3 },
        withheld: [{ captures: 212, goesTo: 'DSL', reason: 'They are about pupils.' }],
        coverage: {
          schoolDays: 60,
          schoolDaysWithRequests: 58,
          schoolDaysWithCaptures: 41,
          logGaps: [],
          silentWeeks: [{ from: '2026-06-08', to: '2026-06-12', schoolDays: 5 }],
        },
      },
      kinds: ['paragraph', 'figures', 'heading', 'paragraph', 'heading', 'table', 'paragraph', 'heading', 'list'],
      words: [
        'for the headteacher alone',
        'in 3 episodes',
        '8 June 2026 to 12 June 2026',
        'without delay',
        '212',
        'not even as a number',
      ],
    },
  ],
});
