import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

const account = derive(
  'VARCHAR',
  null,
  (raw, { others: [domain = 'NULL'] }) =>
    `CASE WHEN ${raw} <> '' AND ${domain} <> '' THEN ${domain} || '\\' || ${raw} ELSE ${raw} END`,
);

/** `REF_… (name)`: the name that people gave it. */
const named = derive(
  'VARCHAR',
  null,
  (raw) => `coalesce(nullif(regexp_extract(${raw}, '[(](.*)[)]$', 1), ''), ${raw})`,
);

export default defineFormat({
  id: 'sophos-utm',
  kind: 'request',
  title: 'Sophos UTM (SG) web filtering log',
  product: 'Sophos UTM',
  layout: 'documented',
  // The keys are those of a published line of version 9.3; the words of `action` beside pass and block are from memory only.
  source: 'community.sophos.com and public parsers: httpproxy lines of UTM 9',
  export: [
    'Open Logging & Reporting, View Log Files, Archived Log Files.',
    'Choose the day and the log Web Filtering, and download it.',
  ],
  frame: { by: 'pairs', between: ' ' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /(?:^| )id="\d{4}" severity="[a-z]+" sys="[A-Z][A-Za-z]+" sub="/ },
  otherLogs: { unless: ['sub="http" name="'], when: [' severity="'] },
  categories: 'sophos-firewall',
  fields: {
    time: { aliases: ['(first)'], as: 'time' },
    user: { aliases: ['user'], with: [['ad_domain']], as: account },
    sourceIp: { aliases: ['srcip'], as: 'text' },
    url: { aliases: ['url'], as: 'text' },
    category: { aliases: ['categoryname', 'category'], as: 'text' },
    action: { aliases: ['action'], as: 'text' },
    rule: { aliases: ['filteraction'], as: named },
    method: { aliases: ['method'], as: 'text' },
    status: { aliases: ['statuscode'], as: 'whole-number' },
    bytes: { aliases: ['size'], as: 'whole-number' },
    userAgent: { aliases: ['ua'], as: 'text' },
    contentType: { aliases: ['contenttype'], as: 'text' },
  },
  examples: [
    {
      what: 'the day’s file: local time, a domain in a key of its own, the proxy’s own messages, a line cut short',
      file: [
        '2026:06:30-10:15:00 utm httpproxy[5210]: id="0001" severity="info" sys="SecureWeb" sub="http" name="http access" action="pass" method="GET" srcip="10.20.1.15" dstip="192.0.2.7" user="toskelby" ad_domain="FERNHOLLOW" statuscode="200" cached="0" profile="REF_HttPro (Pupils)" filteraction="REF_HttCff (Years 7 to 9)" size="10750" request="0xe39fe800" url="http://www.example.org:8080/a?q=angles" referer="" error="" authtime="473" ua="Mozilla/5.0 (X11)" exceptions="" category="111" reputation="neutral" categoryname="Education/Reference" content-type="text/css"',
        '2026:06:30-10:15:01 utm httpproxy[5210]: id="0060" severity="info" sys="SecureWeb" sub="http" name="web request blocked, forbidden category detected" action="block" method="CONNECT" srcip="2001:db8::15" dstip="" user="" statuscode="403" cached="0" profile="REF_HttPro (Pupils)" filteraction="REF_HttCff" size="3000" request="0xe39fe801" url="https://bets.example.net/" referer="" error="" category="128" reputation="neutral" categoryname="Gambling"',
        '2026:06:30-10:15:02 utm httpproxy[5210]: id="0003" severity="info" sys="SecureWeb" sub="http" request="(nil)" function="confd_config_reload_func" file="confd-client.c" line="523" message="reloading config"',
        '2026:06:30-10:15:03 utm httpproxy[5210]: id="0001" severity="info" sys="SecureWeb" sub="http" name="http access" action="pa',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org:8080/a?q=angles',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 10750,
          'rule.name': 'Years 7 to 9',
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education/Reference',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'rule.name': 'REF_HttCff',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
      ],
      rejected: [{ line: 4, column: 'url', reason: 'empty' }],
    },
    {
      what: 'sent by syslog: the firewall’s own time after the priority, or the server’s in its place',
      file: [
        '<30>2026:01:05-08:30:00 utm httpproxy[5210]: id="0001" severity="info" sys="SecureWeb" sub="http" name="web request warned, forbidden category detected" action="warn" method="GET" srcip="10.20.1.15" user="bdolvane" statuscode="403" size="0" url="http://www.example.com/" categoryname="Games"',
        '<30>2026-01-05T08:30:01Z utm httpproxy[5210]: id="0001" severity="info" sys="SecureWeb" sub="http" name="http access" action="pass" method="GET" srcip="10.20.1.15" user="bdolvane" statuscode="200" size="1" url="http://www.example.com/" categoryname="Games"',
      ].join('\r\n'),
      rows: [
        { '@timestamp': '2026-01-05T08:30:00.000Z', 'user.name': 'bdolvane', 'fmreview.action': 'warned' },
        { '@timestamp': '2026-01-05T08:30:01.000Z', 'user.name': 'bdolvane', 'fmreview.action': 'allowed' },
      ],
    },
  ],
});
