import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/** Events of pages and connections have no action; that one was led past the service says that it was let through. */
const actionOrBypass = derive(
  'VARCHAR',
  null,
  (raw, { others: [bypassed] }) => `coalesce(nullif(${raw}, ''), CASE WHEN ${bypassed} = 'yes' THEN 'bypass' END)`,
);

export default defineFormat({
  id: 'netskope',
  kind: 'request',
  title: 'Netskope, events as JSON',
  product: 'Netskope',
  layout: 'documented',
  source: 'docs.netskope.com, REST API: page, connection, application and policy events',
  frame: { by: 'json' },
  clock: 'utc',
  recognise: {
    line: /\{(?=.*"timestamp" *: *\d{10})(?=.*"(?:ur_normalized|netskope_pop|access_method|userkey)" *:)(?=.*"(?:url|page)" *:)/,
  },
  otherLogs: {
    unless: ['"url"', '"page"'],
    when: ['"audit_log_event"', '"admin_audit_logs"', '"alarm_name"', '"type":"network"', '"type": "network"'],
  },
  categories: 'netskope',
  actions: { alert: 'flagged', useralert: 'warned', 'user alert': 'warned', bypass: 'allowed' },
  fields: {
    time: { aliases: ['timestamp'], as: 'epoch' },
    user: { aliases: ['user', 'ur_normalized', 'userkey'], as: 'account' },
    sourceIp: { aliases: ['userip', 'srcip'], as: 'text' },
    device: { aliases: ['hostname'], as: 'text' },
    url: { aliases: ['url', 'page', 'domain'], as: 'text' },
    category: { aliases: ['category', 'appcategory'], as: 'text' },
    action: { aliases: ['action'], with: [['bypass_traffic']], as: actionOrBypass },
    rule: { aliases: ['policy'], as: 'text' },
    bytes: { aliases: ['server_bytes'], as: 'whole-number' },
    userAgent: { aliases: ['useragent'], as: 'text' },
  },
  examples: [
    {
      what: 'blocked, bypassed, warned and without an action, nobody known, an audit event, a line cut short',
      file: [
        '{"_id":"1","access_method":"Client","action":"block","activity":"Browse","category":"Gambling","hostname":"FH-IT-01","netskope_pop":"GB-LON1","other_categories":["Gambling","Games"],"page":"bets.example.net","policy":"Pupils","srcip":"192.0.2.9","timestamp":1772442000,"traffic_type":"Web","type":"nspolicy","ur_normalized":"toskelby@fernhollow.example","url":"bets.example.net/in?q=1","user":"toskelby@fernhollow.example","useragent":"Chrome","userip":"10.20.1.15","server_bytes":0}',
        '{"_id":"2","access_method":"Client","bypass_traffic":"yes","category":"Education","domain":"www.example.org","page":"www.example.org","timestamp":1783328400,"type":"connection","url":"www.example.org:8443","user":"2001:db8::15","userip":"2001:db8::15","userkey":"","server_bytes":512,"hostname":""}',
        '{"_id":"3","access_method":"Client","action":"useralert","category":"News","timestamp":1783328401,"url":"news.example.com/a","user":"bdolvane@fernhollow.example","userip":"10.20.1.16"}',
        '{"_id":"4","access_method":"Client","category":"News","timestamp":1783328402,"type":"page","url":"news.example.com/b","user":"bdolvane@fernhollow.example","userip":"10.20.1.16"}',
        '{"_id":"5","audit_log_event":"Login Successful","timestamp":1783328403,"user":"bdolvane@fernhollow.example","organization_unit":""}',
        '{"_id":"6","access_method":"Client","category":"News","timestamp":1783328404,"url":"news.ex',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'bets.example.net/in?q=1',
          'rule.name': 'Pupils',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': null,
          'url.domain': 'www.example.org',
          'http.response.bytes': 512,
          'event.action': 'bypass',
          'fmreview.action': 'allowed',
        },
        { 'user.name': 'bdolvane', 'fmreview.action': 'warned' },
        { 'event.action': null, 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 6, column: null, reason: 'not-json' }],
    },
  ],
});
