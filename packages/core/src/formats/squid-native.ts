import { defineFormat } from '../normalise/format.js';
import { squidStatus, squidUser } from '../normalise/squid.js';

const FRONT = '^([0-9]+(?:[.][0-9]+)?) +(?:(-?[0-9]+) +)?([^ ]+) +([A-Z][A-Z_]*/-?[0-9]+) +(-?[0-9]+) +([^ ]+) +';
const BACK = ' +([A-Z][A-Z_]{3,}/[^ ]+) +([^ ]+)(?: .*)?$';
/**
 * For lines of more or fewer words: what stands between the address and the hierarchy column (`HIER_DIRECT/192.0.2.7`, before
 * Squid 3.2 `DIRECT/…`) is the user, and what stands behind the type is passed over: headers, sizes, browsers. Behind a
 * question mark several words are what somebody searched for, and must not become an account: the last alone is the user.
 */
const ANCHORED = [
  `${FRONT}([^ ]*[?][^ ]*(?: +[^ ]+)*?) +("[^"]*"|[^ ]+)${BACK}`,
  `${FRONT}([^ ?]+) +(.+?)${BACK}`,
].join('|');

export default defineFormat({
  id: 'squid-native',
  kind: 'request',
  title: 'Squid access log, native layout',
  product: 'Squid',
  layout: 'seen',
  source: 'squid-cache.org, squid.conf, logformat "squid"',
  export: [
    'Find the file that `access_log` in squid.conf names; /var/log/squid/access.log is usual.',
    'Copy it with its rotated files (access.log.0, access.log.1, …).',
    'So that searches can be found, set `strip_query_terms off` first: without it Squid cuts addresses at the question mark.',
  ],
  frame: { by: 'spaces', fieldCount: 10, absorbing: 8, odd: ANCHORED, held: { text: '/', at: [4, 9] } },
  clock: 'utc',
  recognise: {
    // Cisco’s lines begin alike and go on with the tag of a decision.
    line: /^\s*\d{9,10}(?:\.\d{1,6})?\s+(?:-?\d+\s+)?\S+\s+[A-Z][A-Z_]*\/-?\d{1,3}\s+-?\d+\s+\S+\s+\S+\s+\S.*\s[A-Z][A-Z_]{3,}\/\S+\s+\S+(?:\s+(?![A-Z_]+\d*-\S*-\S*\s+(?:<|&lt;|")).*)?$/,
  },
  fields: {
    time: { at: 1, as: 'epoch' },
    sourceIp: { at: 3, as: 'text' },
    action: { at: 4, as: 'text' },
    status: { at: 4, as: squidStatus },
    bytes: { at: 5, as: 'whole-number' },
    method: { at: 6, as: 'text' },
    url: { at: 7, as: 'text' },
    user: { at: 8, as: squidUser },
    contentType: { at: 10, as: 'text' },
    elapsed: { at: 2, as: 'whole-number' },
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
          'http.response.mime_type': 'text/html',
          'fmreview.elapsed_ms': 120,
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
    {
      what: 'columns behind the last, names in marks and escaped, no elapsed time, whole seconds, no status that can be',
      file: [
        '1772442000.000      9 10.20.1.15 TCP_MISS/200 312 GET http://www.example.org/a%20b Class 1A HIER_DIRECT/192.0.2.7 text/html 455 "Browser/1.0 (of a sort)" -',
        '1772442001.000      9 10.20.1.15 TCP_MISS/-50 312 GET http://www.example.org/ "FERNHOLLOW\\toskelby@FERNHOLLOW.EXAMPLE" DEFAULT_PARENT/192.0.2.7 text/html',
        '1772442002     25 10.20.1.15 TCP_MEM_HIT/200 312 GET http://www.example.org/ FERNHOLLOW%5Cto%C3%ABskelby HIER_NONE/- text/html [User-Agent: Browser/1.0%0d%0a] [Content-Type: text/html%0d%0a]',
        '1772442003.000 10.20.1.15 TCP_MISS/200 312 GET http://class_1a.example.org/ - DIRECT/2001:db8::7 text/html',
        '1772442004.000      9 localhost NONE/400 312 GET cache_object://localhost/counters - NONE/- text/plain',
        '1772442005.000      9 - TCP_DENIED/403 312 GET someword bdolvane HIER_NONE/- text/html',
      ].join('\n'),
      rows: [
        { 'user.name': 'class 1a', 'url.original': 'http://www.example.org/a%20b', 'fmreview.action': 'allowed' },
        {
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'http.response.status_code': null,
          'event.action': 'TCP_MISS/-50',
          'fmreview.action': 'unknown',
        },
        { '@timestamp': '2026-03-02T09:00:02.000Z', 'user.name': 'toëskelby', 'user.domain': 'fernhollow' },
        { 'user.name': null, 'source.ip': '10.20.1.15', 'url.domain': 'class_1a.example.org' },
        { 'source.ip': 'localhost', 'url.domain': 'localhost', 'fmreview.action': 'unknown' },
        { 'source.ip': null, 'user.name': 'bdolvane', 'url.domain': null, 'fmreview.action': 'blocked' },
      ],
    },
    {
      what: 'searched words that are no account, ten words by accident, a redirector’s answer',
      file: [
        '1772442000.250      9 10.20.1.15 TCP_MISS/200 312 GET http://bets.example.net/?q=how to hurt myself toskelby HIER_DIRECT/192.0.2.1 text/html',
        '1772442001.250      9 10.20.1.15 TCP_MISS/200 312 GET http://bets.example.net/?q=how to "Class 1A" HIER_DIRECT/192.0.2.1 text/html',
        '1772442002.250 10.20.1.15 TCP_MISS/200 312 GET http://www.example.org/ toskelby DIRECT/192.0.2.7 text/html extra',
        '1772442003.250      9 10.20.1.15 TCP_MISS/200 312 GET http://www.example.org/?q=two words toskelby HIER_DIRECT/192.0.2.7',
        '1772442004.250      9 10.20.1.15 TCP_REDIRECT/302 312 GET http://bets.example.net/ toskelby HIER_NONE/- -',
        '1772442005.250      9 10.20.1.15 TCP_DENIED/401 312 GET http://www.example.org/ - HIER_NONE/- text/html',
      ].join('\n'),
      rows: [
        {
          'user.name': 'toskelby',
          'url.original': 'http://bets.example.net/?q=how to hurt myself',
          'url.domain': 'bets.example.net',
        },
        { 'user.name': 'class 1a', 'url.original': 'http://bets.example.net/?q=how to' },
        {
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'http.response.status_code': 200,
          'url.domain': 'www.example.org',
        },
        { 'user.name': 'toskelby', 'fmreview.action': 'unknown' },
        { 'user.name': null, 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 4, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'behind syslog headers of both kinds, with CRLF',
      file: [
        '<134>Mar  2 09:00:09 proxy (squid-1)[6802]: 1772442000.250    120 10.20.1.15 TCP_TUNNEL/200 5120 CONNECT www.example.org:443 toskelby HIER_DIRECT/192.0.2.7 -',
        '<134>1 2026-03-02T09:00:09.000Z proxy squid 6802 - - 1772442001.250    120 2001:db8::15 TCP_DENIED/403 512 CONNECT bets.example.net:443 - HIER_NONE/- -',
        '',
      ].join('\r\n'),
      rows: [
        { '@timestamp': '2026-03-02T09:00:00.250Z', 'user.name': 'toskelby', 'url.domain': 'www.example.org' },
        { '@timestamp': '2026-03-02T09:00:01.250Z', 'source.ip': '2001:db8::15', 'fmreview.action': 'blocked' },
      ],
    },
    {
      what: 'E2Guardian with logfileformat 3, which writes this layout',
      file: [
        '1772442000.250    120 10.20.1.15 TCP_MISS/200 5120 GET https://www.example.org:443/a?q=b toskelby DEFAULT_PARENT/127.0.0.1 text/html',
        '1772442001.250      3 10.20.1.15 TCP_DENIED/403 0 GET http://bets.example.net toskelby DEFAULT_PARENT/127.0.0.1 -',
      ].join('\n'),
      rows: [
        { 'url.original': 'https://www.example.org:443/a?q=b', 'fmreview.action': 'allowed' },
        { 'url.domain': 'bets.example.net', 'fmreview.action': 'blocked' },
      ],
    },
  ],
});
