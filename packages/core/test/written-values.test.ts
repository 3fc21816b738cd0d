/** Times, users and action words in the many ways in which exports write them. What each means is said by its product. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PreviewRow, previewFile } from '../src/index.js';
import { ACTIONS, actionOf } from '../src/normalise/action-words.js';
import { csvText } from './support/csv-text.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-values-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function rowsOf(
  times: readonly string[],
  options: { exportedOn?: string; format?: string } = {},
): Promise<PreviewRow[]> {
  files += 1;
  const path = join(folder, `times-${files}.csv`);
  const rows = times.map((time) => [time, 'toskelby', 'www.example.org', 'Allowed']);
  await writeFile(path, csvText([['Time', 'User', 'URL', 'Action'], ...rows]));
  const found: PreviewRow[] = [];
  for await (const row of previewFile(path, { format: 'web-filter-csv', ...options })) found.push(row);
  return found;
}

const instants = (rows: readonly PreviewRow[]) =>
  rows.map((row) => (row.kind === 'record' ? row.fields['@timestamp'] : row.reason));

describe('a time', () => {
  // 16 October 2023, 22:55:48 in London, where the clock stood one hour ahead of UTC.
  const LONDON = '2023-10-16T21:55:48.000Z';

  it.each([
    '16/10/2023 22:55:48',
    '16/10/2023, 22:55:48',
    '16/10/23 22:55:48',
    '16-10-2023 22:55:48',
    '16.10.2023 22:55:48',
    '16/10/2023 10:55:48 PM',
    '2023-10-16 22:55:48',
    '2023-10-16T22:55:48',
    '2023/10/16 22:55:48',
    '2023.10.16 22:55:48',
    '2023:10:16-22:55:48',
    '16 Oct 2023 22:55:48',
    '16 October 2023 22:55:48',
    '16-Oct-23 22:55:48',
    '16-OCT-23 22:55:48',
    '16 October 23 22:55:48',
    '16/10/2023 10:55:48 p.m.',
    '16/10/2023 10:55:48 P.M.',
    '16-Oct-23 10:55:48pm',
    '16/Oct/2023:22:55:48',
    'Oct 16 2023 22:55:48',
    'Oct 16, 2023 10:55:48 PM',
    'Mon Oct 16 22:55:48 2023',
    // A weekday is not believed: exports with wrong ones are about.
    'Thu Oct 16 22:55:48 2023',
  ])('without a zone is the school’s: %s', async (text) => {
    expect(instants(await rowsOf([text]))).toEqual([LONDON]);
  });

  it.each([
    ['2023-10-16T22:55:48Z', '2023-10-16T22:55:48.000Z'],
    ['2023-10-16T22:55:48.25Z', '2023-10-16T22:55:48.250Z'],
    ['2023-10-16T22:55:48-0600', '2023-10-17T04:55:48.000Z'],
    ['2023-10-16T22:55:48+01:00', LONDON],
    ['2023-10-16 22:55:48 +11', '2023-10-16T11:55:48.000Z'],
    ['16/Oct/2023:22:55:48 +0530', '2023-10-16T17:25:48.000Z'],
    ['Mon, 16 Oct 2023 22:55:48 GMT', '2023-10-16T22:55:48.000Z'],
    ['16/10/2023 22:55:48 BST', LONDON],
    ['2023-10-16 22:55:48 CDT', '2023-10-17T03:55:48.000Z'],
    ['Mon Oct 16 22:55:48 CEST 2023', '2023-10-16T20:55:48.000Z'],
    ['1697496948', '2023-10-16T22:55:48.000Z'],
    ['1697496948.253', '2023-10-16T22:55:48.253Z'],
    ['1697496948253', '2023-10-16T22:55:48.253Z'],
    ['1697496948253000', '2023-10-16T22:55:48.253Z'],
    ['1697496948253000000', '2023-10-16T22:55:48.253Z'],
  ])('with a zone is an instant: %s', async (text, instant) => {
    expect(instants(await rowsOf([text]))).toEqual([instant]);
  });

  it.each([
    '31/06/2023 10:00:00',
    '16/10/2023 25:00:00',
    '16/10/2023 10:00:00 AEDT',
    'yesterday',
    '16/10/1023 10:00:00',
    '16971',
  ])('that cannot be is rejected: %s', async (text) => {
    expect(instants(await rowsOf([text]))).toEqual(['not-a-time']);
  });

  it('of the twentieth with a year of two digits is one of this century', async () => {
    expect(instants(await rowsOf(['20/10/23 22:55:48', '20-Oct-23 20:55:48']))).toEqual([
      '2023-10-20T21:55:48.000Z',
      '2023-10-20T19:55:48.000Z',
    ]);
  });

  it('without a year lies in the latest that is not after the export', async () => {
    const times = ['Dec 31 23:59:59', 'Jan  1 00:00:00', 'Oct 16 22:55:48', 'Feb 29 12:00:00'];
    expect(instants(await rowsOf(times, { exportedOn: '2024-01-31' }))).toEqual([
      '2023-12-31T23:59:59.000Z',
      '2024-01-01T00:00:00.000Z',
      LONDON,
      '2020-02-29T12:00:00.000Z',
    ]);
  });

  it('is read with the month first in a whole file as soon as one date proves it, and never in one row', async () => {
    expect(instants(await rowsOf(['10/05/2023 08:00:00', '10/16/2023 22:55:48']))).toEqual([
      '2023-10-05T07:00:00.000Z',
      LONDON,
    ]);
    expect(instants(await rowsOf(['05/10/2023 08:00:00', '16/10/2023 22:55:48', '10/17/2023 08:00:00']))).toEqual([
      '2023-10-05T07:00:00.000Z',
      LONDON,
      'not-a-time',
    ]);
  });

  it('is UTC where its format says so, unless it tells a zone; and its order of day and month is proven all the same', async () => {
    const mapping = join(folder, 'utc.yaml');
    const fields = 'fields:\n  time: { aliases: [Time] }\n  url: { aliases: [URL] }\n';
    await writeFile(
      mapping,
      `kind: request\ntitle: In UTC\nproduct: Made up\nframe: { by: header, delimiters: [","] }\nclock: utc\n${fields}`,
    );
    const times = ['10/05/2023 08:00:00', '10/16/2023 22:55:48', '2023-10-16T22:55:48+01:00', '1697496948'];
    expect(instants(await rowsOf(times, { format: mapping }))).toEqual([
      '2023-10-05T08:00:00.000Z',
      '2023-10-16T22:55:48.000Z',
      LONDON,
      '2023-10-16T22:55:48.000Z',
    ]);
  });

  it('with a zone is never taken for the wall clock where the file’s beginning has none', async () => {
    const plain = Array.from({ length: 30 }, () => '16/10/2023 22:55:48');
    const found = instants(await rowsOf([...plain, '2023-10-16T22:55:48Z']));
    expect(found.slice(0, 30)).toEqual(plain.map(() => LONDON));
    expect(found[30]).toBe('not-a-time');
  });
});

describe('an action word', () => {
  it.each([
    ['allowed', ['Allowed', 'ALLOWED', 'allow', 'passthrough', 'OBSERVED', 'Permitted', 'TCP_MISS/200']],
    [
      'allowed',
      ['TCP_REFRESH_UNMODIFIED/304', 'TCP_CLIENT_REFRESH_MISS_SSL/200', 'TCP_SWAPFAIL_MISS/200', 'NONE_NONE/200'],
    ],
    [
      'allowed',
      ['TCP_CF_HIT/200', 'TCP_INM_HIT/304', 'TCP_REFRESH_FAIL_OLD/200', 'TCP_TUNNEL_ABORTED/200', 'TCP_MISS/401'],
    ],
    ['blocked', ['Blocked', 'block-url', 'Denied', 'Deny', 'REDIRECT', 'TCP_DENIED/403', 'ftgd_blk']],
    ['warned', ['Warned', 'block-continue', 'continue', 'Soft-blocked', 'caution', 'warn-session']],
    ['flagged', ['Flagged', 'monitor', 'Proxied', 'isolated']],
    [
      'unknown',
      ['BLOCKED/403', 'ERR_ACCESS_DENY/403', 'OTHER/200', 'TCP_TEAPOT/200', 'TCP_DENIED/401', 'TAG_NONE/503'],
    ],
    ['unknown', ['TCP_REDIRECT/302', 'TCP_REDIRECT/301', 'NONE_REDIRECT/302', 'UDP_DENIED/403']],
    ['unknown', ['TCP_DENIED/407', 'NONE_NONE/000', 'NONE/503', 'UDP_MISS/000', 'Teapot', '', '42', 'not allowed']],
  ] as const)('means %s', (action, words) => {
    expect(words.map((word) => [word, actionOf(word)])).toEqual(words.map((word) => [word, action]));
  });

  it('of one product goes before that of all, and the longest beginning before a shorter one', () => {
    const own = { alert: 'allowed', 'block*': 'blocked', 'block_continue*': 'warned' } as const;
    expect(['ALERT', 'BLOCK_WEBCAT', 'BLOCK_CONTINUE_WEBCAT', 'Denied'].map((word) => actionOf(word, own))).toEqual([
      ...['allowed', 'blocked', 'warned', 'blocked'],
    ]);
    expect(ACTIONS).toContain(actionOf('hasOwnProperty', own));
    expect(actionOf('constructor')).toBe('unknown');
    expect(actionOf('constructor', {})).toBe('unknown');
  });
});
