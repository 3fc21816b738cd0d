/** Sites put forward for the lists of the filter, each with what the list would have changed on the days of the review. */
import type { ItEdition } from '@fmreview/core/edition';
import { type Block, type Cell, figureCell, heading, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { dateWords } from '../words/date-words.js';
import { figureWords, symbolKey } from '../words/figure-words.js';
import { joined } from '../words/joined.js';

type List = ItEdition['candidates']['lists'][number];
type Candidate = List['rows'][number];

const titles: Readonly<Record<List['list'], string>> = {
  block: 'To block',
  allow: 'To open',
  exception: 'To open for staff alone',
};

/** What the two figures of a list count. */
const columns: Readonly<Record<List['list'], readonly [changed: string, already: string]>> = {
  block: ['Would be blocked', 'Blocked already'],
  allow: ['Would be open', 'Open already'],
  exception: ['Would be open', 'Open already'],
};

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const seen = ({ firstDay, lastDay }: Candidate): string => {
  if (firstDay === null || lastDay === null) return 'c';
  return firstDay === lastDay ? dateWords(firstDay) : `${dateWords(firstDay)} to ${dateWords(lastDay)}`;
};

const whomAndWhen = ({ groups, sessions }: Candidate): string =>
  [groups, sessions].flatMap((names) => (names.length === 0 ? [] : [joined(names)])).join('; ') || 'c';

const cells = (candidate: Candidate): readonly Cell[] => [
  wordsCell(candidate.site),
  wordsCell([`${capital(candidate.reasons.join('; '))} (${candidate.confidence})`, ...candidate.topics].join(' · ')),
  figureCell(candidate.changed),
  figureCell(candidate.already),
  figureCell(candidate.people),
  figureCell(candidate.lessonRequests),
  wordsCell(whomAndWhen(candidate)),
  wordsCell(seen(candidate)),
];

const figuresOf = ({ rows }: List) =>
  rows.flatMap(({ changed, already, people, lessonRequests }) => [changed, already, people, lessonRequests]);

const start = (label: string) => ({ label, align: 'start' }) as const;
const end = (label: string) => ({ label, align: 'end' }) as const;

const tableOf = (list: List, roundedTo: number): Block => ({
  kind: 'table',
  caption: `${titles[list.list]}, the surest first`,
  columns: [
    ...[start('Site'), start('Why, and how sure we are'), end(columns[list.list][0]), end(columns[list.list][1])],
    ...[end('People'), end('In lessons'), start('For whom and when'), start('Seen')],
  ],
  rows: list.rows.map(cells),
  totals: null,
  note: [
    `Requests and people, rounded to the nearest ${roundedTo}, ${roundedTo} at least; 0 is a true zero.`,
    '“In lessons” is what the change would have cost: requests of lessons to sites of an ordinary category.',
    symbolKey(figuresOf(list)) ?? '',
  ]
    .join(' ')
    .trim(),
});

function furtherWords({ further }: List): string | null {
  if (further.kind === 'count' && further.value === 0) return null;
  const howMany = further.kind === 'count' ? `About ${figureWords(further).printed}` : 'Some';
  return `${howMany} further candidates rest on few people or are sealed: the safeguarding lead sees them with “fmreview blocklist suggest”.`;
}

function listBlocks(list: List, roundedTo: number): Block[] {
  const further = furtherWords(list);
  if (list.rows.length === 0 && further === null) return [];
  return [
    heading(titles[list.list]),
    list.rows.length === 0 ? paragraph('No site can be named here.') : tableOf(list, roundedTo),
    ...(further === null ? [] : [paragraph(further)]),
  ];
}

export default defineSection({
  id: 'list-candidates',
  title: 'Sites put forward for the filter’s lists',
  editions: ['it'],
  order: 6,
  layout: 'landscape',
  build({ candidates: { lists, roundedTo } }) {
    const blocks = lists.flatMap((list) => listBlocks(list, roundedTo));
    if (blocks.length === 0) return [paragraph('No site is put forward for a list of the filter.')];
    return [
      paragraph(
        'Each list was tried on the log of the review: the figures say what it would have changed. Suggestions only: the safeguarding lead decides, and “fmreview blocklist decide” records it.',
      ),
      ...blocks,
    ];
  },
  examples: [
    {
      name: 'none',
      given: { edition: 'it', candidates: { lists: [], roundedTo: 10 } },
      kinds: ['paragraph'],
      words: ['No site is put forward'],
    },
    {
      name: 'a site with its figures, one on a public list without them, and others that are not named',
      given: {
        edition: 'it',
        candidates: {
          roundedTo: 10,
          lists: [
            {
              list: 'block',
              rows: [
                {
                  site: 'hop.example',
                  topics: ['Getting round the filter'],
                  reasons: ['a way round the filter that was let through'],
                  confidence: 'likely',
                  changed: { kind: 'count', value: 410, unit: 'requests' },
                  already: { kind: 'count', value: 0, unit: 'requests' },
                  people: { kind: 'count', value: 20, unit: 'people' },
                  lessonRequests: { kind: 'suppressed', unit: 'requests' },
                  groups: ['Key stage 2'],
                  sessions: ['Lessons', 'Evening'],
                  firstDay: '2026-03-02',
                  lastDay: '2026-05-20',
                },
              ],
              further: { kind: 'suppressed', unit: 'sites' },
            },
          ],
        },
      },
      kinds: ['paragraph', 'heading', 'table', 'paragraph'],
      words: [
        'A way round the filter',
        '(likely)',
        '410',
        'Key stage 2; Lessons and Evening',
        '2 March 2026 to 20 May 2026',
        'Some further candidates',
      ],
    },
  ],
});
