/** What was decided about the lists of the filter, and whether it came to the filter. */
import type { ItEdition } from '@fmreview/core/edition';
import { type Block, paragraph, wordsCell } from '../blocks.js';
import { defineSection } from '../section.js';
import { dateWords } from '../words/date-words.js';

type Effect = ItEdition['listEffects'][number];

const lists: Readonly<Record<Effect['list'], string>> = { block: 'Block', allow: 'Open', exception: 'Exception' };

const effects: Readonly<Record<Effect['effect'], string>> = {
  works: 'Done, and it works',
  'not-done': 'Not done: everything goes on as before',
  partly: 'Works for a part only',
  'too-early': 'Too early to say',
  'too-few': 'Too few people asked for it since to say',
  'not-visible': 'Cannot be seen: the logs tell no pages of this site',
  'no-logs': 'No filter log of a later day',
};

const tableOf = (rows: readonly Effect[]): Block => ({
  kind: 'table',
  caption: 'Decisions about lists, those first that are not in effect',
  columns: ['Entry', 'List', 'For whom', 'Reason', 'Decided', 'In effect?', 'Look again on'].map((label) => ({
    label,
    align: 'start',
  })),
  rows: rows.map((each) =>
    [
      ...[each.entry, lists[each.list], each.forWhom, each.reason, `${each.decidedBy}, ${dateWords(each.decidedOn)}`],
      ...[effects[each.effect], each.reviewOn === null ? '–' : dateWords(each.reviewOn)],
    ].map(wordsCell),
  ),
  totals: null,
  note: 'Judged by the requests after the day of the decision. Test every change yourself as well.',
});

export default defineSection({
  id: 'list-decisions',
  title: 'Decisions about the filter’s lists',
  editions: ['it'],
  order: 8,
  layout: 'landscape',
  build: ({ listEffects }) => [
    listEffects.length === 0
      ? paragraph('No approved decision about a list of the filter is on record.')
      : tableOf(listEffects),
  ],
  examples: [
    { name: 'none', given: { edition: 'it' }, kinds: ['paragraph'], words: ['No approved decision'] },
    {
      name: 'a decision that did not come to the filter',
      given: {
        edition: 'it',
        listEffects: [
          {
            entry: 'hop.example',
            list: 'block',
            forWhom: 'Pupils',
            reason: 'Ways round',
            decidedBy: 'DSL',
            decidedOn: '2026-03-20',
            effect: 'not-done',
            reviewOn: '2026-09-01',
          },
        ],
      },
      kinds: ['table'],
      words: ['hop.example', 'Pupils', 'DSL, 20 March 2026', 'Not done', '1 September 2026'],
    },
  ],
});
