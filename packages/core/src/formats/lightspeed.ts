import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'lightspeed',
  kind: 'request',
  title: 'Lightspeed activity log, CSV with a header',
  product: 'Lightspeed Filter',
  layout: 'unconfirmed',
  source:
    'Columns of the Activity Logs report in the manual of the old Web Filter (Rocket); of the current product none are public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'url', 'action'], names: ['User OU', 'Destination'] },
  // A request that was redirected is told apart from one that was blocked; where to, the report does not say.
  actions: { redirected: 'unknown' },
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'date', 'time', 'timestamp'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    user: { aliases: ['user', 'user name', 'username'], as: 'account' },
    sourceIp: { aliases: ['ip address', 'ip'], as: 'text' },
    device: { aliases: ['computer', 'device'], as: 'text' },
    url: { aliases: ['destination', 'url'], as: 'text' },
    category: { aliases: ['category', 'categories'], as: 'text' },
    action: { aliases: ['action'], as: 'text' },
    rule: { aliases: ['reason', 'policy', 'rule set'], as: 'text' },
  },
  examples: [
    {
      what: 'allowed, redirected and blocked, categories with dots, nobody logged on, a count at the end',
      file: [
        'Time,Inspected Data,Destination,Action,Reason,Category,User,IP Address,User OU,User Groups,Computer',
        '02/03/2026 10:15:00,No,https://www.example.org/maths?q=angles,Allowed,Category,education.videos,toskelby,10.20.2.9,/Pupils,Year 4,FH-IT-01',
        '02/03/2026 10:15:01,No,http://safe.example.net/,Redirected,Policy,search,toskelby,10.20.2.9,/Pupils,Year 4,FH-IT-01',
        '02/03/2026 10:15:02,No,bets.example.net:443,Blocked,Category,gambling,,2001:db8::9,,,',
        '02/03/2026,No',
        'Total: 3',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.2.9',
          'host.name': 'FH-IT-01',
          'url.domain': 'www.example.org',
          'rule.name': 'Category',
          'fmreview.action': 'allowed',
          'fmreview.category': 'education.videos',
        },
        { 'event.action': 'Redirected', 'fmreview.action': 'unknown' },
        {
          'user.name': null,
          'source.ip': '2001:db8::9',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
        },
      ],
      rejected: [{ line: 5, column: null, reason: 'wrong-number-of-fields' }],
    },
  ],
});
