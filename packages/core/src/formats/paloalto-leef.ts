import { defineFormat } from '../normalise/format.js';
import { PALO_ALTO_ACTIONS } from '../normalise/products/paloalto.js';
import { namedSql, toldSql } from '../normalise/time-forms.js';
import { derive, deriveTime } from '../normalise/transforms.js';

/** What stands before the address, the address in marks or bare, and what stands behind it: an address may hold bars and keys. */
const RECORD = 'LEEF:[12][.]0([|].*?)(?:[|](?:Miscellaneous|URL)=(?:"((?:[^"]|"")*)"|([^|"]*))([|].*)?)?$';

/** The first of the keys that is filled; the older templates have a space behind some. */
function valueAt(raw: string, keys: readonly string[]): string {
  return `coalesce(${keys.map((key) => `nullif(regexp_extract(${raw}, '[|]${key} ?=([^|]*)', 1), '')`).join(', ')}, '')`;
}

/** Behind the address only where no such key stands before it: there, too, is what a browser says of itself. */
const keyed = (...keys: readonly string[]) =>
  derive('VARCHAR', null, (before, { others: [behind = "''"] }) => {
    const isBefore = `regexp_matches(${before}, '[|](?:${keys.join('|')}) ?=')`;
    return `CASE WHEN ${isBefore} THEN ${valueAt(before, keys)} ELSE ${valueAt(behind, keys)} END`;
  });

const BEHIND = 4;
const behind = (...keys: readonly string[]) => derive('VARCHAR', null, (raw) => valueAt(raw, keys));

const time = deriveTime((raw, around) =>
  namedSql('written', valueAt(raw, ['devTime', 'ReceiveTime', 'TimeReceived']), (text) => toldSql(text, around.time)),
);
const method = derive(
  'VARCHAR',
  null,
  (raw) => `nullif(upper(${valueAt(raw, ['HTTPMethod', 'RequestMethod'])}), 'UNKNOWN')`,
);
const address = derive(
  'VARCHAR',
  null,
  (raw, { others: [bare = "''"] }) => `coalesce(nullif(${raw}, ''), ${bare}, '')`,
);

export default defineFormat({
  id: 'paloalto-leef',
  kind: 'request',
  title: 'Palo Alto Networks firewall, URL filtering log in Log Event Extended Format, apart by bars',
  product: 'Palo Alto Networks PAN-OS',
  layout: 'documented',
  source: 'IBM QRadar DSM guide, "Creating a syslog destination on your Palo Alto PA Series device" (LEEF)',
  frame: { by: 'pattern', pattern: RECORD },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /LEEF:[12][.]0\|Palo Alto Networks\|PAN-OS[^|]*\|.*\|cat=THREAT\|(?:.*\|)?Sub[tT]ype=url\|/ },
  otherLogs: { unless: ['ubtype=url|', 'ubType=url|'], when: ['|Palo Alto Networks|'] },
  categories: 'paloalto',
  actions: PALO_ALTO_ACTIONS,
  fields: {
    time: { at: 1, as: time },
    user: { at: 1, with: [BEHIND], as: keyed('usrName', 'SourceUser') },
    sourceIp: { at: 1, with: [BEHIND], as: keyed('src') },
    url: { at: 2, with: [3], as: address },
    category: { at: BEHIND, as: behind('URLCategory') },
    action: { at: 1, with: [BEHIND], as: keyed('action', 'Action') },
    rule: { at: 1, with: [BEHIND], as: keyed('RuleName', 'Rule') },
    method: { at: BEHIND, as: method },
    userAgent: { at: BEHIND, as: behind('UserAgent') },
  },
  examples: [
    {
      what: 'spaces behind keys, a bar in an address in marks, another log, nobody logged on, a line cut short',
      file: [
        '<14>Jul  6 10:00:00 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|(9999)|ReceiveTime=2026/07/06 10:00:01|SerialNumber=0010|cat=THREAT|Subtype=url|devTime=Jul 06 2026 09:00:00 GMT|src=10.20.1.15|dst=192.0.2.80|srcPostNAT=0.0.0.0|dstPostNAT=0.0.0.0|RuleName =Pupils to web|usrName =fernhollow\\toskelby|SourceUser=fernhollow\\toskelby|DestinationUser=|Application=ssl|action=alert|Miscellaneous="www.example.org/a|b?q=1"|ThreatID=(9999)|URLCategory=news|Severity=1|Direction=client-to-server',
        '<14>Jul  6 10:00:01 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|(9999)|ReceiveTime=2026/07/06 10:00:01|SerialNumber=0010|cat=THREAT|Subtype=url|src=2001:db8::15|RuleName=Pupils|usrName=|SourceUser=|action=block-url|Miscellaneous="bets.example.net/"|URLCategory=gambling|HTTPMethod=get',
        '<14>Jul  6 10:00:02 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|10.1.5|allow|cat=TRAFFIC|ReceiveTime=2026/07/06 10:00:02|Type=TRAFFIC|Subtype=end|src=10.20.1.15|action=allow',
        '<14>Jul  6 10:00:02 fh-fw LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|(9999)|ReceiveTime=2026/07/06 10:00:02|SerialNumber=0010|cat=THREAT|Subtype=url|src=10.20.1.15|RuleName=Pupils|usrName=|SourceUser=|action=block-url|Miscellaneous="bets.example.net/?x|SourceUser=head|action=alert|URLCategory=education|y"|ThreatID=(9999)|URLCategory=gambling|UserAgent=x|usrName=head',
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
        {
          'user.name': null,
          'url.original': 'bets.example.net/?x|SourceUser=head|action=alert|URLCategory=education|y',
          'fmreview.action': 'blocked',
          'fmreview.category': 'gambling',
        },
      ],
      rejected: [{ line: 5, column: 'url', reason: 'empty' }],
    },
  ],
});
