import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'list-decisions-csv',
  kind: 'list-decision',
  title: 'What people decided about block lists and allow lists, CSV with a header',
  product: 'List decisions of the school',
  layout: 'documented',
  source: 'The template that fmreview template list-decisions writes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['entry', 'list', 'decision', 'decidedBy'] },
  fields: {
    entry: {
      aliases: ['entry', 'site or address', 'list entry'],
      as: 'text',
      help: 'a site or host with all below it, such as example.org; only:example.org for the host alone; on shared platforms with the first part of the path',
    },
    list: { aliases: ['list', 'which list'], as: 'list' },
    decision: { aliases: ['decision'], as: 'list-decision' },
    group: {
      aliases: ['group', 'user group', 'for'],
      as: 'user-group',
      help: 'for whom: pupils, a stage such as KS2, a year group, staff, governors, visitors; empty: everybody',
    },
    reason: { aliases: ['reason', 'why'], as: 'list-reason' },
    decidedBy: { aliases: ['decided by', 'who decided'], as: 'checker' },
    decidedOn: { aliases: ['decided on', 'date decided'], as: 'date' },
    reviewOn: {
      aliases: ['look again on', 'review on', 'review date'],
      as: 'date',
      help: 'when somebody is to ask whether it is still right',
    },
    notes: { aliases: ['notes', 'note', 'comments'], as: 'verbatim', help: 'anything else; sealed' },
  },
  examples: [
    {
      what: 'an approval, a refusal, a list and a decision that nobody knows',
      file: [
        'Entry,List,Decision,Group,Reason,Decided by,Decided on,Look again on,Notes',
        'games.example.org,Block,Approve,Pupils,Captures,DSL,12/01/2026,13/07/2026,Seen in three classes',
        'example.net,allow,Refused,,over-blocking,Headteacher,2026-01-12,,',
        'example.net,grey,approve,,other,DSL,12/01/2026,,',
        'example.net,block,perhaps,,other,DSL,12/01/2026,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          'fmreview.entry': 'games.example.org',
          'fmreview.list': 'block',
          'fmreview.decision': 'approve',
          'fmreview.user_group': 'pupils',
          'fmreview.reason': 'captures',
          'fmreview.decided_by': 'dsl',
          'fmreview.decided_on': '2026-01-12',
          'fmreview.review_on': '2026-07-13',
          'fmreview.notes': 'Seen in three classes',
        },
        {
          'fmreview.entry': 'example.net',
          'fmreview.list': 'allow',
          'fmreview.decision': 'refuse',
          'fmreview.user_group': null,
          'fmreview.reason': 'over-blocking',
          'fmreview.review_on': null,
        },
      ],
      rejected: [
        { line: 4, column: 'list', reason: 'not-a-list' },
        { line: 5, column: 'decision', reason: 'not-a-decision' },
      ],
    },
  ],
});
