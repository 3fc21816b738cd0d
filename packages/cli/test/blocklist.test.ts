/** Lists from the command line: suggested, played against stored traffic, decided, written and verified. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findWorkspace, importPaths, openStore, readWorkspaceConfiguration } from '@fmreview/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as blocklist from '../src/commands/blocklist.js';
import { fmreview, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';

const PEOPLE = `Person ID,Username,Role,Year
P1,pupil1,Pupil,Year 2
P2,pupil2,Pupil,Year 5
S1,teacher1,Staff,
`;
const minutes = (count: number, line: (minute: string) => string) =>
  Array.from({ length: count }, (_, index) => line(String(index).padStart(2, '0'))).join('\n');
const LOG = `Timestamp,User,URL,Category,Action
2026-06-01 10:00:00,pupil2,http://tunnel.example/,Proxy Avoidance,Allowed
2026-06-01 10:01:00,pupil2,http://www.games.example/,Education,Allowed
2026-06-01 10:02:00,pupil1,http://games.example/,Education,Blocked
2026-06-08 10:02:00,pupil1,http://games.example/,Education,Blocked
2026-06-08 10:03:00,pupil1,http://toskelby77.wordpress.com/,Proxy Avoidance,Allowed
2026-06-08 16:00:00,teacher1,http://tunnel.example/,Proxy Avoidance,Allowed
${minutes(25, (minute) => `2026-06-01 11:${minute}:00,pupil1,http://sums-for-everybody.example/,Education,Blocked`)}
`;
const NEW_LIST = 'games.example\ntunnel.example\nnobody-asked.example\n';

let folder = '';
beforeAll(async () => {
  folder = await temporaryWorkspace({
    ...{ 'people.csv': PEOPLE, 'log.csv': LOG, 'new.txt': NEW_LIST, 'other.txt': 'tunnel.example\nexample.org\n' },
    'bad.txt': 'games.example\n*.uk\nhttp://a secret word/\nwordpress.com\n',
  });
  const workspace = findWorkspace('school', folder);
  const store = await openStore(workspace);
  const paths = ['people.csv', 'log.csv'];
  const configuration = readWorkspaceConfiguration(workspace);
  const { failures } = await importPaths(store, configuration, { paths, folder, listedOn: '2026-01-05' });
  store.close();
  expect(failures).toEqual([]);
});

const run = (action: string, input: object = {}) =>
  inProcess(blocklist, folder, { action, workspace: 'school', ...input });
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

describe('fmreview blocklist suggest', () => {
  it('prints each candidate with its reasons, in lines that fit', async () => {
    const { data, words, exitCode } = await run('suggest');
    expect(exitCode).toBe(0);
    expect(data).toContain('2026-06-01 to 2026-06-08. Suggestions: people decide.');
    expect(data).toContain('tunnel.example  [likely]\n  a way round the filter that was let through');
    expect(data).toContain('sums-for-everybody.example  [possible]\n  a site of an ordinary category is blocked');
    expect(data).not.toContain('toskelby77');
    expect(data).toContain('a site on wordpress.com (sealed)');
    expect(words.join('\n')).toContain('--reader');
    expect(widest(data)).toBeLessThanOrEqual(80);
  });

  it('opens the names with a key, and shows one list alone', async () => {
    const { data } = await run('suggest', { list: 'block', reader: 'dsl' });
    expect(data).toContain('toskelby77.wordpress.com  [likely]');
    expect(data).not.toContain('sums-for-everybody');
  });

  it('as JSON has no keys of the store', async () => {
    const { data } = await run('suggest', { json: true });
    const shape = z.object({ candidates: z.array(z.record(z.string(), z.unknown())) });
    const { candidates } = shape.parse(JSON.parse(data));
    expect(candidates.map(({ site }) => site)).toEqual(['tunnel.example', null, 'sums-for-everybody.example']);
    expect(candidates.flatMap((each) => Object.keys(each).filter((key) => key.endsWith('Key')))).toEqual([]);
  });
});

describe('fmreview blocklist backtest', () => {
  it('says what a list would have changed, for whom, and what it could not see', async () => {
    const { data, words } = await run('backtest', { what: 'new.txt' });
    expect(data).toContain('It would have blocked: 3 requests in 3 visits, of 2 people.');
    expect(data).toContain('Blocked already, by other rules: 2 requests.');
    expect(data).toContain('Entries that met no traffic: 1 of 3.');
    // Two days with logs of the six school days from Monday to Monday.
    expect(words.join('\n')).toContain('It could see 2 of 6 school days');
    expect(widest(data)).toBeLessThanOrEqual(80);
  });

  it('counts for a group and a period', async () => {
    const { data } = await run('backtest', {
      what: 'new.txt',
      group: ['pupils'],
      period: '2026-06-01..2026-06-05',
      json: true,
    });
    const shape = z.object({
      changed: z.object({ requests: z.int() }),
      entries: z.array(z.object({ entry: z.string() })),
    });
    const found = shape.parse(JSON.parse(data));
    expect([found.changed.requests, found.entries.map(({ entry }) => entry).toSorted()]).toEqual([
      2,
      ['games.example', 'tunnel.example'],
    ]);
  });

  it('compares with a second list', async () => {
    const { data } = await run('backtest', { what: 'new.txt', against: 'other.txt' });
    expect(data).toMatch(/both +2 +1 +2\n/);
    expect(data).toMatch(/only new\.txt +1 +1 +1\n/);
    expect(data).toMatch(/only other\.txt +0 +0 +0$/);
  });

  it('asks for a list, and for a group that there is', async () => {
    await expect(run('backtest')).rejects.toThrow('Name the list to test.');
    await expect(run('backtest', { what: 'new.txt', group: ["o'reilly"] })).rejects.toThrow('Say --group with one of');
  });
});

describe('fmreview blocklist decide, export, verify', () => {
  beforeAll(async () => {
    const by = { list: 'block', because: 'bypass', by: 'dsl', on: '2026-06-02' };
    const { words } = await run('decide', { what: 'tunnel.example', approve: true, note: 'Mr Bdolvane asked', ...by });
    expect(words).toContain('Kept: approve tunnel.example on the block list.');
    const again = await run('decide', { what: 'tunnel.example', approve: true, note: 'Mr Bdolvane asked', ...by });
    expect(again.words).toContain('It was decided so before.');
    await run('decide', { what: 'games.example', approve: true, ...by, group: ['ks1', 'ks2'] });
  });

  it('writes the same list to a file and to the output', async () => {
    const printed = await run('export', { as: 'squid' });
    expect((await run('export', { as: 'squid', out: 'blocked.acl' })).data).toBe('');
    expect(await readFile(join(folder, 'blocked.acl'), 'utf8')).toBe(`${printed.data}\n`);
    expect(printed.data).toMatch(/^\.tunnel\.example/m);
    expect(printed.data).not.toMatch(/bdolvane|games/i);
    expect(printed.words.join('\n')).toContain('Decided for other groups, and not in this list: ks1, ks2.');
    expect((await run('export', { as: 'squid', group: ['ks2'] })).data).toMatch(/^\.games\.example/m);
  });

  it('checks what it wrote', async () => {
    const { data } = await run('export', { as: 'rpz' });
    await writeFile(join(folder, 'made.zone'), `${data}\n`);
    const { exitCode, words } = await run('check', { what: 'made.zone' });
    expect([exitCode, words]).toEqual([0, ['No faults.']]);
  });

  it('says whether it came to the filter', async () => {
    const { data } = await run('verify');
    expect(data).toMatch(/tunnel\.example +block +all +2026-06-02 +1 +0 +not done/);
    expect(data).toContain('tunnel.example: not yet for staff; last on 2026-06-08.');
    expect(data).toMatch(/games\.example +block +ks1 +2026-06-02 +1 +1 +works/);
    expect(data).toMatch(/games\.example +block +ks2 +2026-06-02 +0 +0 +not asked for/);
    expect(widest(data)).toBeLessThanOrEqual(80);
  });

  it.each([
    [{ what: 'a.example' }, 'Say --list with one of'],
    [{ what: 'a.example', list: 'block' }, 'Say one of --approve, --refuse and --withdraw.'],
    [{ what: 'a.example', list: 'block', approve: true, refuse: true }, 'Say one of --approve'],
    [{ what: 'a.example', list: 'block', approve: true, by: 'dsl' }, 'Say --because with one of'],
    [{ what: 'a.example', list: 'block', approve: true, because: 'policy', by: 'Toskelby' }, 'Say --by with one of'],
    [{ what: 'a.example', list: 'block', approve: true, because: 'policy', by: 'dsl', group: ['x'] }, 'Say --group'],
    [{}, 'Name the entry to decide about'],
  ])('decide asks for what is missing: %o', async (input, message) => {
    await expect(run('decide', input)).rejects.toThrow(message);
  });
});

describe('exit codes', () => {
  const ended = async (...args: readonly string[]) => {
    const { exitCode, stderr } = await fmreview(['blocklist', ...args, '--workspace', 'school'], { folder });
    return { exitCode, stderr };
  };

  it('3 for a list with faults: every line is named, and no text of it', async () => {
    const { exitCode, stderr } = await ended('backtest', 'bad.txt');
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/bad\.txt:2 .*\n.*bad\.txt:3 .*\n.*bad\.txt:4 /);
    expect(stderr).not.toContain('secret');
  });

  it('2 for wrong use, 5 for nothing to tell', async () => {
    const decision = ['--list', 'block', '--approve', '--by', 'dsl', '--because', 'policy'];
    // One after the other: a store has one user at a time.
    expect((await ended('export')).exitCode).toBe(2);
    expect((await ended('decide', 'co.uk', ...decision)).exitCode).toBe(2);
    expect((await ended('export', '--as', 'squid', '--list', 'allow')).exitCode).toBe(5);
    expect((await ended('backtest', 'new.txt', '--period', '2026-03-01..2026-03-31')).exitCode).toBe(5);
  });
});

describe('fmreview blocklist backtest with exceptions, parts and groups', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'own.adblock'), '||games.example^\n||tunnel.example^\n@@||www.games.example^\n');
    await writeFile(join(folder, 'parts.txt'), 'games.example/slots\n');
  });

  it('says how many exceptions the list itself has', async () => {
    const { data } = await run('backtest', { what: 'own.adblock' });
    expect(data).toContain('It would have blocked: 2 requests in 2 visits, of 2 people.');
    expect(data).toMatch(/Exceptions of the list itself.*: 1\./s);
  });

  it('tells what no log can show from what nobody asked for', async () => {
    const { data } = await run('backtest', { what: 'parts.txt', as: 'domains' });
    expect(data).toContain('Entries that met no traffic: 0 of 1.');
    expect(data).toMatch(/cannot be seen in these logs.*: 1 of 1\./s);
  });

  it('compares for a group, and reads both lists as the same format', async () => {
    const lists = { what: 'new.txt', against: 'other.txt', as: 'domains' };
    const { data } = await run('backtest', { ...lists, group: ['staff'] });
    expect(data).toMatch(/both +1 +1 +1\n/);
  });
});
