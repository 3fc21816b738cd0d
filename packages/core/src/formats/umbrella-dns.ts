import { defineFormat } from '../normalise/format.js';
import { HEADER_LINES, umbrellaUser } from '../normalise/products/umbrella.js';
import { derive } from '../normalise/transforms.js';

export default defineFormat({
  id: 'umbrella-dns',
  kind: 'request',
  title: 'Cisco Umbrella, DNS log of the S3 export',
  product: 'Cisco Umbrella',
  layout: 'documented',
  source: 'Cisco Umbrella, "Log Formats and Versioning": DNS logs',
  frame: { by: 'columns', delimiter: ',', least: 10, most: 24, others: HEADER_LINES },
  clock: 'utc',
  recognise: {
    line: /^ *"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,.*, *"?(?:Allowed|Blocked|Proxied)"?, *"?\d+ \([A-Z0-9]+\)"?,/,
  },
  categories: 'cisco-umbrella',
  fields: {
    time: { at: 1, as: 'time' },
    user: { at: 2, with: [3, 12, 11], as: umbrellaUser },
    // The address in the school, or the one that the internet sees.
    sourceIp: {
      at: 4,
      with: [5],
      as: derive('VARCHAR', null, (raw, { others: [outer] }) => `coalesce(nullif(${raw}, ''), ${outer})`),
    },
    url: { at: 9, as: derive('VARCHAR', null, (raw) => `rtrim(trim(${raw}), '.')`) },
    category: { at: 10, as: 'text' },
    action: { at: 6, as: 'text' },
  },
  examples: [
    {
      what: 'schemas of 10 and 13 columns in one file, names with commas, a person who is not first, a line cut short',
      file: [
        '"2026-03-02 09:00:00","fa0000000000000f", "fa0000000000000f", "10.20.1.14","192.0.2.9","Allowed","1 (A)", "NOERROR","maths.example.org.", "Search Engines,Education"',
        '"2026-03-02 09:00:01","Skelby, Tom (toskelby@fernhollow.example)","Skelby, Tom (toskelby@fernhollow.example),FH-IT-01","10.20.1.15","192.0.2.9","Blocked","28 (AAAA)","NOERROR","bets.example.net.","Gambling","AD Users","AD Users,Anyconnect Roaming Client","Gambling"',
        '"2026-07-02 09:00:02","FH-IT-02","FH-IT-02,Bea Dolvane (bdolvane@fernhollow.example)","2001:db8::15","192.0.2.9","Proxied","1 (A)","NOERROR","www.example.org.","News","Roaming Computers","Roaming Computers,AD Users",""',
        '"2026-03-02 09:00:03","Lab","Lab,Dolvane, Bea (bdolvane@fernhollow.example)","","192.0.2.9","Allowed","1 (A)","NXDOMAIN","www.example.org.","","Networks","Networks,AD Users",""',
        '"2026-03-02 09:00:04","toskelby","toskelby,FH-IT-01","10.20.1.15","192.0.2.9","Allowed","1 (A)","NOERROR","www.example.org.","News","Policy","AD Users, Roaming Computers",""',
        '"2026-03-02 09:00:05","Lab","Lab","10.20.1.16","192.0.2.9","Allow',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': null,
          'source.ip': '10.20.1.14',
          'url.original': 'maths.example.org',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Search Engines,Education',
        },
        {
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'url.domain': 'bets.example.net',
          'event.action': 'Blocked',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          '@timestamp': '2026-07-02T09:00:02.000Z',
          'user.name': 'bdolvane',
          'source.ip': '2001:db8::15',
          'fmreview.action': 'flagged',
        },
        { 'user.name': 'bdolvane', 'source.ip': '192.0.2.9', 'fmreview.category': null },
        { 'user.name': 'toskelby', 'user.domain': null, 'fmreview.category': 'News' },
      ],
      rejected: [{ line: 6, column: null, reason: 'quote-not-closed' }],
    },
    {
      what: 'with the optional line of names, and a later schema',
      file: [
        '"Timestamp","Most Granular Identity","Identities","Internal IP","External IP","Action","Query Type","Response Code","Domain","Categories","Most Granular Identity Type","Identity Types","Blocked Categories","Rule ID","Destination Countries","Organization ID"',
        '"2026-03-02 09:00:00","toskelby","toskelby","10.20.1.15","192.0.2.9","Allowed","16 (TXT)","NOERROR","example.org.","Education","AD Users","AD Users","","41","GB","7"',
      ].join('\r\n'),
      rows: [{ 'user.name': 'toskelby', 'url.domain': 'example.org', 'fmreview.category': 'Education' }],
    },
  ],
});
