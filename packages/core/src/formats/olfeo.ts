import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'olfeo',
  kind: 'request',
  title: 'Olfeo Secure Web Gateway access log',
  product: 'Olfeo',
  layout: 'seen',
  source: 'Lines of another project’s tests; no public page of the vendor names the columns.',
  frame: {
    by: 'pattern',
    // What the number before the category counts is told in two ways (bytes, the category’s number): it is passed over.
    pattern: '^ *([^ ]+) [^ ]+ ([^\\[]*)\\[([^\\]]+)\\] "([^ "]+) ([^ "]+)[^"]*" ([0-9]+) [^ ]+ [^ ]+ [^ ]+ (.*)$',
  },
  clock: 'local',
  recognise: { line: /^ *\S+ \S+ [^[]*\[\d{1,2}\/\d{1,2}\/\d{4} [\d:]{8}\] "[^"]*" \d{1,3} \S+ \S+ \S+ / },
  // There is no column for what was done. Olfeo refuses with 403, as a site may too; 407 asks who it is; with 5xx nobody answered.
  actions: { '1*': 'allowed', '2*': 'allowed', '3*': 'allowed', '4*': 'allowed', '403': 'blocked', '407': 'unknown' },
  fields: {
    sourceIp: { at: 1, as: 'text' },
    user: { at: 2, as: 'account' },
    time: { at: 3, as: 'time' },
    method: { at: 4, as: 'text' },
    url: { at: 5, as: 'text' },
    status: { at: 6, as: 'whole-number' },
    action: { at: 6, as: 'text' },
    category: { at: 7, as: 'text' },
  },
  examples: [
    {
      what: 'a tunnel, a refusal, nobody known, IPv6, a space at the beginning, categories of several words, a broken line',
      file: [
        '10.20.1.15 - toskelby [30/06/2026 10:15:00] "CONNECT https://www.example.org:443 HTTP/1.1" 200 - - 1000 Business Services',
        ' 10.20.1.15 - - [30/06/2026 10:15:01] "GET http://bets.example.net/?q=a HTTP/1.1" 403 - - 0 Gambling',
        '2001:db8::15 - FERNHOLLOW\\bdolvane [30/06/2026 10:15:02] "POST http://www.example.org/ HTTP/1.1" 503 - - 12 Unclassified URL',
        '10.20.1.15 - toskelby [30/06/2026 10:15:03] "GET http://www.exa',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'https://www.example.org:443',
          'url.domain': 'www.example.org',
          'http.response.status_code': 200,
          'fmreview.action': 'allowed',
          'fmreview.category': 'Business Services',
        },
        {
          'user.name': null,
          'source.ip': '10.20.1.15',
          'url.original': 'http://bets.example.net/?q=a',
          'event.action': '403',
          'fmreview.action': 'blocked',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'source.ip': '2001:db8::15',
          'fmreview.action': 'unknown',
          'fmreview.category': 'Unclassified URL',
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-a-record' }],
    },
  ],
});
