import { defineFormat } from '../normalise/format.js';
import { FORTIGATE_ACTIONS, FORTIGATE_FIELDS } from '../normalise/products/fortigate.js';

export default defineFormat({
  id: 'fortigate-comma',
  kind: 'request',
  title: 'FortiGate log, key=value apart by commas',
  product: 'FortiGate',
  layout: 'seen',
  source:
    'docs.fortinet.com, FortiOS CLI Reference: log syslogd setting, format csv; Log Message Reference: subtype webfilter',
  export: [
    'On the command line open “config log syslogd setting”, enter “set format csv” and “end”.',
    'Collect the file that the syslog server writes.',
  ],
  frame: { by: 'pairs', between: ',' },
  clock: 'local',
  recognise: { line: /(?:^|,)logid="?\d{10}"?,.*?\btype="?[a-z]+"?,subtype="?[a-z-]+"?,/ },
  otherLogs: { unless: ['type=webfilter', 'type="webfilter"'], when: ['subtype='] },
  categories: 'fortinet',
  actions: FORTIGATE_ACTIONS,
  fields: FORTIGATE_FIELDS,
  examples: [
    {
      what: 'commas inside marks, an address without a path, another log, a line without host and address',
      file: [
        'date=2026-03-02,time=09:00:00,devname="FG-1",devid="FGT60F0000000001",logid="0317013312",type="utm",subtype="webfilter",eventtype="ftgd_allow",level="notice",vd="root",eventtime=1772442000,policyid=4,user="toskelby",srcip=10.20.1.15,service="HTTP",hostname="www.example.org",profile="Pupils, years 7 to 9",action="passthrough",url="/a,b?q=x,y",rcvdbyte=325,cat=30,catdesc="Education"',
        'date=2026-03-02,time=09:00:01,devname="FG-1",devid="FGT60F0000000001",logid="0000000013",type="traffic",subtype="forward",level="notice",srcip=10.20.1.15,action="close"',
        'date=2026-03-02,time=09:00:02,devname="FG-1",devid="FGT60F0000000001",logid="0315012547",type="utm",subtype="webfilter",eventtype="urlfilter",srcip=2001:db8::16,service="HTTPS",hostname="bets.example.net",profile="Pupils",action="blocked",cat=11',
        'date=2026-03-02,time=09:00:03,devname="FG-1",devid="FGT60F0000000001",logid="0315012547",type="utm",subtype="webfilter",eventtype="urlfilter",srcip=10.20.1.17,action="blocked"',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org/a,b?q=x,y',
          'rule.name': 'Pupils, years 7 to 9',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education',
        },
        {
          '@timestamp': '2026-03-02T09:00:02.000Z',
          'user.name': null,
          'source.ip': '2001:db8::16',
          'url.original': 'https://bets.example.net/',
          'fmreview.action': 'blocked',
          'fmreview.category': '11',
        },
      ],
      rejected: [{ line: 4, column: 'url', reason: 'empty' }],
    },
  ],
});
