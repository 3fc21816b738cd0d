/** Block lists in and out: every format's examples are its tests, and what is written is read back as it was meant. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { entryText, type ListEntry, parseEntry, pathSegment } from '../src/blocklist/entry.js';
import { fitOf, type ListExample, type ReadEntry } from '../src/blocklist/list-format.js';
import { isPartySegment, platformOf, siteHost } from '../src/blocklist/shared-platforms.js';
import { AppError, allListFormats, checkList, listFormatById, loadList, writeList } from '../src/index.js';
import { fc, runs } from './support/properties.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fmreview-lists-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const name = `${Math.random().toString(36).slice(2)}.txt`;
  await writeFile(join(folder, name), content);
  return name;
}

function entryOf(text: string): ListEntry {
  const parsed = parseEntry(text);
  if ('fault' in parsed) throw new Error(`${text}: ${parsed.fault}`);
  return parsed.entry;
}

const placed = (entries: readonly ReadEntry[]) => entries.map(({ line, entry }) => [line, entryText(entry)]);
const header = { title: 'Games and ways round', madeOn: '2026-06-01', effect: 'block' } as const;
const listed = (...texts: string[]) => texts.map((text) => ({ entry: entryOf(text), evidence: '' }));

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.catch((cause: unknown) => cause);
  if (error instanceof AppError) return error;
  throw new Error('no error that is known', { cause: error });
}

it('has one file for each format, named after its id', async () => {
  const files = await readdir(new URL('../src/list-formats/', import.meta.url));
  const ids = files.filter((file) => !file.includes('.generated.')).map((file) => file.replace(/\.ts$/, ''));
  expect(
    allListFormats()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(ids.toSorted());
});

describe.each(allListFormats().map((format) => [format.id, format] as const))('%s', (_id, format) => {
  const examples: readonly ListExample[] = format.examples;

  it.each(examples.map((example) => [example.what, example] as const))('%s', (_what, example) => {
    const { blocked, allowed, faults } = format.read(example.file);
    expect(placed(blocked)).toEqual(example.blocked);
    expect(placed(allowed)).toEqual(example.allowed ?? []);
    expect(faults).toEqual(example.faults ?? []);
  });

  it('reads back what it writes, and leaves out what it cannot say', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 12 }), fc.constantFrom('block', 'allow'), (some, effect) => {
        const evidence = 'asked for 14 times\n"by" 3 classes; */ # ! || example.net CNAME .';
        const both = some.map((entry) => ({ entry, evidence }));
        const written = writeList(format, both, { ...header, effect });
        const { blocked, allowed, faults } = format.read(written.text);
        expect(faults).toEqual([]);
        const wanted = new Map(
          some.flatMap((entry) => {
            const fit = fitOf(format, entry, effect);
            const said = fit === 'narrowed' ? { ...entry, covers: 'host' as const } : entry;
            return fit === 'whole' || fit === 'narrowed' ? [[entryText(said), said] as const] : [];
          }),
        );
        const found = new Set([...blocked, ...allowed].map(({ entry }) => entryText(entry)));
        for (const covered of written.covered) wanted.delete(entryText(covered));
        expect([...found].toSorted()).toEqual([...wanted.keys()].toSorted());
        const outside = some.filter((entry) => !['whole', 'narrowed'].includes(fitOf(format, entry, effect)));
        expect(new Set(written.omitted.map(({ entry }) => entryText(entry)))).toEqual(new Set(outside.map(entryText)));
      }),
      runs(60),
    );
  });

  it('is the same file whatever the order, with one kind of line end', () => {
    const some = listed('example.org', 'games.example.net', 'toskelby.example', 'only:www.example.com');
    const { text } = writeList(format, some, header);
    expect(writeList(format, some.toReversed(), header).text).toBe(text);
    expect(text).toMatch(/\n$/);
    expect(text).not.toMatch(/\r/);
  });

  it('is recognised by its own heading', async () => {
    const { text, count } = writeList(format, listed('example.org', 'example.net/toskelby'), header);
    const checked = await checkList(await fileOf(text), { folder });
    expect([checked.format, checked.entries.length]).toEqual([format.id, count]);
  });
});

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
const hostNames = fc
  .tuple(fc.array(label, { minLength: 0, maxLength: 2 }), fc.constantFrom('example.org', 'example.net', 'example'))
  .map(([labels, ending]) => [...labels, ending].join('.'));
const entries: fc.Arbitrary<ListEntry> = fc.oneof(
  fc.record({
    host: hostNames,
    covers: fc.constantFrom('host', 'host-and-below'),
    segment: fc.option(fc.stringMatching(/^[a-z0-9_@-]{1,8}$/), { freq: 3 }),
  }),
  fc.constantFrom('203.0.113.9', '2001:db8::1').map((host) => ({ host, covers: 'host' as const, segment: null })),
);

describe('an entry', () => {
  it.each([
    ['Example.ORG.', 'example.org'],
    ['.example.org', 'example.org'],
    ['https://www.example.org/', 'www.example.org'],
    ['ONLY:www.example.org', 'only:www.example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['[2001:DB8:0:0::1]', '[2001:db8::1]'],
    ['example.org/@Toskelby/', 'example.org/@toskelby'],
    ['example.org/a%20B', 'example.org/a%20b'],
    ['*.uk', 'uk'],
  ])('%s is %s', (text, expected) => {
    expect(entryText(entryOf(text))).toBe(expected);
    expect(entryOf(expected)).toEqual(entryOf(text));
  });

  it.each([
    ['', 'empty'],
    ['two words', 'no-host'],
    ['1.2.3', 'no-host'],
    ['-example.org', 'no-host'],
    ['*ads*', 'expression'],
    ['ftp://example.org', 'scheme'],
    ['somebody@example.org', 'account'],
    ['example.org:8080', 'port'],
    ['example.org/a/b', 'path-too-deep'],
    ['example.org/a?b', 'query'],
    ['example.org/;x', 'query'],
    ['203.0.113.0/24', 'range'],
    ['203.0.113.0/255.255.255.0', 'range'],
    ['2001:db8::/32', 'range'],
  ])('%s is none: %s', (text, fault) => {
    expect(parseEntry(text)).toEqual({ fault });
  });

  it('has one spelling for one part of a path', () => {
    expect(['/Part/x', '//part', 'p%61rt?q', '%50ART#top'].map(pathSegment)).toEqual(['part', 'part', 'part', 'part']);
    expect(['/', '', '/?q'].map(pathSegment)).toEqual([null, null, null]);
    expect(pathSegment('/%E0%A4%A')).toBe('%25e0%25a4%25a');
  });
});

describe('reading', () => {
  it('takes names alone for a plain list, and asks where formats would not mean the same', async () => {
    const plain = await fileOf('example.org\r\nexample.net # games\r\n');
    expect(await checkList(plain, { folder })).toMatchObject({ format: 'domains', effect: 'block', faults: [] });
    const parts = await fileOf('example.org/toskelby\nexample.net/bdolvane\n');
    const error = await errorOf(checkList(parts, { folder }));
    expect([error.code, error.message.includes('e2guardian-urls')]).toEqual(['list-format-ambiguous', true]);
    const starred = await fileOf('example.org\n*.example.net\n');
    expect((await checkList(starred, { folder })).format).toBe('domains');
    const mixed = await fileOf('0.0.0.0 example.org\naddress=/example.net/\n');
    expect((await errorOf(checkList(mixed, { folder }))).code).toBe('list-format-ambiguous');
  });

  it('says what is no list, and which formats there are', async () => {
    const letter = await fileOf('Dear all,\nplease find the minutes attached.\nKind regards\n');
    expect((await errorOf(checkList(letter, { folder }))).code).toBe('list-format-unknown');
    expect((await errorOf(checkList(letter, { folder, as: 'bind' }))).code).toBe('list-format-not-found');
    expect((await errorOf(checkList('nothing-there.txt', { folder }))).code).toBe('file-missing');
    expect((await errorOf(checkList(await fileOf('\n \n'), { folder }))).code).toBe('file-empty');
  });

  it('knows the encodings of lists', async () => {
    const text = '# Spiele für später\nbücher.example\n';
    const kinds = [
      Buffer.from(`\ufeff${text}`),
      iconv.encode(text, 'windows-1252'),
      iconv.encode(text, 'utf-16le', { addBOM: true }),
    ];
    for (const bytes of kinds) {
      const { entries: found } = await checkList(await fileOf(bytes), { folder });
      expect(placed(found)).toEqual([[2, 'xn--bcher-kva.example']]);
    }
  });

  it('takes a list of exceptions for one that allows', async () => {
    const allowing = await checkList(await fileOf('! ours\n@@||example.org^\n'), { folder });
    expect([allowing.effect, allowing.entries.length, allowing.exceptions]).toEqual(['allow', 1, []]);
    const both = await checkList(await fileOf('||example.net^\n@@||example.org^\n'), { folder });
    expect([both.effect, both.entries.length, both.exceptions.length]).toEqual(['block', 1, 1]);
  });

  it('reads thousands of lines in a moment', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `site-${index}.example.org`);
    const file = await fileOf(names.join('\n'));
    const began = performance.now();
    expect((await loadList(file, { folder })).entries).toHaveLength(20_000);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('judging', () => {
  const reasons = async (text: string) => {
    const { judgements } = await checkList(await fileOf(text), { folder, as: 'domains' });
    return judgements.map(({ line, level, reason, otherLine }) => [line, level, reason, otherLine]);
  };

  it.each([
    ['com', 'refuse', 'public-ending'],
    ['*.co.uk', 'refuse', 'public-ending'],
    ['only:com', 'refuse', 'public-ending'],
    ['sch.uk', 'refuse', 'public-ending'],
    ['wixsite.com', 'refuse', 'whole-platform'],
    ['wordpress.com', 'refuse', 'whole-platform'],
    ['tumblr.com', 'warn', 'service-platform'],
    ['google.com', 'warn', 'path-platform'],
    ['youtube.com', 'warn', 'path-platform'],
    ['10.20.30.40', 'warn', 'private-address'],
    ['fd00::1', 'warn', 'private-address'],
    ['fernhollow.toskelby.sch.uk', 'warn', 'public-body'],
    ['gov.uk', 'warn', 'public-body'],
    ['server.toskelby-lan', 'warn', 'unknown-ending'],
  ])('%s: %s, %s', async (entry, level, reason) => {
    expect(await reasons(`example.org\n${entry}\n`)).toContainEqual([2, level, reason, null]);
  });

  it.each(['toskelby.wixsite.com', 'toskelby.wordpress.com', 'example.org', '203.0.113.9', 'only:wordpress.com'])(
    'has nothing against %s',
    async (entry) => {
      expect(await reasons(`${entry}\n`)).toEqual([]);
    },
  );

  it('tells duplicates and covered entries, with the other line', async () => {
    const text = 'games.example.org\nexample.org\nEXAMPLE.org\nonly:example.org\n*.example.net\n';
    expect(await reasons(text)).toEqual([
      [1, 'warn', 'shadowed', 2],
      [3, 'warn', 'twice', 2],
      [4, 'warn', 'shadowed', 2],
      [5, 'warn', 'widened', null],
    ]);
  });

  it('refuses parts of a path that all parties share', async () => {
    const { judgements } = await checkList(await fileOf('||www.youtube.com/watch^\n||www.youtube.com/@toskelby^\n'), {
      folder,
    });
    expect(judgements.map(({ line, reason }) => [line, reason])).toEqual([[1, 'shared-part']]);
  });

  it('stops with every fault at its line', async () => {
    const file = await fileOf('example.org\ncom\nnot a site\n*.uk\nexample.org\n');
    const error = await errorOf(loadList(file, { folder, as: 'domains' }));
    expect([error.code, error.exitCode, error.faults.map(({ line }) => line)]).toEqual(['list-faults', 3, [2, 3, 4]]);
    expect(error.faults.every((fault) => fault.file === file && !fault.message.includes('not a site'))).toBe(true);
  });
});

describe('writing', () => {
  it('sorts by the labels from the last, with the evidence above its entry', () => {
    const some = [
      { entry: entryOf('www.example.org'), evidence: '3 requests' },
      { entry: entryOf('example.org/part'), evidence: 'one part' },
      { entry: entryOf('example.net'), evidence: 'two\nlines' },
      { entry: entryOf('example.org'), evidence: '' },
    ];
    expect(writeList(listFormatById('domains'), some, header)).toMatchObject({
      text: [
        '# Games and ways round',
        '# Made on 2026-06-01. Entries to be blocked: 3.',
        '# Format: fmreview list domains',
        '# two lines',
        'example.net',
        'example.org',
        '# 3 requests',
        'www.example.org',
        '',
      ].join('\n'),
      count: 3,
      omitted: [{ entry: entryOf('example.org/part'), reason: 'path' }],
    });
  });

  it('leaves out for Squid what it would refuse or warn about', () => {
    const some = listed('example.org', 'only:example.org', 'games.example.org', 'only:www.example.net');
    const { text, covered } = writeList(listFormatById('squid'), some, header);
    expect(text.split('\n').slice(3, -1)).toEqual(['www.example.net', '.example.org']);
    expect(covered.map(entryText)).toEqual(['only:example.org', 'games.example.org']);
  });

  it('counts the zone up by day and revision', () => {
    const zone = writeList(listFormatById('rpz'), listed('example.org'), { ...header, revision: 7 });
    expect(zone.text).toContain('SOA localhost. root.localhost. 2026060107 ');
  });

  it('keeps formulas out of tables', () => {
    const some = [{ entry: entryOf('example.org'), evidence: '=HYPERLINK("x")' }];
    expect(writeList(listFormatById('smoothwall-csv'), some, header).text).toContain(
      'example.org,"\'=HYPERLINK(""x"")"',
    );
  });

  it('says nothing of what is to be allowed in a proxy file: all else would be cut off', () => {
    const some = listed('example.org');
    const { count, omitted } = writeList(listFormatById('pac'), some, { ...header, effect: 'allow' });
    expect([count, omitted.map(({ reason }) => reason)]).toEqual([0, ['allow']]);
  });

  it('lets a browser block by a proxy file', () => {
    const expected = ['PROXY 127.0.0.1:9', 'PROXY 127.0.0.1:9', 'PROXY 127.0.0.1:9', 'DIRECT', 'DIRECT', 'DIRECT'];
    const some = listed('example.org', 'only:www.example.net', 'constructor.example');
    const { text } = writeList(listFormatById('pac'), some, { ...header, effect: 'block' });
    const hosts = [
      'example.org',
      'Games.example.org.',
      'www.example.net',
      'a.www.example.net',
      'example.com',
      'valueOf',
    ];
    const calls = hosts.map((host) => `FindProxyForURL("http://${host}/", "${host}")`);
    expect(z.array(z.string()).parse(runInNewContext(`${text};[${calls.join(',')}]`))).toEqual(expected);
  });
});

describe('platforms', () => {
  it.each([
    ['toskelby.wordpress.com', 'sub-domain', 'toskelby.wordpress.com'],
    ['www.toskelby.wixsite.com', 'sub-domain', 'toskelby.wixsite.com'],
    ['wixsite.com', 'sub-domain', null],
    ['www.youtube.com', 'path', 'www.youtube.com'],
    ['sites.google.com', 'path', 'sites.google.com'],
    ['mail.google.com', null, 'google.com'],
    ['www.games.example.org', null, 'example.org'],
    ['203.0.113.9', null, '203.0.113.9'],
    ['co.uk', null, null],
  ])('%s: %s, a site begins at %s', (host, kind, site) => {
    expect([platformOf(host), siteHost(host)]).toEqual([kind, site]);
  });

  it('tells the parts of parties from those that all share', () => {
    expect([isPartySegment('www.youtube.com', '@toskelby'), isPartySegment('www.youtube.com', 'watch')]).toEqual([
      true,
      false,
    ]);
    expect(isPartySegment('example.org', 'toskelby')).toBe(false);
  });
});
