/** Page one for pupils and parents, in words that a pupil of the last year of primary school can read. */
import type { PublicEdition } from '@fmreview/core/edition';
import { type Block, heading, paragraph, type Text } from '../blocks.js';
import { defineSection } from '../section.js';

const asIs = (words: string | null): string => (words === null ? '' : ` Ours is called ${words}.`);
/** Inside a sentence; what is written in capitals stays so. */
const inLine = (topics: readonly string[]): string =>
  topics.map((topic) => topic.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())).join('; ');

function whatHappens({ systems, stopped, watchedFor }: PublicEdition): Block[] {
  const most = stopped.length === 0 ? '' : ` Most often it stopped: ${inLine(stopped)}.`;
  const watched = watchedFor.length === 0 ? '' : ` It looks out above all for signs of: ${inLine(watchedFor)}.`;
  const items: Text[] = [
    [
      { strong: 'The filter ' },
      { plain: `stops websites that could harm you or that do not belong in school.${asIs(systems.filter)}${most}` },
    ],
    [
      { strong: 'The monitoring ' },
      {
        plain: `notices words on a screen that may mean that somebody needs help or is being unkind. It does not stop anything. It tells a grown-up, who has a look.${asIs(systems.monitoring)}${watched}`,
      },
    ],
  ];
  return [heading('What happens when you go online at school'), { kind: 'list', ordered: false, items }];
}

const interval = ({ everyMonths }: PublicEdition['review']): string =>
  everyMonths === null ? 'At least once in every school year' : `Every ${everyMonths} months`;

const why = ({ review }: PublicEdition): Block[] => [
  heading('Why we do it'),
  paragraph(
    'The law says that schools must keep children safe, online as well. We want to notice when somebody is hurt, scared or in trouble. ' +
      `Needing help is never breaking a rule. ${interval(review)} the school checks how well all of this works and tells the ${review.reportsTo}.`,
  ),
];

const recorded: readonly Block[] = [
  heading('What is written down'),
  {
    kind: 'list',
    ordered: false,
    items: [
      'The filter writes down the website, the time, the account and whether it was stopped.',
      'The monitoring writes down the words that it noticed, the time and the account. Often it turns out to be nothing, for example homework.',
      'Searches are kept here only where they match a topic that we look out for. All others are thrown away.',
    ],
  },
];

const readerText = ({ office, sees }: PublicEdition['readers'][number]): Text => [
  { strong: `${office}: ` },
  { plain: `${sees}.` },
];

const whoSees = ({ readers }: PublicEdition): Block[] =>
  readers.length === 0
    ? []
    : [
        heading('Who can see it'),
        { kind: 'list', ordered: false, items: readers.map(readerText) },
        paragraph('Names are locked away. Nobody gets the key to what is about themselves.'),
      ];

const monthsWords = (months: number): string => (months === 1 ? '1 month' : `${months} months`);

const kept = ({ keptMonths: { captures, requests, names } }: PublicEdition): Block[] => [
  heading('How long it is kept'),
  paragraph(
    `Records of the monitoring: ${monthsWords(captures)}. Records of the filter: ${monthsWords(requests)}. Names: ${monthsWords(names)}. ` +
      'After that they are deleted here. What the school needs to keep a child safe is kept longer, in that child’s own file.',
  ),
];

const yourData: readonly Block[] = [
  heading('How to see what there is about you'),
  paragraph(
    'You may ask the school what it holds about you, and have mistakes put right. Parents may ask for younger children. Ask at the school office: a letter, an e-mail or a word will do. It is free, and you get an answer within one month.',
  ),
  paragraph([
    { strong: 'Worried about something? ' },
    { plain: 'Tell a grown-up whom you trust. Childline is free, day and night: 0800 1111.' },
  ]),
];

export default defineSection({
  id: 'public-explained',
  title: 'How we look after you online',
  editions: ['public'],
  order: 4,
  build: (edition) => [
    ...whatHappens(edition),
    ...why(edition),
    ...recorded,
    ...whoSees(edition),
    ...kept(edition),
    ...yourData,
  ],
  examples: [
    {
      name: 'who sees what, for how long, and how to ask',
      given: {
        edition: 'public',
        systems: { filter: 'FernFilter', monitoring: null },
        stopped: ['Games', 'Gambling'],
        watchedFor: ['Self-harm'],
        readers: [{ office: 'The headteacher', sees: 'what concerns members of staff' }],
        keptMonths: { captures: 12, requests: 6, names: 12 },
        review: { everyMonths: 6, reportsTo: 'governors' },
      },
      kinds: [
        'heading',
        'list',
        'heading',
        'paragraph',
        'heading',
        'list',
        'heading',
        'list',
        'paragraph',
        'heading',
        'paragraph',
        'heading',
        'paragraph',
        'paragraph',
      ],
      words: ['games; gambling', 'Ours is called FernFilter.', 'The headteacher', '6 months', 'within one month'],
    },
  ],
});
