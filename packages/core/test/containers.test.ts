/** Exports as they come: packed, in archives, in workbooks, through a pipe. Nothing in clear is left behind. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AppError,
  identifyFile,
  importPaths,
  openInput,
  openStore,
  previewFile,
  readWorkspaceConfiguration,
  type Store,
  storeStatus,
} from '../src/index.js';
import { csvText } from './support/csv-text.js';
import { rowsXml, workbookOf, zipOf } from './support/packed-files.js';
import { emptyStore, keyedWorkspace, removeFolder, storedRequests, temporaryFolder } from './support/workspace.js';

const HEADER = ['Time', 'User', 'URL', 'Action'];
const logOf = (...times: readonly string[]) =>
  csvText([HEADER, ...times.map((time) => [`14/09/2026 ${time}`, 'bdolvane', 'a.example.org', 'Allowed'])]);
const ROSTER = csvText([
  ['Person ID', 'Username', 'Role', 'Year'],
  ['p1', 'bdolvane', 'pupil', '4'],
]);

let folder = '';
let inbox = '';
let store: Store;
beforeAll(async () => {
  folder = await temporaryFolder('containers');
  store = await openStore(await keyedWorkspace(join(folder, 'workspace')));
});
beforeEach(async () => {
  inbox = join(folder, 'inbox');
  await mkdir(inbox);
});
afterEach(async () => {
  await removeFolder(inbox);
  await emptyStore(store);
  expect(await leftBehind()).toEqual([]);
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});

/** Unpacked texts in the workspace or among the system's temporary files. */
async function leftBehind(): Promise<string[]> {
  const ours = (await readdir(tmpdir())).filter((name) => name.startsWith(`fmreview-process-${process.pid}-`));
  const unpacked = `${store.workspace.storeFile}.unpacked`;
  return [...ours, ...(existsSync(unpacked) ? [unpacked] : [])];
}

async function put(name: string, content: string | Buffer): Promise<string> {
  await mkdir(join(inbox, name, '..'), { recursive: true });
  await writeFile(join(inbox, name), content);
  return join(inbox, name);
}

const importOf = (paths: readonly string[], more: object = {}) =>
  importPaths(store, readWorkspaceConfiguration(store.workspace), { paths, folder: inbox, ...more });

async function* inPieces(bytes: Buffer, size = 50): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('compressed files', () => {
  it('reads several compressed parts one after the other, whatever the file is called', async () => {
    const [first = '', second = ''] = [logOf('09:00:00'), '14/09/2026 10:00:00,bdolvane,b.example.org,Allowed\r\n'];
    await put('access.csv', Buffer.concat([gzipSync(first), gzipSync(second)]));
    const { results, failures } = await importOf(['access.csv']);
    expect(failures).toEqual([]);
    expect(results).toMatchObject([{ outcome: 'imported', file: join(inbox, 'access.csv'), lines: 3, loaded: 2 }]);
  });

  it('knows a log again that was imported plain', async () => {
    await put('a.csv', logOf('09:00:00'));
    await put('b.csv.gz', gzipSync(logOf('09:00:00')));
    await put('c.zip', zipOf([{ name: 'x.csv', content: logOf('09:00:00') }]));
    const { results } = await importOf(['a.csv', 'b.csv.gz', 'c.zip']);
    expect(results.map(({ outcome }) => outcome)).toEqual(['imported', 'skipped', 'skipped']);
    expect(await storedRequests(store)).toHaveLength(1);
  });

  it('stores nothing of a file that was cut short', async () => {
    const packed = gzipSync(
      logOf(...Array.from({ length: 60 }, (_, minute) => `09:${String(minute).padStart(2, '0')}:00`)),
    );
    await put('short.gz', packed.subarray(0, -12));
    await put('whole.gz', gzipSync(logOf('10:00:00')));
    const { results, failures } = await importOf(['short.gz', 'whole.gz']);
    expect(results).toMatchObject([{ file: join(inbox, 'whole.gz'), loaded: 1 }]);
    expect(failures).toMatchObject([{ code: 'archive-damaged', exitCode: 3 }]);
    expect(failures[0]?.message).toContain('short.gz');
    expect(await storedRequests(store)).toHaveLength(1);
  });

  it('refuses a text that was packed thousandfold', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(logOf('09:00:00')), Buffer.alloc(101 << 20, 'a')]), { level: 9 });
    await put('bomb.gz', bomb);
    const { results, failures } = await importOf(['bomb.gz']);
    expect(results).toEqual([]);
    expect(failures).toMatchObject([{ code: 'archive-too-large' }]);
  });
});

describe('archives', () => {
  it('reads every member, in folders too, lists first, and passes over what systems leave there', async () => {
    await put(
      'term.zip',
      zipOf([
        { name: 'january/', content: '' },
        { name: 'january/access.csv', content: logOf('09:00:00') },
        { name: 'february/access.csv.gz', content: gzipSync(logOf('10:00:00', '11:00:00')) },
        { name: 'people.csv', content: ROSTER },
        { name: '__MACOSX/january/._access.csv', content: 'x' },
        { name: 'Thumbs.db', content: 'x' },
      ]),
    );
    const { results, failures } = await importOf(['.'], { listedOn: '2026-09-01' });
    expect(failures).toEqual([]);
    const archive = join(inbox, 'term.zip');
    expect(results).toMatchObject([
      { file: `${archive} › people.csv`, format: 'roster-csv', loaded: 1 },
      { file: `${archive} › january/access.csv`, loaded: 1 },
      { file: `${archive} › february/access.csv.gz`, loaded: 2 },
    ]);
    const { files } = await storeStatus(store);
    expect(files.map(({ name }) => name)).toContain('term.zip › january/access.csv');
  });

  it('opens an archive in an archive, and no deeper', async () => {
    const inner = zipOf([
      { name: 'a.csv', content: logOf('09:00:00') },
      { name: 'b.csv.gz', content: gzipSync(logOf('10:00:00')) },
    ]);
    await put('outer.zip', zipOf([{ name: 'inner.zip', content: inner }]));
    const { results, failures } = await importOf(['outer.zip']);
    expect(results).toMatchObject([{ file: `${join(inbox, 'outer.zip')} › inner.zip › a.csv`, loaded: 1 }]);
    expect(failures).toMatchObject([{ code: 'archive-too-deep' }]);
  });

  it('refuses members that climb out, links, locked and damaged ones, and reads the others', async () => {
    const content = logOf('09:00:00');
    await put(
      'mixed.zip',
      zipOf([
        { name: '../out.csv', content },
        { name: '/etc/out.csv', content },
        { name: 'C:\\out.csv', content },
        { name: 'a\\..\\..\\out.csv', content },
        { name: 'link.csv', content: '/etc/hostname', mode: 0o120777 },
        { name: 'locked.csv', content, isEncrypted: true },
        { name: 'odd.csv', content, method: 99 },
        { name: 'wrong.csv', content, checksum: 1 },
        { name: 'old.xls', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
        { name: 'good.csv', content: logOf('10:00:00') },
      ]),
    );
    const { results, failures } = await importOf(['mixed.zip']);
    expect(results).toMatchObject([{ file: `${join(inbox, 'mixed.zip')} › good.csv`, loaded: 1 }]);
    const told = failures.map(({ code, message }) => [code, / › (\S+?)[ .]?(?= is| cannot)/.exec(message)?.[1]]);
    expect(new Map(told.map(([code, name]) => [name, code]))).toEqual(
      new Map([
        ['wrong.csv', 'archive-damaged'],
        ['old.xls', 'file-packed'],
        ['../out.csv', 'archive-member-refused'],
        ['/etc/out.csv', 'archive-member-refused'],
        ['C:/out.csv', 'archive-member-refused'],
        ['a/../../out.csv', 'archive-member-refused'],
        ['link.csv', 'archive-member-refused'],
        ['locked.csv', 'archive-member-refused'],
        ['odd.csv', 'archive-member-refused'],
      ]),
    );
    expect(await storedRequests(store)).toHaveLength(1);
    expect(existsSync(join(folder, 'out.csv'))).toBe(false);
  });

  it('says of a ZIP archive that was cut short that it is damaged', async () => {
    const whole = zipOf([{ name: 'a.csv', content: logOf('09:00:00') }]);
    await put('cut.zip', whole.subarray(0, -30));
    expect((await importOf(['cut.zip'])).failures).toMatchObject([{ code: 'archive-damaged' }]);
  });

  it('refuses members that share their bytes, and archives of too many', async () => {
    const one = zipOf([{ name: 'a.csv', content: 'x'.repeat(2_000) + logOf('09:00:00') }]);
    const local = one.readUInt32LE(one.length - 6);
    const entry = one.subarray(local, -22);
    const end = Buffer.from(one.subarray(-22));
    end.writeUInt16LE(9, 8);
    end.writeUInt16LE(9, 10);
    end.writeUInt32LE(entry.length * 9, 12);
    await put('shared.zip', Buffer.concat([one.subarray(0, local), ...Array.from({ length: 9 }, () => entry), end]));
    await put('many.zip', zipOf(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.csv`, content: '' }))));
    const { failures } = await importOf(['shared.zip', 'many.zip']);
    expect(failures).toMatchObject([{ code: 'archive-damaged' }, { code: 'archive-too-many' }]);
  });

  it.each([
    ['report.pdf', Buffer.from('%PDF-1.7\n'), 'a PDF'],
    [
      'letter.docx',
      zipOf([
        { name: '[Content_Types].xml', content: '' },
        { name: 'word/document.xml', content: '' },
      ]),
      'a Word document',
    ],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old spreadsheet'],
    ['logs.7z', Buffer.from('377abcaf271c0004', 'hex'), 'a 7-Zip archive'],
  ])('refuses %s with a word on what it is', async (name, content, what) => {
    await put(name, content);
    const { failures } = await importOf([name]);
    expect(failures).toMatchObject([{ code: 'file-packed' }]);
    expect(failures[0]?.message).toContain(what);
  });
});

describe('standard input', () => {
  it.each([
    ['plain', Buffer.from(logOf('09:00:00'))],
    ['compressed', gzipSync(logOf('09:00:00'))],
    ['an archive', zipOf([{ name: 'a.csv', content: logOf('09:00:00') }])],
  ])('is imported: %s', async (_, bytes) => {
    const { results, failures } = await importOf(['-'], { standardInput: inPieces(bytes) });
    expect(failures).toEqual([]);
    expect(results).toMatchObject([{ outcome: 'imported', loaded: 1 }]);
    expect(results[0]?.file).toMatch(/^standard input( › a\.csv)?$/);
    expect((await storeStatus(store)).files[0]?.name).toMatch(/^standard input/);
  });

  it('is previewed', async () => {
    const input = await openInput('-', { standardInput: inPieces(gzipSync(logOf('09:00:00'))) });
    expect(await identifyFile(input.file)).toMatchObject({ format: 'web-filter-csv', lines: 2 });
    const rows = [];
    for await (const row of previewFile(input.file)) rows.push(row);
    expect(rows).toMatchObject([{ kind: 'record', line: 2 }]);
    await input.close();
  });
});

describe('preview', () => {
  it('shows the first member that can be read, or the one that is named', async () => {
    const archive = await put(
      'two.zip',
      zipOf([
        { name: 'a.pdf', content: '%PDF-1.7\n' },
        { name: 'b.csv', content: logOf('09:00:00') },
        { name: 'c.csv', content: logOf('09:00:00', '10:00:00') },
      ]),
    );
    const first = await openInput(archive);
    expect([first.file.name, first.memberCount]).toEqual([`${archive} › b.csv`, 3]);
    await first.close();
    expect(await identifyFile(`${archive} › c.csv`)).toMatchObject({ lines: 3 });
    const refused = await identifyFile(`${archive} › d.csv`).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: 'archive-member-missing' });
  });

  it('leaves nothing behind when it is stopped early', async () => {
    const packed = await put('a.gz', gzipSync(logOf('09:00:00', '10:00:00')));
    for await (const _ of previewFile(packed)) break;
    expect(await leftBehind()).toEqual([]);
  });
});

describe('what is left behind', () => {
  it('is nothing after a cancellation', async () => {
    await put('a.gz', gzipSync(logOf('09:00:00')));
    const stop = new AbortController();
    const onEvent = ({ kind }: { kind: string }) => void (kind === 'started' && stop.abort());
    await expect(importOf(['a.gz'], { signal: stop.signal, onEvent })).rejects.toMatchObject({ code: 'cancelled' });
    expect(await leftBehind()).toEqual([]);
  });

  it('goes when the store is opened after a run that was killed', async () => {
    const unpacked = `${store.workspace.storeFile}.unpacked`;
    await mkdir(unpacked);
    await writeFile(join(unpacked, '1.text'), ROSTER);
    store.close();
    store = await openStore(store.workspace);
    expect(existsSync(unpacked)).toBe(false);
  });
});

describe('folders', () => {
  it('passes over hidden files and what systems and office programs leave there', async () => {
    await put('a.csv', logOf('09:00:00'));
    for (const name of ['.hidden.csv', 'Thumbs.db', 'desktop.ini', '.DS_Store', '~$people.xlsx'])
      await put(join('deeper', name), 'x');
    const { results, failures } = await importOf(['.']);
    expect([results.length, failures]).toEqual([1, []]);
  });
});

describe('spreadsheets', () => {
  it('reads a list out of the first sheet with rows, and says which one', async () => {
    const rows = [
      [],
      ['Person ID', 'Username', 'Role', 'Year'],
      [],
      ['p1', 'bdolvane', 'pupil', '4'],
      ['p2', 'toskelby', 'wizard', '4'],
    ];
    const path = await put('people.xlsx', workbookOf({ sheets: ['', rowsXml(rows)] }));
    const { results, failures } = await importOf(['people.xlsx'], { listedOn: '2026-09-01' });
    expect(failures).toEqual([]);
    // Five rows in Excel, five lines in the ledger: the header and two empty rows count as well.
    expect(results).toMatchObject([
      { file: `${path} › sheet 2 of 2`, format: 'roster-csv', lines: 5, loaded: 1, rejected: 1, ignored: 3 },
    ]);
    const rejected = [];
    for await (const row of previewFile(path)) if (row.kind === 'rejected') rejected.push(row);
    expect(rejected).toMatchObject([{ line: 5, column: 'role' }]);
  });

  it('reads times, numbers, shared texts and line breaks as Excel shows them', async () => {
    // 46279.375 days after 30 December 1899: 14 September 2026, 9 o'clock.
    const cells =
      '<c r="A2" s="1"><v>46279.375</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="str"><v>Allowed</v></c>';
    const head = HEADER.map((text, index) => `<c r="${'ABCD'[index]}1" t="inlineStr"><is><t>${text}</t></is></c>`).join(
      '',
    );
    const path = await put(
      'log.xlsx',
      workbookOf({
        sheets: [`<row r="1">${head}</row><row r="2">${cells}</row>`],
        shared: ['<r><t>bdol</t></r><r><t>vane</t></r><rPh><t>x</t></rPh>', '<t>a.example.org/?q=1&amp;r="2"</t>'],
        styles: [0, 'dd/mm/yyyy hh:mm:ss'],
      }),
    );
    const rows = [];
    for await (const row of previewFile(path)) rows.push(row);
    expect(rows).toMatchObject([
      {
        line: 2,
        fields: {
          '@timestamp': '2026-09-14T08:00:00.000Z',
          'user.name': 'bdolvane',
          'url.original': 'a.example.org/?q=1&r="2"',
        },
      },
    ]);
  });

  it('writes a row as a line, and every value as Excel shows it', async () => {
    const styled = ['dd/mm/yyyy', 14, 22, 20, '000000', '[h]:mm', '"due" 0.00', '[$-809]d mmmm yyyy hh:mm;@'];
    const cell = (place: string, style: number, value: string) => `<c r="${place}" s="${style}"><v>${value}</v></c>`;
    const rows = [
      `<row r="2">${cell('B2', 0, '46279')}${cell('C2', 1, '60')}${cell('D2', 2, '46279.5')}</row>`,
      `<row r="3">${cell('A3', 3, '0.375')}${cell('B3', 4, '1234')}${cell('C3', 5, '0.5')}${cell('D3', 6, '0.10000000000000001')}</row>`,
      `<row r="5">${cell('A5', 7, '46279.999988425923')}<c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#N/A</v></c></row>`,
      `<row><c t="inlineStr"><is><t>say "a"\nb_x000D_\nc</t></is></c><c t="d"><v>2026-09-14T09:00:00Z</v></c></row>`,
    ];
    const path = await put('values.xlsx', workbookOf({ sheets: [rows.join('')], styles: styled }));
    const input = await openInput(path);
    // 60 is the 29 February 1900 that Excel believes in, shown as the day after the 28th.
    expect((await readFile(input.file.path, 'utf8')).split('\n')).toEqual([
      '',
      ',2026-09-14,1900-02-28,2026-09-14 12:00:00',
      '09:00:00,001234,12:00:00,0.1',
      '',
      '2026-09-14 23:59:59,,TRUE,#N/A',
      '"say ""a""\u2028b\u2028c",2026-09-14 09:00:00,,',
      '',
    ]);
    await input.close();
    const old = await openInput(
      await put(
        'mac.xlsx',
        workbookOf({ sheets: [`<row r="1">${cell('A1', 0, '44817')}</row>`], styles: [14], isOf1904: true }),
      ),
    );
    expect(await readFile(old.file.path, 'utf8')).toBe('2026-09-14\n');
    await old.close();
  });

  it('rejects a row with a cell beyond the table, and only that', async () => {
    const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = (number: number, cells: readonly string[], more = '') =>
      `<row r="${number}">${cells.map((text, index) => cell(`${'ABCD'[index]}${number}`, text)).join('')}${more}</row>`;
    const rows = Array.from({ length: 60 }, (_, index) => {
      const number = index + 2;
      return row(number, [`p${number}`, `toskelby${number}`, 'pupil', '4'], number === 50 ? cell('XFD50', 'x') : '');
    });
    const head = ['Person ID', 'Username', 'Role', 'Year'];
    await put('far.xlsx', workbookOf({ sheets: [row(1, head) + rows.join('')] }));
    await put('wide.xlsx', workbookOf({ sheets: [row(1, head, cell('XFD1', 'x')) + rows.join('')] }));
    const { results, failures } = await importOf(['far.xlsx', 'wide.xlsx'], { listedOn: '2026-09-01' });
    expect(results).toMatchObject([{ lines: 61, loaded: 59, rejected: 1, ignored: 1 }]);
    expect(failures).toMatchObject([{ code: 'spreadsheet-too-wide', exitCode: 3 }]);
  });

  it('refuses a sheet whose text would be a thousand times what it is packed in', async () => {
    const shared = [`<t>${'a'.repeat(30_000)}</t>`];
    const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(4_000);
    await put('bomb.xlsx', workbookOf({ sheets: [rows], shared }));
    expect((await importOf(['bomb.xlsx'])).failures).toMatchObject([{ code: 'archive-too-large' }]);
  });

  it('says so when there are no rows, and when they are out of order', async () => {
    await put('empty.xlsx', workbookOf({ sheets: ['', '<row r="1"><c r="A1" s="0"/></row>'] }));
    await put('broken.xlsx', workbookOf({ sheets: ['<row r="5"><c r="A5"><v>1</v></c></row><row r="2"/>'] }));
    await put('far.xlsx', workbookOf({ sheets: ['<row r="999999999"><c><v>1</v></c></row>'] }));
    const { failures } = await importOf(['empty.xlsx', 'broken.xlsx', 'far.xlsx']);
    expect(failures.map(({ code }) => code)).toEqual(['file-empty', 'spreadsheet-broken', 'spreadsheet-broken']);
    expect(failures.map(({ message }) => message).join(' ')).not.toContain('Toskelby');
  });
});

describe('JSON documents', () => {
  const person = (number: number, more = '') =>
    `{"id":"A${number}","mis_id":"${number}","forename":"Zoë","surname":"Oskelby","education_details":{"data":{"current_nc_year":"4"${more}}}}`;
  const list = (lines: readonly string[]) => `{"data":[\r\n${lines.join(',\r\n')}\r\n]}\r\n`;

  it('rejects one person whose brace is missing, and loads all behind it', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => person(index + 1));
    lines[9] = person(10).slice(0, -1);
    await put('people.json', list(lines));
    const { results, failures } = await importOf(['people.json'], { listedOn: '2026-09-01' });
    expect(failures).toEqual([]);
    expect(results).toMatchObject([{ format: 'wonde', lines: 22, loaded: 19, rejected: 1, ignored: 2 }]);
  });

  it('tells names apart in every encoding', async () => {
    const document = list([person(1), person(2)]);
    await put('a.json', Buffer.from(`\uFEFF${document}`, 'utf16le'));
    await put('b.json', Buffer.from(document, 'latin1'));
    await put('c.json', Buffer.from(document.replaceAll('ë', 'é'), 'latin1'));
    const rows = [];
    for (const name of ['a.json', 'b.json', 'c.json'])
      for await (const row of previewFile(join(inbox, name))) rows.push(JSON.stringify(row).match(/Zo./)?.[0]);
    expect(rows).toEqual(['Zoë', 'Zoë', 'Zoë', 'Zoë', 'Zoé', 'Zoé']);
  });
});

it('clears away what a preview that was killed has left, and nothing of one that runs', async () => {
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  const [stale, used] = [gone, process.ppid].map((pid) => join(tmpdir(), `fmreview-process-${pid}-Qx7Ktest`));
  for (const left of [stale, used]) await mkdir(left ?? '', { recursive: true });
  const input = await openInput(await put('log.csv.gz', gzipSync(logOf('10:00:00'))));
  await input.close();
  expect([stale, used].map((left) => existsSync(left ?? ''))).toEqual([false, true]);
  await removeFolder(used ?? '');
});
