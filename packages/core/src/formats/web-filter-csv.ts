import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'web-filter-csv',
  kind: 'request',
  title: 'Web-filter console export, CSV with a header',
  product: 'Web filter',
  layout: 'unconfirmed',
  source: 'No product publishes one layout for all: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'url', 'action'] },
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'datetime', 'timestamp', 'time', 'event time', 'date'],
      as: 'wall-time',
    },
    user: { aliases: ['user', 'username', 'user name', 'account', 'login', 'client name'], as: 'account' },
    sourceIp: { aliases: ['client ip', 'source ip', 'ip address', 'ip', 'src ip', 'client address'], as: 'text' },
    device: { aliases: ['device', 'computer', 'hostname', 'device name', 'workstation'], as: 'text' },
    url: { aliases: ['url', 'destination', 'web address', 'address', 'site', 'domain'], as: 'text' },
    category: { aliases: ['category', 'categories', 'matched categories', 'category name'], as: 'text' },
    action: { aliases: ['action', 'result', 'status', 'verdict', 'outcome', 'type'], as: 'text' },
    rule: { aliases: ['rule', 'policy', 'reason', 'matched rule', 'filter policy'], as: 'text' },
    method: { aliases: ['method', 'http method', 'request method'], as: 'text' },
    status: { aliases: ['code', 'http status', 'status code', 'response code'], as: 'whole-number' },
    bytes: { aliases: ['bytes', 'size', 'bytes received', 'response size'], as: 'whole-number' },
    userAgent: { aliases: ['user agent', 'agent', 'browser'], as: 'text' },
  },
  examples: [
    {
      what: 'British local time in summer, a domain account, a line with too few fields and a day that cannot exist',
      file: [
        '"Date and time","User","Client IP","URL","Category","Action"',
        '"30/06/2026 10:15:00","FERNHOLLOW\\Toskelby","10.20.2.9","https://www.example.org/maths?q=angles","Education","Allowed"',
        '"30/06/2026 10:15:01","","10.20.2.9","bets.example.net","Gambling","Blocked"',
        '"30/06/2026 10:15:02","toskelby@fernhollow.example"',
        '"31/06/2026 10:15:03","toskelby","10.20.2.9","https://www.example.org/","Education","Allowed"',
        '"30/06/2026 10:15:04","toskelby","10.20.2.9","https://www.example.org/","Education","Quarantined"',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.2.9',
          'url.original': 'https://www.example.org/maths?q=angles',
          'url.domain': 'www.example.org',
          'event.action': 'Allowed',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        { 'user.name': null, 'url.domain': 'bets.example.net', 'fmreview.action': 'blocked' },
        { 'event.action': 'Quarantined', 'fmreview.action': 'unknown' },
      ],
      rejected: [
        { line: 4, column: null, reason: 'wrong-number-of-fields' },
        { line: 5, column: 'time', reason: 'not-a-time' },
      ],
    },
    {
      what: 'another order of columns, ISO times, quotation marks inside a field and one that is not closed',
      file: [
        'Action;URL;Timestamp;Username',
        'Warned;"http://www.example.org/a;b";2026-01-05 08:30:00;"say ""hello"""',
        'Allowed;"http://www.example.org/;2026-01-05 08:31:00;toskelby',
        'Monitored;http://www.example.org/;2026-01-05 08:32:00;toskelby',
      ].join('\n'),
      rows: [
        { '@timestamp': '2026-01-05T08:30:00.000Z', 'user.name': 'say "hello"', 'fmreview.action': 'warned' },
        { '@timestamp': '2026-01-05T08:32:00.000Z', 'user.name': 'toskelby', 'fmreview.action': 'flagged' },
      ],
      rejected: [{ line: 3, column: null, reason: 'quote-not-closed' }],
    },
  ],
});
