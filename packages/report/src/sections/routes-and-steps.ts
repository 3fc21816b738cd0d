/** The policy's own routes and steps, told once: the rows of the sections before only name them. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Block, heading, paragraph, type TableBlock, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { joined } from '../words/joined.js';

const words = (labels: readonly string[]) => labels.map((label) => ({ label, align: 'start' }) as const);

const routeTable = (routes: DslEdition['routes']): TableBlock => ({
  kind: 'table',
  caption: 'Who must know',
  columns: words(['Who must know first', 'What for', 'As applicable also']),
  rows: routes.map(({ to, alsoTell, summary }) => [to, summary, joined(alsoTell) || 'nobody'].map(wordsCell)),
  totals: null,
  note: null,
});

const ladderTable = ({ title, steps, note }: DslEdition['ladders'][number]): TableBlock => ({
  kind: 'table',
  caption: title,
  columns: words(['Step', 'When', 'What']),
  rows: steps.map(({ label, when, summary }) => [label, when, summary].map(wordsCell)),
  totals: null,
  note,
});

export default defineSection({
  id: 'routes-and-steps',
  title: 'Routes and steps of the policy',
  editions: ['dsl', 'staff-annex', 'chair-annex'],
  order: 18,
  build({ routes, ladders }) {
    const steps: Block[] = ladders.length === 0 ? [] : [heading('Steps'), ...ladders.map(ladderTable)];
    return [
      paragraph(
        'The step that is suggested comes after those for which a person has decided on an incident on purpose, as far as the decisions were recorded here. Where the policy leaves the choice to a person, no step is suggested.',
      ),
      heading('Routes'),
      routeTable(routes),
      ...steps,
    ];
  },
  examples: [
    {
      name: 'a route and a ladder',
      given: {
        edition: 'dsl',
        routes: [{ to: 'DSL', alsoTell: ['parents', 'police'], summary: 'Misuse by a pupil.' }],
        ladders: [
          {
            title: 'Misuse by children',
            steps: [{ label: 'Step 1', when: 'First time', summary: 'Home is told.' }],
            note: 'A person decides.',
          },
        ],
      },
      kinds: ['paragraph', 'heading', 'table', 'heading', 'table'],
      words: ['parents and police', 'Step 1', 'Home is told.'],
    },
  ],
});
