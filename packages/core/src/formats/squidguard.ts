import { defineFormat } from '../normalise/format.js';
import { squidUser } from '../normalise/squid.js';
import { derive } from '../normalise/transforms.js';

/** The computer’s name, where there is one. */
const name = derive(
  'VARCHAR',
  null,
  (raw, { others: [address] }) => `CASE WHEN ${raw} = ${address} THEN '' ELSE ${raw} END`,
);

/** Releases before 1.4 leave the last column out (from memory): only what is refused is logged at all. */
const action = derive('VARCHAR', null, (raw) => `coalesce(nullif(${raw}, ''), 'Request')`);

export default defineFormat({
  id: 'squidguard',
  kind: 'request',
  title: 'squidGuard log of refused requests (pfSense and others)',
  product: 'squidGuard',
  layout: 'seen',
  source: 'squidguard.org, documentation of `log`; lines of other projects',
  export: ['Find the folder that `logdir` in squidGuard.conf names.', 'Copy the files that `log` names there.'],
  frame: {
    by: 'pattern',
    // Source group, list, the address that was asked for, the computer’s address and name, user, method, what was done. An
    // address may hold spaces: what stands behind it is told from the right.
    pattern:
      '^([0-9-]{10} [0-9:]{8}) \\[[0-9]+\\] Request\\(([^/)]*)/([^/)]*)/[^)]*\\) (.+) ([0-9A-Fa-f.:]+|-)/([^ ]+) ([^ ]+) ([^ ]+?)(?: ([^ ]+))? *$',
  },
  clock: 'local',
  recognise: {
    line: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} \[\d+\] Request\([^)]*\/[^)]*\) .+ [\dA-Fa-f.:-]+\/\S+ \S+ \S/,
  },
  categories: 'squid-lists',
  actions: { request: 'blocked' },
  fields: {
    time: { at: 1, as: 'time' },
    rule: { at: 2, as: 'text' },
    category: { at: 3, as: 'text' },
    url: { at: 4, as: 'text' },
    sourceIp: { at: 5, as: 'text' },
    device: { at: 6, with: [5], as: name },
    user: { at: 7, as: squidUser },
    method: { at: 8, as: 'text' },
    action: { at: 9, as: action },
  },
  examples: [
    {
      what: 'a tunnel and a page in summer time, IPv6, names, no last column, a line of the program itself',
      file: [
        '2026-06-30 10:15:00 [26] Request(default/blk_blacklists_porn/-) bets.example.net:443 10.20.1.15/10.20.1.15 - CONNECT REDIRECT',
        '2026-06-30 10:15:01 [26] Request(year7/games/-) http://play.example.net:8080/x?q=a 2001:db8::15/fh-it-01 fernhollow%5ctoskelby GET REDIRECT',
        '2026-01-05 10:15:02 [26] Request(default/in-addr/-) http://192.0.2.7/ 10.20.1.15/- bdolvane GET',
        '2026-01-05 10:15:02 [26] Request(default/games/-) http://play.example.net/a?q=a (b) 10.20.1.15/- - GET REDIRECT',
        '2026-01-05 10:15:02 [26] Request(default/games/-) http://play.example.net/a b 10.20.1.15/- fernhollow/bdolvane POST REDIRECT',
        '2026-01-05 10:15:03 [26] squidGuard ready for requests (1767608103.000)',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': null,
          'source.ip': '10.20.1.15',
          'host.name': null,
          'url.domain': 'bets.example.net',
          'http.request.method': 'CONNECT',
          'rule.name': 'default',
          'event.action': 'REDIRECT',
          'fmreview.action': 'blocked',
          'fmreview.category': 'blk_blacklists_porn',
        },
        {
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '2001:db8::15',
          'host.name': 'fh-it-01',
          'url.original': 'http://play.example.net:8080/x?q=a',
        },
        { '@timestamp': '2026-01-05T10:15:02.000Z', 'url.domain': '192.0.2.7', 'fmreview.action': 'blocked' },
        {
          'user.name': null,
          'source.ip': '10.20.1.15',
          'url.original': 'http://play.example.net/a?q=a (b)',
          'http.request.method': 'GET',
          'event.action': 'REDIRECT',
        },
        { 'url.original': 'http://play.example.net/a b', 'http.request.method': 'POST', 'event.action': 'REDIRECT' },
      ],
      rejected: [{ line: 6, column: null, reason: 'not-a-record' }],
    },
  ],
});
