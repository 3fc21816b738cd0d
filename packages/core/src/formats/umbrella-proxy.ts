import { defineFormat } from '../normalise/format.js';
import { HEADER_LINES, umbrellaUser } from '../normalise/products/umbrella.js';
import { derive } from '../normalise/transforms.js';

/** A page that was let through may have been behind a warning or drawn in a browser elsewhere: columns 35 and 33. */
const verdict = derive(
  'VARCHAR',
  null,
  (raw, { others: [warned, isolated] }) =>
    `CASE WHEN upper(${raw}) = 'ALLOWED' AND starts_with(lower(${warned}), 'warn') THEN ${raw} || ', ' || ${warned}
      WHEN upper(${raw}) = 'ALLOWED' AND lower(${isolated}) = 'isolated' THEN ${raw} || ', ' || ${isolated} ELSE ${raw} END`,
);

const tail = (filled: Readonly<Record<number, string>>, count: number): string =>
  Array.from({ length: count - 8 }, (_, index) => `"${filled[index + 9] ?? ''}"`).join(',');

export default defineFormat({
  id: 'umbrella-proxy',
  kind: 'request',
  title: 'Cisco Umbrella, proxy log of the S3 export',
  product: 'Cisco Umbrella',
  layout: 'documented',
  source: 'Cisco Umbrella, "Log Formats and Versioning": proxy (web) logs',
  frame: { by: 'columns', delimiter: ',', least: 21, most: 64, others: HEADER_LINES },
  clock: 'utc',
  recognise: {
    line: /^ *"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,.*,"?[0-9A-Fa-f.:]*"?, *"?[0-9A-Fa-f.:]*"?, *"[^"]*", *"[A-Z]{4,}", *"[a-z][a-z0-9+.-]*:\/\//,
  },
  categories: 'cisco-umbrella',
  actions: { 'allowed, warn*': 'warned', 'allowed, isolated': 'flagged' },
  fields: {
    time: { at: 1, as: 'time' },
    user: { at: 2, with: [24, 25, 22], as: umbrellaUser },
    // The address in the school, or the one that the internet sees.
    sourceIp: {
      at: 3,
      with: [4],
      as: derive('VARCHAR', null, (raw, { others: [outer] }) => `coalesce(nullif(${raw}, ''), ${outer})`),
    },
    url: { at: 8, as: 'text' },
    category: { at: 16, as: 'text' },
    action: { at: 7, with: [35, 33], as: verdict },
    rule: { at: 31, as: 'text' },
    method: { at: 26, as: 'text' },
    status: { at: 11, as: 'whole-number' },
    bytes: { at: 13, as: 'whole-number' },
    userAgent: { at: 10, as: 'text' },
    contentType: { at: 6, as: 'text' },
  },
  examples: [
    {
      what: 'schemas of 23, 32 and 35 columns in one file, spaces before marks, double percent signs, a blank user agent',
      file: [
        `"2026-03-02 09:00:00","Skelby, Tom (toskelby@fernhollow.example)","10.20.1.15","192.0.2.9", "192.0.2.80","text/html","BLOCKED","https://bets.example.net/in?q=%255bodds%255d",${tail({ 10: 'Mozilla/5.0 (X11; like, Gecko)', 11: '403', 13: '1489', 16: 'Gambling', 22: 'AD Users', 23: 'Gambling' }, 23)}`,
        `"2026-03-02 09:00:01","FH-IT-02","","192.0.2.9","192.0.2.80","","ALLOWED","http://www.example.org:8080/a",${tail({ 10: ' ', 11: '200', 13: '797', 16: 'Games,Software/Technology', 22: 'Roaming Computers', 24: 'FH-IT-02,Bea Dolvane (bdolvane@fernhollow.example)', 25: 'Roaming Computers,AD Users', 26: 'HEAD' }, 32)}`,
        `"2026-07-02 09:00:02","toskelby","2001:db8::15","192.0.2.9","2001:db8::80","","ALLOWED","https://[2001:db8::80]/x",${tail({ 16: 'News', 24: 'toskelby', 25: 'AD Users', 26: 'GET', 31: '77', 35: 'warn-session' }, 35)}`,
        `"2026-03-02 09:00:03","toskelby","10.20.1.15","192.0.2.9","192.0.2.80","","ALLOWED","https://www.example.org/",${tail({ 24: 'toskelby', 25: 'AD Users', 33: 'isolated' }, 40)}`,
        '"2026-03-02 09:00:04","toskelby","10.20.1.15","192.0.2.9","192.0.2.80","","ALLOWED","https://www.example.org/"',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'https://bets.example.net/in?q=%255bodds%255d',
          'url.domain': 'bets.example.net',
          'http.response.status_code': 403,
          'http.response.bytes': 1489,
          'user_agent.original': 'Mozilla/5.0 (X11; like, Gecko)',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          'user.name': 'bdolvane',
          'source.ip': '192.0.2.9',
          'url.domain': 'www.example.org',
          'http.request.method': 'HEAD',
          'user_agent.original': null,
          'fmreview.action': 'allowed',
          'fmreview.category': 'Games,Software/Technology',
        },
        {
          '@timestamp': '2026-07-02T09:00:02.000Z',
          'user.name': 'toskelby',
          'source.ip': '2001:db8::15',
          'url.domain': '2001:db8::80',
          'rule.name': '77',
          'event.action': 'ALLOWED, warn-session',
          'fmreview.action': 'warned',
        },
        { 'event.action': 'ALLOWED, isolated', 'fmreview.action': 'flagged' },
      ],
      rejected: [{ line: 5, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'with the optional line of names',
      file: [
        `"Timestamp","Identity","Internal IP","External IP","Destination IP","Content Type","Verdict","URL",${tail({ 9: 'Referer' }, 23)}`,
        `"2026-03-02 09:00:00","Lab","10.20.1.15","192.0.2.9","","","BLOCKED","https://bets.example.net/",${tail({ 16: 'Gambling' }, 23)}`,
      ].join('\r\n'),
      rows: [{ 'user.name': null, 'url.domain': 'bets.example.net', 'fmreview.action': 'blocked' }],
    },
  ],
});
