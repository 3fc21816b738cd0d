import { defineFormat } from '../normalise/format.js';
import { FEED_ACTIONS, feedUser } from '../normalise/products/zscaler.js';
import { derive } from '../normalise/transforms.js';

/** The older order has two durations before the categories, the newer one a status of the application. */
const isOlder = (duration: string) => `regexp_full_match(${duration}, '[0-9]+')`;
/** Where the older order has it, or where the newer one has it. Further columns: the newer place, the second duration. */
const either = (raw: string, [newer = 'NULL', duration = 'NULL']: readonly string[]) =>
  `CASE WHEN ${isOlder(duration)} THEN ${raw} ELSE ${newer} END`;

const older = (time: string, login: string, url: string, action: string, rest: string) =>
  `"${time}","${login}","HTTPS","${url}","${action}","General Browsing","General Browsing","600","65","0","3",${rest}`;
const newer = (time: string, login: string, url: string, action: string, rest: string) =>
  `"${time}","${login}","HTTPS","${url}","${action}","General Browsing","N/A","General Browsing","600","77",${rest}`;

export default defineFormat({
  id: 'zscaler-csv-feed',
  kind: 'request',
  title: 'Zscaler Nanolog web feed, CSV without names, in the order that the service proposes',
  product: 'Zscaler Internet Access',
  layout: 'unconfirmed',
  // The order of the CSV is from memory; it is the one in which the service’s own JSON feed has the same fields.
  source: 'The fields are described on help.zscaler.com; no list of the proposed order is public.',
  frame: { by: 'columns', delimiter: ',', least: 33, most: 48 },
  clock: 'local',
  recognise: {
    line: /^"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}","[^"]*","[^"]*","[^"]*","(?:Allowed|Blocked|Cautioned)",/,
  },
  categories: 'zscaler',
  actions: FEED_ACTIONS,
  fields: {
    time: { at: 1, as: 'time' },
    user: { at: 2, with: [20], as: feedUser },
    sourceIp: { at: 22, as: 'text' },
    device: { at: 33, as: 'text' },
    url: { at: 4, as: 'text' },
    category: { at: 14, with: [13, 11], as: derive('VARCHAR', null, (raw, { others }) => either(raw, others)) },
    action: { at: 5, as: 'text' },
    rule: { at: 29, as: 'text' },
    method: { at: 24, as: 'text' },
    status: { at: 25, as: 'whole-number' },
    bytes: {
      at: 9,
      with: [10, 11],
      as: derive('BIGINT', 'not-a-number', (raw, { others }) => `try_cast(${either(raw, others)} AS BIGINT)`),
    },
    userAgent: { at: 26, as: 'text' },
  },
  examples: [
    {
      what: 'both generations of the order, nobody logged on, a line cut short',
      file: [
        older(
          'Mon Jul 06 09:00:00 2026',
          'toskelby@fernhollow.example',
          'www.example.org/a?q=1',
          'Allowed',
          '"Business Use","News and Media","News","None","None","0","None","None","FH Main","Unknown","10.20.1.15","192.0.2.80","GET","200","Mozilla/5.0, X","None","None","None","Other","None","toskelby","FH-IT-01"',
        ),
        newer(
          'Mon Mar 02 09:00:01 2026',
          'FH Main',
          'bets.example.net:443',
          'Blocked',
          '"Privacy Risk","Gambling","Gambling","None","None","0","None","None","None","FH Main","Unknown","2001:db8::15","192.0.2.80","CONNECT","403","Unknown","None","URLFilter","Pupils","Other","None","NA","NA","N/A"',
        ),
        '"Mon Mar 02 09:00:02 2026","toskelby@fernhollow.example","HTTPS","www.example.org","Allowed","Gene',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T08:00:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'http.response.bytes': 65,
          'http.response.status_code': 200,
          'user_agent.original': 'Mozilla/5.0, X',
          'fmreview.action': 'allowed',
          'fmreview.category': 'News',
        },
        {
          '@timestamp': '2026-03-02T09:00:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'http.response.bytes': 77,
          'rule.name': 'Pupils',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
      ],
      rejected: [{ line: 3, column: null, reason: 'quote-not-closed' }],
    },
  ],
});
