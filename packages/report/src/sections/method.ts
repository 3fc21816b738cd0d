/** How the figures came about: guidance, words, protection of people, symbols, limits. */
import type { Edition, GovernorsEdition } from '@fmreview/core/edition';
import { attributionBlocks } from '../attribution-blocks.js';
import { type Block, heading, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { dateWords } from '../words/date-words.js';
import { editionWords } from '../words/edition-words.js';
import { wholeNumber } from '../words/figure-words.js';

const limits = [
  'A zero may mean that nothing happened. It may also mean that nothing was watched: read it with its coverage.',
  'Figures reflect how the products are set up and how much the devices are used. They do not measure how common a behaviour is.',
  'Captures, episodes, requests and visits count different things. They are never added together.',
  'A capture is not a judgement. Only a decision by a person makes it an incident.',
  'An account shows who was signed in, which is not always who was at the keyboard.',
];

const otherSymbols = [
  { term: '0', meaning: 'A true zero: counted, and nothing was found.' },
  { term: 'z', meaning: 'Not applicable: such a figure cannot exist.' },
  { term: 'x', meaning: 'Not available: such a figure should exist, but is not known.' },
  { term: 'low', meaning: 'Rounds to zero, but is not zero.' },
  { term: 'u', meaning: 'Of low reliability: the figure rests on little, so do not build on it.' },
];

/** Where a reader is told of exclusions at all, also that there are none. */
function exclusionFacts(edition: Edition): { readonly term: string; readonly meaning: string }[] {
  const isTold = 'exclusions' in edition || 'setAside' in edition;
  if (!isTold) return [];
  const size = 'setAside' in edition ? edition.setAside.exclusions : edition.exclusions.length;
  const none = 'None: the school has excluded nothing from these figures.';
  const some = 'What the school excluded is counted apart, under “What was set aside”.';
  return [{ term: 'Exclusions', meaning: size === 0 ? none : some }];
}

function sources(edition: Edition): Block[] {
  const { systems, policy, timeZone, toolVersion, guidance } = edition;
  const facts: Block = {
    kind: 'definitions',
    items: [
      { term: 'Web filter', meaning: systems.filter ?? 'Not stated' },
      { term: 'Monitoring', meaning: systems.monitoring ?? 'Not stated' },
      { term: 'Policy', meaning: `${policy.title} (${policy.school})` },
      { term: 'Times', meaning: `Local time, ${timeZone}` },
      ...exclusionFacts(edition),
      { term: 'Made with', meaning: `fmreview ${toolVersion}` },
    ],
  };
  const editions: Block = {
    kind: 'table',
    caption: 'Editions of the guidance that this review is measured against',
    columns: [
      { label: 'Guidance', align: 'start' },
      { label: 'Edition', align: 'start' },
      { label: 'In force from', align: 'start' },
    ],
    rows: guidance.map(({ title, edition, inForceFrom }) => [
      wordsCell(title),
      wordsCell(edition),
      wordsCell(dateWords(inForceFrom)),
    ]),
    totals: null,
    note: null,
  };
  return guidance.length === 0 ? [facts] : [facts, editions];
}

function protection({ suppression }: Pick<GovernorsEdition, 'suppression'>): Block[] {
  const { thresholdPeople, suppressedCount } = suppression;
  const people = thresholdPeople === 1 ? '1 person' : `1 to ${thresholdPeople} people`;
  const meaning = `Suppressed: rests on ${people}, or would give such a figure away.`;
  const hidden =
    suppressedCount === 0
      ? 'No figure of this edition is'
      : `In this edition ${wholeNumber(suppressedCount)} ${suppressedCount === 1 ? 'figure is' : 'figures are'}`;
  return [
    heading('How people are protected'),
    paragraph(
      `Nobody is to be recognised in these pages. A figure that rests on ${people} is not printed, however many events ` +
        'they account for. Where a total would give it away, a second figure is held back with it. ' +
        `${hidden} held back. There are no names, no accounts, no phrases and no addresses of sites that lead to a person.`,
    ),
    heading('Symbols in the tables'),
    { kind: 'definitions', items: [{ term: 'c', meaning }, ...otherSymbols] },
  ];
}

type Naming = Extract<Edition, { edition: 'dsl' | 'staff-annex' | 'chair-annex' }>;

const keep: Readonly<Record<Naming['edition'], string>> = {
  dsl: 'keep it with the safeguarding records, do not send it by ordinary e-mail, and give governors their own edition instead.',
  'staff-annex': 'keep it with the confidential staff records, do not copy it, and do not send it by ordinary e-mail.',
  'chair-annex':
    'keep it apart from the papers of the governing body, do not copy it, and do not send it by ordinary e-mail.',
};

const handling = (edition: Naming['edition']): Block[] => [
  heading('How people are protected'),
  paragraph(
    `This edition names people. It is for ${editionWords[edition].reader} only: ${keep[edition]} ` +
      'Names and typed words were opened for it with a key, in memory alone; where a name is sealed to somebody else, it reads “not open to you”.',
  ),
  ...(edition === 'dsl'
    ? [heading('Symbols in the tables'), { kind: 'definitions', items: otherSymbols } as const]
    : []),
];

export default defineSection({
  id: 'method',
  title: 'Method',
  editions: ['governors', 'dsl', 'it', 'staff-annex', 'chair-annex', 'evidence'],
  order: 90,
  build: (edition) => [
    ...sources(edition),
    ...attributionBlocks(edition),
    ...('suppression' in edition ? protection(edition) : handling(edition.edition)),
    ...(edition.definitions.length === 0
      ? []
      : [heading('Words used here'), { kind: 'definitions', items: edition.definitions } as const]),
    heading('Limits'),
    { kind: 'list', ordered: false, items: limits },
  ],
  examples: [
    {
      name: 'governors are told what c means',
      given: { edition: 'governors', suppression: { thresholdPeople: 5, suppressedCount: 12 } },
      kinds: ['definitions', 'heading', 'paragraph', 'heading', 'definitions', 'heading', 'list'],
      words: [
        'excluded nothing',
        'rests on 1 to 5 people, or would give such a figure away',
        '12 figures are held back',
        'A true zero',
      ],
    },
    {
      name: 'the safeguarding lead is told how to keep it',
      given: {
        edition: 'dsl',
        definitions: [{ term: 'Visit', meaning: 'One account on one site within five minutes.' }],
        guidance: [{ title: 'Core standard', edition: '2026', inForceFrom: '2026-09-16' }],
      },
      kinds: [
        'definitions',
        'table',
        'heading',
        'paragraph',
        'heading',
        'definitions',
        'heading',
        'definitions',
        'heading',
        'list',
      ],
      words: ['keep it with the safeguarding records', '16 September 2026', 'One account on one site'],
    },
    {
      name: 'how sure it is whose the captures are',
      given: {
        edition: 'staff-annex',
        knownBy: [{ method: 'First and last name on a list', confidence: 'not sure', captures: 4 }],
      },
      kinds: ['definitions', 'heading', 'paragraph', 'table', 'heading', 'paragraph', 'heading', 'list'],
      words: ['Nothing is guessed', 'First and last name on a list', 'not sure'],
    },
  ],
});
