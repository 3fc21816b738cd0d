import { defineFormat } from '../normalise/format.js';
import { namedSql, toldSql } from '../normalise/time-forms.js';
import { derive, deriveTime } from '../normalise/transforms.js';

/** The time before the name of the device, with its zone. */
const TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?';
const written = (raw: string) => `regexp_extract(${raw}, '(${TIME}) [^ ]+ RT_', 1)`;
const time = deriveTime((raw, around) => namedSql('written', written(raw), (text) => toldSql(text, around.time)));

/** The name of the message says what became of the request. */
const action = derive('VARCHAR', null, (raw) => `regexp_extract(${raw}, 'WEBFILTER_URL_[A-Z]+', 0)`);

const url = derive(
  'VARCHAR',
  null,
  (raw, { others: [path = 'NULL'] }) => `${raw} || CASE WHEN starts_with(${path}, '/') THEN ${path} ELSE '' END`,
);

export default defineFormat({
  id: 'juniper-srx',
  kind: 'request',
  title: 'Juniper SRX web filtering, structured syslog',
  product: 'Juniper SRX',
  layout: 'seen',
  source: 'juniper.net, System Log Explorer: WEBFILTER_URL_PERMITTED and WEBFILTER_URL_BLOCKED',
  export: [
    'In configuration mode set “security log mode stream” and “security log format sd-syslog”.',
    'Set “security log stream” with the address of a syslog server as host, and commit.',
    'Collect the file that the syslog server writes.',
  ],
  frame: { by: 'pairs', between: ' ' },
  clock: 'local',
  recognise: { line: /RT_[A-Z]+ - [A-Z_]+ \[junos@2636\./ },
  otherLogs: { unless: [' WEBFILTER_URL_'], when: ['[junos@2636.'] },
  categories: 'juniper',
  fields: {
    time: { aliases: ['(line)'], as: time },
    user: { aliases: ['username'], as: 'account' },
    sourceIp: { aliases: ['source-address'], as: 'text' },
    url: { aliases: ['url'], with: [['obj']], as: url },
    category: { aliases: ['category'], as: 'text' },
    action: { aliases: ['(line)'], as: action },
    rule: { aliases: ['profile'], as: 'text' },
  },
  examples: [
    {
      what: 'the keys of old and of new releases, nobody known, IPv6, other messages, words behind the keys, a cut line',
      file: [
        '<14>1 2026-03-02T09:00:00.391Z srx RT_UTM - WEBFILTER_URL_PERMITTED [junos@2636.1.1.1.2.86 source-address="10.20.1.15" source-port="1402" destination-address="192.0.2.7" destination-port="80" category="N/A" reason="BY_OTHER" profile="wf-profile" url="www.example.org" obj="/css/home.css?v=2" username="FERNHOLLOW\\toskelby" roles="N/A"]',
        '<12>1 2026-06-30T10:15:01.000+01:00 srx RT_UTM - WEBFILTER_URL_BLOCKED [junos@2636.1.1.1.2.129 source-zone="trust" destination-zone="untrust" source-address="2001:db8::15" source-port="59075" destination-address="192.0.2.8" destination-port="443" session-id="16490" application="UNKNOWN" nested-application="UNKNOWN" category="Enhanced_Gambling" reason="BY_PRE_DEFINED" profile="Pupils" url="bets.example.net" obj="/" username="N/A" roles="N/A" application-sub-category="N/A" urlcategory-risk="3"]',
        '<14>1 2026-06-30T09:15:02.000Z srx RT_FLOW - RT_FLOW_SESSION_CLOSE [junos@2636.1.1.1.2.129 reason="TCP FIN" source-address="10.20.1.15" username="N/A"]',
        '<12>1 2026-06-30T09:15:03.000Z srx RT_UTM - WEBFILTER_URL_BLOCKED [junos@2636.1.1.1.2.41 source-address="10.20.1.16" source-port="1" destination-address="192.0.2.8" destination-port="80" category="Enhanced_Games" reason="BY_PRE_DEFINED" profile="Pupils" url="games.example.net" obj="N/A" username="bdolvane" roles="N/A"] WebFilter: ACTION="URL Blocked" 10.20.1.16(1)->192.0.2.8(80)',
        '<12>1 2026-06-30T09:15:04.000Z srx RT_UTM - WEBFILTER_URL_BLOCKED [junos@2636.1.1.1.2.41 source-address="10.20.',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.391Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'www.example.org/css/home.css?v=2',
          'url.domain': 'www.example.org',
          'rule.name': 'wf-profile',
          'event.action': 'WEBFILTER_URL_PERMITTED',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        {
          '@timestamp': '2026-06-30T09:15:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Enhanced_Gambling',
        },
        {
          '@timestamp': '2026-06-30T09:15:03.000Z',
          'user.name': 'bdolvane',
          'url.original': 'games.example.net',
          'fmreview.action': 'blocked',
        },
      ],
      rejected: [{ line: 5, column: 'url', reason: 'empty' }],
    },
  ],
});
