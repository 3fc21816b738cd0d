/** Where the topics of the tables stand in national guidance, for readers who compare with it. */
import type { Edition, Table } from '@fmreview/core/edition';
import { paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';

/** Topics that stand in a table of the edition: one that is not printed there is not told of here. */
function printedTopics(references: Edition['references'], tables: readonly Table[]) {
  const ids = new Set(tables.flatMap(({ rows }) => rows.map(({ id }) => id)));
  return references.topics.filter(({ id, headings }) => ids.has(id) && headings.some((some) => some.length > 0));
}

/** A scheme that none of the topics stands under would be an empty column. */
function editionsNote(schemes: Edition['references']['schemes']): string {
  const editions = new Set(schemes.flatMap((scheme) => scheme.editions));
  return `The first heading of a cell is the main one. Editions: ${[...editions].join('; ')}.`;
}

export default defineSection({
  id: 'topics-and-guidance',
  title: 'Topics and national guidance',
  editions: ['governors', 'dsl', 'it', 'evidence'],
  order: 75,
  build({ references, tables }) {
    const topics = printedTopics(references, Object.values(tables));
    const used = references.schemes.map((_, index) => topics.some(({ headings }) => headings[index]?.length));
    const schemes = references.schemes.filter((_, index) => used[index]);
    if (schemes.length === 0) return [];
    return [
      paragraph(
        'The topics above are our own words. This is where each stands in the guidance in force in the period.',
      ),
      {
        kind: 'table',
        caption: 'Headings of national guidance by topic',
        columns: ['Topic', ...schemes.map(({ title }) => title)].map((label) => ({ label, align: 'start' }) as const),
        rows: topics.map(({ label, headings }) => [
          wordsCell(label),
          ...headings.filter((_, index) => used[index]).map((some) => wordsCell(some.join('; ') || '–')),
        ]),
        totals: null,
        note: editionsNote(schemes),
      },
    ];
  },
  examples: [
    {
      name: 'a topic of the tables stands under its headings, one that is in none does not',
      given: {
        edition: 'it',
        references: {
          schemes: [
            { title: 'UKSIC filtering', editions: ['Appropriate filtering (2026)'] },
            { title: 'KCSIE area of risk', editions: ['Keeping children safe in education (2026)'] },
            { title: 'Prevent duty', editions: ['Prevent duty guidance (2026)'] },
          ],
          topics: [
            {
              id: 'bypass',
              label: 'Ways round the filter',
              headings: [['Malware / hacking'], ['Conduct', 'Content'], []],
            },
            { id: 'extremism', label: 'Extremism', headings: [['Extremism'], ['Content'], ['Extremist material']] },
          ],
        },
        tables: {
          requestsByTopic: {
            id: 'requestsByTopic',
            title: 'Requests by topic',
            rowHeading: 'Topic',
            unit: 'requests',
            columns: [{ id: 'total', label: 'Total' }],
            rows: [
              {
                id: 'bypass',
                label: 'Ways round the filter',
                figures: [{ kind: 'count', value: 7, unit: 'requests' }],
              },
            ],
            totals: null,
            note: null,
          },
        },
      },
      kinds: ['paragraph', 'table'],
      words: [
        'Malware / hacking',
        'Conduct; Content',
        'Editions: Appropriate filtering (2026); Keeping children safe in education (2026).',
      ],
    },
    { name: 'no topics, no section', given: { edition: 'governors' }, kinds: [], words: [] },
  ],
});
