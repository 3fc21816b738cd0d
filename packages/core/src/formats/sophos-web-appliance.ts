import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/** As a text of bytes: a backslash that does not begin `\x..` stands for itself. */
const bytes = (raw: string) =>
  `regexp_replace(replace(${raw}, '\\\\', '\\x5C'), '\\\\([^x]|x[^0-9A-Fa-f]|x[0-9A-Fa-f][^0-9A-Fa-f])', '\\\\x5C\\1', 'g')`;

/** `DOMAIN\\name`, in which letters beyond ASCII are `\x..` for each byte of their UTF-8. */
const user = derive(
  'VARCHAR',
  null,
  (raw) =>
    `CASE WHEN contains(${raw}, '\\x') THEN coalesce(try(decode(try_cast(${bytes(raw)} AS BLOB))), ${raw}) ELSE ${raw} END`,
);

/** The address in the request’s line `GET http://… HTTP/1.1`; where there is none, its domain. */
const url = derive('VARCHAR', null, (raw, { others: [domain = 'NULL'] }) => {
  const address = `regexp_extract(${raw}, '^[A-Za-z]+ (.+) HTTP/[0-9.]+$', 1)`;
  return `coalesce(nullif(${address}, ''), nullif(${domain}, '-'))`;
});

export default defineFormat({
  id: 'sophos-web-appliance',
  kind: 'request',
  title: 'Sophos Web Appliance log (sophos_log)',
  product: 'Sophos Web Appliance',
  layout: 'seen',
  source: 'docs.sophos.com, Sophos Web Appliance: Interpreting Log Files',
  export: [
    'Open Configuration, System, Backup.',
    'Tick “Transaction log files at least once daily at midnight” and choose the Sophos format.',
    'Take sophos_log from the backup.',
  ],
  frame: { by: 'pairs', between: ' ' },
  clock: 'utc',
  recognise: { line: /(?:^| )h=\S* u=(?:"[^"]*"|\S*) s=\S+ X=\S* t=\d+ T=\d+ / },
  /** A page in front of the address: of warning (2 and 3: the person went on), of a quota (4 and 5), of the sandbox (-7). */
  actions: {
    '1': 'allowed',
    '2': 'warned',
    '3': 'warned',
    '4': 'warned',
    '5': 'allowed',
    '-1': 'blocked',
    '-2': 'warned',
    '-3': 'blocked',
    '-4': 'warned',
    '-5': 'blocked',
    '-6': 'blocked',
    '-7': 'unknown',
  },
  fields: {
    time: { aliases: ['t'], as: 'epoch' },
    user: { aliases: ['u'], as: user },
    sourceIp: { aliases: ['h'], as: 'text' },
    url: { aliases: ['req'], with: [['dom']], as: url },
    category: { aliases: ['cat'], as: 'text' },
    action: { aliases: ['act'], as: 'text' },
    method: { aliases: ['meth'], as: 'text' },
    status: { aliases: ['s'], as: 'whole-number' },
    bytes: { aliases: ['out'], as: 'whole-number' },
    userAgent: { aliases: ['ua'], as: 'text' },
  },
  examples: [
    {
      what: 'backslashes single and doubled, letters as bytes, nobody, a tunnel, every sort of outcome, a line without a time',
      file: [
        'h=10.20.1.15 u="FERNHOLLOW\\\\toskelby" s=200 X=- t=1772442000 T=284453 Ts=0 act=1 cat="0x220000002a" app="-" rsn=- threat="-" type="text/html" in=1255 out=26198 meth=GET ref="-" ua="Mozilla/5.0 (X11)" req="GET http://www.example.org/a?q=angles HTTP/1.1" dom="example.org" filetype="-" rule="0"',
        'h=10.20.1.16 u="FERNHOLLOW\\bdolvane" s=403 X=- t=1772442001 T=1 Ts=0 act=-1 cat="0x2300000011" app="-" rsn=- in=1 out=2 meth=CONNECT ref="-" ua="-" req="CONNECT bets.example.net:443 HTTP/1.1" dom="example.net"',
        'h=2001:db8::15 u="FERNHOLLOW\\\\t\\xc3\\xb5m" s=200 X=X t=1772442002 T=1 Ts=3 act=2 cat="-" in=1 out=2 meth=GET req="GET HTTP/1.1" dom="www.example.com"',
        'ep=1 h=10.20.1.17 u="-" s=200 X=+ t=1772442003 T=1 Ts=0 act=-3 cat="0x2300000011" meth=GET req="GET http://[2001:db8::7]/ HTTP/1.1" dom="-"',
        'h=10.20.1.17 u=- s=200 X=+ t=1772442004 T=1 Ts=0 act=-7 cat="0x2300000011" meth=GET req="GET http://www.example.org/x.exe HTTP/1.1" dom="example.org"',
        'h=10.20.1.17 u="-" s=200 X=+ t= T=1 Ts=0 act=1 cat="-" meth=GET req="GET http://www.example.org/ HTTP/1.1" dom="example.org"',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org/a?q=angles',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 26198,
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'fmreview.action': 'allowed',
          'fmreview.category': '0x220000002a',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'url.domain': 'bets.example.net',
          'event.action': '-1',
          'fmreview.action': 'blocked',
        },
        {
          'user.name': 'tõm',
          'user.domain': 'fernhollow',
          'source.ip': '2001:db8::15',
          'url.original': 'www.example.com',
          'fmreview.action': 'warned',
          'fmreview.category': null,
        },
        { 'user.name': null, 'url.domain': '2001:db8::7', 'fmreview.action': 'blocked' },
        { 'user.name': null, 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 6, column: 'time', reason: 'empty' }],
    },
    {
      what: 'sent by syslog: the time of the request counts, not that of the header',
      exportedOn: '2026-07-01',
      file: '<134>Jun 30 10:15:00 swa h=10.20.1.15 u="toskelby" s=200 X=- t=1772442000 T=2 Ts=0 act=3 cat="0x220000002a" meth=GET req="GET http://www.example.org/ HTTP/1.1" dom="example.org"\n',
      rows: [{ '@timestamp': '2026-03-02T09:00:00.000Z', 'user.name': 'toskelby', 'fmreview.action': 'warned' }],
    },
  ],
});
