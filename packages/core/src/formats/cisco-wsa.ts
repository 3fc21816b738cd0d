import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/**
 * Squid’s columns, then the tag of a decision and a verdict between `<` and `>` (or `&lt;` and `&gt;`). Lines of the field list
 * that Cisco recommends for W3C logs have a column more before the client, the server’s name and one more behind the address,
 * and no brackets: what the column before the client holds is from memory only, a user name.
 */
const HEAD = '^(?:Info: )?([0-9a-z][^ ]*) +[0-9.]+ ([^ ]+) (?:([^ A-Z][^ ]*) )?';
const REQUEST = '([A-Z][A-Z_]*/-?[0-9]+) (-?[0-9]+|-) ([^ ]+) ([^ ]+) ';
const TAIL = '("[^"]*"|[^ "][^ ]*) ([^ ]+) ([^ ]+) ([^ ]+) (.*)$';

const eitherClient = derive(
  'VARCHAR',
  null,
  (raw, { others: [before] }) => `CASE WHEN ${raw} = '' THEN ${before} ELSE ${raw} END`,
);

/** The second word behind the address names a hierarchy (`DIRECT/www.example.org`), unless the user has a space. */
const user = derive(
  'VARCHAR',
  null,
  (raw, { others: [second = "''", client = "''", before = "''"] }) =>
    `CASE WHEN ${client} <> '' THEN ${before} WHEN contains(${second}, '/') THEN trim(${raw}, '"') ELSE trim(${raw} || ' ' || ${second}, '"') END`,
);

/** `BLOCK_WEBCAT_12-<policy>-<identity>-…`: the last word but the verdict, or the first before the listener’s address. */
const tagOf = (word = "''", verdict = "''") =>
  `CASE WHEN starts_with(${verdict}, '<') OR starts_with(${verdict}, '&lt;') THEN ${word} ELSE split_part(${verdict}, ' ', 1) END`;

/**
 * The tag says how the proxy handled a request, where it has a say; the result only where the answer came from. A redirection
 * (307) before any policy had a say leads to where one logs on: no word for it is known, and so it is neither.
 */
const action = derive('VARCHAR', null, (raw, { others: [word, verdict] }) => {
  const tag = tagOf(word, verdict);
  return `CASE WHEN suffix(${raw}, '/307') AND starts_with(${tag}, 'OTHER-NONE') THEN ${raw} || ' OTHER-NONE' WHEN regexp_matches(${tag}, '^(?:BLOCK_|DROP_|REDIRECT_|MONITOR_CONTINUE|SAAS_REJECT)') THEN regexp_extract(${tag}, '^[A-Z_]*[A-Z]') ELSE ${raw} END`;
});

const rule = derive('VARCHAR', null, (verdict, { others: [word] }) => `split_part(${tagOf(word, verdict)}, '-', 2)`);

/** The first value of the verdict, or the first code behind the tag. */
const category = derive(
  'VARCHAR',
  null,
  (verdict) => `coalesce(nullif(regexp_extract(${verdict}, '^(?:<|&lt;)"?([^",>&]*)', 1), ''),
    regexp_extract(${verdict}, '^[^<&"][^ ]* .*? ((?:IW_|C_)[^ "]+|nc) ', 1))`,
);

export default defineFormat({
  id: 'cisco-wsa',
  kind: 'request',
  title: 'Cisco Secure Web Appliance (WSA) access log',
  product: 'Cisco WSA',
  layout: 'seen',
  source: 'Cisco, AsyncOS for Secure Web Appliance user guide, "Monitor System Activity Through Logs"',
  export: [
    'Open System Administration > Log Subscriptions.',
    'Copy the files of the subscription "accesslogs" over FTP, or have them sent to a server by SCP or syslog.',
  ],
  frame: { by: 'pattern', pattern: `${HEAD}${REQUEST}${TAIL}` },
  clock: 'utc',
  syslogTime: true,
  recognise: {
    line: /^(?:Info: )?[0-9a-z]\S* +[\d.]+ \S+ (?:[^ A-Z]\S* )?[A-Z][A-Z_]*\/-?\d+ (?:-?\d+|-) \S+ \S+ .* [A-Z][A-Z_]+(?:_\d+)?-[^ ]* (?:<|&lt;|")/,
  },
  otherLogs: {
    unless: [' TCP_', ' NONE/', ' UDP_', ' OTHER/'],
    when: [' Info: ', ' Warning: ', ' Critical: ', ' Debug: ', ' Trace: '],
  },
  actions: {
    'block_continue*': 'warned',
    // The page that warns was shown, and the user went on (from memory).
    'monitor_continue*': 'warned',
    ...{ 'block_*': 'blocked', 'drop_*': 'blocked', 'redirect_*': 'blocked', saas_reject: 'blocked' },
  },
  fields: {
    time: { at: 1, as: 'epoch' },
    sourceIp: { at: 3, with: [2], as: eitherClient },
    action: { at: 4, with: [11, 12], as: action },
    status: { at: 4, as: 'status-after-slash' },
    bytes: { at: 5, as: 'whole-number' },
    method: { at: 6, as: 'text' },
    url: { at: 7, as: 'text' },
    user: { at: 8, with: [9, 3, 2], as: user },
    category: { at: 12, as: category },
    rule: { at: 12, with: [11], as: rule },
  },
  examples: [
    {
      what: 'access log: let through, refused by tag and by result, a warning, an error, names, IPv6, escaped brackets, a cut line',
      file: [
        '1772442000.150 97 10.20.1.15 TCP_MISS/200 8187 GET http://www.example.org/a?q=b "FERNHOLLOW\\toskelby@ldap" DIRECT/www.example.org text/plain DEFAULT_CASE_11-Pupils-Identity-NONE-NONE-NONE-DefaultGroup <IW_edu,6.9,-,"-",-,-> -',
        '1772442001.150 0 2001:db8::15 TCP_MISS/200 0 CONNECT tunnel://bets.example.net:443/ toskelby NONE/- - BLOCK_WEBCAT_12-Pupils-NONE-NONE-NONE-NONE-NONE <"IW_gamb",-3.0,1,"-",-,-> - -',
        '1772442002.150 0 10.20.1.15 TCP_DENIED/403 0 GET http://chat.example.net/ Class 1A NONE/- - BLOCK_CONTINUE_WEBCAT_12-Pupils-NONE-NONE-NONE-NONE-NONE <"IW_chat",-3.0,1,"-",-,-> - -',
        '1772442003.150 0 10.20.1.15 TCP_DENIED/403 0 GET http://10.20.0.1:8080/x - NONE/- - OTHER-NONE-NONE-NONE-NONE-NONE-NONE &lt;nc,ns,-,"-",-,-&gt; -',
        '1772442004.150 0 10.20.1.15 NONE/504 0 GET http://gone_site.example.com/ - DIRECT/gone.example.com - DEFAULT_CASE_11-Staff-NONE-NONE-NONE-NONE-NONE <-,ns,-,"-",-,-> -',
        '1772442005.150 0 10.20.1.15 TCP_DENIED/407 0 GET http://www.example.org/ - NONE/- - OTHER-NONE-NONE-NONE-NONE-NONE-NONE <nc,ns,-,"-",-,-> -',
        '1772442005.250 0 10.20.1.15 TCP_DENIED/307 0 GET http://www.example.org/ - NONE/- - OTHER-NONE-NONE-NONE-NONE-NONE-NONE <nc,ns,-,"-",-,-> -',
        '1772442005.350 0 10.20.1.15 TCP_DENIED/401 0 GET http://www.example.org/ - NONE/- - OTHER-NONE-NONE-NONE-NONE-NONE-NONE <nc,ns,-,"-",-,-> -',
        '1772442006.150 0 10.20.1.15 TCP_MISS/200 8187 GET http://www.ex',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.150Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org/a?q=b',
          'url.domain': 'www.example.org',
          'http.response.status_code': 200,
          'rule.name': 'Pupils',
          'event.action': 'TCP_MISS/200',
          'fmreview.action': 'allowed',
          'fmreview.category': 'IW_edu',
        },
        {
          'user.name': 'toskelby',
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'event.action': 'BLOCK_WEBCAT',
          'fmreview.action': 'blocked',
          'fmreview.category': 'IW_gamb',
        },
        { 'user.name': 'class 1a', 'event.action': 'BLOCK_CONTINUE_WEBCAT', 'fmreview.action': 'warned' },
        {
          'user.name': null,
          'url.domain': '10.20.0.1',
          'rule.name': null,
          'event.action': 'TCP_DENIED/403',
          'fmreview.action': 'blocked',
          'fmreview.category': 'nc',
        },
        { 'url.domain': 'gone_site.example.com', 'fmreview.action': 'unknown', 'fmreview.category': null },
        { 'fmreview.action': 'unknown' },
        { 'http.response.status_code': 307, 'fmreview.action': 'unknown' },
        { 'http.response.status_code': 401, 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 9, column: null, reason: 'not-a-record' }],
    },
    {
      what: 'over syslog, a time of its own or only that of the header; lines of other logs',
      file: [
        '<134>Jun 30 10:15:09 proxy accesslogs: Info: 1782810900.150 97 10.20.1.15 TCP_MISS/200 8187 GET http://www.example.org/ toskelby DIRECT/www.example.org - DEFAULT_CASE_11-Pupils-Identity-NONE-NONE-NONE-DefaultGroup <IW_edu,6.9,-> -',
        '<134>Jun 30 10:15:09 proxy timestamp 97 10.20.1.15 TCP_HIT/200 8187 GET http://www.example.org/ bdolvane NONE/- - MONITOR_CONTINUE_WEBCAT_11-Pupils-Identity-NONE-NONE-NONE-DefaultGroup <IW_edu,6.9,-> -',
        '<134>Jun 30 10:15:09 proxy Tue Jun 30 10:15:08 2026 Info: Firewall noted TCP data from 10.20.1.15 to 192.0.2.7(www.example.org):443.',
      ].join('\r\n'),
      exportedOn: '2026-07-01',
      rows: [
        { '@timestamp': '2026-06-30T09:15:00.150Z', 'user.name': 'toskelby' },
        {
          '@timestamp': '2026-06-30T09:15:09.000Z',
          'event.action': 'MONITOR_CONTINUE_WEBCAT',
          'fmreview.action': 'warned',
        },
      ],
    },
    {
      what: 'the fields that Cisco recommends for W3C logs: no brackets, a column more before the client',
      file: [
        '1772442000.150 374.156 toskelby 10.20.1.15 TCP_DENIED/403 298 CONNECT tunnel://shop.example.net:443/ - - - - BLOCK_WEBCAT_12-Pupils-DefaultGroup-NONE-NONE-NONE-NONE-NONE "10.20.0.1" 52734 shop.example.net 443 1 IW_shop 9.3 1 - IW_shop - "Shopping" 0',
        '1772442001.150 153 - 2001:db8::15 TCP_MISS/200 873 CONNECT tunnel://www.example.org:443/ www.example.org - - application/octet-stream DEFAULT_CASE_12-DefaultGroup-DefaultGroup-NONE-NONE-NONE-DefaultGroup-NONE "10.20.0.1" 52698 www.example.org 443 1 nc 6.9 1 - 2673',
      ].join('\n'),
      rows: [
        {
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.domain': 'shop.example.net',
          'rule.name': 'Pupils',
          'fmreview.action': 'blocked',
          'fmreview.category': 'IW_shop',
        },
        { 'user.name': null, 'source.ip': '2001:db8::15', 'fmreview.action': 'allowed', 'fmreview.category': 'nc' },
      ],
    },
  ],
});
