import { defineFormat } from '../normalise/format.js';
import { squidUser } from '../normalise/squid.js';
import { derive } from '../normalise/transforms.js';

/** `TCP_MISS:HIER_DIRECT` and the status, as the native layout joins them. */
const result = derive('VARCHAR', null, (raw, { others: [status] }) => `split_part(${raw}, ':', 1) || '/' || ${status}`);

const TEXT_IN_MARKS = '"((?:[^"\\\\]|\\\\.)*)"';

export default defineFormat({
  id: 'squid-common',
  kind: 'request',
  title: 'Squid access log, layouts "common" and "combined"',
  product: 'Squid',
  layout: 'documented',
  source: 'squid-cache.org, squid.conf, logformat "common" and "combined"',
  export: [
    'Find the file that `access_log` in squid.conf names, with `common` or `combined` behind it.',
    'Copy it with its rotated files.',
  ],
  frame: {
    by: 'pattern',
    // Brackets and marks are escaped in names and addresses; spaces are not, and an address runs to the protocol. The second pair of marks is there in `combined` only.
    pattern: `^([^ ]+) [^ ]+ ([^\\[]*)\\[([^\\]]+)\\] "([^ "]+) ([^"]+?)(?: HTTP/[^ "]*)?" ([0-9]+) (-?[0-9]+|-) (?:"(?:[^"\\\\]|\\\\.)*" ${TEXT_IN_MARKS} )?([A-Z][A-Z_]*:[A-Z_]+)`,
  },
  clock: 'local',
  recognise: {
    line: /^\S+ \S+ [^[]*\[\d{2}\/[A-Z][a-z]{2}\/\d{4}:[\d:]{8} [+-]\d{4}\] "[^"]*" \d{1,3} (?:-?\d+|-) (?:".*" )?[A-Z][A-Z_]*:[A-Z_]+/,
  },
  fields: {
    sourceIp: { at: 1, as: 'text' },
    user: { at: 2, as: squidUser },
    time: { at: 3, as: 'common-log-time' },
    method: { at: 4, as: 'text' },
    url: { at: 5, as: 'text' },
    status: { at: 6, as: 'whole-number' },
    bytes: { at: 7, as: 'whole-number' },
    userAgent: { at: 8, as: 'text' },
    action: { at: 9, with: [6], as: result },
  },
  examples: [
    {
      what: 'common: a page, a name with a space, a refusal, a challenge, a request that was none, a line cut short',
      file: [
        '10.20.1.15 - toskelby [30/Jun/2026:10:15:00 +0100] "GET http://www.example.org/a?q=angles HTTP/1.1" 200 5120 TCP_MISS:HIER_DIRECT',
        '2001:db8::15 - Class 1A [30/Jun/2026:10:15:01 +0100] "CONNECT bets.example.net:443 HTTP/1.1" 403 3900 TCP_DENIED:HIER_NONE',
        '10.20.1.16 - - [30/Jun/2026:09:15:02 +0000] "CONNECT www.example.org:443 HTTP/1.1" 407 4100 TCP_DENIED:HIER_NONE',
        '10.20.1.16 - - [30/Jun/2026:09:15:03 +0000] "NONE error:invalid-request HTTP/1.0" 400 3500 NONE_NONE:HIER_NONE',
        '10.20.1.15 - toskelby [30/Jun/2026:10:15:04 +0100] "GET http://www.example.org/?q=angles of a triangle HTTP/1.1" 200 5120 TCP_MISS:HIER_DIRECT',
        '10.20.1.16 - - [30/Jun/2026:09:15:03 +0000] "GET http://www.exa',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org/a?q=angles',
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'event.action': 'TCP_MISS/200',
          'fmreview.action': 'allowed',
        },
        {
          '@timestamp': '2026-06-30T09:15:01.000Z',
          'user.name': 'class 1a',
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
        },
        { 'user.name': null, 'fmreview.action': 'unknown' },
        { 'url.domain': null, 'fmreview.action': 'unknown' },
        { 'user.name': 'toskelby', 'url.original': 'http://www.example.org/?q=angles of a triangle' },
      ],
      rejected: [{ line: 6, column: null, reason: 'not-a-record' }],
    },
    {
      what: 'combined: a referring page and a browser, marks inside them escaped, without a final newline',
      file: [
        '10.20.1.15 - FERNHOLLOW%5Ctoskelby [02/Mar/2026:09:00:00 +0000] "GET http://www.example.org/ HTTP/1.1" 200 5120 "http://search.example.org/?q=a" "Browser/1.0 (\\"of a sort\\")" TCP_HIT:HIER_NONE',
        '10.20.1.15 - bdolvane [02/Mar/2026:09:00:01 +0000] "GET http://[2001:db8::7]:8080/x HTTP/1.1" 200 - "-" "-" TCP_MISS_ABORTED:HIER_DIRECT',
      ].join('\r\n'),
      rows: [
        {
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'user_agent.original': 'Browser/1.0 (\\"of a sort\\")',
          'event.action': 'TCP_HIT/200',
          'fmreview.action': 'allowed',
        },
        { 'user.name': 'bdolvane', 'url.domain': '2001:db8::7', 'user_agent.original': null },
      ],
    },
  ],
});
