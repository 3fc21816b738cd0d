import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'netsweeper',
  kind: 'request',
  title: 'Netsweeper request log, CSV with a header',
  product: 'Netsweeper',
  layout: 'unconfirmed',
  source: 'Columns of the request logs window in the vendor’s manual (Request Logs); no layout of a file is public.',
  frame: { by: 'header', delimiters: [',', '\t', ';', '|'] },
  clock: 'local',
  recognise: { header: ['time', 'url'], names: ['Client Name', 'Event Type'] },
  // What the column says of allowed and denied is not public: words that are known elsewhere count, others stay unknown.
  fields: {
    time: { aliases: ['timestamp', 'date and time', 'time'], with: [['time zone']], as: 'time' },
    user: { aliases: ['client name'], as: 'account' },
    sourceIp: { aliases: ['client ip'], as: 'text' },
    url: { aliases: ['url'], as: 'text' },
    category: { aliases: ['all categories', 'categories', 'category', 'category numbers'], as: 'text' },
    action: { aliases: ['event type', 'result', 'status'], as: 'text' },
    rule: { aliases: ['policy', 'group'], as: 'text' },
    method: { aliases: ['http method'], as: 'text' },
    userAgent: { aliases: ['user agent'], as: 'text' },
  },
  examples: [
    {
      what: 'an undefined client, several categories, an event of an unknown type, a line that is cut',
      file: [
        'Server,Timestamp,URL,Client IP,Client Name,Event Type,Event Data,Category Numbers,All Categories,HTTP Method,User Agent,Referrer',
        'ps1,2026-03-02 10:15:00,https://www.example.org:8443/maths?q=angles,10.20.2.9,toskelby@fernhollow.example,Allowed,,23,Education,GET,Mozilla/5.0,',
        'ps1,2026-03-02 10:15:01,bets.example.net,2001:db8::9,-,Denied,,"7,12","Gambling, Web Chat",GET,,',
        'ps1,2026-03-02 10:15:02,www.example.com,10.20.2.9,bdolvane,Stamped,,1,General,GET,,',
        'ps1,2026-03-02 10:15:03,www.exam',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.2.9',
          'url.original': 'https://www.example.org:8443/maths?q=angles',
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'user_agent.original': 'Mozilla/5.0',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::9',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling, Web Chat',
        },
        { 'user.name': 'bdolvane', 'event.action': 'Stamped', 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 5, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'bars between the columns, numbers of categories alone',
      file: [
        'Timestamp|URL|Client IP|Client Name|Event Type|Category Numbers',
        '2026-07-01 10:15:00|http://www.example.org/|10.20.2.9|FERNHOLLOW\\toskelby|Denied|23',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-01T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'fmreview.action': 'blocked',
          'fmreview.category': '23',
        },
      ],
    },
  ],
});
