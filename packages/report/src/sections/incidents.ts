/** What people decided was an incident, one by one: matters of support apart from those of conduct. */
import type { DslEdition } from '@fmreview/core/edition';
import { type Block, paragraph, type TableBlock, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { dateWords } from '../words/date-words.js';

type Incident = DslEdition['incidents'][number];

const labels = (words: readonly string[]) => words.map((label) => ({ label, align: 'start' }) as const);
const who = ({ name, group }: Incident): string => (group === '' ? name : `${name}, ${group}`);
const purpose = ({ onPurpose }: Incident): string => (onPurpose === null ? 'not said' : onPurpose ? 'yes' : 'no');
const step = ({ stepTaken }: Incident): string => (stepTaken === null ? 'none' : `Step ${stepTaken}`);
const decided = ({ decidedOn, decidedBy }: Incident): string => `${dateWords(decidedOn)}, ${decidedBy}`;

const ofConduct = (incidents: readonly Incident[]): TableBlock => ({
  kind: 'table',
  caption: 'Incidents of conduct, latest decision first',
  columns: labels(['When', 'Who', 'Topic', 'Outcome', 'On purpose', 'Step taken', 'Decided', 'Id']),
  rows: incidents.map((each) =>
    [dateWords(each.day), who(each), each.topic, each.outcome, purpose(each), step(each), decided(each), each.id].map(
      wordsCell,
    ),
  ),
  totals: null,
  note: 'Those on purpose count for the step that is suggested next. The id is for “fmreview explain”.',
});

const ofSupport = (incidents: readonly Incident[]): TableBlock => ({
  kind: 'table',
  caption: 'Incidents of support, latest decision first',
  columns: labels(['When', 'Who', 'Topic', 'Outcome', 'Decided', 'Id']),
  rows: incidents.map((each) =>
    [dateWords(each.day), who(each), each.topic, each.outcome, decided(each), each.id].map(wordsCell),
  ),
  totals: null,
  note: 'None of these is misuse, and no step follows from any of them.',
});

export default defineSection({
  id: 'incidents',
  title: 'Incidents that people decided on',
  editions: ['dsl', 'staff-annex', 'chair-annex'],
  order: 15,
  layout: 'landscape',
  build({ incidents }) {
    if (incidents.length === 0) return [paragraph('No decision on record makes anything of this period an incident.')];
    const support = incidents.filter(({ nature }) => nature === 'vulnerability');
    const conduct = incidents.filter(({ nature }) => nature !== 'vulnerability');
    const blocks: Block[] = [
      paragraph(
        'An incident exists only when a person decided so. An episode of captures is decided once: the latest decision holds.',
      ),
    ];
    if (support.length > 0) blocks.push(ofSupport(support));
    if (conduct.length > 0) blocks.push(ofConduct(conduct));
    return blocks;
  },
  examples: [
    { name: 'none', given: { edition: 'chair-annex' }, kinds: ['paragraph'], words: ['No decision on record'] },
    {
      name: 'support and conduct apart',
      given: {
        edition: 'dsl',
        incidents: [
          {
            id: '3:41',
            day: '2026-05-20',
            name: 'Tavrin Oskelby',
            group: 'Year 5, 5A',
            topic: 'Bullying',
            nature: 'breach',
            outcome: 'Parent contacted',
            onPurpose: true,
            stepTaken: 2,
            decidedOn: '2026-05-22',
            decidedBy: 'DSL',
          },
          {
            id: '3:40',
            day: '2026-05-19',
            name: 'Mirelle Dunstrava',
            group: '',
            topic: 'Self-harm',
            nature: 'vulnerability',
            outcome: 'Support given',
            onPurpose: null,
            stepTaken: null,
            decidedOn: '2026-05-19',
            decidedBy: 'DSL',
          },
        ],
      },
      kinds: ['paragraph', 'table', 'table'],
      words: ['Step 2', '22 May 2026, DSL', 'None of these is misuse', 'Mirelle Dunstrava'],
    },
  ],
});
