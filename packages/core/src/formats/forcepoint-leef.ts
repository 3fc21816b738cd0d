import { defineFormat } from '../normalise/format.js';
import { forcepointStatus, loginOr } from '../normalise/products/forcepoint.js';
import { derive } from '../normalise/transforms.js';

const user = derive('VARCHAR', null, (raw, { others: [login = 'NULL'] }) =>
  loginOr(login, `replace(${raw}, '\\=', '=')`),
);

/** What became of the request stands in the header: `|transaction:blocked|`. */
const action = derive('VARCHAR', null, (raw) => `regexp_extract(${raw}, '[|]transaction:([^|]*)', 1)`);

export default defineFormat({
  id: 'forcepoint-leef',
  kind: 'request',
  title: 'Forcepoint (Websense) Web Security log, LEEF',
  product: 'Forcepoint Web Security',
  layout: 'seen',
  source: 'help.forcepoint.com, SIEM Solutions: Working with SIEM integration format strings, syslog/LEEF',
  export: [
    'In the Forcepoint Security Manager open Web, Settings, General, SIEM Integration.',
    'Switch it on for each Policy Server, with the address and port of a syslog server.',
    'Choose the format syslog/LEEF, then save and deploy.',
    'Collect the file that the syslog server writes.',
  ],
  frame: { by: 'pairs', between: '\t' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /^LEEF: ?1\.0\|(?:Forcepoint|Websense)\|Security\|[^|]*\|transaction:/ },
  categories: 'forcepoint',
  fields: {
    time: { aliases: ['devTime'], as: 'time' },
    user: { aliases: ['usrName'], with: [['loginID']], as: user },
    sourceIp: { aliases: ['src'], as: 'text' },
    url: { aliases: ['url'], as: 'text' },
    category: { aliases: ['cat'], as: 'text' },
    action: { aliases: ['(first)'], as: action },
    rule: { aliases: ['policy'], as: 'text' },
    method: { aliases: ['method'], as: 'text' },
    status: { aliases: ['proxyStatus-code', 'serverStatus-code'], as: forcepointStatus },
    bytes: { aliases: ['dstBytes'], as: 'whole-number' },
    userAgent: { aliases: ['userAgent'], as: 'text' },
  },
  examples: [
    {
      what: 'the outcome in the header, a name of a directory, a login, nobody, a line without an address',
      exportedOn: '2026-07-01',
      file: [
        '<159>Jun 30 10:15:00 fp1 LEEF:1.0|Forcepoint|Security|8.5.4|transaction:permitted|sev=1\tcat=9\tusrName=LDAP://10.20.0.5 OU\\=Year 7,DC\\=fernhollow,DC\\=example/toskelby\tloginID=-\tsrc=10.20.1.15\tsrcPort=61435\tsrcBytes=407\tdstBytes=12328\tdst=192.0.2.7\tdstPort=443\tproxyStatus-code=200\tserverStatus-code=200\tduration=63\tmethod=GET\tdisposition=1026\tcontentType=text/html\treason=-\tpolicy=Super Administrator**Pupils\trole=8\tuserAgent=Mozilla/5.0 (X11)\turl=http://www.example.org:8080/a?q=angles\tlogRecordSource=OnPrem',
        '<159>Jun 30 10:15:01 fp1 LEEF:1.0|Forcepoint|Security|8.5.4|transaction:blocked|sev=7\tcat=11\tusrName=-\tloginID=FERNHOLLOW\\bdolvane\tsrc=2001:db8::15\tsrcBytes=0\tdstBytes=0\tproxyStatus-code=0\tmethod=CONNECT\tuserAgent=-\turl=https://bets.example.net/',
        '<159>Jun 30 10:15:02 fp1 LEEF:1.0|Forcepoint|Security|8.5.4|transaction:blocked|sev=7\tcat=11\tusrName=-\tloginID=-\tsrc=10.20.1.16\tmethod=GET\turl=http://bets.example.net/x',
        '<159>Jun 30 10:15:03 fp1 LEEF:1.0|Forcepoint|Security|8.5.4|transaction:blocked|sev=7\tcat=1',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org:8080/a?q=angles',
          'rule.name': 'Super Administrator**Pupils',
          'http.response.status_code': 200,
          'http.response.bytes': 12328,
          'event.action': 'permitted',
          'fmreview.action': 'allowed',
          'fmreview.category': '9',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'http.response.status_code': null,
          'fmreview.action': 'blocked',
        },
        { 'user.name': null, 'url.original': 'http://bets.example.net/x', 'fmreview.action': 'blocked' },
      ],
      rejected: [{ line: 4, column: 'url', reason: 'empty' }],
    },
  ],
});
