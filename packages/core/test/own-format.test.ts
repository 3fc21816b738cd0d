/** Formats that a school describes itself: mappings, Squid's logformat, and drafts of them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  allFormats,
  checkMapping,
  draftFormat,
  importPaths,
  mappingText,
  openStore,
  type PreviewRow,
  previewFile,
  readWorkspaceConfiguration,
} from '../src/index.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';
import { makeTopics } from '../src/map/topics.js';
import { keyedWorkspace } from './support/workspace.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-own-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

async function write(name: string, content: string | readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : [...content, ''].join('\n'));
  return path;
}

async function rowsOf(path: string, format?: string, exportedOn?: string): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = [];
  for await (const row of previewFile(path, { format, folder, exportedOn })) rows.push(row);
  return rows;
}

const recordsIn = (rows: readonly PreviewRow[]) => rows.flatMap((row) => (row.kind === 'record' ? [row.fields] : []));
const rejectedIn = (rows: readonly PreviewRow[]) => rows.flatMap((row) => (row.kind === 'rejected' ? [row.line] : []));

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof AppError) return error;
  throw error ?? new Error('nothing was wrong');
}

const faultsOf = async (mapping: readonly string[]): Promise<string[]> => {
  await write('faulty.yaml', mapping);
  const { faults } = await errorOf(checkMapping('faulty.yaml', undefined, { folder }));
  return faults.map(({ line, message }) => `${line} ${message}`);
};

const MAPPING = [
  'kind: request',
  'title: Export of our filter',
  'product: Our filter',
  "frame: { by: header, delimiters: [';'] }",
  'fields:',
  '  time: { aliases: [Wann] }',
  '  url: { aliases: [Wohin] }',
  '  user: { aliases: [Wer] }',
  '  action: { aliases: [Was] }',
  '  category: { aliases: [Worum] }',
  'actions: { gesperrt: blocked }',
];
const EXPORT = [
  'Wann;Wer;Wohin;Was;Worum',
  '02/03/2026 10:00:00;FERNHOLLOW\\toskelby;https://www.example.org/a;offen;Education',
  '02/03/2026 10:00:01;bdolvane;bets.example.net;gesperrt;Gambling',
  '02/03/2026 10:00:02;bdolvane;;gesperrt;Gambling',
];

describe('a mapping', () => {
  beforeAll(async () => {
    await write('Our Filter.yaml', MAPPING);
    await write('export.csv', EXPORT);
  });

  it('reads a file by the transforms that its fields usually have', async () => {
    const rows = await rowsOf(join(folder, 'export.csv'), 'Our Filter.yaml');
    expect(recordsIn(rows)).toMatchObject([
      {
        '@timestamp': '2026-03-02T10:00:00.000Z',
        'user.name': 'toskelby',
        'user.domain': 'fernhollow',
        'url.domain': 'www.example.org',
        'fmreview.action': 'unknown',
        'fmreview.format': expect.stringMatching(/^own:[0-9a-f]{12}$/),
        'observer.product': 'Our filter',
      },
      { 'url.domain': 'bets.example.net', 'fmreview.action': 'blocked', 'fmreview.category': 'Gambling' },
    ]);
    expect(rejectedIn(rows)).toEqual([4]);
  });

  it('is checked, with what it makes of a file', async () => {
    const { id, counts } = await checkMapping('Our Filter.yaml', join(folder, 'export.csv'), { folder });
    expect(id).toMatch(/^own:[0-9a-f]{12}$/);
    expect(counts).toMatchObject({
      lines: 4,
      records: 2,
      ignored: 1,
      rejected: [{ column: 'url', reason: 'empty', count: 1 }],
    });
  });

  it('leads the categories of its table to their topics when a review is made, wherever it lies then', async () => {
    const store = await openStore(await keyedWorkspace(join(folder, 'school')));
    try {
      const request = { paths: ['export.csv'], folder, format: 'Our Filter.yaml', listedOn: '2026-03-01' };
      expect((await importPaths(store, readWorkspaceConfiguration(store.workspace), request)).failures).toEqual([]);
      await makeTopics(store, loadTaxonomy());
      const topics = await store.query(
        z.object({ text: z.string(), topic: z.string() }),
        'SELECT c.text, t.topic FROM category AS c JOIN category_topic AS t USING (category_id) ORDER BY c.text',
      );
      expect(topics).toEqual([
        { text: 'Education', topic: 'ordinary' },
        { text: 'Gambling', topic: 'gambling' },
      ]);
    } finally {
      store.close();
    }
  });

  it('has an id that says nothing of its name, and is the same under the same name', async () => {
    const idOf = async (name: string) => (await checkMapping(await write(name, MAPPING), undefined, { folder })).id;
    const id = await idOf('Tilda Oskelby 4B.yaml');
    expect(id).toMatch(/^own:[0-9a-f]{12}$/);
    expect(await idOf('tilda-oskelby-4b.yml')).toBe(id);
    expect(await idOf('other.yaml')).not.toBe(id);
  });

  it('ends soon, whatever expression its lines must match', async () => {
    const line = `${'word '.repeat(16)}!`;
    await write('words.log', [line]);
    await write('slow.yaml', [
      ...['kind: request', 'title: Ours', 'product: Ours'],
      "frame: { by: pattern, pattern: '^([^ ]+) (.*)$' }",
      "recognise: { line: '^(\\w+\\s?)*$' }",
      'fields: { time: { at: 1 }, url: { at: 2 } }',
    ]);
    const started = performance.now();
    expect((await errorOf(rowsOf(join(folder, 'words.log'), 'slow.yaml'))).code).toBe('format-does-not-fit');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('takes keys with quotation marks, and refuses paths that lead nowhere', async () => {
    const head = ['kind: request', 'title: Ours', 'product: Ours', 'frame: { by: json }', 'fields:'];
    await write('marked.yaml', [...head, '  time: { aliases: [\'the "time"\'] }', "  url: { aliases: ['a\\b'] }"]);
    await write('marked.log', [
      JSON.stringify({ 'the "time"': '2026-03-02T10:00:00Z', 'a\\b': 'https://www.example.org/' }),
    ]);
    expect(recordsIn(await rowsOf(join(folder, 'marked.log'), 'marked.yaml'))).toMatchObject([
      { 'url.domain': 'www.example.org' },
    ]);
    const broken = await faultsOf([...head, '  time: { aliases: [time] }', "  url: { aliases: [url, '$.a['] }"]);
    expect(broken).toEqual(['7 fields.url.aliases[2]: the engine refuses this path']);
  });

  it('that is not there is said so', async () => {
    expect((await errorOf(rowsOf(join(folder, 'export.csv'), './nothing.yaml'))).code).toBe('mapping-missing');
  });

  it('tells all its faults with their lines', async () => {
    expect(
      await faultsOf([
        'kind: request',
        'title: Ours',
        'product: Ours',
        "frame: { by: columns, delimiter: ',', least: 3, most: 4 }",
        'colour: red',
        'categories: no-such-table',
        'fields:',
        '  time: { at: 5 }',
        '  person: { at: 1 }',
        '  user: { at: 2, as: name }',
        '  status: { at: 3, as: text }',
        '  action: CHECK',
        '  rule: { aliases: [Rule] }',
      ]),
    ).toEqual([
      expect.stringMatching(/^5 colour is not a known field$/),
      expect.stringMatching(/^6 categories: there is no table/),
      expect.stringMatching(/^7 fields\.url: is missing/),
      expect.stringMatching(/^8 fields\.time\.at: the frame has only 4 places$/),
      expect.stringMatching(/^9 fields\.person: a request has no such field/),
      expect.stringMatching(/^10 fields\.user\.as: there is no such way to read/),
      expect.stringMatching(/^11 fields\.status\.as: it gives something else .* whole-number/),
      expect.stringMatching(/^12 fields\.action: it is still CHECK/),
      expect.stringMatching(/^13 fields\.rule\.aliases: this frame has no names/),
    ]);
  });

  const pattern = (expression: string) => [
    'kind: request',
    'title: Ours',
    'product: Ours',
    `frame: { by: pattern, pattern: ${JSON.stringify(expression)} }`,
    'fields: { time: { at: 1 }, url: { at: 2 } }',
  ];
  it.each([
    ['^([^ ]+) (.*', /^4 frame\.pattern: it is no regular expression/],
    ['^([^ ]+) (?=x)(.*)', /^4 frame\.pattern: it looks ahead/],
    ['^([^ ]+) ([^ ]{1001})', /^4 frame\.pattern: the engine refuses/],
    ['^([^ ]+) .*', /^5 fields\.url\.at: the frame has only 1 places/],
  ])('%s is no expression for it', async (expression, message) => {
    expect(await faultsOf(pattern(expression))).toEqual([expect.stringMatching(message)]);
  });

  it('may not give one name of a header to two fields', async () => {
    const twice = MAPPING.map((line) => line.replace('[Wer]', '[wohin]'));
    expect(await faultsOf(twice)).toEqual([
      expect.stringMatching(/^8 fields\.user\.aliases\[1\]: this name is there twice/),
    ]);
  });

  it('may hold a logformat, whose unknown codes are faults', async () => {
    const own = (logformat: string) => [
      'kind: request',
      'title: Ours',
      'product: Squid',
      `frame: { by: logformat, logformat: ${JSON.stringify(logformat)} }`,
      'fields: { category: { at: 3 } }',
    ];
    expect(await faultsOf(own('%ts %ru %Xq'))).toEqual([
      expect.stringMatching(/^4 frame\.logformat: no code that is known stands at character 9$/),
    ]);
    await write('squid.yaml', own('%ts %ru %{theme}note'));
    const log = await write('own.log', ['1772442000 http://www.example.org/ games']);
    expect(recordsIn(await rowsOf(log, 'squid.yaml'))).toMatchObject([
      { '@timestamp': '2026-03-02T09:00:00.000Z', 'fmreview.category': 'games' },
    ]);
  });
});

describe('a logformat', () => {
  const read = async (logformat: string, lines: readonly string[]) =>
    rowsOf(await write('access.log', lines), `logformat:${logformat}`);

  it('is read code by code: padding, results with their status, encoded accounts, further columns', async () => {
    const rows = await read('%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt', [
      '1772442000.250    120 10.20.1.15 TCP_MISS/200 5120 GET http://www.example.org/a?b=c FERNHOLLOW%5Ctoskelby HIER_DIRECT/192.0.2.7 text/html',
      '1772442001.000      3 2001:db8::15 TCP_DENIED/403 3900 CONNECT bets.example.net:443 - HIER_NONE/- text/html 12 [Host: x]',
      '1772442002.000      3 10.20.1.15 TCP_DENIED/407 3900 CONNECT www.example.org:443 - HIER_NONE/- -',
      '1772442003.000 cut',
    ]);
    expect(recordsIn(rows)).toMatchObject([
      {
        '@timestamp': '2026-03-02T09:00:00.250Z',
        'user.name': 'toskelby',
        'user.domain': 'fernhollow',
        'source.ip': '10.20.1.15',
        'url.original': 'http://www.example.org/a?b=c',
        'event.action': 'TCP_MISS/200',
        'http.request.method': 'GET',
        'http.response.status_code': 200,
        'http.response.bytes': 5120,
        'fmreview.action': 'allowed',
      },
      {
        'source.ip': '2001:db8::15',
        'user.name': null,
        'url.domain': 'bets.example.net',
        'fmreview.action': 'blocked',
      },
      { 'fmreview.action': 'unknown' },
    ]);
    expect(rejectedIn(rows)).toEqual([4]);
  });

  it('combined has local times with their zone, and takes an account with a space', async () => {
    const rows = await read('combined', [
      '10.20.1.15 - Class 1A [30/Jun/2026:10:15:00 +0100] "GET http://www.example.org/ HTTP/1.1" 200 512 "-" "Agent \\"x\\" 1.0" TCP_MISS:HIER_DIRECT',
    ]);
    expect(recordsIn(rows)).toMatchObject([
      {
        '@timestamp': '2026-06-30T09:15:00.000Z',
        'user.name': 'class 1a',
        'url.domain': 'www.example.org',
        'user_agent.original': 'Agent \\"x\\" 1.0',
        'fmreview.action': 'allowed',
      },
    ]);
  });

  it('takes the host and the path where there is no address, a tag for the rule, and UTC from %tg', async () => {
    const rows = await read('%{%Y-%m-%d %H:%M:%S}tg|%>rd|%rp|%ul|%et|%{X-Forwarded-For}>h|100%%', [
      '2026-06-30 10:15:00|www.example.org|/maths?q=1|toskelby|strict|10.20.1.16|100%',
    ]);
    expect(recordsIn(rows)).toMatchObject([
      {
        '@timestamp': '2026-06-30T10:15:00.000Z',
        'url.original': 'www.example.org/maths?q=1',
        'rule.name': 'strict',
        'source.ip': '10.20.1.16',
        'user.name': 'toskelby',
      },
    ]);
  });

  it('squid is the format of the catalogue', async () => {
    const rows = await read('squid', [
      '1772442000.000      9 10.20.1.15 TCP_MISS/200 312 GET http://www.example.org/ Class 1A HIER_DIRECT/192.0.2.7 image/png',
    ]);
    expect(recordsIn(rows)).toMatchObject([{ 'user.name': 'class 1a', 'fmreview.format': 'squid-native' }]);
  });

  it.each([
    ['%ts %Xq %ru', /no code that is known stands at character 5/],
    ['%ts%ru', /nothing stands between %ts and %ru/],
    ['%>a %ru', /fields\.time: is missing/],
  ])('%s is refused', async (logformat, message) => {
    const error = await errorOf(read(logformat, ['x']));
    expect(error.code).toBe('mapping-faults');
    expect(error.faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)]);
  });
});

/** What is of the mapping, not of the record. */
const bare = (rows: readonly PreviewRow[]) =>
  rows.map((row) => {
    if (row.kind === 'rejected') return row;
    const { 'fmreview.format': _format, ...fields } = row.fields;
    return { ...row, fields };
  });

async function drafted(path: string, kind?: 'request' | 'capture' | 'membership'): Promise<string> {
  const text = mappingText(await draftFormat(path, { kind }));
  await writeFile(`${path}.yaml`, text);
  return text;
}

describe('a draft', () => {
  /** Of formats that go by a header every example, of the others the first. */
  const examples = allFormats().flatMap(({ id, frame, examples: all }) =>
    all.slice(0, frame.by === 'header' ? all.length : 1).map((example) => [id, example.what, example] as const),
  );
  it.each(examples)('of what %s reads gives the same rows: %s', async (id, what, { file, exportedOn }) => {
    const path = join(folder, `${id}-${what.replace(/\W+/g, '-').slice(0, 60)}`);
    await writeFile(path, file);
    const text = await drafted(path);
    expect(text).toContain(id);
    expect(text).not.toMatch(/toskelby|bdolvane|fernhollow/i);
    expect(bare(await rowsOf(path, `${path}.yaml`, exportedOn))).toEqual(
      bare(await rowsOf(path, undefined, exportedOn)),
    );
  });

  it('guesses by names and by content, says why, and holds nothing of what stands in the file', async () => {
    const path = await write('unknown.csv', [
      'Report of our filter',
      'Login name|Time stamp|Web page|Decision|PC address|Colour of the badge',
      'FERNHOLLOW\\toskelby|2026-03-02 10:00:00|https://www.example.org/a|Blocked|10.20.1.15|vermilion',
      'FERNHOLLOW\\bdolvane|2026-03-02 10:00:01|https://www.example.org/b|Allowed|10.20.1.16|vermilion',
    ]);
    const text = await drafted(path);
    for (const held of ['toskelby', 'bdolvane', 'example.org', 'vermilion', '10.20', '2026'])
      expect(text).not.toContain(held);
    const rows = await rowsOf(path, `${path}.yaml`);
    expect(recordsIn(rows)).toMatchObject([
      {
        '@timestamp': '2026-03-02T10:00:00.000Z',
        'user.name': 'toskelby',
        'fmreview.action': 'blocked',
        'source.ip': '10.20.1.15',
      },
      { 'user.name': 'bdolvane', 'url.domain': 'www.example.org', 'fmreview.action': 'allowed' },
    ]);
  });

  it('of a file without a header goes by places, and joins a day and a time of day', async () => {
    const path = await write('bare.txt', [
      '25/02/2026;10:00:00;10.20.1.15;toskelby@fernhollow.example;GET;http://www.example.org/a;200;Deny',
      '26/02/2026;10:00:01;10.20.1.16;bdolvane@fernhollow.example;GET;http://www.example.org/b;404;Allow',
    ]);
    const text = await drafted(path);
    expect(text).toContain('time: { at: 1, with: [2], as: time }');
    expect(text).not.toMatch(/toskelby|example\.org/);
    expect(recordsIn(await rowsOf(path, `${path}.yaml`))).toMatchObject([
      {
        '@timestamp': '2026-02-25T10:00:00.000Z',
        'user.name': 'toskelby',
        'http.response.status_code': 200,
        'fmreview.action': 'blocked',
      },
      { 'source.ip': '10.20.1.16', 'url.original': 'http://www.example.org/b', 'fmreview.action': 'allowed' },
    ]);
  });

  it.each([
    [
      'JSON',
      '{"when":"2026-03-02T10:00:00Z","who":{"login":"FERNHOLLOW\\\\toskelby"},"target":"https://www.example.org/a","verdict":"blocked"}',
      { 'user.name': 'toskelby', 'fmreview.action': 'blocked', 'url.domain': 'www.example.org' },
    ],
    [
      'pairs',
      'stamp="2026-03-02T10:00:00Z" client=10.20.1.15 page="https://www.example.org/a" what=blocked who="FERNHOLLOW\\toskelby"',
      { 'user.name': 'toskelby', 'fmreview.action': 'blocked', 'source.ip': '10.20.1.15' },
    ],
  ])('of %s goes by keys', async (name, line, expected) => {
    const path = await write(`keys-${name}.log`, [line, line]);
    expect(await drafted(path)).not.toContain('toskelby');
    expect(recordsIn(await rowsOf(path, `${path}.yaml`))).toMatchObject([expected, expected]);
  });

  it('tells a list of people from a log, and captures from both', async () => {
    const people = await write('people.csv', [
      'Login,Kind of person,Surname',
      'toskelby,Pupil,Oskelby',
      'bdolvane,Staff,Dolvane',
    ]);
    expect((await draftFormat(people)).mapping.kind).toBe('membership');
    const captures = await write('captures.csv', [
      'Created,Phrase,Severity,Login,Theme',
      '02/03/2026 10:00:00,made up,3,toskelby,Bullying',
    ]);
    expect((await draftFormat(captures)).mapping.kind).toBe('capture');
  });

  it('that lacks what must be there says CHECK, and is refused with its line', async () => {
    const path = await write('lacking.csv', ['User,Category,Action,Bytes', 'toskelby,Games,Blocked,12']);
    const text = await drafted(path, 'request');
    const lines = text.split('\n');
    for (const name of ['time', 'url']) expect(text).toMatch(new RegExp(`^  ${name}: CHECK # it must be there`, 'm'));
    const { faults } = await errorOf(rowsOf(path, `${path}.yaml`));
    expect(faults.map(({ line }) => lines[line - 1]?.trim().slice(0, 11))).toEqual(['time: CHECK', 'url: CHECK ']);
  });

  it('of something that is no log at all says so', async () => {
    const path = await write('prose.txt', ['Once upon a time', 'there was no log', 'in this file.']);
    const text = await drafted(path);
    expect(text).toContain('frame: CHECK');
    expect(text).not.toContain('Once');
    expect(await readFile(`${path}.yaml`, 'utf8')).toBe(text);
  });
});
