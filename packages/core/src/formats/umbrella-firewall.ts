import { defineFormat } from '../normalise/format.js';
import { HEADER_LINES } from '../normalise/products/umbrella.js';
import { derive } from '../normalise/transforms.js';

/** One name that the rule matched is the site; of several nobody knows which, so the address counts. */
const target = derive('VARCHAR', null, (address, { others: [port, names] }) => {
  const bare = `CASE WHEN contains(${address}, ':') THEN '[' || ${address} || ']' ELSE ${address} END`;
  const host = `CASE WHEN ${names} <> '' AND NOT contains(${names}, ',') THEN ${names} ELSE ${bare} END`;
  return `(${host}) || CASE WHEN coalesce(${port}, '') IN ('', '0') THEN '' ELSE ':' || ${port} END`;
});

const person = derive(
  'VARCHAR',
  null,
  (identity, { others: [type] }) =>
    `CASE WHEN starts_with(${type}, 'AD User') THEN coalesce(nullif(regexp_extract(${identity}, '[(]([^() ]+@[^() ]+)[)]', 1), ''), ${identity}) END`,
);

export default defineFormat({
  id: 'umbrella-firewall',
  kind: 'request',
  title: 'Cisco Umbrella, cloud firewall log of the S3 export',
  product: 'Cisco Umbrella',
  layout: 'documented',
  source: 'Cisco Umbrella, "Log Formats and Versioning": cloud firewall logs',
  frame: { by: 'columns', delimiter: ',', least: 14, most: 60, others: HEADER_LINES },
  clock: 'utc',
  recognise: { line: /^ *"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?, *"?\[\d+\]"?,/ },
  categories: 'cisco-umbrella',
  fields: {
    time: { at: 1, as: 'time' },
    user: { at: 3, with: [4], as: person },
    sourceIp: { at: 8, as: 'text' },
    url: { at: 10, with: [11, 15], as: target },
    action: { at: 14, as: 'text' },
    rule: { at: 13, as: 'text' },
    bytes: { at: 7, as: 'whole-number' },
  },
  examples: [
    {
      what: 'schemas of 14, 16 and more columns, quoted and bare, one name and several, a person, a line cut short',
      file: [
        '2026-03-02 09:00:00,[211030000],Fernhollow,CDFW Tunnel Device,OUTBOUND,1,84,10.20.1.15,,192.0.2.80,,lon1.edc,12,ALLOW',
        '"2026-07-02 09:00:01","[211030000]","Skelby, Tom (toskelby@fernhollow.example)", "AD Users","OUTBOUND","6","840","2001:db8::15","50100","2001:db8::80", "443","lon1.edc","13","BLOCK","www.example.org","44,66"',
        '"2026-03-02 09:00:02","[211030000]","toskelby","AD Users","OUTBOUND","17","100","10.20.1.16","50101","192.0.2.80","443","lon1.edc","14","ALLOW","example.org,example.net","44,66","1772442002","1772442002","3","3"',
        '2026-03-02 09:00:03,[211030000],Fernhollow,CDFW Tunnel Device,OUTBOUND,1,84',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': null,
          'source.ip': '10.20.1.15',
          'url.original': '192.0.2.80',
          'rule.name': '12',
          'http.response.bytes': 84,
          'fmreview.action': 'allowed',
        },
        {
          '@timestamp': '2026-07-02T09:00:01.000Z',
          'user.name': 'toskelby',
          'source.ip': '2001:db8::15',
          'url.original': 'www.example.org:443',
          'url.domain': 'www.example.org',
          'fmreview.action': 'blocked',
        },
        { 'user.name': 'toskelby', 'url.original': '192.0.2.80:443', 'url.domain': '192.0.2.80' },
      ],
      rejected: [{ line: 4, column: null, reason: 'wrong-number-of-fields' }],
    },
  ],
});
