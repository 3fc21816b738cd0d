import { defineFormat } from '../normalise/format.js';
import { listText } from '../normalise/products/list-text.js';
import { derive } from '../normalise/transforms.js';

export default defineFormat({
  id: 'cloudflare-gateway',
  kind: 'request',
  title: 'Cloudflare Gateway, HTTP and DNS logs of Logpush',
  product: 'Cloudflare Gateway',
  layout: 'documented',
  source: 'developers.cloudflare.com, Logpush datasets: Gateway HTTP, Gateway DNS',
  frame: { by: 'json' },
  // Times tell their zone, or count from 1970 in seconds or nanoseconds, as the job was set up.
  clock: 'local',
  recognise: { line: /\{(?=.*"Datetime" *:)(?=.*"(?:ResolverDecision|HTTPHost)" *:)/ },
  otherLogs: { unless: ['"ResolverDecision"', '"HTTPHost"'], when: ['"DetectedProtocol"', '"SessionID"'] },
  categories: 'cloudflare-gateway',
  actions: {
    'allowed*': 'allowed',
    'blocked*': 'blocked',
    // The answer is the same search engine in its safe mode.
    overrideforsafesearch: 'allowed',
    // From memory: inspected no further, which lets the page through.
    ...{ bypass: 'allowed', off: 'allowed', noscan: 'allowed', noisolate: 'allowed' },
  },
  fields: {
    time: { aliases: ['Datetime'], as: 'time' },
    // Devices that nobody logged on to share one address.
    user: {
      aliases: ['Email'],
      as: derive('VARCHAR', null, (raw) => `CASE WHEN NOT starts_with(lower(${raw}), 'non_identity@') THEN ${raw} END`),
    },
    sourceIp: { aliases: ['SourceInternalIP', 'SourceIP', 'SrcIP'], as: 'text' },
    device: { aliases: ['DeviceName'], as: 'text' },
    url: { aliases: ['URL', 'HTTPHost', 'QueryName'], as: derive('VARCHAR', null, (raw) => `rtrim(${raw}, '.')`) },
    category: { aliases: ['CategoryNames', 'QueryCategoryNames', 'MatchedCategoryNames'], as: listText },
    action: { aliases: ['Action', 'ResolverDecision'], as: 'text' },
    rule: { aliases: ['PolicyName', 'Policy'], as: 'text' },
    method: { aliases: ['HTTPMethod'], as: 'text' },
    status: { aliases: ['HTTPStatusCode'], as: 'whole-number' },
    userAgent: { aliases: ['UserAgent'], as: 'text' },
  },
  examples: [
    {
      what: 'HTTP: times as text, in seconds and in nanoseconds, the inner address, nobody logged on, a line cut short',
      file: [
        '{"AccountID":"f0","Action":"block","CategoryNames":["Gambling","Games, Sports"],"Datetime":"2026-07-06T09:00:00Z","DeviceName":"FH-IT-01","Email":"toskelby@fernhollow.example","HTTPHost":"bets.example.net","HTTPMethod":"GET","HTTPStatusCode":403,"PolicyName":"Pupils","SourceInternalIP":"10.20.1.15","SourceIP":"192.0.2.9","URL":"https://bets.example.net:8443/in?q=1","UserAgent":"Mozilla/5.0"}',
        '{"Action":"allow","CategoryNames":[],"Datetime":"1772442000","DeviceName":"","Email":"non_identity@fernhollow.cloudflareaccess.com","HTTPHost":"www.example.org","HTTPMethod":"CONNECT","HTTPStatusCode":0,"PolicyName":"","SourceInternalIP":"","SourceIP":"2001:db8::15","URL":""}',
        '{"Action":"isolate","Datetime":1772442000250000000,"Email":"bdolvane@fernhollow.example","HTTPHost":"games.example.com","URL":"https://games.example.com/"}',
        '{"Action":"allow","Datetime":"2026-07-06T09:00:03Z","HTTPHost":"www.exam',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'https://bets.example.net:8443/in?q=1',
          'rule.name': 'Pupils',
          'http.response.status_code': 403,
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling | Games, Sports',
        },
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'www.example.org',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        { '@timestamp': '2026-03-02T09:00:00.250Z', 'user.name': 'bdolvane', 'fmreview.action': 'flagged' },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-json' }],
    },
    {
      what: 'DNS: decisions in one word, categories by two names, a dot at the end, a decision that nobody knows',
      file: [
        '{"ColoCode":"LHR","Datetime":"2026-07-06T09:00:00Z","DeviceName":"FH-IT-01","Email":"toskelby@fernhollow.example","MatchedCategoryNames":[],"Policy":"","QueryCategoryNames":["Education"],"QueryName":"maths.example.org.","ResolverDecision":"allowedOnNoPolicyMatch","SrcIP":"10.20.1.15"}',
        '{"CategoryNames":["Gambling"],"Datetime":"2026-07-06T09:00:01Z","Email":"","PolicyName":"Pupils","QueryName":"bets.example.net","ResolverDecision":"blockedByCategory","SrcIP":"2001:db8::15"}',
        '{"Datetime":"2026-07-06T09:00:02Z","QueryName":"search.example.com","ResolverDecision":"overrideForSafeSearch","SrcIP":"10.20.1.16"}',
        '{"Datetime":"2026-07-06T09:00:03Z","QueryName":"www.example.org","ResolverDecision":"overrideApplied","SrcIP":"10.20.1.16"}',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'url.original': 'maths.example.org',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        { 'user.name': null, 'rule.name': 'Pupils', 'fmreview.action': 'blocked', 'fmreview.category': 'Gambling' },
        { 'fmreview.action': 'allowed' },
        { 'event.action': 'overrideApplied', 'fmreview.action': 'unknown' },
      ],
    },
  ],
});
