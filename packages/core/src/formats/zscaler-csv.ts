import { defineFormat } from '../normalise/format.js';
import { FEED_ACTIONS, feedAction, feedTime, feedUser } from '../normalise/products/zscaler.js';

export default defineFormat({
  id: 'zscaler-csv',
  kind: 'request',
  title: 'Zscaler Nanolog web feed, CSV with the names of its fields in the first line',
  product: 'Zscaler Internet Access',
  layout: 'unconfirmed',
  source: 'help.zscaler.com, "NSS Feed Output Format: Web Logs" describes the fields; their order is each school’s own',
  frame: { by: 'header', delimiters: [',', '\t', ';'] },
  clock: 'local',
  recognise: { header: ['time', 'user', 'url', 'action'], names: ['login', 'urlcat'] },
  categories: 'zscaler',
  actions: FEED_ACTIONS,
  fields: {
    time: { aliases: ['epochtime', 'datetime', 'time'], with: [['tz']], as: feedTime },
    user: { aliases: ['login', 'elogin'], with: [['location']], as: feedUser },
    sourceIp: { aliases: ['cip', 'clientip', 'cintip', 'cltip'], as: 'text' },
    device: { aliases: ['devicehostname'], as: 'text' },
    url: { aliases: ['url', 'eurl'], as: 'text' },
    category: { aliases: ['urlcat', 'urlcategory'], as: 'text' },
    action: { aliases: ['action'], with: [['reason']], as: feedAction },
    rule: { aliases: ['rulelabel', 'urlfilterrulelabel'], as: 'text' },
    method: { aliases: ['reqmethod', 'requestmethod'], as: 'text' },
    status: { aliases: ['respcode', 'status'], as: 'whole-number' },
    bytes: { aliases: ['respsize', 'responsesize'], as: 'whole-number' },
    userAgent: { aliases: ['ua', 'eua', 'useragent'], as: 'text' },
  },
  examples: [
    {
      what: 'zones in a column of their own, encoded names, nobody logged on, a wrong weekday, a line with too few fields',
      file: [
        '"time","tz","login","location","cip","eurl","action","reason","urlcat","urlsupercat","reqmethod","respcode","respsize","ua"',
        '"Mon Jul 06 09:00:00 2026","GMT","toskelby@fernhollow.example","FH Main","10.20.1.15","www.example.org/a%2Cb?q=1","Allowed","Allowed","News","News and Media","GET","200","512","Mozilla/5.0"',
        '"Fri Jul 06 09:00:01 2026","BST","FH Main","FH Main","2001:db8::15","bets.example.net:443","Blocked","Not allowed","Gambling","Gambling","CONNECT","NA","0","Unknown"',
        '"Mon Jul 06 09:00:02 2026","GMT","toskelby@fernhollow.example"',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'url.domain': 'www.example.org',
          'http.response.bytes': 512,
          'fmreview.action': 'allowed',
          'fmreview.category': 'News',
        },
        {
          '@timestamp': '2026-07-06T08:00:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'http.response.status_code': null,
          'fmreview.action': 'blocked',
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'zones of other countries, as offsets and by the names of places, one that nobody knows; a part of a location as the user',
      file: [
        '"time","tz","login","location","cip","eurl","action","urlcat"',
        '"Mon Jul 06 09:00:00 2026","EST","toskelby@fernhollow.example","HQ","10.20.1.15","www.example.org/","Allowed","News"',
        '"Mon Jul 06 09:00:00 2026","GMT+02:00","HQ->other","HQ","10.20.1.15","www.example.org/","Allowed","News"',
        '"Mon Jul 06 09:00:00 2026","Europe/London","HQ","HQ->other","10.20.1.15","www.example.org/","Allowed","News"',
        '"Mon Jul 06 09:00:00 2026","None","hqtoskelby","HQ","10.20.1.15","www.example.org/","Allowed","News"',
        '"Mon Jul 06 09:00:00 2026","America/New_York","toskelby","HQ","10.20.1.15","www.example.org/","Allowed","News"',
        '"Mon Jul 06 09:00:00 2026","AEDT","toskelby","HQ","10.20.1.15","www.example.org/","Allowed","News"',
        '',
      ].join('\n'),
      rows: [
        { '@timestamp': '2026-07-06T14:00:00.000Z', 'user.name': 'toskelby' },
        { '@timestamp': '2026-07-06T07:00:00.000Z', 'user.name': null },
        { '@timestamp': '2026-07-06T08:00:00.000Z', 'user.name': null },
        { '@timestamp': '2026-07-06T08:00:00.000Z', 'user.name': 'hqtoskelby' },
      ],
      rejected: [
        { line: 6, column: 'time', reason: 'not-a-time' },
        { line: 7, column: 'time', reason: 'not-a-time' },
      ],
    },
  ],
});
