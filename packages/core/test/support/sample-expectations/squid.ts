/**
 * Squid's native layout (cf.data.pre, `logformat squid`; wiki, SquidFaq/SquidLogs). The time is the epoch in UTC. What
 * became of a request is read from the result code and the status:
 * - DENIED is a refusal, but 407 only asks the browser who it is;
 * - the status 000 is a request that ended without an answer;
 * - NONE is what Squid writes for its own answers, "usually when the transaction fails before being classified": with
 *   a status of 400 or more that is a failure (no such name, no way there), neither a permission nor a refusal. With a lower
 *   status Squid did answer: its own pages, and a CONNECT that it accepted in order to look inside;
 * - UDP marks questions of neighbour caches on the ICP or HTCP port: nobody was given a page;
 * - all else was let through, whatever the site then answered, and though the browser may have given up (ABORTED).
 */
import {
  type Action,
  linesFrom,
  type Reading,
  repeated,
  type SampleGroup,
  type WebRequest,
  written,
} from './reading.js';

const unnamed = { user: null, domain: null, category: null };

const WALLIX = written({
  1: {
    ...unnamed,
    time: '2009-12-03T12:41:31.407Z',
    user: 'fbo',
    source: '82.238.42.70',
    host: 'www.ietf.org',
    action: 'allowed',
  },
  2: {
    ...unnamed,
    time: '2012-02-27T08:24:01.318Z',
    source: '10.10.2.115',
    host: '68.64.4.249',
    action: 'allowed',
  },
  3: {
    ...unnamed,
    time: '2012-04-02T07:13:57.580Z',
    source: '10.10.5.10',
    host: 'versioncheck.addons.mozilla.org',
    action: 'allowed',
  },
});

const WAZUH = written({
  // The request names no address of the web (a proxy is asked for scheme://host): a refusal, but of no host.
  1: {
    ...unnamed,
    time: '2006-02-23T13:24:04.525Z',
    source: '192.168.1.201',
    host: null,
    action: 'blocked',
  },
  // 407: the name is what the browser offered, not yet proven; Squid gives it all the same.
  2: {
    ...unnamed,
    time: '2006-02-23T13:27:10.827Z',
    user: 'oahmet',
    source: '192.168.1.210',
    host: 'www.ossec.net',
    action: 'unknown',
  },
});

const probe: WebRequest = {
  ...unnamed,
  time: '2020-01-23T10:43:22.000Z',
  source: '127.0.0.1',
  host: 'detectportal.firefox.com',
  action: 'allowed',
};
const tunnel: WebRequest = {
  ...unnamed,
  time: '2020-01-23T10:43:23.000Z',
  source: '10.10.10.5',
  host: 'snippets.cdn.mozilla.net',
  action: 'allowed',
};
const certificate: WebRequest = { ...tunnel, time: '2020-01-23T10:43:24.000Z', host: 'ocsp.digicert.com' };

const DODANCS = written({
  ...repeated(linesFrom(1, 3), probe),
  ...repeated(linesFrom(4, 5), { ...probe, source: '10.10.10.5' }),
  ...repeated(linesFrom(6, 10), tunnel),
  ...repeated(linesFrom(11, 14), certificate),
  15: { ...certificate, source: '192.168.100.2' },
});

/** `https:443` is what a redirector left of an address: a scheme and a port, and no host. NONE/503 is a failure. */
const failed = { ...unnamed, source: '172.17.0.1', host: null, action: 'unknown' } as const;
const aborted = { ...unnamed, source: '172.17.0.1', action: 'allowed' } as const;

const USIEM = written({
  6: { ...failed, time: '2021-02-14T00:00:24.636Z' },
  7: { ...failed, time: '2021-02-14T00:00:32.320Z' },
  8: { ...aborted, time: '2021-02-14T00:00:36.625Z', host: 'google.com' },
  9: { ...aborted, time: '2021-02-14T00:00:36.628Z', host: 'www.google.com' },
  10: { ...failed, time: '2021-02-14T00:00:47.813Z' },
  11: { ...failed, time: '2021-02-14T00:02:30.574Z' },
  12: { ...failed, time: '2021-02-14T00:02:33.397Z' },
});

function actionBy(result: string): Action {
  const [code = '', status = ''] = result.split('/');
  if (status === '000' || status === '407') return 'unknown';
  if (code.includes('DENIED')) return 'blocked';
  if (code.startsWith('UDP_')) return 'unknown';
  if (code.startsWith('NONE')) return Number(status) >= 400 ? 'unknown' : 'allowed';
  return 'allowed';
}

/** Ten columns between runs of spaces; a client is an address or a name, and is given as it is written. */
function requestOf(line: string): WebRequest | null {
  const columns = line.trim().split(/ +/);
  const [time = '', , source = '', result = '', , , url = '', user = ''] = columns;
  if (columns.length !== 10 || !Number.isFinite(Number(time))) return null;
  return {
    time: new Date(Math.round(Number(time) * 1_000)).toISOString(),
    user: user === '-' ? null : user.toLowerCase(),
    domain: null,
    source,
    host: /^[a-z_]+:\/\/([^/:]+)/.exec(url)?.[1] ?? null,
    action: actionBy(result),
    category: null,
  };
}

/** Five hundred lines that were generated: columns at their documented places, and a sentence of prose here and there. */
function generated(lines: readonly string[]): Reading {
  const requests = new Map<number, WebRequest>();
  const others = new Map<number, string>();
  for (const [index, line] of lines.entries()) {
    const request = requestOf(line);
    if (request === null) others.set(index + 1, 'prose, not ten columns that begin with a time');
    else requests.set(index + 1, request);
  }
  return { requests, others };
}

export const SQUID: readonly SampleGroup[] = [
  { file: 'squid-wallix.log', format: 'squid-native', read: WALLIX },
  { file: 'squid-wazuh.log', format: 'squid-native', read: WAZUH },
  { file: 'squid-dodancs.log', format: 'squid-native', read: DODANCS },
  { file: 'squid-netdata.log', format: 'squid-native', read: generated },
  { file: 'squidguard-usiem.log', format: 'squid-native', read: USIEM },
];
