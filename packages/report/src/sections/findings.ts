/** Each finding: what was found, why it matters and on whose word, what to do and who does it. */
import type { DslEdition, GovernorsEdition, ItEdition } from '@fmreview/core/edition';
import { type Block, heading, paragraph, type Text } from '../blocks.js';
import { evidenceBlocks } from '../evidence.js';
import { defineSection } from '../section.js';
import { figureWords } from '../words/figure-words.js';
import { confidenceWords, importanceLabel } from '../words/importance-words.js';

type Finding = (GovernorsEdition | DslEdition | ItEdition)['findings'][number];

/** In words rather than in a table: a finding has two or three figures, and each is read with its label. */
const figuresText = (figures: Finding['figures']): Text =>
  figures.flatMap(({ label, figure }, index) => {
    const { printed, spoken } = figureWords(figure);
    const value = printed === spoken ? printed : `${printed} (${spoken})`;
    return [{ plain: `${index === 0 ? '' : '; '}${label}: ` }, { strong: value }];
  });

function findingBlocks(finding: Finding): readonly Block[] {
  const { title, importance, words, failure, why, source, action, owner, confidence, figures } = finding;
  const unfinished = { term: 'Not computed', meaning: failure ?? '' };
  return [
    heading(title),
    { kind: 'callout', importance, label: importanceLabel[importance], text: words },
    {
      kind: 'definitions',
      items: [
        ...(failure === null ? [] : [unfinished]),
        ...(figures.length === 0 ? [] : [{ term: 'Figures', meaning: figuresText(figures) }]),
        { term: 'Why it matters', meaning: why },
        { term: 'Source', meaning: source },
        { term: 'What to do', meaning: action },
        { term: 'Who', meaning: owner },
        { term: 'How sure we are', meaning: `${confidenceWords[confidence]}.` },
      ],
    },
    ...('evidence' in finding ? evidenceBlocks(finding.evidence) : []),
  ];
}

export default defineSection({
  id: 'findings',
  title: 'Findings',
  editions: ['governors', 'dsl', 'it'],
  order: 60,
  build({ findings }) {
    if (findings.length === 0) return [paragraph('No finding was made for this period.')];
    return findings.flatMap(findingBlocks);
  },
  examples: [
    {
      name: 'a finding that could not be computed says so',
      given: {
        edition: 'governors',
        findings: [
          {
            id: 'log-gaps',
            title: 'Days without a log',
            importance: 'medium',
            confidence: 'certain',
            words: 'This could not be computed.',
            why: 'Without a log nobody can look back.',
            source: 'Core standard',
            action: 'Run the review again.',
            owner: 'IT support',
            figures: [{ id: 'days', label: 'School days without a log', figure: { kind: 'not-available' } }],
            failure: 'The calendar has no term.',
          },
        ],
      },
      kinds: ['heading', 'callout', 'definitions'],
      words: ['Medium importance', 'The calendar has no term.', 'IT support', 'x (not available)'],
    },
    {
      name: 'the safeguarding lead sees the rows behind a finding',
      given: {
        edition: 'dsl',
        findings: [
          {
            id: 'bypass',
            title: 'Ways round the filter',
            importance: 'high',
            confidence: 'likely',
            words: 'Two people got through.',
            why: 'Unfiltered access is not safe.',
            source: 'Core standard',
            action: 'Block the sites.',
            owner: 'IT support',
            figures: [],
            failure: null,
            evidence: { title: 'Who got through', columns: ['Name'], rows: [['Tavrin Oskelby']], omittedCount: 3 },
          },
        ],
      },
      kinds: ['heading', 'callout', 'definitions', 'table'],
      words: ['Who got through', 'Tavrin Oskelby', '3 more rows are not printed'],
    },
  ],
});
