/** The sites behind the figures: what IT can act on. */
import type { ItEdition } from '@fmreview/core/edition';
import { type Cell, figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { figureWords, symbolKey } from '../words/figure-words.js';
import { joined } from '../words/joined.js';

type Site = ItEdition['sites']['rows'][number];

const cells = ({ site, topic, categories, requests, blocked, people }: Site): readonly Cell[] => [
  wordsCell(site),
  wordsCell(topic),
  wordsCell(joined(categories) || 'none in the log'),
  figureCell(requests),
  figureCell(blocked),
  figureCell(people),
];

function notListed({ further }: ItEdition['sites']): string {
  if (further.kind === 'count' && further.value === 0) return 'No site of these topics is left out.';
  const howMany = further.kind === 'count' ? `About ${figureWords(further).printed}` : 'Some';
  return `${howMany} further sites of these topics are not listed: too few people went to them, or their figures would tell of too few.`;
}

export default defineSection({
  id: 'sites',
  title: 'Sites behind the figures',
  editions: ['it'],
  order: 55,
  build({ sites }) {
    const { rows, roundedTo } = sites;
    if (rows.length === 0)
      return [
        paragraph('No site can be listed: none of a topic that matters here was visited by enough people.'),
        paragraph(notListed(sites)),
      ];
    const key = symbolKey(rows.flatMap(({ requests, blocked, people }) => [requests, blocked, people]));
    return [
      paragraph(
        'Sites of the topics that a school blocks or watches, of no known topic, and sites of other topics of which something was blocked. ' +
          'Those come first that most people went to. Before a site is blocked or opened, look at it yourself.',
      ),
      {
        kind: 'table',
        caption: 'Sites by topic',
        columns: [
          { label: 'Site', align: 'start' },
          { label: 'Topic', align: 'start' },
          { label: 'Category in the filter', align: 'start' },
          { label: 'Requests', align: 'end' },
          { label: 'Blocked', align: 'end' },
          { label: 'People', align: 'end' },
        ],
        rows: rows.map(cells),
        totals: null,
        note: `Numbers are rounded to the nearest ${roundedTo}, and are ${roundedTo} at least; 0 is a true zero.${key === null ? '' : ` ${key}`}`,
      },
      paragraph(notListed(sites)),
    ];
  },
  examples: [
    {
      name: 'nothing to list',
      given: {
        edition: 'it',
        sites: { rows: [], further: { kind: 'count', value: 0, unit: 'sites' }, roundedTo: 10 },
      },
      kinds: ['paragraph', 'paragraph'],
      words: ['No site can be listed', 'No site of these topics is left out.'],
    },
    {
      name: 'a site with a figure that is held back',
      given: {
        edition: 'it',
        sites: {
          rows: [
            {
              site: 'hop.example',
              topic: 'Getting round the filter',
              categories: ['Proxy Avoidance & VPN'],
              requests: { kind: 'count', value: 1200, unit: 'requests' },
              blocked: { kind: 'suppressed', unit: 'requests' },
              people: { kind: 'count', value: 20, unit: 'people' },
            },
          ],
          further: { kind: 'count', value: 30, unit: 'sites' },
          roundedTo: 10,
        },
      },
      kinds: ['paragraph', 'table', 'paragraph'],
      words: ['hop.example', 'Proxy Avoidance & VPN', '1,200', 'c: suppressed', 'nearest 10', 'About 30 further sites'],
    },
  ],
});
