import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/** The first of several expressions that finds something. */
const first = (text: string, patterns: readonly string[]) =>
  `coalesce(${patterns.map((pattern) => `nullif(regexp_extract(${text}, '${pattern}', 1), '')`).join(', ')}, '')`;

/** A browser’s name may hold anything, also what looks like a request: the request stands behind its last mark. */
const BEHIND_AGENT = ' agent=\\x27.*\\x27 request: ';

const found = (...patterns: readonly string[]) => derive('VARCHAR', null, (raw) => first(raw, patterns));

/** UNKNOWN is what stands there for none. */
const METHOD = '([A-TV-Z][A-Z]*|U[^N ][^ ]*) ';
const method = derive(
  'VARCHAR',
  null,
  (raw) =>
    `CASE WHEN contains(${raw}, ' agent=') THEN ${first(raw, [`${BEHIND_AGENT}${METHOD}`])} ELSE ${first(raw, [`request: ${METHOD}`])} END`,
);

export default defineFormat({
  id: 'meraki',
  kind: 'request',
  title: 'Cisco Meraki MX and MR addresses over syslog',
  product: 'Meraki',
  layout: 'seen',
  source: 'documentation.meraki.com, "Syslog Event Types and Log Samples"',
  export: [
    'Add a syslog server in Network-wide > General > Reporting, with the roles URLs and Appliance event log.',
    'Copy that server’s file.',
  ],
  // An epoch stands where a syslog header has its date, and the version of the header may be left before it.
  frame: {
    by: 'pattern',
    pattern: '^ ?(?:1 )?([0-9]{9,10}[.][0-9]+) [^ ]+ (urls|events content_filtering_block) (.*)$',
  },
  clock: 'utc',
  recognise: { line: /^ ?(?:1 )?\d{9,10}\.\d+ \S+ (?:urls src=|events content_filtering_block )/ },
  otherLogs: {
    unless: [' urls ', ' content_filtering_block '],
    when: [
      ' flows ',
      ' firewall ',
      '_firewall ',
      ' events ',
      ' ids-alerts ',
      ' security_event ',
      ' airmarshal_events ',
      ' ip_flow_',
    ],
  },
  actions: { urls: 'allowed', 'events content_filtering_block': 'blocked' },
  fields: {
    time: { at: 1, as: 'epoch' },
    action: { at: 2, as: 'text' },
    sourceIp: { at: 3, as: found('src=([0-9]+[.][0-9.]+)', 'src=\\[([^\\]]+)\\]', 'src=([0-9A-Fa-f:]+)') },
    device: { at: 3, as: found('mac=\\x27?([0-9A-Fa-f:]{17})') },
    userAgent: { at: 3, as: found(' agent=\\x27(.*)\\x27 request: ', ' agent=\\x27([^\\x27]*)\\x27') },
    method: { at: 3, as: method },
    url: { at: 3, as: found(`${BEHIND_AGENT}[^ ]+ ([^ ]+)`, ' request: [^ ]+ ([^ ]+)', '^url=\\x27([^\\x27]*)\\x27') },
    category: { at: 3, as: found(' category0=\\x27([^\\x27]*)\\x27') },
  },
  examples: [
    {
      what: 'addresses with and without a method and a browser, a refusal, other logs of the appliance, a broken line',
      file: [
        '1772442000.038687615 FH_MX urls src=10.20.1.15:63735 dst=192.0.2.7:80 mac=02:00:5E:10:00:01 request: GET http://www.example.org/a?q=b',
        "1772442001.857790533 FH_MX urls src=10.20.1.15:50215 dst=192.0.2.7:443 mac='02:00:5E:10:00:01' agent='Browser/1.0 (of a sort)' request: UNKNOWN https://www.example.org/...",
        "1772442002.342705328 FH_MX events content_filtering_block url='https://bets.example.net/...' category0='Gambling' server='192.0.2.8:443' client_mac='02:00:5E:10:00:02'",
        '1772442003.721741837 FH_MX flows src=10.20.1.15 dst=192.0.2.7 mac=02:00:5E:10:00:01 protocol=udp sport=9562 dport=53 pattern: allow all',
        "1772442004.583851938 FH_MX events type=vpn_connectivity_change vpn_type='site-to-site' connectivity='false'",
        '1772442005.038687615 FH_MX urls src=[2001:db8::15]:63735 dst=192.0.2.7:80 mac=02:00:5E:10:00:01 request: POST http://www.example.org:8080/',
        "1772442006.857790533 FH_MX urls src=10.20.1.15:50215 dst=192.0.2.7:443 mac='02:00:5E:10:00:01' agent='x request: GET http://www.example.org/ y' request: POST http://bets.example.net/",
        'FH_MX urls src=10.20.1.15:63735 dst=192.0.2.7',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.038Z',
          'user.name': null,
          'source.ip': '10.20.1.15',
          'host.name': '02:00:5E:10:00:01',
          'url.original': 'http://www.example.org/a?q=b',
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'event.action': 'urls',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        {
          'http.request.method': null,
          'user_agent.original': 'Browser/1.0 (of a sort)',
          'url.domain': 'www.example.org',
        },
        {
          'source.ip': null,
          'host.name': '02:00:5E:10:00:02',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        { 'source.ip': '2001:db8::15', 'http.request.method': 'POST' },
        {
          'url.domain': 'bets.example.net',
          'http.request.method': 'POST',
          'user_agent.original': 'x request: GET http://www.example.org/ y',
        },
      ],
      rejected: [{ line: 8, column: null, reason: 'not-a-record' }],
    },
    {
      what: 'behind a priority and a version, and behind the header of a syslog server',
      file: [
        '<134>1 1772442000.038687615 FH_MX urls src=10.20.1.15:63735 dst=192.0.2.7:80 mac=02:00:5E:10:00:01 request: GET http://www.example.org/',
        'Mar  2 09:00:09 10.20.0.1 1 1772442001.038687615 FH_MX urls src=10.20.1.15:63735 dst=192.0.2.7:80 mac=02:00:5E:10:00:01 request: HEAD http://www.example.org/',
      ].join('\r\n'),
      rows: [
        { '@timestamp': '2026-03-02T09:00:00.038Z', 'source.ip': '10.20.1.15' },
        { '@timestamp': '2026-03-02T09:00:01.038Z', 'http.request.method': 'HEAD' },
      ],
    },
  ],
});
