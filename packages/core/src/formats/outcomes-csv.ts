import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'outcomes-csv',
  kind: 'outcome',
  title: 'What people decided about events, CSV with a header',
  product: 'Decisions of the school',
  layout: 'documented',
  source: 'The template that fmreview template outcomes writes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['event', 'outcome', 'decidedOn', 'decidedBy'] },
  fields: {
    event: {
      aliases: ['event reference', 'event', 'reference', 'capture id'],
      as: 'text',
      help: 'the reference of the event as a review prints it, such as 10:173, or the product’s own capture id',
    },
    outcome: { aliases: ['outcome', 'decision', 'result'], as: 'outcome' },
    incident: {
      aliases: ['incident', 'is incident'],
      as: 'yes-or-no',
      help: 'yes or no; empty: no after a false positive, no further action or support given, else yes',
    },
    onPurpose: {
      aliases: ['on purpose', 'deliberate', 'intentional'],
      as: 'yes-or-no',
      help: 'yes or no; empty where nobody can say',
    },
    step: { aliases: ['step', 'ladder step', 'step taken'], as: 'step' },
    decidedOn: { aliases: ['decided on', 'date decided', 'decision date'], as: 'date' },
    decidedBy: { aliases: ['decided by', 'decision by'], as: 'office' },
    notes: {
      aliases: ['notes', 'note', 'comments'],
      as: 'verbatim',
      help: 'anything else; sealed to those who may read about the event',
    },
  },
  examples: [
    {
      what: 'an incident, a false positive, an outcome nobody knows and a name where an office belongs',
      file: [
        'Event reference,Outcome,Incident,On purpose,Step,Decided on,Decided by,Notes',
        '3:12,Pupil spoken to,,yes,1,17/03/2026,Deputy DSL,"Talked it over,',
        'and closed"',
        '7001,false positive,no,,,2026-03-18,DSL,',
        '3:14,Detention,,,,18/03/2026,DSL,',
        '3:15,Sanction,yes,yes,Step 2,18/03/2026,Brenka Dolvane,',
        '',
      ].join('\r\n'),
      rows: [
        {
          'fmreview.event': '3:12',
          'fmreview.outcome': 'pupil-spoken-to',
          'fmreview.incident': null,
          'fmreview.on_purpose': true,
          'fmreview.step': 1,
          'fmreview.decided_on': '2026-03-17',
          'fmreview.decided_by': 'deputy-dsl',
          'fmreview.notes': 'Talked it over,\nand closed',
        },
        { 'fmreview.event': '7001', 'fmreview.outcome': 'false-positive', 'fmreview.incident': false },
      ],
      rejected: [
        { line: 5, column: 'outcome', reason: 'not-an-outcome' },
        { line: 6, column: 'decidedBy', reason: 'not-an-office' },
      ],
    },
  ],
});
