import { E2GUARDIAN_ACTIONS, e2guardianAction, e2guardianDevice, e2guardianTime } from '../normalise/e2guardian.js';
import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

const WHEN = '[0-9]{4}[.][0-9]{1,2}[.][0-9]{1,2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}(?: [0-9]{9,10}[.][0-9]{3})?';
/** Behind the weight: category (words, or nothing), group number, code, type, client’s name, group’s name and the rest. */
const BEHIND_WEIGHT = '(?:(.*?) )?(?:[0-9]+|-) ([0-9]{3})(?: [^ ]*(?: ([^ ]*)(?: (.*))?)?)?$';

/** `user address scheme:` stand before the first slash; a user may have spaces. */
const user = derive('VARCHAR', null, (raw) => `regexp_extract(${raw}, '^(.*) [^ ]+ [^ ]+$', 1)`);
const address = derive('VARCHAR', null, (raw) => `nullif(split_part(${raw}, ' ', -2), '0.0.0.0')`);
const url = derive('VARCHAR', null, (raw, { others: [head] }) => `split_part(${head}, ' ', -1) || '//' || ${raw}`);
const device = derive('VARCHAR', null, (raw, { time, others: [head] }) =>
  e2guardianDevice.sql(raw, { time, others: [`split_part(${head}, ' ', -2)`] }),
);
/** The group’s name ends where a browser’s begins, or a dash for none. */
const group = derive('VARCHAR', null, (raw) => `regexp_extract(${raw}, '^(.*?)(?: -| [^ /]+/[0-9]|$)', 1)`);

export default defineFormat({
  id: 'e2guardian-space',
  kind: 'request',
  title: 'E2Guardian logfileformat 1 and DansGuardian, apart by spaces',
  product: 'E2Guardian',
  layout: 'seen',
  source: 'e2guardian, configs/e2guardian.conf.in and src/FatController.cpp; DansGuardian 2.8 and 2.9',
  export: [
    'Find the file that `loglocation` in e2guardian.conf names; /var/log/e2guardian/access.log is usual.',
    'Copy it.',
  ],
  frame: {
    by: 'pattern',
    // Reason, category and group hold spaces and nothing is in marks: the method with the numbers behind it is the anchor.
    // The browser and what stands behind it cannot be told apart, so neither is taken: it may hold what a pupil typed.
    pattern: `^(${WHEN}) ([^/]*)//([^ ]*) (?:(.*?) )?([A-Z]{3,16}) ([0-9]+)(?:$| -?[0-9]+(?:$| (?:${BEHIND_WEIGHT}|.*)))`,
  },
  clock: 'local',
  recognise: {
    line: /^\d{4}\.\d{1,2}\.\d{1,2} \d{1,2}:\d{2}:\d{2} [^/\t"]*:\/\/\S* (?:.* )?[A-Z]{3,16} \d+(?: |$)/,
  },
  categories: 'squid-lists',
  actions: E2GUARDIAN_ACTIONS,
  fields: {
    time: { at: 1, as: e2guardianTime },
    user: { at: 2, as: user },
    sourceIp: { at: 2, as: address },
    url: { at: 3, with: [2], as: url },
    action: { at: 4, with: [8], as: e2guardianAction },
    method: { at: 5, as: 'text' },
    bytes: { at: 6, as: 'whole-number' },
    category: { at: 7, as: 'text' },
    status: { at: 8, as: 'whole-number' },
    device: { at: 9, with: [2], as: device },
    rule: { at: 10, as: group },
  },
  examples: [
    {
      what: 'E2Guardian, 19 columns: let through, refused, trusted, in another language, not reached, a cut line',
      file: [
        '2026.6.30 10:15:00 toskelby 10.20.1.15 https://www.example.org:443/a?q=angles - GET 5120 0 - 1 200 text/html 10.20.1.15 Year 7 Browser/1.0 (of a sort) - - - -',
        '2026.6.30 10:15:01 Class 1A 2001:db8::15 http://bets.example.net *DENIED* Blocked site: bets.example.net GET 0 50 Gambling, Online betting 2 403 - fh-it-01 pupils Browser/1.0 - - - -',
        '2026.6.30 10:15:02 - 10.20.1.15 http://www.example.org *TRUSTED* Site match: example.org GET 512 0 - 1 403 text/html - staff Browser/1.0 - - - -',
        '2026.6.30 10:15:03 bdolvane 10.20.1.15 http://files.example.com/a.gz *Accès interdit* Type de fichier interdit: .gz GET 0 0 Banned extension 2 403 application/x-gzip - pupils - - - - -',
        '2026.6.30 10:15:04 bdolvane 10.20.1.15 http://gone.example.com *NETERROR* The site requested is not responding GET 0 0 - 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:05 bdolvane 10.20.1.15 http://files.ex',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': null,
          'url.original': 'https://www.example.org:443/a?q=angles',
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'rule.name': 'Year 7',
          'event.action': '200',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        {
          'user.name': 'class 1a',
          'source.ip': '2001:db8::15',
          'host.name': 'fh-it-01',
          'url.domain': 'bets.example.net',
          'rule.name': 'pupils',
          'event.action': '403 *DENIED*',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling, Online betting',
        },
        { 'user.name': null, 'fmreview.action': 'allowed' },
        {
          'event.action': '403 *Accès interdit*',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Banned extension',
        },
        { 'url.domain': 'gone.example.com', 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 6, column: null, reason: 'not-a-record' }],
    },
    {
      what: 'DansGuardian 2.9, 12 to 16 columns: nothing for a blank, an address for a name, marks in a row, found but let through',
      file: [
        '2011.12.13 7:38:50 10.20.1.15 10.20.1.15 http://files.example.com/a.gz *DENIED* Type de fichier interdit: .gz GET 0 0 Banned extension 2 403 application/x-gzip  pupils -',
        '2011.12.13 7:38:51  0.0.0.0 http://www.example.org *EXCEPTION* Site interdit trouvé. GET 326 0  2 200 -  pupils -',
        '2011.12.13 7:38:52 toskelby 10.20.1.15 http://www.example.org *URLMOD* *SCANNED*  GET 326 0  1 200 text/html',
        '2011.12.13 7:38:53 toskelby 10.20.1.15 http://www.example.org  GET 326 0  1 200',
        '2011.12.13 7:38:54 toskelby 10.20.1.15 http://bets.example.net *SCANNED* *DENIED* Banned site: bets.example.net GET 0 0 Gambling 1 200 text/html  pupils -',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2011-12-13T07:38:50.000Z',
          'user.name': null,
          'source.ip': '10.20.1.15',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Banned extension',
        },
        {
          'user.name': null,
          'source.ip': null,
          'event.action': '200 *EXCEPTION*',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        { 'user.name': 'toskelby', 'event.action': '200', 'fmreview.action': 'allowed' },
        { 'user.name': 'toskelby', 'http.response.status_code': 200, 'fmreview.action': 'allowed' },
        { 'event.action': '*DENIED* 200', 'fmreview.action': 'flagged', 'fmreview.category': 'Gambling' },
      ],
    },
    {
      what: 'addresses with spaces: a mark behind them counts, a reason without one says nothing; infected pages',
      file: [
        '2026.6.30 10:15:00 toskelby 10.20.1.15 http://ok.example.net/a b *DENIED* Banned site: x GET 0 0 Gambling 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:01 toskelby 10.20.1.15 http://ok.example.net/a b *Gesperrt* Grund GET 0 0 Gambling 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:02 toskelby 10.20.1.15 http://ok.example.net/a *EXCEPTION* b *DENIED* Banned site: x GET 0 0 Gambling 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:03 toskelby 10.20.1.15 http://ok.example.net/a some reason GET 0 0 - 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:04 toskelby 10.20.1.15 http://ok.example.net/a - GET 0 0 - 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:05 toskelby 10.20.1.15 http://ok.example.net/a *SCANNED* GET 0 0 - 1 403 - - pupils - - - - -',
        '2026.6.30 10:15:06 toskelby 10.20.1.15 http://ok.example.net/a *INFECTED* *DENIED* Made up GET 0 0 - 1 200 - - pupils - - - - -',
        '2026.6.30 10:15:07 toskelby 10.20.1.15 http://ok.example.net/a *INFECTED* Made up GET 0 0 - 1 200 - - pupils - - - - -',
        '2026.6.30 10:15:08 toskelby 10.20.1.15 http://ok.example.net/a b - GET 0 0 - 1 200 - - pupils - - - - -',
      ].join('\n'),
      rows: [
        { 'event.action': '403 *DENIED*', 'fmreview.action': 'blocked', 'fmreview.category': 'Gambling' },
        { 'event.action': '403 *…*', 'fmreview.action': 'blocked' },
        { 'fmreview.action': 'blocked' },
        { 'event.action': '403 unmarked', 'fmreview.action': 'unknown' },
        { 'event.action': '403', 'fmreview.action': 'allowed' },
        { 'event.action': '403', 'fmreview.action': 'allowed' },
        { 'fmreview.action': 'flagged' },
        { 'fmreview.action': 'flagged' },
        { 'event.action': '200', 'fmreview.action': 'allowed' },
      ],
    },
    {
      what: 'DansGuardian 2.8, 8 and 9 columns, without a code, a mark that nobody knows',
      file: [
        '2006.2.4 9:00:00 toskelby 10.20.1.15 http://www.example.org/a - GET 4096',
        '2006.2.4 9:00:01 toskelby 10.20.1.15 http://bets.example.net *DENIED* Banned site: bets.example.net GET 0',
        '2006.2.4 9:00:02 toskelby 10.20.1.15 http://www.example.org *EXCEPTION* Exception site match. GET 512 0',
        '2006.2.4 9:00:03 toskelby 10.20.1.15 http://www.example.org *Gesperrt* Grund GET 512',
      ].join('\n'),
      rows: [
        { '@timestamp': '2006-02-04T09:00:00.000Z', 'event.action': 'no mark', 'fmreview.action': 'allowed' },
        { 'event.action': '*DENIED*', 'fmreview.action': 'blocked', 'fmreview.category': null },
        { 'fmreview.action': 'allowed' },
        { 'event.action': '*Gesperrt*', 'fmreview.action': 'unknown' },
      ],
    },
    {
      what: 'an epoch behind the time (logtimestamp): in the hour that comes twice, and behind a syslog header',
      file: [
        '<14>Oct 25 01:30:09 proxy e2guardian[812]: 2026.10.25 1:30:00 1792891800.250 toskelby 10.20.1.15 http://www.example.org - GET 1 0 - 1 200 - - pupils - - - - -',
        '<14>Oct 25 01:30:09 proxy e2guardian[812]: 2026.10.25 1:30:00 1792888200.250 toskelby 10.20.1.15 http://www.example.org - GET 1 0 - 1 407 - - pupils - - - - -',
      ].join('\n'),
      rows: [
        { '@timestamp': '2026-10-25T01:30:00.250Z', 'user.name': 'toskelby' },
        { '@timestamp': '2026-10-25T00:30:00.250Z', 'fmreview.action': 'unknown' },
      ],
    },
  ],
});
