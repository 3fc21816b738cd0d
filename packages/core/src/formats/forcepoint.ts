import { defineFormat } from '../normalise/format.js';
import { forcepointStatus, loginOr } from '../normalise/products/forcepoint.js';
import { derive } from '../normalise/transforms.js';

/** `user=LDAP://server OU=…,DC=…/name` without marks: its parts look like keys, so it ends where a key that may follow begins. */
const user = derive('VARCHAR', null, (raw, { others: [login = 'NULL'] }) =>
  loginOr(login, `regexp_extract(${raw}, ' user=(.*?) (?:loginID|login_id|src_host|src_ip)=', 1)`),
);

export default defineFormat({
  id: 'forcepoint',
  kind: 'request',
  title: 'Forcepoint (Websense) Web Security log, key=value',
  product: 'Forcepoint Web Security',
  layout: 'seen',
  source: 'help.forcepoint.com, SIEM Solutions: Working with SIEM integration format strings, syslog/key-value pairs',
  export: [
    'In the Forcepoint Security Manager open Web, Settings, General, SIEM Integration.',
    'Switch it on for each Policy Server, with the address and port of a syslog server.',
    'Choose the format syslog/key-value pairs, then save and deploy.',
    'Collect the file that the syslog server writes.',
  ],
  frame: { by: 'pairs', between: ' ', bare: 'words' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /(?:^| )vendor=(?:Websense|Forcepoint)[^=]* product=Security product_version=/ },
  fields: {
    time: { aliases: ['time'], as: 'time' },
    user: { aliases: ['(line)'], with: [['loginID', 'login_id']], as: user },
    sourceIp: { aliases: ['src_host', 'src_ip'], as: 'text' },
    url: { aliases: ['url'], as: 'text' },
    category: { aliases: ['category'], as: 'text' },
    action: { aliases: ['action'], as: 'text' },
    rule: { aliases: ['policy'], as: 'text' },
    method: { aliases: ['http_method'], as: 'text' },
    status: { aliases: ['http_proxy_status_code', 'http_response'], as: forcepointStatus },
    bytes: { aliases: ['bytes_in'], as: 'whole-number' },
    userAgent: { aliases: ['http_user_agent'], as: 'text' },
  },
  examples: [
    {
      what: 'names of a directory with spaces and a guarded comma, a login, nobody, values of several words, a cut line',
      exportedOn: '2026-07-01',
      file: [
        '<159>Jun 30 10:15:00 fp1 vendor=Forcepoint product=Security product_version=8.5.4 action=permitted severity=1 category=9 user=LDAP://10.20.0.5 OU=Year 7,OU=Pupils,DC=fernhollow,DC=example/Oskelby\\, Tom src_host=10.20.1.15 src_port=61435 dst_host=www.example.org dst_ip=192.0.2.7 dst_port=443 bytes_out=407 bytes_in=12328 http_response=200 http_method=GET http_content_type=text/html; charset=UTF-8 http_user_agent=Mozilla/5.0 (X11; Linux x86_64) http_proxy_status_code=200 reason=- disposition=1026 policy=Super Administrator**Pupils role=8 duration=63 url=http://www.example.org/a?q=angles&p=2 logRecordSource=OnPrem',
        '<159>Jun 30 10:15:01 fp1 vendor=Forcepoint product=Security product_version=8.5.4 action=blocked severity=7 category=11 user=LDAP://10.20.0.5 OU=Staff,DC=fernhollow,DC=example/Dolvane Bea loginID=bdolvane src_host=2001:db8::15 src_port=1 dst_host=bets.example.net bytes_out=0 bytes_in=0 http_response=0 http_method=CONNECT http_content_type=- http_user_agent=- http_proxy_status_code=0 reason=- disposition=1025 policy=Staff role=8 duration=0 url=https://bets.example.net:8443/ logRecordSource=OnPrem',
        '<159>Jun 30 10:15:02 fp1 vendor=Websense 8g product=Security product_version=7.7.0 action=permitted severity=1 category=9 user=- src_host=10.20.1.16 bytes_out=1 bytes_in=2 http_method=GET url=http://www.example.com/',
        '<159>Jun 30 10:15:03 fp1 vendor=Websense 8g product=Security product_version=7.7.0 action=permitted severity=1 category=9 user=WinNT://FERNHOLLOW/toskelby src_host=10.20.1.16 http_method=GET url=http://www.example.com/',
        '<159>Jun 30 10:15:04 fp1 vendor=Forcepoint product=Security product_version=8.5.4 action=permitted sev',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'oskelby, tom',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org/a?q=angles&p=2',
          'rule.name': 'Super Administrator**Pupils',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 12328,
          'user_agent.original': 'Mozilla/5.0 (X11; Linux x86_64)',
          'fmreview.action': 'allowed',
          'fmreview.category': '9',
        },
        {
          'user.name': 'bdolvane',
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'http.response.status_code': null,
          'user_agent.original': null,
          'fmreview.action': 'blocked',
        },
        { 'user.name': null, 'url.domain': 'www.example.com', 'fmreview.action': 'allowed' },
        { 'user.name': 'toskelby', 'user.domain': 'fernhollow' },
      ],
      rejected: [{ line: 5, column: 'url', reason: 'empty' }],
    },
  ],
});
