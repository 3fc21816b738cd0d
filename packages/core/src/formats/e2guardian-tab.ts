import {
  E2GUARDIAN_ACTIONS,
  e2guardianAction,
  e2guardianAddress,
  e2guardianDevice,
  e2guardianTime,
} from '../normalise/e2guardian.js';
import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'e2guardian-tab',
  kind: 'request',
  title: 'E2Guardian and DansGuardian logfileformat 4, apart by tabs',
  product: 'E2Guardian',
  layout: 'documented',
  source: 'e2guardian, configs/e2guardian.conf.in and src/FatController.cpp',
  export: [
    'Find the file that `loglocation` in e2guardian.conf names; /var/log/e2guardian/access.log is usual.',
    'Copy it.',
  ],
  frame: { by: 'columns', delimiter: '\t', least: 7, most: 21, quotes: 'none' },
  clock: 'local',
  recognise: {
    line: /^(?:.* )?\d{4}\.\d{1,2}\.\d{1,2} \d{1,2}:\d{2}:\d{2}(?: \d{9,10}\.\d+)?\t[^\t]*\t[^\t]*\t[^\t]*:\/\/[^\t]*\t/,
  },
  categories: 'squid-lists',
  actions: E2GUARDIAN_ACTIONS,
  fields: {
    time: { at: 1, as: e2guardianTime },
    user: { at: 2, as: 'account' },
    sourceIp: { at: 3, as: e2guardianAddress },
    url: { at: 4, as: 'text' },
    action: { at: 5, with: [11], as: e2guardianAction },
    method: { at: 6, as: 'text' },
    bytes: { at: 7, as: 'whole-number' },
    category: { at: 9, as: 'text' },
    status: { at: 11, as: 'whole-number' },
    device: { at: 13, with: [3], as: e2guardianDevice },
    rule: { at: 14, as: 'text' },
    userAgent: { at: 15, as: 'text' },
    contentType: { at: 12, as: 'text' },
  },
  examples: [
    {
      what: '15 and 19 columns, IPv6, another language, quotation marks that stand for themselves, a cut line',
      file: [
        '2026.6.30 10:15:00\ttoskelby\t10.20.1.15\thttps://www.example.org:443/a?q=b\t-\tGET\t5120\t0\t-\t1\t200\ttext/html\tfh-it-01\tYear 7\tBrowser/1.0 (of a "sort")',
        '2026.6.30 10:15:01\tFERNHOLLOW\\bdolvane\t2001:db8::15\thttp://bets.example.net\t*Accès interdit* Site interdit\tGET\t0\t0\tGambling\t2\t403\t-\t\tpupils\t"Browser\t\t\t\t',
        '2026.6.30 10:15:02\t-\t10.20.1.15\thttp://www.example.org\t*INFECTED* *DENIED* Virus\tGET\t0\t0\tContent scanning\t2\t403\t-\t-\tpupils\t-\t-\t-\t-\t-',
        '2026.6.30 10:15:03\ttoskelby\t10.20.1.15\thttp://www.ex',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'host.name': 'fh-it-01',
          'url.original': 'https://www.example.org:443/a?q=b',
          'rule.name': 'Year 7',
          'user_agent.original': 'Browser/1.0 (of a "sort")',
          'fmreview.action': 'allowed',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'source.ip': '2001:db8::15',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        { 'user.name': null, 'event.action': '403 *INFECTED*', 'fmreview.action': 'blocked' },
      ],
      rejected: [{ line: 4, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'an epoch behind the time (logtimestamp), and a syslog header',
      file: [
        '<14>Jan  5 09:15:09 proxy e2guardian[812]: 2026.1.5 9:15:01\ttoskelby\t10.20.1.15\thttp://www.example.org\t*TRUSTED* Site match\tGET\t1\t0\t-\t1\t200\t-\t-\tpupils\t-\t-\t-\t-\t-',
        '<14>Jan  5 09:15:09 proxy e2guardian[812]: 2026.1.5 9:15:02 1767604502.250\ttoskelby\t10.20.1.15\thttp://www.example.org\t-\tGET\t1\t0\t-\t1\t403\t-\t-\tpupils\t-\t-\t-\t-\t-',
      ].join('\r\n'),
      rows: [
        { '@timestamp': '2026-01-05T09:15:01.000Z', 'event.action': '200 *TRUSTED*', 'fmreview.action': 'allowed' },
        { '@timestamp': '2026-01-05T09:15:02.250Z', 'event.action': '403', 'fmreview.action': 'allowed' },
      ],
    },
  ],
});
