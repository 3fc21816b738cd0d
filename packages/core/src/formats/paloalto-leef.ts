import { defineFormat } from '../normalise/format.js';
import { PALO_ALTO_ACTIONS, upperMethod } from '../normalise/products/paloalto.js';

export default defineFormat({
  id: 'paloalto-leef',
  kind: 'request',
  title: 'Palo Alto Networks firewall, URL filtering log in Log Event Extended Format, apart by bars',
  product: 'Palo Alto Networks PAN-OS',
  layout: 'documented',
  source: 'IBM QRadar DSM guide, "Creating a syslog destination on your Palo Alto PA Series device" (LEEF)',
  frame: { by: 'pairs', between: '|' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /LEEF:[12][.]0\|Palo Alto Networks\|PAN-OS[^|]*\|.*\|cat=THREAT\|(?:.*\|)?Sub[tT]ype=url\|/ },
  otherLogs: { unless: ['ubtype=url|', 'ubType=url|'], when: ['|Palo Alto Networks|'] },
  categories: 'paloalto',
  actions: PALO_ALTO_ACTIONS,
  fields: {
    // The older templates have a space behind some keys.
    time: { aliases: ['devTime', 'ReceiveTime', 'TimeReceived'], as: 'time' },
    user: { aliases: ['usrName', 'usrName ', 'SourceUser'], as: 'account' },
    sourceIp: { aliases: ['src'], as: 'text' },
    url: { aliases: ['Miscellaneous', 'URL'], as: 'text' },
    category: { aliases: ['URLCategory'], as: 'text' },
    action: { aliases: ['action', 'Action'], as: 'text' },
    rule: { aliases: ['RuleName', 'RuleName ', 'Rule'], as: 'text' },
    method: { aliases: ['HTTPMethod', 'RequestMethod'], as: upperMethod },
    userAgent: { aliases: ['UserAgent'], as: 'text' },
  },
  examples: [
    {
      what: 'spaces behind keys, a bar in an address in marks, another log, nobody logged on, a line cut short',
      file: [
        '<14>Jul  6 10:00:00 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|(9999)|ReceiveTime=2026/07/06 10:00:01|SerialNumber=0010|cat=THREAT|Subtype=url|devTime=Jul 06 2026 09:00:00 GMT|src=10.20.1.15|dst=192.0.2.80|srcPostNAT=0.0.0.0|dstPostNAT=0.0.0.0|RuleName =Pupils to web|usrName =fernhollow\\toskelby|SourceUser=fernhollow\\toskelby|DestinationUser=|Application=ssl|action=alert|Miscellaneous="www.example.org/a|b?q=1"|ThreatID=(9999)|URLCategory=news|Severity=1|Direction=client-to-server',
        '<14>Jul  6 10:00:01 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|(9999)|ReceiveTime=2026/07/06 10:00:01|SerialNumber=0010|cat=THREAT|Subtype=url|src=2001:db8::15|RuleName=Pupils|usrName=|SourceUser=|action=block-url|Miscellaneous="bets.example.net/"|URLCategory=gambling|HTTPMethod=get',
        '<14>Jul  6 10:00:02 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|10.1.5|allow|cat=TRAFFIC|ReceiveTime=2026/07/06 10:00:02|Type=TRAFFIC|Subtype=end|src=10.20.1.15|action=allow',
        '<14>Jul  6 10:00:03 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|(9999)|ReceiveTime=2026/07/06 10:00:03|SerialNumber=0010|cat=THREAT|Subtype=url|src=10.20.1.15|Rul',
        '',
      ].join('\n'),
      exportedOn: '2026-07-31',
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'www.example.org/a|b?q=1',
          'rule.name': 'Pupils to web',
          'fmreview.action': 'allowed',
          'fmreview.category': 'news',
        },
        {
          '@timestamp': '2026-07-06T09:00:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'http.request.method': 'GET',
          'fmreview.action': 'blocked',
          'fmreview.category': 'gambling',
        },
      ],
      rejected: [{ line: 4, column: 'url', reason: 'empty' }],
    },
  ],
});
