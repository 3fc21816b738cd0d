import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/** A rule about words on a page writes `Alert`; what became of the page stands in `action`. */
const outcome = derive(
  'VARCHAR',
  null,
  (raw, { others: [action = 'NULL'] }) =>
    `CASE WHEN lower(${raw}) = 'alert' AND ${action} <> '' THEN ${action} ELSE ${raw} END`,
);

/** 0 where the connection was not decrypted. */
const status = derive('BIGINT', null, (raw) => `nullif(try_cast(trim(${raw}) AS BIGINT), 0)`);

export default defineFormat({
  id: 'sophos-firewall',
  kind: 'request',
  title: 'Sophos Firewall (SFOS, XG) web filter log',
  product: 'Sophos Firewall',
  layout: 'seen',
  source: 'docs.sophos.com, Sophos Firewall: Syslog descriptions, Web filter and Web content policy',
  export: [
    'Open System services, Log settings, and add a syslog server.',
    'Under Log settings tick Web filter and Web content policy for that server, and apply.',
    'Collect the file that the syslog server writes.',
  ],
  frame: { by: 'pairs', between: ' ', bare: 'words' },
  clock: 'local',
  recognise: { line: /(?:^| )log_id="?\d{12,17}"? .*?log_type="[^"]+" log_component="[^"]+" log_subtype="/ },
  otherLogs: {
    unless: [
      'log_type="Content Filtering" log_component="HTTP',
      'log_type="Content Filtering" log_component="Web Content Policy"',
    ],
    when: ['log_type="'],
  },
  fields: {
    time: { aliases: ['timestamp', 'date'], with: [['time'], ['timezone']], as: 'time' },
    user: { aliases: ['user_name', 'user'], as: 'account' },
    sourceIp: { aliases: ['src_ip'], as: 'text' },
    url: { aliases: ['url', 'domain'], as: 'text' },
    category: { aliases: ['http_category', 'category', 'site_category'], as: 'text' },
    action: { aliases: ['log_subtype'], with: [['action']], as: outcome },
    rule: { aliases: ['web_policy_id', 'iap', 'fw_rule_id'], as: 'text' },
    status: { aliases: ['http_status', 'status_code', 'httpresponsecode'], as: status },
    bytes: { aliases: ['bytes_received', 'recv_bytes'], as: 'whole-number' },
    userAgent: { aliases: ['user_agent'], as: 'text' },
  },
  examples: [
    {
      what: 'keys of version 18.5 and before: zones by name and number, marks missing or spaced, other logs',
      file: [
        '<30>device="SFW" date=2026-06-30 time=10:15:00 timezone="BST" device_name="XG230" device_id=C00000000000001 log_id=050901616001 log_type="Content Filtering" log_component="HTTP" log_subtype="Allowed" status="" priority=Information fw_rule_id=5 user_name="toskelby@FERNHOLLOW.EXAMPLE" user_gp="Year 7" iap=13 category=" Information Technology" category_type=" Acceptable" url="https://www.example.org/a?q=angles" contenttype="" override_token="" httpresponsecode="" src_ip=10.20.1.15 dst_ip=192.0.2.7 protocol="TCP" src_port=50000 dst_port=443 sent_bytes=100 recv_bytes=2048 domain=www.example.org exceptions= activityname="" reason=" cloud clean" user_agent="Mozilla/5.0 (X11)" status_code="200" transactionid=',
        '<30>device="SFW" date=2026-06-30 time=10:15:01 timezone="+11" device_name="XG230" device_id=C00000000000001 log_id=050902616002 log_type="Content Filtering" log_component="HTTP" log_subtype="Denied" status="" priority=Information fw_rule_id=5 user_name="" user_gp="" iap=13 category="Gambling" category_type="Objectionable" url="" src_ip=2001:db8::15 dst_ip=192.0.2.7 sent_bytes=0 recv_bytes=0 domain=bets.example.net exceptions= status_code="0"',
        '<30>device="SFW" date=2026-06-30 time=10:15:02 timezone="GMT" device_name="XG230" device_id=C00000000000001 log_id=058420116010 log_type="Content Filtering" log_component="Web Content Policy" log_subtype="Alert" user_name="bdolvane" src_ip=10.20.1.16 transaction_id=1 dictionary_name="Invented" site_category=Information Technology website=www.example.com direction=in action=Deny file_name= context_prefix="" context_match="" context_suffix="" url=http://www.example.com/x',
        '<30>device="SFW" date=2026-06-30 time=10:15:03 timezone="GMT" device_name="XG230" device_id=C00000000000001 log_id=010101600001 log_type="Firewall" log_component="Firewall Rule" log_subtype="Allowed" src_ip=10.20.1.16 dst_ip=192.0.2.7',
        '<30>device="SFW" date=2026-06-30 time=25:15:04 timezone="GMT" device_name="XG230" device_id=C00000000000001 log_id=050901616001 log_type="Content Filtering" log_component="HTTP" log_subtype="Allowed" url="http://www.example.org/"',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'url.original': 'https://www.example.org/a?q=angles',
          'rule.name': '13',
          'http.response.status_code': 200,
          'http.response.bytes': 2048,
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Information Technology',
        },
        {
          '@timestamp': '2026-06-29T23:15:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'http.response.status_code': null,
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          '@timestamp': '2026-06-30T10:15:02.000Z',
          'user.name': 'bdolvane',
          'url.original': 'http://www.example.com/x',
          'event.action': 'Deny',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Information Technology',
        },
      ],
      rejected: [{ line: 5, column: 'time', reason: 'not-a-time' }],
    },
    {
      what: 'keys of version 19 and after: one timestamp with its offset, a page of warning, nobody logged on',
      file: [
        'device_name="SFW" timestamp="2026-03-02T09:00:00+0000" device_model="XGS107" device_serial_id="X00000000000001" log_id=050901616001 log_type="Content Filtering" log_component="HTTP" log_subtype="Allowed" log_version=1 severity="Information" fw_rule_id=5 user_name="FERNHOLLOW\\toskelby" user_group="Year 7" web_policy_id=13 http_category="Education" http_category_type="Acceptable" url="https://www.example.org:8443/" src_ip="10.20.1.15" dst_ip="192.0.2.7" bytes_sent=100 bytes_received=512 domain="www.example.org" exceptions="" http_status="200"',
        'device_name="SFW" timestamp="2026-03-02T03:00:01-0600" device_model="XGS107" device_serial_id="X00000000000001" log_id=050927616005 log_type="Content Filtering" log_component="HTTP" log_subtype="Warned" log_version=1 severity="Information" fw_rule_id=5 user_name="-" web_policy_id=13 http_category="Games" http_category_type="Unproductive" url="games.example.net/x" src_ip="10.20.1.16" domain="games.example.net" http_status="0"',
        'device_name="SFW" timestamp="2026-03-02T09:00:02+0000" device_model="XGS107" device_serial_id="X00000000000001" log_id=054402617051 log_type="Content Filtering" log_component="Application" log_subtype="Denied" user_name="" src_ip="10.20.1.16"',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'url.domain': 'www.example.org',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
          'http.response.bytes': 512,
        },
        {
          '@timestamp': '2026-03-02T09:00:01.000Z',
          'user.name': null,
          'url.domain': 'games.example.net',
          'fmreview.action': 'warned',
          'fmreview.category': 'Games',
          'http.response.status_code': null,
        },
      ],
    },
  ],
});
