import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/**
 * What the proxy did, and what the policy made of it: a page that the policy denies is still `ALLOWED CLEAN` for the proxy.
 */
const action = derive('VARCHAR', null, (raw, { others: [policy = 'NULL'] }) => `${raw} || ' ' || ${policy}`);

/** `[ldap0:name]`, `[ANON]`. */
const user = derive('VARCHAR', null, (raw) => `regexp_replace(trim(${raw}, '[]'), '^[a-z]+[0-9]+:', '')`);

/** Time, source, address, bytes, what the proxy did, what the policy did, matched categories, user. */
const PATTERN =
  '^([0-9]{10}) [0-9]+ ([^ ]+) [^ ]+ [^ ]+ [^ ]+ ([^ ]+) ([0-9]+) [^ ]+ ([A-Z]+) [A-Z]+ +' +
  // The name of a virus in several words, then the policy: its version, whether it matched, and what it did.
  '(?:[^ ]+ )*?[0-9]+ [01] [01] ([0-9]+) [0-9]+ (?:[(][^)]*[)]|[^ ]+) [0-9]+ [^ ]+ [0-9]+ [^ ]+ [0-9]+ [^ ]+ ([^ ]+) ([[][^]]*[]]|[^ ]+)';

export default defineFormat({
  id: 'barracuda-web-security-gateway',
  kind: 'request',
  title: 'Barracuda Web Security Gateway (Web Filter), web traffic syslog',
  product: 'Barracuda Web Security Gateway',
  layout: 'documented',
  source: 'campus.barracuda.com, Syslog and the Barracuda Web Security Gateway; lines quoted in public parsers',
  export: [
    'Open Advanced, Syslog.',
    'Under Web Traffic Syslog enter the address of a syslog server.',
    'Collect the file that the syslog server writes.',
  ],
  frame: { by: 'pattern', pattern: PATTERN },
  clock: 'utc',
  recognise: { line: /^\d{10} \d+ \S+ \S+ \S+ \S+ \S+ \d+ (?:BYF|[0-9a-f]{32}) [A-Z]+ [A-Z]+ / },
  categories: 'barracuda',
  // Of the policy’s numbers, 0 (allowed) and 1 (denied) are documented; 2 (redirected) and 5 (monitored) are from memory only.
  actions: {
    'allowed 0': 'allowed',
    'allowed 1': 'blocked',
    'allowed 2': 'blocked',
    'allowed 5': 'flagged',
    'blocked *': 'blocked',
    'detected 0': 'flagged',
    'detected 1': 'blocked',
  },
  fields: {
    time: { at: 1, as: 'epoch' },
    sourceIp: { at: 2, as: 'text' },
    url: { at: 3, as: 'text' },
    bytes: { at: 4, as: 'whole-number' },
    action: { at: 5, with: [6], as: action },
    category: { at: 7, as: 'text' },
    user: { at: 8, as: user },
  },
  examples: [
    {
      what: 'allowed by the proxy and denied by the policy, a virus, names of a directory, IPv6, an unknown number, a cut line',
      file: [
        'Mar  2 09:00:00 10.20.0.2 http_scan[675]: 1772442000 1 10.20.1.15 192.0.2.7 text/html 10.20.1.15 http://www.example.org:8080/a?q=angles 2704 BYF ALLOWED CLEAN  2 1 0 0 3 (-) 1 education 0 - 0 www.example.org education,reference [ldap0:toskelby]   http://www.example.org/ www.example.org education 0  ',
        'Mar  2 09:00:01 10.20.0.2 httpscan[675]: 1772442001 1 10.20.1.15 192.0.2.8 - 10.20.1.15 http://bets.example.net/ 317 BYF ALLOWED CLEAN  2 1 0 1 3 (Year 7) 1 gambling 0 - 0 bets.example.net gambling [ANON]   - - - 0  ',
        'Mar  2 09:00:02 10.20.0.2 http_scan[675]: 1772442002 1 2001:db8::15 192.0.2.9 application/octet-stream 2001:db8::15 http://www.example.com/x.com 277 BYF BLOCKED VIRUS stream=>Invented-Test FOUND 2 0 0 0 0 (-) 0 - 0 - 0 www.example.com information-security [ldap1:Bea Dolvane]   - - - 0  ',
        'Mar  2 09:00:03 10.20.0.2 http_scan[675]: 1772442003 1 10.20.1.16 192.0.2.9 - 10.20.1.16 www.example.com 0 0123456789abcdef0123456789abcdef ALLOWED CLEAN 2 1 0 9 0 - 0 - 0 - 0 www.example.com - ANON',
        'Mar  2 09:00:04 10.20.0.2 http_scan[675]: 1772442004 1 10.20.1.16 192.0.2.9 - 10.20.1.16 http://www.example.com/ 12 BYF ALLOWED CLEAN  2 1 0',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org:8080/a?q=angles',
          'http.response.bytes': 2704,
          'event.action': 'ALLOWED 0',
          'fmreview.action': 'allowed',
          'fmreview.category': 'education,reference',
        },
        {
          'user.name': null,
          'url.domain': 'bets.example.net',
          'event.action': 'ALLOWED 1',
          'fmreview.action': 'blocked',
          'fmreview.category': 'gambling',
        },
        {
          'user.name': 'bea dolvane',
          'source.ip': '2001:db8::15',
          'event.action': 'BLOCKED 0',
          'fmreview.action': 'blocked',
        },
        {
          'user.name': null,
          'url.domain': 'www.example.com',
          'event.action': 'ALLOWED 9',
          'fmreview.action': 'unknown',
          'fmreview.category': null,
        },
      ],
      rejected: [{ line: 5, column: null, reason: 'not-a-record' }],
    },
  ],
});
