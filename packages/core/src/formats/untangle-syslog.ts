import { defineFormat } from '../normalise/format.js';
import { VERDICTS, verdict } from '../normalise/products/untangle.js';
import { derive } from '../normalise/transforms.js';

export default defineFormat({
  id: 'untangle-syslog',
  kind: 'request',
  title: 'Untangle / Arista NG Firewall, web filter events as JSON over syslog',
  product: 'Untangle NG Firewall',
  layout: 'documented',
  source: 'wiki.untangle.com, "Event Definitions": WebFilterEvent, SessionEvent',
  frame: { by: 'json' },
  clock: 'local',
  recognise: { line: /"class" *: *"class com\.untangle\.[a-z_.]*web_filter\.WebFilterEvent"/ },
  // Each request is also an event of its own, which knows no verdict: only the filter's is taken.
  otherLogs: {
    unless: ['web_filter.WebFilterEvent"', '"appName":"web_filter"', '"appName": "web_filter"'],
    when: ['class com.untangle.'],
  },
  categories: 'untangle',
  actions: VERDICTS,
  fields: {
    time: { aliases: ['timeStamp'], as: 'time' },
    user: { aliases: ['sessionEvent.username', 'username'], as: 'account' },
    sourceIp: { aliases: ['sessionEvent.CClientAddr', 'sessionEvent.localAddr'], as: 'text' },
    // A computer without a name is called by its address.
    device: {
      aliases: ['sessionEvent.hostname'],
      with: [['sessionEvent.CClientAddr']],
      as: derive('VARCHAR', null, (raw, { others: [ip] }) => `CASE WHEN ${raw} IS DISTINCT FROM ${ip} THEN ${raw} END`),
    },
    url: { aliases: ['requestLine'], as: derive('VARCHAR', null, (raw) => `split_part(${raw}, ' ', 2)`) },
    category: { aliases: ['category', 'categoryId'], as: 'text' },
    action: { aliases: ['blocked'], with: [['flagged']], as: verdict },
    rule: { aliases: ['ruleId'], as: 'text' },
    method: { aliases: ['requestLine'], as: derive('VARCHAR', null, (raw) => `split_part(${raw}, ' ', 1)`) },
  },
  examples: [
    {
      what: 'let through, blocked and flagged, nobody logged on, other events, a line cut short',
      file: [
        '<174>Jul  6 10:00:00 INFO  uvm[0]:  {"reason":"DEFAULT","appName":"web_filter","requestLine":"GET https://www.example.org/a?q=1","sessionEvent":{"entitled":true,"protocol":6,"hostname":"FH-IT-01","username":"toskelby","CClientAddr":"10.20.1.15","class":"class com.untangle.uvm.app.SessionEvent","timeStamp":"2026-07-06 09:59:59.9"},"timeStamp":"2026-07-06 10:00:00.25","flagged":false,"blocked":false,"category":"Education","ruleId":50,"class":"class com.untangle.app.web_filter.WebFilterEvent","categoryId":50}',
        '<174>Jul  6 10:00:01 INFO  uvm[0]:  {"reason":"BLOCK_CATEGORY","appName":"web_filter","requestLine":"POST http://bets.example.net:8080/in","sessionEvent":{"hostname":"2001:db8::15","CClientAddr":"2001:db8::15"},"timeStamp":"2026-07-06 10:00:01.486","flagged":true,"blocked":true,"category":"Gambling","ruleId":27,"class":"class com.untangle.app.web_filter.WebFilterEvent","categoryId":27}',
        '<174>Jul  6 10:00:01 INFO  uvm[0]:  {"timeStamp":"2026-07-06 10:00:01.4","method":"GET","requestId":7,"domain":"example.org","host":"www.example.org","requestUri":"/a","class":"class com.untangle.app.http.HttpRequestEvent"}',
        '<174>Jul  6 10:00:02 INFO  uvm[0]:  {"requestLine":"GET http://games.example.com/","sessionEvent":{"username":"FERNHOLLOW\\\\bdolvane","CClientAddr":"10.20.1.16"},"timeStamp":"2026-07-06 10:00:02","flagged":true,"blocked":false,"category":"Games","class":"class com.untangle.node.web_filter.WebFilterEvent"}',
        '<174>Jul  6 10:00:03 INFO  uvm[0]:  {"appName":"web_filter","requestLine":"GET http://www.example.org/","sessionEvent":{"class":"class com.untangle.uvm.app.SessionEvent"',
        '',
      ].join('\n'),
      exportedOn: '2026-07-31',
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.250Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'https://www.example.org/a?q=1',
          'http.request.method': 'GET',
          'event.action': 'passed',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        {
          'user.name': null,
          'host.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        { 'user.name': 'bdolvane', 'user.domain': 'fernhollow', 'fmreview.action': 'flagged' },
      ],
      rejected: [{ line: 5, column: null, reason: 'not-json' }],
    },
  ],
});
