import { defineFormat } from '../normalise/format.js';
import { FEED_ACTIONS, feedAction, feedUser } from '../normalise/products/zscaler.js';

export default defineFormat({
  id: 'zscaler-leef',
  kind: 'request',
  title: 'Zscaler Nanolog web feed, Log Event Extended Format',
  product: 'Zscaler Internet Access',
  layout: 'documented',
  source: 'The feed output type "QRadar LEEF", as set-up guides of log services reproduce it',
  frame: { by: 'pairs', between: '\t' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /LEEF:[12][.]0\|Zscaler\|NSS\|/ },
  categories: 'zscaler',
  actions: FEED_ACTIONS,
  fields: {
    time: { aliases: ['devTime'], as: 'time' },
    user: { aliases: ['usrName'], with: [['realm']], as: feedUser },
    sourceIp: { aliases: ['src'], as: 'text' },
    device: { aliases: ['devicehostname'], as: 'text' },
    url: { aliases: ['url', 'hostname'], as: 'text' },
    category: { aliases: ['urlcategory'], as: 'text' },
    action: { aliases: ['cat'], with: [['policy']], as: feedAction },
    rule: { aliases: ['rulelabel'], as: 'text' },
    method: { aliases: ['reqmethod'], as: 'text' },
    status: { aliases: ['respcode'], as: 'whole-number' },
    bytes: { aliases: ['dstBytes'], as: 'whole-number' },
    userAgent: { aliases: ['useragent'], as: 'text' },
  },
  examples: [
    {
      what: 'zones at the end and before the year, the action behind the bar, nobody logged on, a line cut short',
      file: [
        '<134>Jul  6 09:00:00 zscaler-nss: LEEF:1.0|Zscaler|NSS|4.1|Allowed|cat=Allowed\tdevTime=Jul 06 2026 09:00:00 GMT\tdevTimeFormat=MMM dd yyyy HH:mm:ss z\tsrc=10.20.1.15\tdst=192.0.2.80\tsrcPostNAT=192.0.2.9\trealm=FH Main\tusrName=toskelby@fernhollow.example\tsrcBytes=60\tdstBytes=512\trole=Year 7\tpolicy=Allowed\turl=www.example.org/a?q=1\trecordid=1\tuseragent=Mozilla/5.0 (X11)\treferer=None\thostname=www.example.org\tappproto=HTTPS\turlcategory=News\treqmethod=GET\trespcode=200',
        '<134>Jul  6 09:00:01 zscaler-nss: LEEF:1.0|Zscaler|NSS|4.1|Not allowed|cat=Blocked\tdevTime=Mon Jul 06 10:00:01 BST 2026\tsrc=2001:db8::15\trealm=FH Main\tusrName=FH Main\tpolicy=Not allowed\turl=bets.example.net\turlcategory=Gambling\treqmethod=NA\trespcode=NA',
        '<134>Jul  6 09:00:02 zscaler-nss: LEEF:1.0|Zscaler|NSS|4.1|Al',
      ].join('\n'),
      exportedOn: '2026-07-31',
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.domain': 'www.example.org',
          'http.response.bytes': 512,
          'fmreview.action': 'allowed',
          'fmreview.category': 'News',
        },
        {
          '@timestamp': '2026-07-06T09:00:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'http.request.method': null,
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
      ],
      rejected: [{ line: 3, column: null, reason: 'not-a-record' }],
    },
  ],
});
