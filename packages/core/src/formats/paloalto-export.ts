import { defineFormat } from '../normalise/format.js';
import { PALO_ALTO_ACTIONS, upperMethod } from '../normalise/products/paloalto.js';

export default defineFormat({
  id: 'paloalto-export',
  kind: 'request',
  title: 'Palo Alto Networks, URL filtering log exported as CSV from the web interface',
  product: 'Palo Alto Networks PAN-OS',
  layout: 'unconfirmed',
  // Names up to "Action" stand in published exports of other logs; those behind it are from memory.
  source: 'No list of the columns is public; their names are those of the fields in the interface.',
  export: [
    'Open Monitor > Logs > URL Filtering.',
    'Set the filter for the days that you need.',
    'Select Export to CSV.',
  ],
  // The threat log is exported with the same columns, and its "URL/Filename" is no request.
  frame: {
    by: 'header',
    delimiters: [',', ';', '\t'],
    others: { name: 'Threat/Content Type', unless: 'url' },
  },
  clock: 'local',
  recognise: { header: ['time', 'url', 'action'], names: ['Receive Time', 'Threat/Content Type'] },
  categories: 'paloalto',
  actions: PALO_ALTO_ACTIONS,
  fields: {
    time: { aliases: ['Generate Time', 'Receive Time'], as: 'time' },
    user: { aliases: ['Source User'], as: 'account' },
    sourceIp: { aliases: ['Source address'], as: 'text' },
    url: { aliases: ['URL/Filename', 'URL'], as: 'text' },
    category: { aliases: ['Category', 'URL Category'], as: 'text' },
    action: { aliases: ['Action'], as: 'text' },
    rule: { aliases: ['Rule'], as: 'text' },
    method: { aliases: ['http_method', 'HTTP Method'], as: upperMethod },
    userAgent: { aliases: ['user_agent', 'User Agent'], as: 'text' },
  },
  examples: [
    {
      what: 'two times, marks and commas in an address, nobody logged on, rows of the threat log, a day that cannot exist',
      file: [
        'Domain,Receive Time,Serial #,Type,Threat/Content Type,Config Version,Generate Time,Source address,Destination address,NAT Source IP,NAT Destination IP,Rule,Source User,Destination User,Application,Action,URL/Filename,Threat/Content Name,Category,Severity,user_agent,http_method',
        '1,2026/07/06 09:00:01,0010,THREAT,url,2,2026/07/06 09:00:00,10.20.1.15,192.0.2.80,,,Pupils,fernhollow\\toskelby,,ssl,alert,"www.example.org/a?b=1,2",(9999),news,informational,"Mozilla/5.0, X",get',
        '1,2026/07/06 09:00:02,0010,THREAT,url,2,2026/07/06 09:00:02,2001:db8::15,192.0.2.81,,,Pupils,,,ssl,block-override,"bets.example.net/",(9999),gambling,informational,,',
        '1,2026/07/06 09:00:03,0010,THREAT,file,2,2026/07/06 09:00:03,10.20.1.15,192.0.2.81,,,Pupils,fernhollow\\toskelby,,web-browsing,alert,"report.pdf",Adobe PDF(52021),any,low,,',
        '1,2026/07/06 09:00:04,0010,THREAT,virus,2,2026/07/06 09:00:04,10.20.1.15,192.0.2.81,,,Pupils,,,web-browsing,reset-both,"setup.exe",Made up(1),any,medium,,',
        '1,2026/02/30 09:00:02,0010,THREAT,url,2,2026/02/30 09:00:02,10.20.1.15,192.0.2.81,,,Pupils,,,ssl,alert,"www.example.org/",(9999),news,informational,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T08:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'www.example.org/a?b=1,2',
          'rule.name': 'Pupils',
          'http.request.method': 'GET',
          'fmreview.action': 'allowed',
          'fmreview.category': 'news',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'fmreview.action': 'blocked',
          'fmreview.category': 'gambling',
        },
      ],
      rejected: [{ line: 6, column: 'time', reason: 'not-a-time' }],
    },
  ],
});
