import { defineFormat } from '../normalise/format.js';
import { guardedText, hostAndPath, methodLetter, VERDICTS, verdict } from '../normalise/products/untangle.js';

const HEADER =
  'request_id,time_stamp,session_id,client_intf,server_intf,c_client_addr,s_client_addr,c_server_addr,s_server_addr,s_server_port,username,hostname,method,uri,host,domain,s2c_content_length,web_filter_reason,web_filter_category_id,web_filter_rule_id,web_filter_blocked,web_filter_flagged';

export default defineFormat({
  id: 'untangle-export',
  kind: 'request',
  title: 'Untangle / Arista NG Firewall, web events exported from a report as CSV',
  product: 'Untangle NG Firewall',
  layout: 'documented',
  source: 'github.com/untangle/ngfw_src: table http_events and its export',
  frame: { by: 'header', delimiters: [','] },
  clock: 'local',
  recognise: { header: ['time', 'url'], names: ['request_id', 'time_stamp', 'c_client_addr', 'uri'] },
  // A backup has the same names, and marks that this one never has.
  generic: true,
  categories: 'untangle',
  actions: VERDICTS,
  fields: {
    time: { aliases: ['time_stamp'], as: 'time' },
    user: { aliases: ['username'], as: guardedText },
    sourceIp: { aliases: ['c_client_addr'], as: 'text' },
    device: { aliases: ['hostname'], as: guardedText },
    url: { aliases: ['host', 's_server_addr'], with: [['uri'], ['s_server_port']], as: hostAndPath },
    category: { aliases: ['web_filter_category', 'web_filter_category_id'], as: 'text' },
    action: { aliases: ['web_filter_blocked'], with: [['web_filter_flagged']], as: verdict },
    rule: { aliases: ['web_filter_rule_id'], as: 'text' },
    method: { aliases: ['method'], as: methodLetter },
    bytes: { aliases: ['s2c_content_length'], as: 'whole-number' },
  },
  examples: [
    {
      what: 'no marks, commas deleted, apostrophes before signs, no verdict, a line break that tore a line in two',
      file: [
        HEADER,
        '101,2026-07-06 10:00:00.123,9,2,1,10.20.1.15,192.0.2.9,192.0.2.80,192.0.2.80,443,toskelby,FH-IT-01,G,/a?q=1&x="b",www.example.org,example.org,512,N,27,7,false,false',
        "102,2026-07-06 10:00:01,9,2,1,2001:db8::15,192.0.2.9,192.0.2.80,192.0.2.80,80,'-guest,'=lab,P,/in,bets.example.net,example.net,0,D,27,7,true,true",
        '103,2026-07-06 10:00:02,9,2,1,10.20.1.16,192.0.2.9,192.0.2.80,192.0.2.80,8080,FERNHOLLOW\\bdolvane,,H,/,games.example.com:8080,example.com,,N,11,7,false,true',
        '104,2026-07-06 10:00:03,9,2,1,10.20.1.16,192.0.2.9,192.0.2.80,192.0.2.80,443,,,C,/,www.example.org,example.org,,,,,,',
        '105,2026-07-06 10:00:04,9,2,1,10.20.1.16,192.0.2.9,192.0.2.80,192.0.2.80,443,,,G,/first',
        'second,www.example.org,example.org,,N,11,7,false,false',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.123Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'https://www.example.org/a?q=1&x="b"',
          'http.request.method': 'GET',
          'http.response.bytes': 512,
          'event.action': 'passed',
          'fmreview.action': 'allowed',
          'fmreview.category': '27',
        },
        {
          'user.name': '-guest',
          'host.name': '=lab',
          'source.ip': '2001:db8::15',
          'url.original': 'http://bets.example.net/in',
          'fmreview.action': 'blocked',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'host.name': null,
          'url.domain': 'games.example.com',
          'fmreview.action': 'flagged',
        },
        { 'user.name': null, 'http.request.method': 'CONNECT', 'event.action': null, 'fmreview.action': 'unknown' },
      ],
      rejected: [
        { line: 6, column: null, reason: 'wrong-number-of-fields' },
        { line: 7, column: null, reason: 'wrong-number-of-fields' },
      ],
    },
  ],
});
