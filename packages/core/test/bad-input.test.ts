/** What goes wrong says so: with a code, the place, a next step, nothing of the content, and the store as it was. */
import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  AppError,
  type ExitCode,
  findWorkspace,
  identifyFile,
  importPaths,
  openStore,
  readWorkspaceConfiguration,
  reviewPeriod,
  type Store,
} from '../src/index.js';
import { csvText } from './support/csv-text.js';
import {
  emptyStore,
  keyedWorkspace,
  removeFolder,
  rowCounts,
  storedRequests,
  temporaryFolder,
} from './support/workspace.js';

/** Stands in every file that is broken here, and must stand in no message. */
const SECRET = 'toskelby-wrote-this';
const REQUEST_HEADER = ['Time', 'User', 'URL', 'Action'];
const GOOD = csvText([REQUEST_HEADER, ['14/09/2026 09:00:00', SECRET, 'a.example.org', 'Allowed']]);

let folder = '';
let inbox = '';
let store: Store;
beforeAll(async () => {
  folder = await temporaryFolder('bad-input');
  inbox = join(folder, 'inbox');
  await mkdir(inbox);
  store = await openStore(await keyedWorkspace(join(folder, 'workspace')));
  await importFrom('good.csv', GOOD);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

const importOf = (paths: readonly string[], format?: string) =>
  importPaths(store, readWorkspaceConfiguration(store.workspace), { paths, folder: inbox, format });

async function importFrom(name: string, content: string | Buffer, format?: string) {
  await writeFile(join(inbox, name), content);
  return importOf([name], format);
}

async function errorOf(work: () => unknown): Promise<AppError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function expectError(error: AppError | undefined, expected: { code: string; exitCode: ExitCode; place: string }): void {
  expect(error).toMatchObject({ code: expected.code, exitCode: expected.exitCode });
  expect(error?.message).toContain(expected.place);
  expect(error?.hint).not.toBe('');
  const said = [error?.message, error?.hint, ...(error?.faults ?? []).map((fault) => fault.message)].join('\n');
  expect(said).not.toContain(SECRET);
  expect(said).not.toMatch(/[{}]/);
}

describe('files', () => {
  const both = csvText([
    ['Time', 'URL', 'Action', 'Category', 'Severity'],
    [SECRET, '', '', '', ''],
  ]);
  const unreadable = csvText([
    REQUEST_HEADER,
    ['14/09/2026 09:00:07', SECRET, 'a.example.org', 'Allowed'],
    ...Array.from({ length: 9 }, () => [SECRET, SECRET, 'a.example.org', 'Allowed']),
  ]);
  it.each([
    { what: 'an empty file', content: '', code: 'file-empty' },
    { what: 'blank lines only', content: '\r\n  \r\n\n', code: 'file-empty' },
    { what: 'a mark and nothing else', content: '\ufeff', code: 'file-empty' },
    { what: 'prose', content: `${SECRET}, he said.\nNothing else.\n`, code: 'format-unknown' },
    { what: 'one line longer than any sample', content: SECRET.repeat(10_000), code: 'format-unknown' },
    {
      what: 'bytes that are no text',
      content: Buffer.from([0, 255, 254, 0, 1, 2, 10, 0, 0, 200]),
      code: 'format-unknown',
    },
    { what: 'a header that fits two formats', content: both, code: 'format-ambiguous' },
    { what: 'a wrong --as with a header', content: GOOD, format: 'securus-captures', code: 'format-does-not-fit' },
    {
      what: 'a wrong --as without a header',
      content: GOOD.replace('a.', 'b.'),
      format: 'squid-native',
      code: 'format-does-not-fit',
    },
    { what: 'nine of ten records unreadable', content: unreadable, code: 'mostly-unreadable' },
  ])('$what', async ({ what, content, format, code }) => {
    const name = `${what.replace(/\W+/g, '-')}.csv`;
    const before = [await rowCounts(store), await storedRequests(store)];
    const { results, failures } = await importFrom(name, content, format);
    expect(results).toEqual([]);
    expect(failures).toHaveLength(1);
    expectError(failures[0], { code, exitCode: 3, place: join(inbox, name) });
    expect([await rowCounts(store), await storedRequests(store)]).toEqual(before);
    await rm(join(inbox, name));
  });

  it('stores what can be read of an unreadable file when that is asked for', async () => {
    await writeFile(join(inbox, 'hardly.csv'), unreadable);
    const configuration = readWorkspaceConfiguration(store.workspace);
    const request = { paths: ['hardly.csv'], folder: inbox, mayRejectMost: true };
    const { results } = await importPaths(store, configuration, request);
    expect(results).toMatchObject([{ loaded: 1, rejected: 9, ignored: 1 }]);
    await rm(join(inbox, 'hardly.csv'));
  });

  it('is the one that was named, whatever its name would mean as a pattern', async () => {
    const line = (user: string) =>
      `1772442000.250 120 10.20.1.15 TCP_MISS/200 51 GET http://${user}.example.org/ ${user} HIER_NONE/- -\n`;
    for (const [name, user] of Object.entries({ 'day[1].log': 'marked', 'day1.log': 'plain', 'day?.log': 'asked' }))
      await writeFile(join(inbox, name), line(user).repeat(3));
    const before = (await storedRequests(store)).length;
    const { results } = await importOf(['day[1].log', 'day1.log']);
    expect(results).toMatchObject([{ loaded: 3 }, { loaded: 3 }]);
    expect(await storedRequests(store)).toHaveLength(before + 6);
  });

  it('read once as one format is not taken for another in silence', async () => {
    const again = await importFrom('again.csv', GOOD, 'web-filter-csv');
    expect(again.results).toMatchObject([{ outcome: 'skipped' }]);
    const other = csvText([
      ['Created', 'Category', 'Severity', 'User'],
      ['14/09/2026 09:00:00', 'Games', '3', SECRET],
    ]);
    await importFrom('captures.csv', other, 'captures-csv');
    const { failures } = await importFrom('captures again.csv', other, 'securus-captures');
    expectError(failures[0], { code: 'imported-as-another', exitCode: 3, place: 'captures again.csv' });
  });

  it('names a format that there is not as wrong use', async () => {
    // Once, before any file is looked at.
    const refused = await importFrom('unnamed.csv', GOOD.replace('a.', 'c.'), 'no-such-format').catch((error) => error);
    expectError(refused, { code: 'format-not-found', exitCode: 2, place: 'no-such-format' });
  });

  it('finds nothing in a folder without files, and says so for a path that is not there', async () => {
    await mkdir(join(inbox, 'nothing'));
    expect(await importOf(['nothing'])).toEqual({ results: [], failures: [] });
    const { results, failures } = await importOf(['not there.csv', '*.nothing', 'with\u0000nul.csv', 'good.csv']);
    expect(results).toHaveLength(1);
    for (const [index, place] of ['not there.csv', '*.nothing', 'nul.csv'].entries())
      expectError(failures[index], { code: 'file-missing', exitCode: 3, place });
  });

  it('says of a folder that it is no file', async () => {
    await mkdir(join(inbox, 'folder.csv'));
    const error = await errorOf(() => identifyFile(join(inbox, 'folder.csv')));
    expectError(error, { code: 'file-unreadable', exitCode: 3, place: 'folder.csv' });
  });

  it('imports the good files of a folder with bad ones', async () => {
    const mixed = join(inbox, 'mixed');
    await mkdir(mixed);
    await writeFile(join(mixed, '1 bad.csv'), SECRET);
    await writeFile(join(mixed, '2 good.csv'), GOOD.replace('09:00:00', '10:00:00'));
    const { results, failures } = await importOf(['mixed']);
    expect(results).toMatchObject([{ outcome: 'imported', loaded: 1 }]);
    expect(failures.map(({ code }) => code)).toEqual(['format-unknown']);
  });

  it('takes a header alone for a log of nothing', async () => {
    const { results } = await importFrom('header.csv', csvText([REQUEST_HEADER]));
    expect(results).toMatchObject([{ outcome: 'imported', lines: 1, loaded: 0, ignored: 1 }]);
  });

  it('rejects both people who claim one account, and no one else', async () => {
    const people = csvText([
      ['Person ID', 'First name', 'Username', 'Role', 'Start date', 'Leaving date'],
      ['P1', SECRET, 'FERNHOLLOW\\shared', 'Pupil', '', ''],
      ['P2', SECRET, 'Shared', 'Pupil', '', ''],
      ['P3', SECRET, 'alone', 'Pupil', '', ''],
      ['P4', SECRET, 'later', 'Pupil', '', '31/08/2025'],
      ['P5', SECRET, 'later', 'Pupil', '01/09/2025', ''],
    ]);
    const { results } = await importFrom('people.csv', people);
    expect(results).toMatchObject([{ loaded: 3, rejected: 2, ignored: 1 }]);
  });

  it('reviews no period that the store has nothing in', async () => {
    const period = { from: '2031-01-01', to: '2031-01-31' };
    const error = await errorOf(() => reviewPeriod(store, readWorkspaceConfiguration(store.workspace), period));
    expectError(error, { code: 'period-empty', exitCode: 5, place: '2031-01-01' });
  });
});

describe('workspaces', () => {
  afterEach(() => emptyStore(store));

  let made = 0;
  async function workspaceWithRows() {
    made += 1;
    const workspace = await keyedWorkspace(join(folder, `other-${made}`));
    const other = await openStore(workspace);
    const paths = [join(inbox, 'good.csv')];
    await importPaths(other, readWorkspaceConfiguration(workspace), { paths, folder: inbox });
    await other.run('CHECKPOINT');
    return { workspace, other };
  }

  it('says that there is none', async () => {
    const error = await errorOf(() => findWorkspace(join(folder, 'elsewhere'), folder));
    expectError(error, { code: 'workspace-missing', exitCode: 4, place: join(folder, 'elsewhere') });
  });

  it('lists every fault of a configuration with its line', async () => {
    const workspace = await keyedWorkspace(join(folder, 'faulty'));
    const broken = [
      'school: { name: Fern Hollow }',
      `timeZone: ${SECRET}`,
      'policy: beech-green',
      'calendar:',
      '  terms:',
      '    - { name: Spring term, from: 2026-01-05, to: 31/03/2026 }',
      '  day:',
      '    - { session: lesson, from: "00:00", to: "25:00" }',
      'suppression:',
      '  thresholdPeople: 1',
      '  colour: red',
    ].join('\r\n');
    await writeFile(workspace.configurationFile, broken);
    const error = await errorOf(() => readWorkspaceConfiguration(workspace));
    expectError(error, { code: 'configuration-faults', exitCode: 4, place: workspace.configurationFile });
    expect(error.faults.map((fault) => fault.line)).toEqual([2, 6, 8, 10, 11]);
    expect(error.faults.every((fault) => fault.file === workspace.configurationFile)).toBe(true);
  });

  it('refuses a store that a newer program wrote, and leaves it alone', async () => {
    const { workspace, other } = await workspaceWithRows();
    await other.run('UPDATE store_meta SET schema_version = 99');
    other.close();
    const error = await errorOf(() => openStore(workspace));
    expectError(error, { code: 'store-newer', exitCode: 4, place: workspace.storeFile });
    expect(error.message).toContain('99');
  });

  it.each([
    ['replaced by something else', (file: string) => writeFile(file, SECRET.repeat(1_000))],
    ['cut short', (file: string) => truncate(file, 20_000)],
    ['cut to its head', (file: string) => truncate(file, 5_000)],
    [
      'overwritten in its middle',
      async (file: string) => {
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(0xa5, 12_288, Math.max(12_289, bytes.length - 100)));
      },
    ],
    [
      'a folder',
      async (file: string) => {
        await rm(file);
        await mkdir(file);
      },
    ],
  ] as const)('refuses a store that was %s', async (_, damage) => {
    const { workspace, other } = await workspaceWithRows();
    other.close();
    await damage(workspace.storeFile);
    const error = await errorOf(() => openStore(workspace));
    expectError(error, { code: 'store-broken', exitCode: 4, place: workspace.storeFile });
  });

  it('refuses to go on without the key, or with half of it', async () => {
    const { workspace, other } = await workspaceWithRows();
    other.close();
    const kept = `${workspace.keyFile}.kept`;
    await rename(workspace.keyFile, kept);
    expectError(await errorOf(() => openStore(workspace)), {
      code: 'key-missing',
      exitCode: 4,
      place: workspace.keyFile,
    });
    await writeFile(workspace.keyFile, 'abab');
    expectError(await errorOf(() => openStore(workspace)), {
      code: 'key-missing',
      exitCode: 4,
      place: workspace.keyFile,
    });
    await rename(kept, workspace.keyFile);
    const again = await openStore(workspace);
    expect(await storedRequests(again)).toHaveLength(1);
    again.close();
  });

  it('stores nothing of a file when the sealed texts cannot be written', async () => {
    const { workspace, other } = await workspaceWithRows();
    const before = await rowCounts(other);
    await rm(workspace.sealedFolder, { recursive: true, force: true });
    await writeFile(workspace.sealedFolder, SECRET);
    const path = join(inbox, 'next.csv');
    await writeFile(path, GOOD.replace('09:00:00', '11:00:00'));
    const configuration = readWorkspaceConfiguration(workspace);
    const { results, failures } = await importPaths(other, configuration, { paths: [path], folder: inbox });
    expect(results).toEqual([]);
    expectError(failures[0], { code: 'workspace-unwritable', exitCode: 4, place: workspace.sealedFolder });
    expect(await rowCounts(other)).toEqual(before);
    other.close();
  });
});
