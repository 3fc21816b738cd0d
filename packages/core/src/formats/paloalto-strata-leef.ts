import { defineFormat } from '../normalise/format.js';
import { PALO_ALTO_ACTIONS, upperMethod } from '../normalise/products/paloalto.js';
import { derive } from '../normalise/transforms.js';

export default defineFormat({
  id: 'paloalto-strata-leef',
  kind: 'request',
  title: 'Palo Alto Networks Strata Logging Service, URL log in Log Event Extended Format, apart by tabs',
  product: 'Palo Alto Networks PAN-OS',
  layout: 'documented',
  source: 'docs.paloaltonetworks.com, Strata Logging Service, "URL LEEF Fields"',
  frame: { by: 'pairs', between: '\t' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /LEEF:2[.]0\|Palo Alto Networks\|Next Generation Firewall\|.*\tSub[tT]ype=url\t/ },
  otherLogs: { unless: ['ubType=url\t', 'ubtype=url\t'], when: ['|Palo Alto Networks|'] },
  categories: 'paloalto',
  actions: PALO_ALTO_ACTIONS,
  fields: {
    time: { aliases: ['devTime', 'TimeReceived'], as: 'time' },
    user: { aliases: ['usrName'], as: 'account' },
    sourceIp: { aliases: ['src'], as: 'text' },
    device: { aliases: ['SourceDeviceHost'], as: 'text' },
    url: { aliases: ['URL'], as: 'text' },
    // The category is the name of the event, in the fifth place of the header.
    category: { aliases: ['(first)'], as: derive('VARCHAR', null, (raw) => `split_part(${raw}, '|', 5)`) },
    action: { aliases: ['Action'], as: 'text' },
    rule: { aliases: ['Rule'], as: 'text' },
    method: { aliases: ['HTTPMethod'], as: upperMethod },
    userAgent: { aliases: ['UserAgent'], as: 'text' },
  },
  examples: [
    {
      what: 'times in UTC, the category in the header, another log, nobody logged on',
      file: [
        '<14>1 2026-07-06T09:00:05.328Z stream-1 logforwarder - panwlogs - LEEF:2.0|Palo Alto Networks|Next Generation Firewall|10.1|sports|\t|TimeReceived=2026-07-06T09:00:04.000000Z\tDeviceSN=0010\tcat=threat\tSubType=url\tConfigVersion=10.1\tdevTime=2026-07-06T09:00:00.000000Z\tsrc=10.20.1.15\tdst=192.0.2.80\tRule=Pupils to web\tusrName=fernhollow\\toskelby\tApplication=ssl\tAction=alert\tURL=www.example.org/a?q=1\tContentType=text/html\tUserAgent=Mozilla/5.0 (X11)\tHTTPMethod=get\tSourceDeviceHost=FH-IT-01',
        '<14>1 2026-07-06T09:00:06.328Z stream-1 logforwarder - panwlogs - LEEF:2.0|Palo Alto Networks|Next Generation Firewall|10.1|gambling|\t|TimeReceived=2026-07-06T09:00:05.000000Z\tcat=threat\tSubType=url\tdevTime=2026-07-06T09:00:01.000000Z\tsrc=2001:db8::15\tusrName=\tAction=reset-both\tURL=bets.example.net',
        '<14>1 2026-07-06T09:00:07.328Z stream-1 logforwarder - panwlogs - LEEF:2.0|Palo Alto Networks|Next Generation Firewall|10.1|allow|\t|TimeReceived=2026-07-06T09:00:06.000000Z\tcat=traffic\tSubType=end\tsrc=10.20.1.15',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'host.name': 'FH-IT-01',
          'url.original': 'www.example.org/a?q=1',
          'rule.name': 'Pupils to web',
          'http.request.method': 'GET',
          'fmreview.action': 'allowed',
          'fmreview.category': 'sports',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'fmreview.action': 'blocked',
          'fmreview.category': 'gambling',
        },
      ],
    },
  ],
});
