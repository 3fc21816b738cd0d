import { defineFormat } from '../normalise/format.js';
import { FEED_ACTIONS, feedAction, feedUser, firstTime } from '../normalise/products/zscaler.js';

export default defineFormat({
  id: 'zscaler-tab',
  kind: 'request',
  title: 'Zscaler Nanolog web feed, key=value apart by tabs',
  product: 'Zscaler Internet Access',
  layout: 'seen',
  source: 'help.zscaler.com, "NSS Feed Output Format: Web Logs"; the school’s feed decides which fields there are',
  frame: { by: 'pairs', between: '\t' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /\t(?:url|eurl)=.*\taction=|\taction=.*\t(?:url|eurl)=|^action=.*\turl=/ },
  otherLogs: {
    unless: ['\turl=', '\teurl='],
    when: ['The NSS ', '"LogTimestamp"', '"AuditOperationType"', '\tcdip=', '\tdns_req='],
  },
  categories: 'zscaler',
  actions: FEED_ACTIONS,
  fields: {
    time: { aliases: ['(first)'], with: [['datetime', 'time'], ['tz']], as: firstTime },
    user: { aliases: ['user', 'login'], with: [['location']], as: feedUser },
    sourceIp: { aliases: ['ClientIP', 'cip', 'cintip'], as: 'text' },
    device: { aliases: ['devicehostname'], as: 'text' },
    // Without scheme, as the service has it; `hostname` is only the host.
    url: { aliases: ['url', 'eurl', 'hostname'], as: 'text' },
    category: { aliases: ['urlcategory', 'urlcat'], as: 'text' },
    action: { aliases: ['action'], with: [['reason']], as: feedAction },
    rule: { aliases: ['rulelabel', 'urlfilterrulelabel'], as: 'text' },
    method: { aliases: ['requestmethod', 'reqmethod'], as: 'text' },
    status: { aliases: ['status', 'respcode'], as: 'whole-number' },
    bytes: { aliases: ['responsesize', 'respsize'], as: 'whole-number' },
    userAgent: { aliases: ['useragent', 'ua'], as: 'text' },
  },
  examples: [
    {
      what: 'the time first and without a key, with and without a priority; doubled marks, nobody logged on, a caution, other lines',
      file: [
        '2026-03-02 09:00:00\treason=Allowed\tevent_id=1\taction=Allowed\tresponsesize=65\turlcategory=Education\trequestmethod=GET\tuseragent=""Mozilla/5.0 (X11)""\tlocation=FH Main\tClientIP=10.20.1.15\tstatus=200\tuser=toskelby@fernhollow.example\turl=maths.example.org/a?q=b=c&u=https://x.example.net/\thostname=maths.example.org\tclientpublicIP=192.0.2.9\tdepartment=Year 7, B\tdevicehostname=FH-IT-01',
        '<134>2026-07-02 09:00:01\treason=Not allowed to browse this category\taction=Blocked\tresponsesize=0\turlcategory=Gambling\trequestmethod=CONNECT\tuseragent=Unknown\tlocation=FH Main\tClientIP=2001:db8::15\tstatus=NA\tuser=FH Main\turl=bets.example.net:443\trulelabel=Pupils',
        '2026-03-02 09:00:02\treason=Cautioned to browse this category\taction=Allowed\turlcategory=None\tlocation=FH Main\tClientIP=10.20.1.16\tuser=FERNHOLLOW\\bdolvane\turl=www.example.org/',
        '<134>Mar  2 09:00:03 [10.20.0.2] ZscalerNSS: The NSS free memory has decreased to 1.40 GB',
        '2026-03-02 09:00:04',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'maths.example.org/a?q=b=c&u=https://x.example.net/',
          'url.domain': 'maths.example.org',
          'http.response.bytes': 65,
          'http.response.status_code': 200,
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        {
          '@timestamp': '2026-07-02T08:00:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'http.response.status_code': null,
          'rule.name': 'Pupils',
          'fmreview.action': 'blocked',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'fmreview.action': 'warned',
          'fmreview.category': null,
        },
      ],
      rejected: [{ line: 5, column: null, reason: 'not-a-record' }],
    },
    {
      what: 'the time with a key and its zone, and from the syslog header when there is none',
      file: [
        'time=Mon Jul 06 09:00:00 2026\ttz=GMT\tlogin=toskelby@fernhollow.example\tcip=10.20.1.15\taction=Allowed\teurl=www.example.org/a%20b\turlcat=News',
        '<134>Jul  6 09:00:01 nss1 action=Blocked\tlogin=toskelby@fernhollow.example\tcip=10.20.1.15\turl=bets.example.net\turlcat=Gambling',
      ].join('\r\n'),
      exportedOn: '2026-07-31',
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'url.original': 'www.example.org/a%20b',
          'fmreview.category': 'News',
        },
        { '@timestamp': '2026-07-06T08:00:01.000Z', 'user.name': 'toskelby', 'fmreview.action': 'blocked' },
      ],
    },
  ],
});
