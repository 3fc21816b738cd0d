/** Lines in = loaded + duplicate + rejected + ignored, to the line, whatever a file is made of; and nothing counts twice. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, readWorkspaceConfiguration, type Store } from '../src/index.js';
import { type ImportedFile, importFile } from '../src/store/import-file.js';
import type { ImportOptions } from '../src/store/import-options.js';
import { csvText } from './support/csv-text.js';
import { importOptions } from './support/keys.js';
import { HEADER, plantedFiles, requestFields, timeText } from './support/planted-file.js';
import { fc, runs } from './support/properties.js';
import {
  emptyStore,
  keyedWorkspace,
  rejectedLines,
  removeFolder,
  storedCaptures,
  storedRequests,
  temporaryFolder,
} from './support/workspace.js';

let folder = '';
let store: Store;
let options: ImportOptions;
beforeAll(async () => {
  folder = await temporaryFolder('ledger');
  const workspace = await keyedWorkspace(folder);
  store = await openStore(workspace);
  options = importOptions(readWorkspaceConfiguration(workspace));
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

let files = 0;
async function importContent(content: string | Buffer): Promise<ImportedFile> {
  files += 1;
  const path = join(folder, `export-${files}.csv`);
  await writeFile(path, content);
  const result = await importFile(store, { path, name: path }, options);
  if (result.outcome === 'skipped') throw new Error('a new file was skipped');
  return result;
}

async function requestsFrom(...contents: readonly (string | Buffer)[]): Promise<string[]> {
  await emptyStore(store);
  for (const content of contents) await importContent(content);
  return storedRequests(store);
}

it('accounts for every line as it was planted', async () => {
  await fc.assert(
    fc.asyncProperty(plantedFiles, async (planted) => {
      await emptyStore(store);
      const { lines, loaded, duplicate, rejected, ignored } = await importContent(planted.bytes);
      expect(await rejectedLines(store)).toEqual(planted.rejected);
      expect({ lines, loaded, duplicate, rejected, ignored }).toEqual({
        lines: planted.lines,
        loaded: planted.fine,
        duplicate: 0,
        rejected: planted.rejected.length,
        ignored: planted.ignored,
      });
      expect(await storedRequests(store)).toHaveLength(planted.fine);
    }),
    runs(14),
  );
});

const awkwardText = fc
  .array(fc.constantFrom('"', ',', ' ', ';', 'é', 'e\u0301', '\u0301', '😀', 'a', "'", '\\'), { maxLength: 6 })
  .map((parts) => parts.join(''));

it('gives the same rows by whole columns as line by line', async () => {
  const row = fc
    .tuple(requestFields, awkwardText, awkwardText)
    .map(([fields, user, category]) => fields.with(1, user).with(4, category));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const clean = csvText([HEADER, ...rows]);
      // A blank line is enough for the way that is exact to the line.
      expect(await requestsFrom(`${clean}\n`)).toEqual(await requestsFrom(clean));
    }),
    runs(4),
  );
});

it('judges a line alike, whatever else its file holds', async () => {
  const loose = fc
    .tuple(requestFields, awkwardText)
    .map(([fields, junk]) =>
      [...fields.slice(0, 1), junk, ...fields.slice(2, 3), 'a.example.org', 'x', 'Allowed', '1', '2'].join(','),
    );
  await fc.assert(
    fc.asyncProperty(loose, async (line) => {
      const clean = `${HEADER.join(',')}\n${line}\n`;
      expect(await requestsFrom(`${clean}\n`)).toEqual(await requestsFrom(clean));
    }),
    runs(4),
  );
});

it('takes no line end, no mark and no length for granted', async () => {
  const row = (second: number, user: string) => [timeText(second), user, '', 'a.example.org', '', 'Allowed', '', ''];
  const [one, other] = [csvText([HEADER, row(1, 'toskelby')]), csvText([row(2, 'bdolvane')])];
  const cases: [string, { loaded: number; rejected: number; ignored: number }][] = [
    [`${one}${csvText([row(2, 'tos\u0000kelby')])}${other}`, { loaded: 3, rejected: 0, ignored: 1 }],
    [`${one}${csvText([row(2, '\u0000')])}\n`, { loaded: 2, rejected: 0, ignored: 2 }],
    // A line end of its own kind inside a line: neither a new line nor a reason to lose count of the others.
    [`${one}${csvText([row(2, 'toskelby')]).trimEnd()}\r${other}\n`, { loaded: 1, rejected: 1, ignored: 2 }],
    [`${one}${csvText([row(2, 'x'.repeat(3_000_000))])}${other}`, { loaded: 3, rejected: 0, ignored: 1 }],
    [
      `${one.replace('a.example.org', `a.example.org/${'y'.repeat(70_000)}`)}${other}`,
      { loaded: 2, rejected: 0, ignored: 1 },
    ],
    [`${one}${other.trimEnd()}\r`, { loaded: 2, rejected: 0, ignored: 1 }],
    [`\n\n${one}${other}`, { loaded: 2, rejected: 0, ignored: 3 }],
    [`${one}\r`, { loaded: 1, rejected: 0, ignored: 2 }],
  ];
  for (const [content, expected] of cases) {
    await emptyStore(store);
    expect(await importContent(content)).toMatchObject({ ...expected, duplicate: 0 });
    expect(await storedRequests(store)).toHaveLength(expected.loaded);
  }
});

it('takes a file for UTF-8 whose last character has several bytes', async () => {
  const content = csvText([
    ['Time', 'URL', 'Action', 'Category'],
    [timeText(1), 'a.example.org', 'Allowed', 'Café'],
  ]);
  expect((await requestsFrom(content.trimEnd()))[0]).toContain(store.keyring.keyOf('category', 'café'));
});

it('counts line ends and not their halves in UTF-16', async () => {
  const row = (user: string) => [timeText(1), user, '', 'a.example.org', '', 'Allowed', '', ''];
  const text = csvText([HEADER, row('\u010a\u0a00\u0a0a'), row('\u0d0a')]);
  for (const encoding of ['utf-16le', 'utf-16be']) {
    await emptyStore(store);
    expect(await importContent(iconv.encode(text, encoding, { addBOM: true }))).toMatchObject({ lines: 3, loaded: 2 });
  }
});

it('lets one broken date reject one line, and only a month-first file be refused', async () => {
  const row = (time: string) => [time, '', '', 'https://a.example.org/news/3/25/2026/x', '', 'Allowed', '', ''];
  const mixed = csvText([HEADER, row(timeText(1)), row('02/30/2026 10:00:00'), row('31/06/2026 10:00:00')]);
  await emptyStore(store);
  expect(await importContent(mixed)).toMatchObject({ loaded: 1, rejected: 2, datesProven: true });
  const early = csvText([HEADER, row('01/02/2026 09:00:00'), row('31/06/2026 10:00:00')]);
  expect(await importContent(early)).toMatchObject({ loaded: 1, rejected: 1, datesProven: false });
});

it('loads an address that is only a path, as one without a host', async () => {
  const row = (url: string) => [timeText(1), '', '', url, '', 'Allowed', '', ''];
  await emptyStore(store);
  expect(await importContent(csvText([HEADER, row('/maths?q=angles'), row(' '), row('a.example.org')]))).toMatchObject({
    ...{ loaded: 2, rejected: 1 },
  });
  expect((await storedRequests(store)).filter((text) => text.includes('"host":""'))).toHaveLength(1);
});

it('skips a file that it has seen, whatever its name', async () => {
  await emptyStore(store);
  const content = csvText([HEADER, [timeText(1), '', '', 'a.example.org', '', 'Allowed', '', '']]);
  await importContent(content);
  const path = join(folder, 'another name.txt');
  await writeFile(path, content);
  expect(await importFile(store, { path, name: path }, options)).toMatchObject({ outcome: 'skipped' });
  expect(await storedRequests(store)).toHaveLength(1);
});

/** Two exports of one log, each whole in its span of time; the seconds between `from` and `to` stand in both. */
const overlap = fc.tuple(fc.nat(5), fc.nat(5)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);

it('gives the same rows from two overlapping exports, in either order, as from one', async () => {
  const second = ([time = '']: readonly string[]) => Number(time.slice(-2));
  await fc.assert(
    fc.asyncProperty(
      fc.array(requestFields, { minLength: 1, maxLength: 40 }),
      overlap,
      async (rows, [from = 0, to = 0]) => {
        const whole = csvText([HEADER, ...rows]);
        const first = csvText([HEADER, ...rows.filter((row) => second(row) <= to)]);
        const last = csvText([HEADER, ...rows.filter((row) => second(row) >= from)]);
        const expected = await requestsFrom(whole);
        expect(expected).toHaveLength(rows.length);
        if (first === last) return;
        expect(await requestsFrom(first, last)).toEqual(expected);
        expect(await requestsFrom(last, first)).toEqual(expected);
      },
    ),
    runs(3),
  );
});

const CAPTURE_HEADER = [
  'Capture ID',
  'Created',
  'Username',
  'Station',
  'Source',
  'Category',
  'Phrase',
  'Severity',
  'Notes',
];
const captureRow = fc
  .record({
    second: fc.nat(5),
    user: fc.constantFrom('toskelby', 'bdolvane', ''),
    station: fc.constantFrom('FH-IT-01', 'FH-IT-02', ''),
    source: fc.constantFrom('Keyboard', 'a|1', ''),
    category: fc.constantFrom('Bullying', 'Drugs'),
    phrase: fc.constantFrom('made up', '"made\nup"', "'=made up", ''),
  })
  .map(({ second, user, station, source, category, phrase }) => [
    '',
    timeText(second),
    user,
    station,
    source,
    category,
    phrase,
    '3',
    'x',
  ]);

async function capturesFrom(...contents: readonly string[]): Promise<string[]> {
  await emptyStore(store);
  for (const content of contents) await importContent(content);
  return storedCaptures(store);
}

it('does the same for captures, with and without ids of their own', async () => {
  const second = ([, time = '']: readonly string[]) => Number(time.slice(-2));
  const captures = fc
    .tuple(fc.array(captureRow, { minLength: 1, maxLength: 40 }), fc.boolean())
    .map(([rows, hasIds]) => (hasIds ? rows.map((row, index) => row.with(0, `c${index}`)) : rows));
  await fc.assert(
    fc.asyncProperty(captures, overlap, async (rows, [from = 0, to = 0]) => {
      const whole = csvText([CAPTURE_HEADER, ...rows]);
      const first = csvText([CAPTURE_HEADER, ...rows.filter((row) => second(row) <= to)]);
      const last = csvText([CAPTURE_HEADER, ...rows.filter((row) => second(row) >= from)]);
      const expected = await capturesFrom(whole);
      expect(expected).toHaveLength(rows.length);
      if (first === last) return;
      expect(await capturesFrom(first, last)).toEqual(expected);
      expect(await capturesFrom(last, first)).toEqual(expected);
    }),
    runs(2),
  );
});

it('keeps apart captures that only share the numbers of what they know', async () => {
  const row = (user: string, station: string) => ['', timeText(1), user, station, '', 'Drugs', '', '3', ''];
  expect(await capturesFrom(csvText([CAPTURE_HEADER, row('toskelby', ''), row('', 'FH-IT-01')]))).toHaveLength(2);
});

it('accounts for every line of captures, lists of people and lists of devices', async () => {
  const capture = ['', timeText(1), 'toskelby', '', '', 'Drugs', 'two\nlines', '3', ''];
  const captures = csvText([CAPTURE_HEADER, capture, CAPTURE_HEADER, capture.with(7, 'purple'), ['1', '2']]);
  const people = csvText([
    ['Username', 'Role'],
    ['toskelby', 'Pupil'],
    ['Username', 'Role'],
    ['bdolvane', 'Wizard'],
  ]);
  const devices = csvText([
    ['Device', 'IP', 'Room'],
    ['FH-IT-01', '10.20.1.15', ''],
    ['Device', 'IP', 'Room'],
    ['', '10.20.1.16', ''],
  ]);
  for (const [content, expected] of [
    [captures, { lines: 7, loaded: 1, rejected: 2, ignored: 4 }],
    [`${captures}\n`, { lines: 8, loaded: 0, duplicate: 1, rejected: 2, ignored: 5 }],
    [`${captures}\n\r\n  `, { lines: 10, loaded: 0, duplicate: 1, rejected: 2, ignored: 7 }],
    [people, { lines: 4, loaded: 1, rejected: 1, ignored: 2 }],
    [`${people}\n\n`, { lines: 6, loaded: 1, rejected: 1, ignored: 4 }],
    [devices, { lines: 4, loaded: 1, rejected: 1, ignored: 2 }],
    [`${devices}\n`, { lines: 5, loaded: 1, rejected: 1, ignored: 3 }],
  ] as const)
    expect(await importContent(content)).toMatchObject(expected);
});
