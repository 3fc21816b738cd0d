/** Exported lists in the hands of the programs that they are for. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListEntry, parseEntry } from '../src/blocklist/entry.js';
import { type ListHeader, listFormatById, writeList } from '../src/index.js';
import { freePort, isInstalled, run } from './support/programs.js';
import { ended, listens, squidConfiguration, startSquid, throughProxy } from './support/squid.js';

const header: ListHeader = { title: 'Games; "ways" round', madeOn: '2026-06-01', effect: 'block' };
const ENTRIES = [
  ...['games.example', 'deep.games.example', 'only:www.toskelby.example', 'under_score.example', 'bücher.example'],
  ...['203.0.113.9', '[2001:db8::1]', 'sites.bdolvane.example/part', `${'a'.repeat(60)}.${'b'.repeat(60)}.example`],
];
const MOST_MS = 60_000;

function entryOf(text: string): ListEntry {
  const parsed = parseEntry(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.entry;
}

const entries = ENTRIES.map((text) => ({ entry: entryOf(text), evidence: 'asked for 14 times; 3 classes # "so"' }));
const listText = (format: string, effect: ListHeader['effect'] = 'block') =>
  writeList(listFormatById(format), entries, { ...header, effect }).text;

let folder = '';
let origin = 0;
const server = createServer((_request, response) => response.end('the page itself'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-programs-'));
  origin = await freePort();
  await new Promise<void>((resolve) => server.listen(origin, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

describe.skipIf(!isInstalled('squid'))('Squid', () => {
  const acl = (file: string) => [`acl listed dstdomain "${file}"`, 'http_access deny listed', 'http_access allow all'];
  const parsed = async (list: string) => {
    const file = await fileOf('squid-list.txt', list);
    const port = await freePort();
    return run('squid', [
      '-k',
      'parse',
      '-f',
      await fileOf('squid.conf', squidConfiguration(folder, port, { acl: acl(file) })),
    ]);
  };

  it('accepts the list without a word', { timeout: MOST_MS }, async () => {
    const { status, output } = await parsed(listText('squid'));
    expect([status, output.match(/.*(?:ERROR|WARNING|FATAL).*/g)]).toEqual([0, null]);
  });

  it('would refuse a name in both forms', { timeout: MOST_MS }, async () => {
    expect((await parsed('example.org\n.example.org\n')).status).not.toBe(0);
  });

  it('answers 403 to what is listed and to nothing else', { timeout: MOST_MS }, async () => {
    const names = [
      'games.example',
      'a.games.example',
      'www.toskelby.example',
      'toskelby.example',
      'videogames.example',
    ];
    const file = await fileOf('squid-live.txt', listText('squid'));
    const hosts = Object.fromEntries(names.map((name) => [name, '127.0.0.1']));
    const squid = await startSquid({ hosts, acl: acl(file) });
    try {
      const answers = await Promise.all(names.map((name) => throughProxy(squid.port, `http://${name}:${origin}/`)));
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 200, 200]);
      expect(answers.at(-1)?.body).toBe('the page itself');
    } finally {
      await squid.stop();
    }
  });
});

describe.skipIf(!isInstalled('dnsmasq'))('dnsmasq', () => {
  it.each(['block', 'allow'] as const)('accepts a list of what to %s', async (effect) => {
    const file = await fileOf(`dnsmasq-${effect}.conf`, listText('dnsmasq', effect));
    expect(run('dnsmasq', ['--test', '-C', file])).toMatchObject({ status: 0 });
  });

  it('would refuse a broken one', async () => {
    expect(run('dnsmasq', ['--test', '-C', await fileOf('broken.conf', 'address=/example.org\n')]).status).not.toBe(0);
  });
});

describe.skipIf(!isInstalled('named-checkzone'))('named-checkzone', () => {
  it.each(['block', 'allow'] as const)('accepts a zone of what to %s', async (effect) => {
    const file = await fileOf(`${effect}.zone`, listText('rpz', effect));
    const { status, output } = run('named-checkzone', ['rpz.fernhollow.example', file]);
    expect([status, output]).toEqual([0, expect.stringContaining('loaded serial 2026060100')]);
  });

  it('would refuse a broken one', async () => {
    const file = await fileOf('broken.zone', `${listText('rpz')}example.org CNAME\n`);
    expect(run('named-checkzone', ['rpz.fernhollow.example', file]).status).not.toBe(0);
  });
});

/** Beside the settings of the package, with our lists in the place of its own. */
async function e2guardianConfiguration(lists: { readonly sites: string; readonly urls: string }, port: number) {
  const place = '/etc/e2guardian';
  const { username } = userInfo();
  const main = await readFile(join(place, 'e2guardian.conf'), 'utf8');
  const group = await readFile(join(place, 'e2guardianf1.conf'), 'utf8');
  await fileOf(
    'e2guardianf1.conf',
    group
      .replace(`path=${place}/lists/bannedsitelist`, `path=${lists.sites}`)
      .replace(`path=${place}/lists/bannedurllist`, `path=${lists.urls}`),
  );
  const settings = [
    `loglocation = '${join(folder, 'e2guardian.log')}'`,
    `pidfilename = '${join(folder, 'e2guardian.pid')}'`,
    `statlocation = '${join(folder, 'e2guardian.stats')}'`,
    `daemonuser = '${username}'`,
    `daemongroup = '${run('id', ['-gn']).output.trim()}'`,
    'filterip = 127.0.0.1',
    `filterports = ${port}`,
    'httpworkers = 20',
    'nodaemon = on',
  ];
  const own = new RegExp(`^(?:${settings.map((line) => line.split(' ')[0]).join('|')})\\s*=.*$`, 'gm');
  return fileOf('e2guardian.conf', `${main.replace(own, '')}\n${settings.join('\n')}\n`);
}

/** What it says as it starts stands in `words`. */
async function startE2guardian(lists: { readonly sites: string; readonly urls: string }) {
  const port = await freePort();
  const configuration = await e2guardianConfiguration(lists, port);
  const program = spawn('e2guardian', ['-N', '-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
  const words: string[] = [];
  program.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text));
  return { port, program, words };
}

describe.skipIf(!isInstalled('e2guardian'))('e2guardian', () => {
  it('takes the lists without a word and denies what they hold', { timeout: MOST_MS }, async () => {
    const sites = await fileOf('sites.txt', listText('e2guardian'));
    const urls = await fileOf('urls.txt', listText('e2guardian-urls'));
    const { port, program, words } = await startE2guardian({ sites, urls });
    try {
      expect(await listens(port, program)).toBe(true);
      const addresses = ['games.example/', 'a.games.example/x', 'sites.bdolvane.example/part/x'];
      for (const address of addresses) await throughProxy(port, `http://${address}`);
      const open = await throughProxy(port, `http://127.0.0.1:${origin}/`);
      expect([open.status, open.body]).toEqual([200, 'the page itself']);
      await throughProxy(port, 'http://sites.bdolvane.example/partner');
      await expect
        .poll(deniedInLog, { timeout: 10_000 })
        .toEqual([
          'http://games.example Blocked site: games.example',
          'http://a.games.example/x Blocked site: games.example',
          'http://sites.bdolvane.example/part/x Blocked URL: sites.bdolvane.example/part',
        ]);
      expect(words.join('')).not.toMatch(/error/i);
    } finally {
      await ended(program);
    }
  });

  // It has no command that checks its settings: it says what is wrong as it starts.
  it('would complain of a list that it cannot read', { timeout: MOST_MS }, async () => {
    const lists = { sites: join(folder, 'nothing-there'), urls: await fileOf('none.txt', '') };
    const { program, words } = await startE2guardian(lists);
    try {
      await expect.poll(() => words.join(''), { timeout: 10_000 }).toMatch(/Error reading file .*nothing-there/);
    } finally {
      await ended(program);
    }
  });
});

async function deniedInLog(): Promise<string[]> {
  const log = await readFile(join(folder, 'e2guardian.log'), 'utf8').catch(() => '');
  return log.split('\n').flatMap((line) => {
    const found = /(http:\S+)\t.*\*DENIED\* (Blocked[^\t]*)/.exec(line);
    return found === null ? [] : [`${found[1]} ${found[2]}`];
  });
}
