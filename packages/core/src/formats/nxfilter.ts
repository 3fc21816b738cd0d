import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

const domain = derive('VARCHAR', null, (raw) => `rtrim(${raw}, '.')`);

export default defineFormat({
  id: 'nxfilter',
  kind: 'request',
  title: 'NxFilter and NxCloud DNS log over syslog, between bars',
  product: 'NxFilter',
  layout: 'documented',
  source: 'nxfilter.org, tutorial "Syslog exportation"',
  export: ['Turn on the export to a syslog server in System > Setup > Syslog.', 'Copy that server’s file.'],
  // Without the group at first; NxCloud puts the address behind a relay last.
  frame: { by: 'columns', delimiter: '|', least: 10, most: 12, quotes: 'none' },
  clock: 'local',
  recognise: { line: /^(?:.* )?NXFILTER\|[\d-]{10} [\d:]{8}\|[YN]\|/ },
  actions: { y: 'blocked', n: 'allowed' },
  fields: {
    time: { at: 2, as: 'time' },
    action: { at: 3, as: 'text' },
    url: { at: 4, as: domain },
    user: { at: 5, as: 'account' },
    sourceIp: { at: 6, as: 'text' },
    rule: { at: 7, as: 'text' },
    category: { at: 8, as: 'text' },
  },
  examples: [
    {
      what: 'refused and resolved names, nobody known, IPv6, ten to twelve columns, a broken line',
      file: [
        'NXFILTER|2026-06-30 10:15:00|Y|bets.example.net|toskelby|10.20.1.15|pupils|Gambling|Blocked by category|1|year7',
        'NXFILTER|2026-06-30 10:15:01|N|www.example.org.||2001:db8::15|Default|Education||28',
        'NXFILTER|2026-01-05 10:15:02|N|files.example.com|bdolvane|192.0.2.7|staff|Business,News||1|fernhollow|10.20.1.16',
        'NXFILTER|2026-01-05 10:15:03|N|files.exam',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.domain': 'bets.example.net',
          'rule.name': 'pupils',
          'event.action': 'Y',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.original': 'www.example.org',
          'fmreview.action': 'allowed',
        },
        { '@timestamp': '2026-01-05T10:15:02.000Z', 'fmreview.category': 'Business,News' },
      ],
      rejected: [{ line: 4, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'behind a syslog header',
      file: '<14>Mar  2 09:00:09 dns NXFILTER|2026-03-02 09:00:00|N|www.example.org|FERNHOLLOW\\toskelby|10.20.1.15|Default|Education||1|\r\n',
      rows: [{ '@timestamp': '2026-03-02T09:00:00.000Z', 'user.name': 'toskelby', 'user.domain': 'fernhollow' }],
    },
  ],
});
