import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'concerns-csv',
  kind: 'concern',
  title: 'What people reported, CSV with a header',
  product: 'Reports of concern of the school',
  layout: 'documented',
  source: 'The template that fmreview template concerns writes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['day', 'reported', 'whatHappened', 'answer'] },
  fields: {
    day: { aliases: ['date', 'reported on', 'day'], as: 'date' },
    reported: { aliases: ['kind', 'kind of report', 'report'], as: 'report-kind' },
    role: { aliases: ['role'], as: 'role' },
    user: {
      aliases: ['account', 'username', 'user'],
      as: 'account',
      help: 'the account of the person whom it is about; sealed',
    },
    site: { aliases: ['site', 'web address', 'url'], as: 'text', help: 'the web site, where it is about one' },
    device: { aliases: ['device', 'computer'], as: 'text', help: 'the name of the device; sealed' },
    whatHappened: {
      aliases: ['what happened', 'description', 'details'],
      as: 'verbatim',
      help: 'in a few words, without names where they are not needed; sealed',
    },
    answer: { aliases: ['answer', 'answered'], as: 'answer' },
    answeredOn: { aliases: ['answered on', 'date answered', 'closed on'], as: 'date' },
  },
  examples: [
    {
      what: 'a report that is open, one that was answered, a kind and an answer that nobody knows',
      file: [
        'Date,Kind,Role,Account,Site,Device,What happened,Answer,Answered on',
        '16/03/2026,Accidental access,Pupil,toskelby,,FH-IT-01,Hid the window and told the teacher,,',
        '17/03/2026,over-blocking,Staff,,https://www.example.org/maths,,Needed for a lesson,Allowed,18/03/2026',
        '17/03/2026,complaint,Staff,,,,Too slow,,',
        '17/03/2026,Misuse,Pupil,,,,Left logged on,perhaps,',
        '',
      ].join('\r\n'),
      rows: [
        {
          'fmreview.day': '2026-03-16',
          'fmreview.report': 'accidental-access',
          'fmreview.role': 'pupil',
          'user.name': 'toskelby',
          'host.name': 'FH-IT-01',
          'url.domain': null,
          'fmreview.what_happened': 'Hid the window and told the teacher',
          'fmreview.answer': null,
        },
        {
          'fmreview.report': 'over-blocking',
          'user.name': null,
          'url.registered_domain': 'example.org',
          'fmreview.answer': 'allowed',
          'fmreview.answered_on': '2026-03-18',
        },
      ],
      rejected: [
        { line: 4, column: 'reported', reason: 'not-a-kind-of-report' },
        { line: 5, column: 'answer', reason: 'not-an-answer' },
      ],
    },
  ],
});
