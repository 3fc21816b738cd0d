import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'exclusions-csv',
  kind: 'exclusion',
  title: 'What reviews leave out of their counts, CSV with a header',
  product: 'Exclusions of the school',
  layout: 'documented',
  source: 'The template that fmreview template exclusions writes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['reason', 'decidedBy', 'decidedOn', 'until'] },
  fields: {
    phrase: {
      aliases: ['phrase', 'words'],
      as: 'text',
      help: 'a phrase of the monitoring library as captures have it; in each row one of Phrase, Site and Topic; sealed',
    },
    site: {
      aliases: ['site', 'web site', 'host', 'domain'],
      as: 'text',
      help: 'a site, with all that lies below it, such as maths.example.org',
    },
    topic: { aliases: ['topic'], as: 'text', help: 'a topic of the program; never a sign that somebody needs help' },
    role: {
      aliases: ['role'],
      as: 'role',
      help: 'for whom: pupil, staff, governor, visitor, parent; empty: everybody',
    },
    year: { aliases: ['year', 'year group'], as: 'year-group', help: 'for one year group alone; empty: all' },
    class: {
      aliases: ['class', 'form'],
      as: 'text',
      help: 'for one class alone, as the list of people has it; sealed',
    },
    reason: { aliases: ['reason', 'why'], as: 'exclusion-reason' },
    decidedBy: { aliases: ['decided by', 'who decided'], as: 'checker' },
    decidedOn: { aliases: ['decided on', 'date decided'], as: 'date' },
    from: {
      aliases: ['from', 'valid from'],
      as: 'date',
      help: 'the first day; it may lie in the past; empty: the day of the decision',
    },
    until: {
      aliases: ['until', 'to', 'valid until', 'ends on'],
      as: 'date',
      help: 'the last day, at most 400 days after the first',
    },
    notes: { aliases: ['notes', 'note', 'comments'], as: 'verbatim', help: 'anything else; sealed' },
  },
  examples: [
    {
      what: 'a phrase for one class, a site, a reason and an office that nobody knows, and no end',
      file: [
        'Phrase,Site,Topic,Role,Year,Class,Reason,Decided by,Decided on,From,Until,Notes',
        'blood brothers,,,Pupil,Year 6,6-Dolvane,Curriculum,DSL,12/01/2026,05/01/2026,27/03/2026,The play of the term',
        ',https://maths.example.org/start,,,,,school-software,IT support,12/01/2026,,2026-12-18,',
        ',,gambling,,,,boring,DSL,12/01/2026,,27/03/2026,',
        ',,gambling,,,,other,Brenka Dolvane,12/01/2026,,27/03/2026,',
        ',,gambling,Staff,,,duty,DSL,12/01/2026,,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          'fmreview.phrase': 'blood brothers',
          'url.original': null,
          'fmreview.topic': null,
          'fmreview.role': 'pupil',
          'fmreview.year': '6',
          'fmreview.class': '6-Dolvane',
          'fmreview.reason': 'curriculum',
          'fmreview.decided_by': 'dsl',
          'fmreview.decided_on': '2026-01-12',
          'fmreview.from': '2026-01-05',
          'fmreview.until': '2026-03-27',
          'fmreview.notes': 'The play of the term',
        },
        {
          'url.domain': 'maths.example.org',
          'fmreview.reason': 'school-software',
          'fmreview.decided_by': 'it-support',
          'fmreview.from': null,
        },
      ],
      rejected: [
        { line: 4, column: 'reason', reason: 'not-a-reason' },
        { line: 5, column: 'decidedBy', reason: 'not-an-office' },
        { line: 6, column: 'until', reason: 'empty' },
      ],
    },
  ],
});
