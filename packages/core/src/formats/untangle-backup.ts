import { defineFormat } from '../normalise/format.js';
import { hostAndPath, methodLetter, VERDICTS, verdict } from '../normalise/products/untangle.js';

const HEADER =
  'request_id,time_stamp,session_id,c_client_addr,s_server_addr,s_server_port,client_latitude,client_longitude,username,hostname,method,uri,host,referer,s2c_content_length,web_filter_reason,web_filter_category_id,web_filter_rule_id,web_filter_blocked,web_filter_flagged';

export default defineFormat({
  id: 'untangle-backup',
  kind: 'request',
  title: 'Untangle / Arista NG Firewall, nightly backup of the web events as CSV',
  product: 'Untangle NG Firewall',
  layout: 'documented',
  source:
    'github.com/untangle/ngfw_src: table http_events and its backup, whose quoted fields begin with an apostrophe',
  frame: { by: 'header', delimiters: [','], guarded: true },
  clock: 'local',
  recognise: {
    header: ['time', 'url'],
    names: ['request_id', 'time_stamp', 'c_client_addr', 'uri'],
    sign: /(?:^|,)'"|,'-\d/,
  },
  categories: 'untangle',
  actions: VERDICTS,
  fields: {
    time: { aliases: ['time_stamp'], as: 'time' },
    user: { aliases: ['username'], as: 'account' },
    sourceIp: { aliases: ['c_client_addr'], as: 'text' },
    device: { aliases: ['hostname'], as: 'text' },
    url: { aliases: ['host', 's_server_addr'], with: [['uri'], ['s_server_port']], as: hostAndPath },
    category: { aliases: ['web_filter_category', 'web_filter_category_id'], as: 'text' },
    action: { aliases: ['web_filter_blocked'], with: [['web_filter_flagged']], as: verdict },
    rule: { aliases: ['web_filter_rule_id'], as: 'text' },
    method: { aliases: ['method'], as: methodLetter },
    bytes: { aliases: ['s2c_content_length'], as: 'whole-number' },
  },
  examples: [
    {
      what: 'apostrophes before marks and negative numbers, commas and doubled marks in fields, t and f, a line cut short',
      file: [
        HEADER,
        `101,2026-07-06 10:00:00.123,9,10.20.1.15,192.0.2.80,443,53.1,'-0.12,toskelby,FH-IT-01,G,'"/a?q=1,2&x=""b""",www.example.org,,512,N,27,7,f,f`,
        `102,2026-07-06 10:00:01,9,2001:db8::15,192.0.2.80,80,,,'"Skelby, Tom",FH-IT-02,P,/in,bets.example.net,'"http://x.example.org/,",0,D,27,7,t,t`,
        `103,2026-07-06 10:00:02,9,10.20.1.16,192.0.2.80,80,,,,,G,'"/torn`,
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.123Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'https://www.example.org/a?q=1,2&x="b"',
          'http.response.bytes': 512,
          'fmreview.action': 'allowed',
          'fmreview.category': '27',
        },
        {
          'user.name': 'skelby, tom',
          'host.name': 'FH-IT-02',
          'url.original': 'http://bets.example.net/in',
          'http.request.method': 'POST',
          'fmreview.action': 'blocked',
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'quote-not-closed' }],
    },
  ],
});
