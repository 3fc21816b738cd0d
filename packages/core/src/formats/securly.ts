import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'securly',
  kind: 'request',
  title: 'Securly activity report, CSV with a preamble',
  product: 'Securly Filter',
  layout: 'unconfirmed',
  source:
    'What the report holds is in the vendor’s help (How do I read Filter activity reports?); names of columns, their order and the zone are not public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'url', 'user', 'action'], names: ['Source', 'Policy', 'Category'] },
  fields: {
    time: {
      aliases: ['date and time', 'date & time', 'date/time', 'date', 'time', 'timestamp'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    user: { aliases: ['user', 'user email', 'email', 'accessed by'], as: 'account' },
    sourceIp: { aliases: ['ip', 'ip address'], as: 'text' },
    // Of a search the words alone may stand there: then the row is a request without a site.
    url: { aliases: ['url', 'website', 'site', 'activity'], as: 'text' },
    category: { aliases: ['category', 'categories'], as: 'text' },
    action: { aliases: ['type', 'activity type', 'action', 'status'], as: 'text' },
    rule: { aliases: ['policy'], as: 'text' },
  },
  examples: [
    {
      what: 'a preamble, sites and searches, a further report behind the first',
      file: [
        'Org. units: /Pupils/Year 4',
        'Report for: Tavrin Oskelby (toskelby@fernhollow.example)',
        'Activity Sources: All',
        'Activities: 3',
        '',
        'URL,User,Source,Type,Category,Policy,Date and time',
        'https://www.example.org/maths?q=angles,toskelby@fernhollow.example,Sites,Allowed,Education,Pupils,"Mar 2, 2026 10:15:00 AM"',
        'how to make slime,Tavrin Oskelby (toskelby@fernhollow.example),Search,Flagged,Search Engines,Pupils,"Mar 2, 2026 10:15:01 AM"',
        'bets.example.net,,Sites,Blocked,Gambling,Pupils,"Mar 2, 2026 1:15:02 PM"',
        'Org. units: /Staff',
        'Report for: Brenka Dolvane (bdolvane@fernhollow.example)',
        'URL,User,Source,Type,Category,Policy,Date and time',
        'www.example.com,bdolvane@fernhollow.example,Sites,Allowed,News,Staff,"Mar 2, 2026 1:15:03 PM"',
        'www.example.com,bdolvane@fernhollow.example,Sites',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'url.original': 'https://www.example.org/maths?q=angles',
          'rule.name': 'Pupils',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        { 'user.name': 'toskelby', 'url.domain': null, 'fmreview.action': 'flagged' },
        { '@timestamp': '2026-03-02T13:15:02.000Z', 'user.name': null, 'fmreview.action': 'blocked' },
        { 'user.name': 'bdolvane', 'url.domain': 'www.example.com' },
      ],
      rejected: [{ line: 14, column: null, reason: 'wrong-number-of-fields' }],
    },
  ],
});
