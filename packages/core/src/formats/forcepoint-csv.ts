import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'forcepoint-csv',
  kind: 'request',
  title: 'Forcepoint Web Security Cloud log export, CSV of 17 columns without a header',
  product: 'Forcepoint Web Security Cloud',
  layout: 'seen',
  source:
    'websense.com, SIEM guide: formatting the log export; the columns that it exports when nothing else is chosen',
  frame: { by: 'columns', delimiter: ',', least: 17, most: 17 },
  // The text says no zone; public programs read it as UTC. From the vendor’s page it is memory only.
  clock: 'utc',
  recognise: { line: /^"\d{1,2}\/\d{1,2}\/\d{4}","\d{2}:\d{2}:\d{2}",(?:"(?:[^"]|"")*",){14}"[A-Za-z -]*"$/ },
  categories: 'forcepoint',
  fields: {
    time: { at: 1, with: [2], as: 'time' },
    user: { at: 3, as: 'account' },
    device: { at: 4, as: 'text' },
    category: { at: 5, as: 'text' },
    action: { at: 6, as: 'text' },
    rule: { at: 8, as: 'text' },
    url: { at: 9, as: 'text' },
    sourceIp: { at: 12, as: 'text' },
    userAgent: { at: 15, as: 'text' },
    status: { at: 16, as: 'whole-number' },
    method: { at: 17, as: 'text' },
  },
  examples: [
    {
      what: 'British dates, several categories, a mail address and a display name, columns that say nothing, a line cut short',
      file: [
        '"05/03/2026","09:00:00","toskelby@fernhollow.example","FH-IT-01","Education,Reference Materials","Allowed","Business Usage,None","Pupils","https://www.example.org:8443/a?q=angles","192.0.2.1","192.0.2.7","10.20.1.15","None","None","Mozilla/5.0 (X11; ""test"")","200","Get"',
        '"05/03/2026","09:00:01","anonymous","Not available","Gambling","Blocked","Productivity Loss","Pupils","bets.example.net:443/","192.0.2.1","Not available","Not available","None","None","None","403","Connect"',
        '"16/03/2026","23:30:00","Bea Dolvane (bdolvane@fernhollow.example)","Not available","Games","Confirm","None","Staff","http://[2001:db8::7]/","192.0.2.1","2001:db8::7","2001:db8::15","None","None","None","200","Post"',
        '"16/03/2026","23:30:01","toskelby@fernhollow.example","FH-IT-01","Educa',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-05T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'host.name': 'FH-IT-01',
          'source.ip': '10.20.1.15',
          'url.original': 'https://www.example.org:8443/a?q=angles',
          'rule.name': 'Pupils',
          'http.request.method': 'Get',
          'http.response.status_code': 200,
          'user_agent.original': 'Mozilla/5.0 (X11; "test")',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education,Reference Materials',
        },
        {
          'user.name': null,
          'host.name': null,
          'source.ip': null,
          'url.domain': 'bets.example.net',
          'user_agent.original': null,
          'fmreview.action': 'blocked',
        },
        {
          '@timestamp': '2026-03-16T23:30:00.000Z',
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow.example',
          'source.ip': '2001:db8::15',
          'url.domain': '2001:db8::7',
          'fmreview.action': 'warned',
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'quote-not-closed' }],
    },
  ],
});
