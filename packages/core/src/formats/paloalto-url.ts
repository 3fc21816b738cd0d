import { defineFormat } from '../normalise/format.js';
import { OTHER_SUBTYPES, OTHER_TYPES, PALO_ALTO_ACTIONS, upperMethod } from '../normalise/products/paloalto.js';

/** A line of so many columns, of which these are filled. */
const line = (count: number, filled: Readonly<Record<number, string>>): string =>
  Array.from({ length: count }, (_, index) => filled[index + 1] ?? '').join(',');

export default defineFormat({
  id: 'paloalto-url',
  kind: 'request',
  title: 'Palo Alto Networks, URL filtering log as CSV over syslog',
  product: 'Palo Alto Networks PAN-OS',
  layout: 'seen',
  source: 'docs.paloaltonetworks.com, "URL Filtering Log Fields" (type THREAT, subtype url)',
  frame: {
    by: 'columns',
    delimiter: ',',
    least: 34,
    most: 160,
    others: [
      { at: 4, values: OTHER_TYPES },
      { at: 5, values: OTHER_SUBTYPES },
    ],
  },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /^(?:[^,]*,){2,3}THREAT,url,/ },
  // The same columns stand in the export, below a line of names.
  generic: true,
  categories: 'paloalto',
  actions: PALO_ALTO_ACTIONS,
  fields: {
    // When the firewall wrote it; when it was received is column 2, and 22 is another clock.
    time: { at: 7, as: 'time' },
    user: { at: 13, as: 'account' },
    sourceIp: { at: 8, as: 'text' },
    url: { at: 32, as: 'text' },
    category: { at: 34, as: 'text' },
    action: { at: 31, as: 'text' },
    rule: { at: 12, as: 'text' },
    method: { at: 64, as: upperMethod },
    userAgent: { at: 47, as: 'text' },
  },
  examples: [
    {
      what: '42, 75 and 120 columns in one file, marks and commas in an address, other logs, nobody logged on, a line cut short',
      file: [
        `<14>Jul  6 09:00:00 fh-fw 1,2026/07/06 09:00:01,0010,THREAT,url,1,2026/07/06 09:00:00,10.20.1.15,192.0.2.80,,,Pupils to web,fernhollow\\toskelby,,web-browsing,vsys1,${line(24, { 15: 'alert', 16: '"www.example.org/download?a=1,2&u=https://x.example.net/"', 17: '(9999)', 18: 'reference-and-research' })},0,text/html`,
        '<14>Jul  6 09:00:00 fh-fw 1,2026/07/06 09:00:01,0010,TRAFFIC,end,1,2026/07/06 09:00:01,10.20.1.15,192.0.2.80,,,Pupils to web,,,ssl',
        '<14>Jul  6 09:00:00 fh-fw 1,2026/07/06 09:00:01,0010,SYSTEM,general,0,2026/07/06 09:00:01,,general,,0,0,general,informational,"Commit, done",1,0x0',
        `<14>Jul  6 09:00:00 fh-fw ${line(75, { 1: '1', 2: '2026/07/06 09:00:01', 4: 'THREAT', 5: 'spyware', 7: '2026/07/06 09:00:01', 8: '10.20.1.15', 32: '"bad.example.com/"' })}`,
        `<14>Jul  6 09:00:02 fh-fw ${line(75, { 1: '1', 2: '2026/07/06 09:00:02', 4: 'THREAT', 5: 'url', 7: '2026/07/06 09:00:02', 8: '2001:db8::15', 12: 'Pupils', 31: 'block-url', 32: '"bets.example.net:8443/in?q=""odds"""', 33: '(9999)', 34: 'gambling', 47: '"Mozilla/5.0 (X11; like, Gecko)"', 64: 'post' })}`,
        `<14>Jul  6 09:00:03 fh-fw ${line(120, { 1: '1', 2: '2026/07/06 09:00:03', 4: 'THREAT', 5: 'url', 7: '2026/07/06 09:00:03', 8: '10.20.1.16', 13: 'bdolvane@fernhollow.example', 31: 'block-continue', 32: '"games.example.com/"', 34: 'games', 64: 'unknown', 76: '"games,low-risk"' })}`,
        '<14>Jul  6 09:00:04 fh-fw 1,2026/07/06 09:00:04,0010,THREAT,url,1,2026/07/06 09:00:04,10.20.1.15,192.0.2.80',
        '',
      ].join('\n'),
      exportedOn: '2026-07-31',
      rows: [
        {
          '@timestamp': '2026-07-06T08:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'www.example.org/download?a=1,2&u=https://x.example.net/',
          'url.domain': 'www.example.org',
          'rule.name': 'Pupils to web',
          'event.action': 'alert',
          'fmreview.action': 'allowed',
          'fmreview.category': 'reference-and-research',
        },
        {
          '@timestamp': '2026-07-06T08:00:02.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.original': 'bets.example.net:8443/in?q="odds"',
          'url.domain': 'bets.example.net',
          'http.request.method': 'POST',
          'user_agent.original': 'Mozilla/5.0 (X11; like, Gecko)',
          'fmreview.action': 'blocked',
          'fmreview.category': 'gambling',
        },
        {
          'user.name': 'bdolvane',
          'http.request.method': null,
          'fmreview.action': 'warned',
          'fmreview.category': 'games',
        },
      ],
      rejected: [{ line: 7, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'without a syslog header, another log, and a time that a log server has cut short',
      file: [
        line(75, {
          1: '1',
          2: '2026/03/02 09:00:00',
          4: 'THREAT',
          5: 'url',
          7: '2026/03/02 09:00:00',
          8: '10.20.1.15',
          31: 'override',
          32: '"www.example.org/"',
          34: 'news',
        }),
        '1,2026/03/02 09:00:01,0010,TRAFFIC,end,1,2026/03/02 09:00:01,10.20.1.15,192.0.2.80,,,Pupils to web,,,ssl',
        `<14>1 2026-07-06T08:00:01.000Z fh-fw - - - - ${line(75, { 1: '1', 2: '09:00:01', 4: 'THREAT', 5: 'url', 7: '09:00:01', 8: '10.20.1.15', 31: 'continue', 32: 'www.example.org/', 34: 'news' })}`,
      ].join('\r\n'),
      rows: [
        { '@timestamp': '2026-03-02T09:00:00.000Z', 'fmreview.action': 'warned' },
        { '@timestamp': '2026-07-06T08:00:01.000Z', 'url.domain': 'www.example.org', 'fmreview.action': 'warned' },
      ],
    },
  ],
});
