/** What the school excluded from its figures: counted and printed, never dropped. */
import type { DslEdition, EvidenceEdition, GovernorsEdition } from '@fmreview/core/edition';
import { type Block, figureCell, paragraph, type TableBlock, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { dateWords, spanWords } from '../words/date-words.js';
import { symbolKey } from '../words/figure-words.js';

type Exclusion = DslEdition['exclusions'][number];
type SetAside = (GovernorsEdition | EvidenceEdition)['setAside'];

const kinds: Readonly<Record<Exclusion['kind'], string>> = { phrase: 'Phrase', site: 'Site', topic: 'Topic' };

const NOTHING_DROPPED =
  'Nothing was dropped. What an exclusion covers is counted here and stands in no other figure. What may be serious is never set aside: a sign of need, a capture graded 4 or 5, and what a person decided was an incident.';

const count = (value: number, unit: 'captures' | 'requests' | 'people') => figureCell({ kind: 'count', value, unit });

const start = (label: string) => ({ label, align: 'start' }) as const;
const end = (label: string) => ({ label, align: 'end' }) as const;

const eachTable = (exclusions: readonly Exclusion[]): TableBlock => ({
  kind: 'table',
  caption: 'Exclusions of the school',
  columns: [
    ...[start('What'), start('For whom'), start('Reason'), start('Decided'), start('Days')],
    ...[end('Captures'), end('Requests'), end('People')],
  ],
  rows: exclusions.map((each) => [
    wordsCell(`${kinds[each.kind]}: ${each.about}`),
    wordsCell(each.forWhom),
    wordsCell(each.reason),
    wordsCell(`${each.decidedBy}, ${dateWords(each.decidedOn)}`),
    wordsCell(`${spanWords(each)}${each.hasEnded ? ' (ended)' : ''}`),
    count(each.captures, 'captures'),
    count(each.requests, 'requests'),
    count(each.people, 'people'),
  ]),
  totals: null,
  note: 'The figures are what was set aside in the period. What may be about the holder of an office is not among them.',
});

function totalsBlocks({ exclusions, captures, requests }: SetAside): Block[] {
  const cards = [
    { label: 'Captures set aside', figure: captures, note: null },
    { label: 'Requests set aside', figure: requests, note: 'lines of the log' },
  ];
  const holds = exclusions === 1 ? 'One exclusion holds' : `${exclusions} exclusions hold`;
  return [
    paragraph(
      `${holds} on days of this period, each with a reason, an end, and an office that decided it. ${NOTHING_DROPPED}`,
    ),
    { kind: 'figures', cards, note: symbolKey(cards.map(({ figure }) => figure)) },
  ];
}

export default defineSection({
  id: 'exclusions',
  title: 'What was set aside',
  editions: ['governors', 'dsl', 'evidence'],
  order: 78,
  build(edition) {
    if ('setAside' in edition) return edition.setAside.exclusions === 0 ? [] : totalsBlocks(edition.setAside);
    return edition.exclusions.length === 0 ? [] : [paragraph(NOTHING_DROPPED), eachTable(edition.exclusions)];
  },
  examples: [
    { name: 'none: the method says so', given: { edition: 'dsl' }, kinds: [], words: [] },
    {
      name: 'one by one for the safeguarding lead',
      given: {
        edition: 'dsl',
        exclusions: [
          {
            kind: 'phrase',
            about: 'tudor executions',
            forWhom: 'Year 5',
            reason: 'Curriculum',
            decidedBy: 'DSL',
            decidedOn: '2026-02-27',
            from: '2026-03-02',
            to: '2026-03-27',
            hasEnded: true,
            captures: 14,
            requests: 0,
            people: 9,
          },
        ],
      },
      kinds: ['paragraph', 'table'],
      words: ['Nothing was dropped', 'Phrase: tudor executions', 'Year 5', '(ended)', '14', 'DSL, 27 February 2026'],
    },
    {
      name: 'two figures for governors',
      given: {
        edition: 'governors',
        setAside: {
          exclusions: 2,
          captures: { kind: 'suppressed', unit: 'captures' },
          requests: { kind: 'count', value: 120, unit: 'requests' },
        },
      },
      kinds: ['paragraph', 'figures'],
      words: ['2 exclusions hold', '120', 'c: suppressed'],
    },
  ],
});
