import { E2GUARDIAN_CODES, e2guardianAddress } from '../normalise/e2guardian.js';
import { defineFormat } from '../normalise/format.js';
import { epochSql } from '../normalise/time-forms.js';
import { derive } from '../normalise/transforms.js';

/**
 * With `logclientnameandip = off` there is no column for the client’s name, and all behind it stand one place before: the
 * code, three digits, is then in column 7. A field looks at its own column, the one before it, and column 7.
 */
const CODE_WITHOUT_NAME = 7;
const isNameless = (seventh = "''") => `(${seventh} >= '0' AND ${seventh} < ':')`;
const at = (place: number) => ({ at: place, with: [place - 1, CODE_WITHOUT_NAME] });
const here = derive(
  'VARCHAR',
  null,
  (raw, { others: [before, seventh] }) => `CASE WHEN ${isNameless(seventh)} THEN ${before} ELSE ${raw} END`,
);
const numberHere = derive(
  'BIGINT',
  'not-a-number',
  (raw, { others: [before, seventh] }) =>
    `try_cast(CASE WHEN ${isNameless(seventh)} THEN ${before} ELSE ${raw} END AS BIGINT)`,
);

/** In the first column there may be a syslog header before it. */
const time = derive('TIMESTAMP', 'not-a-time', (raw) => epochSql(`split_part(${raw}, ' ', -1)`), {
  isZoned: () => 'TRUE',
});

const device = derive(
  'VARCHAR',
  null,
  (raw, { others: [address, seventh] }) =>
    `CASE WHEN ${isNameless(seventh)} OR ${raw} = ${address} THEN '' ELSE ${raw} END`,
);

/** Numbers of messages that are refusals; reasons are in the language of the installation, numbers are not. */
const REFUSALS = '10[0-5]|121|30[01]|40[0-3]|45[0-5]|5[0-9]{2}|7[0-9]{2}|800|900|110[01]';

/** The code and the message’s number. A message with another code than 403 was found only, and let through. */
const action = derive('VARCHAR', null, (raw, { others: [before, seventh, eighth, reason] }) => {
  const pick = (own = "''", earlier = "''") => `CASE WHEN ${isNameless(seventh)} THEN ${earlier} ELSE ${own} END`;
  const [code, number, what] = [pick(eighth, seventh), pick(raw, before), pick(reason, raw)];
  return `CASE WHEN ${number} IN ('', '-', '0') THEN CASE WHEN ${code} <> '403' OR coalesce(${what}, '') IN ('', '-') THEN ${code} WHEN starts_with(${what}, '*') THEN '403 marked' ELSE '403 unmarked' END
    WHEN ${code} <> '403' AND regexp_full_match(${number}, '${REFUSALS}') THEN 'message ' || ${number} || ' ' || ${code}
    ELSE ${code} || ' ' || ${number} END`;
});

export default defineFormat({
  id: 'e2guardian-epoch',
  kind: 'request',
  title: 'E2Guardian logfileformat 5 to 8, apart by tabs, times as epochs',
  product: 'E2Guardian',
  layout: 'documented',
  source:
    'e2guardian, configs/e2guardian.conf.in, src/FatController.cpp, notes on formats 7 and 8, languages/ukenglish/messages',
  export: [
    'Find the file that `loglocation` in e2guardian.conf names; /var/log/e2guardian/access.log is usual.',
    'Copy it.',
  ],
  // Formats 7 and 8 add searched words, which are not taken, and flags.
  frame: { by: 'columns', delimiter: '\t', least: 19, most: 22, quotes: 'none' },
  clock: 'utc',
  recognise: {
    line: /^(?:.* )?\d{9,10}\.\d{3}(?:\t[^\t]*){3}(?:\t[^\t]*)?\t[^\t]*:\/\/[^\t]*\t[A-Z-]+\t\d{3}\t(?:[^\t]*\t){10,}/,
  },
  categories: 'squid-lists',
  actions: {
    ...E2GUARDIAN_CODES,
    '403 *': 'blocked',
    // The site could not be reached, or not over TLS.
    ...{ '403 151': 'unknown', '403 152': 'unknown', '403 153': 'unknown', '403 154': 'unknown', '403 157': 'unknown' },
    ...{ '403 158': 'unknown', '403 159': 'unknown', '403 160': 'unknown', '403 20*': 'unknown', '403 210': 'unknown' },
    // The filter let it through for a reason of its own; the site refused it.
    ...{ '403 6*': 'allowed', '403 456': 'allowed', '403 457': 'allowed' },
    'message *': 'flagged',
  },
  fields: {
    time: { at: 1, as: time },
    user: { at: 3, as: 'account' },
    sourceIp: { at: 4, as: e2guardianAddress },
    device: { at: 5, with: [4, CODE_WITHOUT_NAME], as: device },
    url: { ...at(6), as: here },
    method: { ...at(7), as: here },
    status: { ...at(8), as: numberHere },
    bytes: { ...at(9), as: numberHere },
    userAgent: { ...at(11), as: here },
    action: { at: 15, with: [14, CODE_WITHOUT_NAME, 8, 16], as: action },
    category: { ...at(18), as: here },
    rule: { ...at(19), as: here },
  },
  examples: [
    {
      what: 'format 5, 20 columns: let through, refused in another language, the site’s own refusal, not reached, trusted, a cut line',
      file: [
        '1772442000.250\tproxy\ttoskelby\t10.20.1.15\tfh-it-01\thttps://www.example.org:443/a?q=b\tGET\t200\t5120\ttext/html\tBrowser/1.0 (of a sort)\t-\t12\t-\t0\t-\t0\t-\tYear 7\t1',
        '1772442001.250\tproxy\tFERNHOLLOW\\bdolvane\t2001:db8::15\t2001:db8::15\thttp://bets.example.net\tGET\t403\t0\t-\t-\t-\t12\t-\t500\t*Gesperrt* Grund\t0\tGambling\tpupils\t2',
        '1772442002.250\tproxy\t-\t0.0.0.0\t-\thttp://www.example.org/private\tGET\t403\t99\ttext/html\t-\t-\t12\t-\t0\t-\t0\t-\tpupils\t2',
        '1772442003.250\tproxy\t-\t10.20.1.15\t-\thttp://gone.example.com\tGET\t403\t0\t-\t-\t-\t12\t-\t203\t*NETERROR* Die Seite antwortet nicht\t0\t-\tpupils\t2',
        '1772442004.250\tproxy\t-\t10.20.1.15\t-\thttp://www.example.org\tCONNECT\t403\t0\t-\t-\t-\t12\t-\t602\t*Vertraut* example.org\t0\t-\tpupils\t2',
        '1772442005.250\tproxy\t-\t10.20.1.15\t-\thttp://bets.example.net\tGET\t200\t0\t-\t-\t-\t12\t-\t402\t*DENIED* 120\t120\tGambling\tpupils\t2',
        '1772442006.250\tproxy\t-\t10.20.1.15\t-\thttp://bets.ex',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.250Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': 'fh-it-01',
          'url.original': 'https://www.example.org:443/a?q=b',
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'user_agent.original': 'Browser/1.0 (of a sort)',
          'rule.name': 'Year 7',
          'event.action': '200',
          'fmreview.action': 'allowed',
        },
        {
          'user.name': 'bdolvane',
          'user.domain': 'fernhollow',
          'source.ip': '2001:db8::15',
          'host.name': null,
          'event.action': '403 500',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        { 'user.name': null, 'source.ip': null, 'event.action': '403', 'fmreview.action': 'allowed' },
        { 'event.action': '403 203', 'fmreview.action': 'unknown' },
        { 'event.action': '403 602', 'fmreview.action': 'allowed' },
        { 'event.action': 'message 402 200', 'fmreview.action': 'flagged' },
      ],
      rejected: [{ line: 7, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'format 6, 19 columns: no server and no column for the client’s name, a mark without a number',
      file: [
        '1772442000.250\t\ttoskelby\t10.20.1.15\thttp://www.example.org\tGET\t200\t5120\ttext/html\tBrowser/1.0\t-\t12\t-\t0\t-\t0\tBusiness\tYear 7\t1',
        '1772442001.250\t\ttoskelby\t10.20.1.15\thttp://bets.example.net\tPOST\t403\t0\t-\t-\t-\t12\t-\t-\t*Gesperrt* Grund\t0\tGambling\tpupils\t2',
        '1772442002.250\t\ttoskelby\t10.20.1.15\thttp://bets.example.net\tGET\t403\t0\t-\t-\t-\t12\t-\t-\tGrund\t0\t-\tpupils\t2',
      ].join('\r\n'),
      rows: [
        {
          'user.name': 'toskelby',
          'host.name': null,
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'user_agent.original': 'Browser/1.0',
          'rule.name': 'Year 7',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Business',
        },
        { 'http.request.method': 'POST', 'event.action': '403 marked', 'fmreview.action': 'blocked' },
        { 'event.action': '403 unmarked', 'fmreview.action': 'unknown' },
      ],
    },
    {
      what: 'formats 7 and 8, 22 and 21 columns, behind a syslog header',
      file: [
        '<14>Mar  2 09:00:09 proxy e2guardian[812]: 1772442000.250\tproxy\ttoskelby\t10.20.1.15\t-\thttp://www.example.org/?q=made+up\tGET\t200\t1\t-\t-\t-\t12\t-\t0\t-\t0\t-\tpupils\t2\tmade up\t8080:PHS::',
        '<14>Mar  2 09:00:09 proxy e2guardian[812]: 1772442001.250\t\ttoskelby\t10.20.1.15\thttp://bets.example.net\tGET\t403\t1\t-\t-\t-\t12\t-\t501\t*DENIED* x\t0\tGambling\tpupils\t2\t-\t8080:PHS::',
      ].join('\n'),
      rows: [
        { '@timestamp': '2026-03-02T09:00:00.250Z', 'url.original': 'http://www.example.org/?q=made+up' },
        { '@timestamp': '2026-03-02T09:00:01.250Z', 'url.domain': 'bets.example.net', 'fmreview.action': 'blocked' },
      ],
    },
  ],
});
