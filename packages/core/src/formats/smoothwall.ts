import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'smoothwall',
  kind: 'request',
  title: 'Smoothwall web filter log and cloud report, CSV with a header',
  product: 'Smoothwall Filter',
  layout: 'unconfirmed',
  source:
    'Columns of the web filter log page in the vendor’s help (Web filter page), which ones and in which order is up to the user; those of the cloud report are not public.',
  export: [
    'In the cloud portal, open Reports and choose New Filter Report.',
    'Stay on the User Report tab, give the report a name, choose the user, and a start and an end of up to 31 days apart within the last 90 days.',
    'Choose Run Report; when it is ready, open it and export its data.',
    'On an appliance, open Reports, Logs, Web filter, tick the columns Time, Username, Source IP, Group, Code, URL and Categories, and choose Export.',
  ],
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'url', 'user', 'sourceIp'], names: ['Group', 'Categories'] },
  // The log page has no column for the verdict, and its page for blocked sites may have any code: without one it stays unknown.
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'date', 'time', 'timestamp'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    user: { aliases: ['username', 'user'], as: 'account' },
    sourceIp: { aliases: ['source ip', 'client ip', 'ip address'], as: 'text' },
    device: { aliases: ['device', 'hostname', 'source host'], as: 'text' },
    url: { aliases: ['url', 'domain'], as: 'text' },
    category: { aliases: ['categories', 'category'], as: 'text' },
    action: { aliases: ['action', 'result', 'status', 'verdict'], as: 'text' },
    rule: { aliases: ['rule', 'policy', 'filter policy'], as: 'text' },
    method: { aliases: ['method'], as: 'text' },
    status: { aliases: ['code', 'http status', 'status code'], as: 'whole-number' },
    bytes: { aliases: ['bytes', 'size'], as: 'whole-number' },
    userAgent: { aliases: ['user agent'], as: 'text' },
  },
  examples: [
    {
      what: 'the log page: no verdict, a user in both spellings, one who did not log on, a day that cannot exist',
      file: [
        'Time,Username,Source IP,Group,Code,URL,Categories',
        '2026-03-02 10:15:00,FERNHOLLOW\\toskelby,10.20.2.9,Pupils,200,https://www.example.org/maths?q=angles,"Education, Reference"',
        '2026-03-02 10:15:01,bdolvane@fernhollow.example,10.20.2.10,Staff,403,http://bets.example.net:8080/,Gambling',
        '2026-03-02 10:15:02,,2001:db8::9,Unauthenticated,200,www.example.com,',
        '2026-02-30 10:15:03,,10.20.2.9,Pupils,200,www.example.com,',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.2.9',
          'http.response.status_code': 200,
          'url.original': 'https://www.example.org/maths?q=angles',
          'fmreview.action': 'unknown',
          'fmreview.category': 'Education, Reference',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow.example',
          'url.domain': 'bets.example.net',
          'http.response.status_code': 403,
          'fmreview.action': 'unknown',
        },
        { 'user.name': null, 'source.ip': '2001:db8::9', 'fmreview.category': null },
      ],
      rejected: [{ line: 5, column: 'time', reason: 'not-a-time' }],
    },
    {
      what: 'a report with a verdict, day and time in two columns, the columns in another order',
      file: [
        'Username,Group,Date,Time,Action,URL,Categories,Source IP',
        'toskelby,Pupils,01/07/2026,10:15:00,Blocked,bets.example.net,Gambling,10.20.2.9',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-07-01T09:15:00.000Z',
          'user.name': 'toskelby',
          'fmreview.action': 'blocked',
          'url.domain': 'bets.example.net',
        },
      ],
    },
  ],
});
