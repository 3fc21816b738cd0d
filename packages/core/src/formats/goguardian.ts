import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'goguardian',
  kind: 'request',
  title: 'GoGuardian blocked attempts, CSV with a header',
  product: 'GoGuardian Admin',
  layout: 'unconfirmed',
  source:
    'What the list of blocked attempts shows is in the vendor’s help (Admin Audit Log); no layout of a file is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'url'], names: ['Block type'] },
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'timestamp', 'date', 'time'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    user: { aliases: ['student email', 'email', 'user', 'student', 'student name', 'name'], as: 'account' },
    device: { aliases: ['device', 'chromebook'], as: 'text' },
    url: { aliases: ['url', 'site'], as: 'text' },
    category: { aliases: ['category', 'site category', 'categories'], as: 'text' },
    // The list holds nothing else.
    action: { aliases: ['action'], always: 'Blocked', as: 'text' },
    rule: { aliases: ['block type'], as: 'text' },
  },
  examples: [
    {
      what: 'a category, a rule of the school’s own, a pupil by name alone, a time that is none',
      file: [
        'URL,Date/Time,Block type,Category,Student',
        'https://bets.example.net/odds?sport=chess,02/03/2026 10:15:00,Category,Gambling,toskelby@fernhollow.example',
        'games.example.com:8443,02/03/2026 10:15:01,Custom block rule,,Tavrin Oskelby',
        'games.example.com,yesterday,Custom block rule,,Tavrin Oskelby',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'url.domain': 'bets.example.net',
          'rule.name': 'Category',
          'event.action': 'Blocked',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        { 'user.name': 'tavrin oskelby', 'url.domain': 'games.example.com', 'fmreview.category': null },
      ],
      rejected: [{ line: 4, column: 'time', reason: 'not-a-time' }],
    },
  ],
});
