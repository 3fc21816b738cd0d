import { defineFormat } from '../normalise/format.js';
import { listText } from '../normalise/products/list-text.js';

export default defineFormat({
  id: 'barracuda-cloudgen',
  kind: 'request',
  title: 'Barracuda CloudGen Firewall, web log as JSON',
  product: 'Barracuda CloudGen Firewall',
  layout: 'seen',
  source: 'campus.barracuda.com, "How to Enable Filebeat Stream to a Logstash Pipeline": web log',
  frame: { by: 'json' },
  clock: 'utc',
  recognise: { line: /\{(?=.*"timestamp" *:)(?=.*"source_ip" *:)(?=.*"fw_rule" *:)(?=.*"name" *: *")/ },
  otherLogs: { unless: ['"source_ip"'], when: ['"src_ip"'] },
  categories: 'barracuda',
  // Of the numbers only that of a page that was let through is known.
  actions: { '0': 'allowed' },
  fields: {
    time: { aliases: ['timestamp'], as: 'epoch' },
    user: { aliases: ['user'], as: 'account' },
    sourceIp: { aliases: ['source_ip'], as: 'text' },
    url: { aliases: ['name', 'domain'], as: 'text' },
    category: { aliases: ['category'], as: listText },
    action: { aliases: ['action'], as: 'text' },
    rule: { aliases: ['fw_rule'], as: 'text' },
    method: { aliases: ['method'], as: 'text' },
    status: { aliases: ['status_code'], as: 'whole-number' },
    bytes: { aliases: ['size'], as: 'whole-number' },
    userAgent: { aliases: ['user_agent'], as: 'text' },
  },
  examples: [
    {
      what: 'milliseconds, no category and several, an address in place of the user, an unknown number, the firewall’s own log, a line cut short',
      file: [
        '{"timestamp":1772442000250,"traffic_type":0,"action":0,"source_ip":"10.20.1.15","source_port":"50646","destination_ip":"192.0.2.80","destination_port":"443","method":"GET","status_code":"200","user_agent":"mozilla/5.0 (x11)","content_type":"text/html","name":"https://www.example.org:8443/a?q=1","size":512,"domain":"www.example.org","category":["79","12"],"user":"fernhollow\\\\toskelby","user_type":1,"fw_rule":"LAN-2-INTERNET","app_rule":"<App>:<pass-no-match>"}',
        '{"timestamp":1783328400000,"traffic_type":0,"action":1,"source_ip":"2001:db8::15","source_port":"50647","destination_ip":"2001:db8::80","destination_port":"443","method":"","status_code":"","user_agent":"","name":"","size":0,"domain":"bets.example.net","category":[],"user":"2001:db8::15","user_type":0,"fw_rule":"LAN-2-INTERNET","app_rule":""}',
        '{"version":1,"timestamp":1783328401,"action":"End","duration":9,"src_iface":"eth0","src_ip":"10.20.1.15","dst_ip":"192.0.2.80","fw_rule":"LAN-2-INTERNET"}',
        '{"timestamp":1783328401000,"traffic_type":0,"action":0,"source_ip":"10.20',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.250Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'https://www.example.org:8443/a?q=1',
          'rule.name': 'LAN-2-INTERNET',
          'http.response.status_code': 200,
          'http.response.bytes': 512,
          'event.action': '0',
          'fmreview.action': 'allowed',
          'fmreview.category': '79 | 12',
        },
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': null,
          'url.domain': 'bets.example.net',
          'http.response.status_code': null,
          'event.action': '1',
          'fmreview.action': 'unknown',
          'fmreview.category': null,
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-json' }],
    },
  ],
});
