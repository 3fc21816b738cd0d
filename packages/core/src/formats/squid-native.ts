import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'squid-native',
  kind: 'request',
  title: 'Squid access log, native layout',
  product: 'Squid',
  layout: 'seen',
  source: 'squid-cache.org, logformat "squid"',
  frame: { by: 'spaces', fieldCount: 10, absorbing: 8 },
  clock: 'utc',
  recognise: {
    line: /^\s*\d{9,10}(\.\d{1,6})?\s+-?\d+\s+\S+\s+[A-Z][A-Z_]+\/-?\d{1,3}\s+-?\d+\s+\S+\s+\S+\s+\S.*\s+\S+\/\S+\s+\S+\s*$/,
  },
  fields: {
    time: { at: 1, as: 'epoch-seconds' },
    sourceIp: { at: 3, as: 'text' },
    action: { at: 4, as: 'text' },
    status: { at: 4, as: 'status-after-slash' },
    bytes: { at: 5, as: 'whole-number' },
    method: { at: 6, as: 'text' },
    url: { at: 7, as: 'text' },
    user: { at: 8, as: 'account' },
  },
  examples: [
    {
      what: 'a page over HTTP, a tunnel that was denied, a challenge to log on, and a line cut short',
      file: [
        '1772442000.250    120 10.20.1.15 TCP_MISS/200 5120 GET http://www.example.org/a/b toskelby HIER_DIRECT/192.0.2.7 text/html',
        '1772442001.000      3 10.20.1.15 TCP_DENIED/403 3900 CONNECT bets.example.net:443 Toskelby@FERNHOLLOW.EXAMPLE HIER_NONE/- text/html',
        '1772442002.500      0 10.20.1.16 TCP_DENIED/407 4100 CONNECT www.example.org:443 - HIER_NONE/- text/html',
        '1772442003.500      0 10.20.1.16 TCP_MISS/200 41',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.250Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.domain': 'www.example.org',
          'url.registered_domain': 'example.org',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'event.action': 'TCP_MISS/200',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        {
          '@timestamp': '2026-03-02T09:00:01.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
        },
        { 'user.name': null, 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 4, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'a user name with a space, and an address that is no page',
      file: [
        '1772442000.000      9 2001:db8::15 TCP_MISS/200 312 GET http://[2001:db8::7]:8080/x Class 1A HIER_DIRECT/2001:db8::7 image/png',
        '1772442001.000      0 10.20.1.16 NONE_NONE/000 0 NONE error:transaction-end-before-headers - HIER_NONE/- -',
      ].join('\r\n'),
      rows: [
        {
          'user.name': 'class 1a',
          'source.ip': '2001:db8::15',
          'url.domain': '2001:db8::7',
          'fmreview.action': 'allowed',
        },
        { 'url.domain': null, 'http.response.status_code': null, 'fmreview.action': 'unknown' },
      ],
    },
  ],
});
