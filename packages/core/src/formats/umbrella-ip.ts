import { defineFormat } from '../normalise/format.js';
import { HEADER_LINES, umbrellaUser } from '../normalise/products/umbrella.js';
import { derive } from '../normalise/transforms.js';

/** Connections have no address of a page: the address and port that were asked for. */
const target = derive('VARCHAR', null, (address, { others: [port] }) => {
  const host = `CASE WHEN contains(${address}, ':') THEN '[' || ${address} || ']' ELSE ${address} END`;
  return `${host} || CASE WHEN coalesce(${port}, '') IN ('', '0') THEN '' ELSE ':' || ${port} END`;
});

export default defineFormat({
  id: 'umbrella-ip',
  kind: 'request',
  title: 'Cisco Umbrella, IP log of the S3 export',
  product: 'Cisco Umbrella',
  layout: 'documented',
  source: 'Cisco Umbrella, "Log Formats and Versioning": IP logs',
  frame: { by: 'columns', delimiter: ',', least: 7, most: 14, others: HEADER_LINES },
  clock: 'utc',
  recognise: {
    line: /^ *"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?, *"[^"[][^"]*", *"?[0-9A-Fa-f.:]+"?, *"?\d*"?, *"?[0-9A-Fa-f.:]+"?, *"?\d*"?, *"?[^"]*"? *(?:,|$)/,
  },
  categories: 'cisco-umbrella',
  fields: {
    time: { at: 1, as: 'time' },
    // The log does not say of which type an identity is: only one with a mail address is certainly a person.
    user: { at: 2, as: umbrellaUser },
    sourceIp: { at: 3, as: 'text' },
    url: { at: 5, with: [6], as: target },
    category: { at: 7, as: 'text' },
  },
  examples: [
    {
      what: 'connections without a verdict, with and without ports, IPv6, an identity that is a person, a line cut short',
      file: [
        '"2026-03-02 09:00:00","Lab","10.20.1.15","0","192.0.2.80","0","Malware"',
        '"2026-07-02 09:00:01","Skelby, Tom (toskelby@fernhollow.example)","2001:db8::15","61095", "2001:db8::80","445","Command and Control"',
        '"2026-03-02 09:00:02","Lab","10.20.1.15"',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': null,
          'source.ip': '10.20.1.15',
          'url.original': '192.0.2.80',
          'url.domain': '192.0.2.80',
          'event.action': null,
          'fmreview.action': 'unknown',
          'fmreview.category': 'Malware',
        },
        {
          '@timestamp': '2026-07-02T09:00:01.000Z',
          'user.name': 'toskelby',
          'url.original': '[2001:db8::80]:445',
          'url.domain': '2001:db8::80',
        },
      ],
      rejected: [{ line: 3, column: null, reason: 'wrong-number-of-fields' }],
    },
  ],
});
