import { defineFormat } from '../normalise/format.js';
import { FEED_ACTIONS, feedAction, feedTime, feedUser } from '../normalise/products/zscaler.js';
import { derive } from '../normalise/transforms.js';

/** Feeds over HTTPS write the address in base 64. Further columns: that one, the host. */
const address = derive(
  'VARCHAR',
  null,
  (raw, { others: [encoded, host] }) =>
    `coalesce(nullif(${raw}, ''), CASE WHEN ${encoded} <> '' THEN try(decode(from_base64(${encoded}))) END, ${host})`,
);

/** Of fields that stand at the top or under `event`. */
const either = (...names: string[]): string[] => names.flatMap((name) => [`event.${name}`, name]);

export default defineFormat({
  id: 'zscaler-json',
  kind: 'request',
  title: 'Zscaler Nanolog web feed, one JSON object a line',
  product: 'Zscaler Internet Access',
  layout: 'documented',
  source: 'help.zscaler.com, "NSS Feed Output Format: Web Logs"; the school’s feed decides which fields there are',
  frame: { by: 'json' },
  clock: 'local',
  syslogTime: true,
  recognise: {
    line: /^[^{]*\{(?=.*"(?:url|eurl|b64url)" *:)(?=.*"action" *:)(?=.*(?:zscalernss-web|"urlsupercat(?:egory)?" *:|"urlcat(?:egory)?" *:))/,
  },
  otherLogs: {
    unless: ['"url"', '"eurl"', '"b64url"'],
    when: [
      'zscalernss-fw',
      'zscalernss-dns',
      'zscalernss-tunnel',
      'zscalernss-audit',
      '"LogTimestamp"',
      '"AuditOperationType"',
    ],
  },
  categories: 'zscaler',
  actions: FEED_ACTIONS,
  fields: {
    time: { aliases: either('epochtime', 'datetime', 'time'), with: [either('tz')], as: feedTime },
    user: { aliases: either('login', 'user', 'elogin'), with: [either('location')], as: feedUser },
    sourceIp: { aliases: either('cip', 'ClientIP', 'cltintip', 'cltip', 'cintip'), as: 'text' },
    device: { aliases: either('devicehostname'), as: 'text' },
    url: { aliases: either('url', 'eurl'), with: [either('b64url'), either('host', 'hostname')], as: address },
    category: { aliases: either('urlcat', 'urlcategory', 'urlsubcat'), as: 'text' },
    action: { aliases: either('action'), with: [either('reason')], as: feedAction },
    rule: { aliases: either('rulelabel', 'urlfilterrulelabel'), as: 'text' },
    method: { aliases: either('reqmethod', 'requestmethod'), as: 'text' },
    status: { aliases: either('respcode', 'status'), as: 'whole-number' },
    bytes: { aliases: either('respsize', 'responsesize'), as: 'whole-number' },
    userAgent: { aliases: either('ua', 'useragent', 'eua'), as: 'text' },
  },
  examples: [
    {
      what: 'fields under event, a wrong weekday, an address in base 64, a firewall record, a line cut short',
      file: [
        '{ "sourcetype" : "zscalernss-web", "event" :{"time":"Mon Jul 06 09:00:00 2026","login":"toskelby@fernhollow.example","proto":"HTTPS","eurl":"www.example.org/a?q=1&u=https://x.example.net","action":"Allowed","respsize":"512","urlsupercat":"News and Media","urlcat":"News","location":"FH Main","cip":"10.20.1.15","reqmethod":"GET","respcode":"200","ua":"Mozilla/5.0","rulelabel":"None","devicehostname":"FH-IT-01"}}',
        '{"version":"v9","sourcetype":"zscalernss-web","event":{"time":"Fri Jul 06 09:00:01 2026","tz":"GMT","host":"bets.example.net","action":"Blocked","reason":"Not allowed","urlfilterrulelabel":"Pupils","cltintip":"2001:db8::15","b64url":"YmV0cy5leGFtcGxlLm5ldC9pbj9xPW9kZHM=","login":"FH Main","location":"FH Main","urlsubcat":"Gambling","respcode":"403"}}',
        '{"sourcetype":"zscalernss-fw","event":{"datetime":"Mon Jul 06 09:00:02 2026","user":"toskelby@fernhollow.example","cdip":"192.0.2.80","action":"Allow"}}',
        '{"sourcetype":"zscalernss-web","event":{"time":"Mon Jul 06 09:00:03 2026","url":"www.exam',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T08:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'www.example.org/a?q=1&u=https://x.example.net',
          'url.domain': 'www.example.org',
          'rule.name': null,
          'fmreview.action': 'allowed',
          'fmreview.category': 'News',
        },
        {
          '@timestamp': '2026-07-06T09:00:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.original': 'bets.example.net/in?q=odds',
          'rule.name': 'Pupils',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-json' }],
    },
    {
      what: 'flat fields behind a syslog header, times as an epoch',
      file: '<134>Jul  6 09:00:00 nss1 {"epochtime":"1783328400","reason":"Cautioned","action":"Allowed","responsesize":"9","urlcategory":"Games","ClientIP":"10.20.1.15","status":"NA","user":"toskelby@fernhollow.example","url":"games.example.com:8443","hostname":"games.example.com"}',
      exportedOn: '2026-07-31',
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'url.domain': 'games.example.com',
          'fmreview.action': 'warned',
          'fmreview.category': 'Games',
        },
      ],
    },
  ],
});
