import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/** The address in the request’s line `GET http://… HTTP/1.1`, `CONNECT host:443 HTTP/1.1`. */
const url = derive('VARCHAR', null, (raw, { others: [host = 'NULL'] }) => {
  const address = `regexp_extract(${raw}, '^[A-Za-z]+ (.+) HTTP/[0-9.]+$', 1)`;
  return `coalesce(nullif(${address}, ''), ${host})`;
});

const method = derive('VARCHAR', null, (raw) => `split_part(${raw}, ' ', 1)`);

/** 0: nothing was blocked. Else the reason in words, where there are any. */
const action = derive(
  'VARCHAR',
  null,
  (raw, { others: [reason = 'NULL'] }) => `CASE WHEN ${raw} <> '0' AND ${reason} <> '' THEN ${reason} ELSE ${raw} END`,
);

export default defineFormat({
  id: 'skyhigh',
  kind: 'request',
  title: 'Skyhigh (McAfee) Web Gateway log, key=value',
  product: 'Skyhigh Secure Web Gateway',
  layout: 'seen',
  source: 'docs.sekoia.io, McAfee/Skyhigh Secure Web Gateway: the log handler that it describes and its lines',
  frame: { by: 'pairs', between: ' ' },
  clock: 'local',
  recognise: { line: /(?:^| )source_ip=\S* destination_ip=\S* destination_host="[^"]*" http_status_code=/ },
  // The numbers of other reasons, and the words of coaching and quotas, are not public: they stay unknown.
  actions: { '0': 'allowed', 'blocked*': 'blocked', 'authentication required*': 'unknown' },
  fields: {
    time: { aliases: ['date'], as: 'time' },
    user: { aliases: ['username'], as: 'account' },
    sourceIp: { aliases: ['source_ip'], as: 'text' },
    url: { aliases: ['http_request_first_line'], with: [['destination_host']], as: url },
    category: { aliases: ['url_categories'], as: 'text' },
    action: { aliases: ['block_id'], with: [['block_reason']], as: action },
    rule: { aliases: ['rule_name'], as: 'text' },
    method: { aliases: ['http_request_first_line'], as: method },
    status: { aliases: ['http_status_code'], as: 'whole-number' },
    bytes: { aliases: ['destination_bytes'], as: 'whole-number' },
    userAgent: { aliases: ['user_agent'], as: 'text' },
  },
  examples: [
    {
      what: 'a name with a space and letters beyond ASCII, a refusal, a challenge to log on, no host, a reason nobody knows, a cut line',
      exportedOn: '2026-07-01',
      file: [
        '<30>Jun 30 11:00:00 mwg mwg: date="2026-06-30T09:15:00.390Z" hostname="mwg" username="fernhollow\\élève trois" source_ip=10.20.1.15 destination_ip=192.0.2.7 destination_host="www.example.org" http_status_code=200 media_type="text/html" source_bytes=127 destination_bytes=14678 http_request_first_line="GET http://www.example.org:8080/a?q=angles HTTP/1.1" url_categories="Education, Search Engines" url_reputation_string="Minimal Risk" url_reputation_code=0 ruleset_name="Default" rule_name="Pupils" block_id=0 block_reason="" body_infected=false virus_names="" http_referer="" user_agent="curl/7.77.0"',
        '<30>Jun 30 11:00:00 mwg mwg: date="2026-06-30T09:15:01.000Z" hostname="mwg" username="" source_ip=2001:db8::15 destination_ip=192.0.2.8 destination_host="bets.example.net" http_status_code=403 media_type="" source_bytes=131 destination_bytes=0 http_request_first_line="CONNECT bets.example.net:443 HTTP/1.1" url_categories="Gambling" ruleset_name="Default" rule_name="Blocked categories" block_id=10 block_reason="Blocked by URL filtering" user_agent=""',
        '<30>Jun 30 11:00:00 mwg mwg: date="2026-06-30T09:15:02.000Z" hostname="mwg" username="" source_ip=10.20.1.16 destination_ip=192.0.2.9 destination_host="www.example.com" http_status_code=407 http_request_first_line="CONNECT www.example.com:443 HTTP/1.1" url_categories="" rule_name="Log on" block_id=81 block_reason="Authentication Required"',
        '<30>Jun 30 11:00:00 mwg mwg: date="2026-06-30T09:15:03.000Z" hostname="mwg" username="bdolvane" source_ip=10.20.1.16 destination_ip=192.0.2.9 destination_host="" http_status_code=400 http_request_first_line="CONNECT :80 HTTP/1.1" url_categories="" rule_name="x" block_id=77 block_reason="Invented"',
        '<30>Jun 30 11:00:00 mwg mwg: date="2026-06-30T09:15:04.000Z" hostname="mwg" username="bdolvane" source_ip=10.20.1.16 destination_ip=192',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.390Z',
          'user.name': 'élève trois',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org:8080/a?q=angles',
          'rule.name': 'Pupils',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 14678,
          'user_agent.original': 'curl/7.77.0',
          'event.action': '0',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education, Search Engines',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'event.action': 'Blocked by URL filtering',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        { 'user.name': null, 'url.domain': 'www.example.com', 'fmreview.action': 'unknown' },
        { 'user.name': 'bdolvane', 'url.domain': null, 'event.action': 'Invented', 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 5, column: 'url', reason: 'empty' }],
    },
  ],
});
