/** Searches on themes that the school watches for. All other searched words are thrown away at import. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Cell, figureCell, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { wholeNumber } from '../words/figure-words.js';

type Search = DslEdition['searches'][number];

/** What a reader works through on paper; the data file of the edition has them all. */
const MOST_ROWS = 60;

const omitted = (count: number): string | null =>
  count <= 0 ? null : `${wholeNumber(count)} more are not printed; the data file (JSON) of this edition has them.`;

const cells = ({ name, group, theme, term, count, firstDay, lastDay }: Search): readonly Cell[] => [
  wordsCell(group === '' ? name : `${name}, ${group}`),
  wordsCell(theme),
  wordsCell(term),
  figureCell({ kind: 'count', value: count, unit: 'requests' }),
  wordsCell(firstDay),
  wordsCell(lastDay),
];

export default defineSection({
  id: 'searches',
  title: 'Searches on themes',
  editions: ['dsl', 'staff-annex', 'chair-annex'],
  order: 17,
  layout: 'landscape',
  build({ edition, searches }) {
    if (searches.length === 0)
      return edition === 'dsl'
        ? [paragraph('No search of the period matched a theme that the school watches for.')]
        : [];
    return [
      paragraph(
        'What somebody typed into a search engine, where it matched a theme; matters of support first. Search engines log unfinished words as well, and a search may be homework or care for somebody else.',
      ),
      {
        kind: 'table',
        caption: 'Searches on themes that the school watches for',
        columns: [
          { label: 'Who', align: 'start' },
          { label: 'Theme', align: 'start' },
          { label: 'Searched for', align: 'start' },
          { label: 'Times', align: 'end' },
          { label: 'First', align: 'start' },
          { label: 'Last', align: 'start' },
        ],
        rows: searches.slice(0, MOST_ROWS).map(cells),
        totals: null,
        note: omitted(searches.length - MOST_ROWS),
      },
    ];
  },
  examples: [
    { name: 'none', given: { edition: 'dsl' }, kinds: ['paragraph'], words: ['No search of the period'] },
    {
      name: 'who, what, how often',
      given: {
        edition: 'dsl',
        searches: [
          {
            name: 'Tavrin Oskelby',
            group: 'Year 5, 5A',
            theme: 'Self-harm',
            term: 'how to feel nothing',
            count: 3,
            firstDay: '2026-05-20',
            lastDay: '2026-05-22',
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: ['Tavrin Oskelby, Year 5, 5A', 'how to feel nothing', '2026-05-22', 'may be homework'],
    },
  ],
});
