/** `audit`, `retain` and `subject` as a user meets them. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findWorkspace, listAudit, openStore, readReaders, recordAudit, type Store } from '@fmreview/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as audit from '../src/commands/audit.js';
import * as importFiles from '../src/commands/import.js';
import * as init from '../src/commands/init.js';
import * as keys from '../src/commands/keys.js';
import * as retain from '../src/commands/retain.js';
import * as review from '../src/commands/review.js';
import * as subject from '../src/commands/subject.js';
import { subjectFiles } from '../src/subject-files.js';
import { fmreview, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';

const ROSTER = [
  'Person ID,First name,Last name,Username,Role,Duty,Year,Class',
  'P1,Tavrin,Oskelby,toskelby,Pupil,,Year 4,4A',
  'S1,Brenka,Dolvane,bdolvane,Staff,DSL,,',
  '',
].join('\n');
/** Months from today: what is kept must be kept whenever the test runs. */
const monthAgo = (months: number) => {
  const now = new Date();
  const [year = '', month = ''] = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1))
    .toISOString()
    .split('-');
  return `${month}/${year}`;
};
const requests = (month: string) =>
  [
    'Time,User,URL,Category,Action',
    ...Array.from(
      { length: 8 },
      (_, index) => `0${index + 1}/${month} 10:00:00,toskelby,http://example.org/,Education,Allowed`,
    ),
    '',
  ].join('\n');
const FILES = { 'roster.csv': ROSTER, 'old.csv': requests('03/2020'), 'new.csv': requests(monthAgo(1)) };

let folder = '';
let school = '';
const run = (command: Parameters<typeof inProcess>[0], input: object) => inProcess(command, school, input);

beforeAll(async () => {
  folder = await temporaryWorkspace(FILES);
  school = join(folder, 'school');
  await run(keys, { action: 'new', reader: 'deputy-dsl', passphrase: false });
  const { exitCode } = await run(importFiles, { paths: Object.keys(FILES).map((name) => join(folder, name)) });
  expect(exitCode).toBe(0);
});

const auditShape = z.strictObject({
  lines: z.array(
    z.strictObject({
      seq: z.int().positive(),
      time: z.iso.datetime(),
      command: z.string(),
      reader: z.string().nullable(),
      edition: z.string().nullable(),
      detail: z.record(z.string(), z.int()),
      digest: z.string().nullable(),
      clockMovedBack: z.literal(true).optional(),
      previous: z.string(),
      hash: z.string(),
    }),
  ),
});
const retainShape = z.strictObject({
  dryRun: z.boolean(),
  kinds: z.array(
    z.strictObject({
      kind: z.enum(['captures', 'requests', 'people', 'sealed', 'aggregates']),
      months: z.int().nullable(),
      before: z.iso.date().nullable(),
      rows: z.int(),
      files: z.int(),
      segments: z.int(),
    }),
  ),
  figures: z.strictObject({ made: z.int(), withheld: z.int() }).nullable(),
});
const auditLines = async () =>
  auditShape.parse(JSON.parse((await run(audit, { action: 'list', json: true })).data)).lines;

async function withStoreOf<Result>(work: (store: Store) => Promise<Result>, dir: string): Promise<Result> {
  const store = await openStore(findWorkspace(dir, folder));
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

describe('fmreview subject', () => {
  const personal = (text: string) => /toskelby|tavrin/i.test(text);

  it('writes a page and a CSV a kind of record, for their owner alone, none of them named after the person', async () => {
    const { exitCode, data, words } = await run(subject, { person: 'Tavrin Oskelby', out: join(folder, 'request') });
    expect(exitCode).toBe(0);
    const names = await readdir(join(folder, 'request'));
    expect(names.toSorted()).toEqual(
      ['captures', 'decisions', 'list', 'mentions', 'reports', 'requests', 'searches', 'signatures']
        .map((name) => `subject-${name}.csv`)
        .concat('subject.html')
        .toSorted(),
    );
    expect(data.split('\n')).toHaveLength(names.length);
    expect(personal([data, ...words].join())).toBe(false);
    const html = await readFile(join(folder, 'request', 'subject.html'), 'utf8');
    expect(html).toContain('<html lang="en-GB">');
    expect(html).toContain('<td>Oskelby</td>');
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'request', 'subject-list.csv'))).mode & 0o777).toBe(0o600);
  });

  it('finds nobody whose name the key does not open, and names nobody', async () => {
    const refusal = run(subject, { person: 'bdolvane', out: join(folder, 'other') });
    await expect(refusal).rejects.toMatchObject({ code: 'subject-not-found', exitCode: 5 });
    await expect(stat(join(folder, 'other'))).rejects.toThrow('ENOENT');
    await expect(refusal).rejects.not.toThrow(/dolvane/i);
  });

  it.each(['.', 'request'])('writes nothing into the workspace, which names nobody in clear: %s', async (out) => {
    await expect(run(subject, { person: 'toskelby', out })).rejects.toMatchObject({ code: 'output-in-workspace' });
    await expect(stat(join(school, 'request'))).rejects.toThrow('ENOENT');
  });

  it('goes on where a segment is broken, and says which', async () => {
    const sealed = join(school, 'sealed');
    const [name = ''] = (await readdir(sealed)).filter((each) => each.includes('.chair-of-governors'));
    const whole = await readFile(join(sealed, name));
    await writeFile(join(sealed, name), 'nonsense');
    const { exitCode, words } = await run(subject, { person: 'toskelby', out: join(folder, 'broken') });
    await writeFile(join(sealed, name), whole);
    expect(exitCode).toBe(0);
    expect(words).toContain(`  ${join(sealed, name)}`);
  });

  it('erases nothing where nobody can confirm it', async () => {
    await expect(run(subject, { person: 'toskelby', erase: true })).rejects.toMatchObject({
      code: 'erase-unconfirmed',
      exitCode: 2,
    });
  });

  it('guards every cell that a spreadsheet would work out, and escapes what a browser would', () => {
    const cells = ['=1+1', '+44', '-5', '@name', '\tx', 'a "b", c', '<b>&'];
    const sheet = { id: 'mentions', title: 'T', columns: ['Text'], rows: cells.map((cell) => [cell]) } as const;
    const holdings = {
      sheets: [sheet],
      offices: ['dsl'],
      openSegments: 1,
      closedSegments: 0,
      brokenSegments: [],
    } as const;
    const [page, csv] = subjectFiles('Fern Hollow <School>', holdings, '2026-11-20').map(({ content }) =>
      Buffer.from(content).toString(),
    );
    expect(csv?.split('\r\n')).toEqual([
      '\uFEFFText',
      `"'=1+1"`,
      `"'+44"`,
      `"'-5"`,
      `"'@name"`,
      `"'\tx"`,
      '"a ""b"", c"',
      '<b>&',
      '',
    ]);
    expect(page).toContain('<td>&lt;b&gt;&amp;</td>');
    expect(page).toContain('Fern Hollow &lt;School&gt;');
  });
});

describe('fmreview retain', () => {
  it('shows with --dry-run what would go, and deletes nothing', async () => {
    const { exitCode, data, words } = await run(retain, { dryRun: true });
    expect(exitCode).toBe(0);
    expect(data).toMatch(/Requests +12 months +\d{4}-\d\d-01 +8 +1/);
    for (const line of data.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(words).toEqual(['Nothing was deleted. Without --dry-run, this goes for good.']);
    expect((await auditLines()).map(({ command }) => command)).not.toContain('retain');
  });

  it('deletes and records it; a review of what was before is refused', async () => {
    const dry = retainShape.parse(JSON.parse((await run(retain, { dryRun: true, json: true })).data));
    const wet = retainShape.parse(JSON.parse((await run(retain, { json: true })).data));
    expect(wet.kinds).toEqual(dry.kinds);
    // All of it one pupil's.
    expect(wet.figures).toEqual({ made: 3, withheld: 3 });
    expect((await auditLines()).at(-1)).toMatchObject({ command: 'retain', detail: { requests: 8 } });
    expect((await run(retain, {})).words).toEqual(['Nothing is older than the configuration allows.']);
    const order = { period: '2020-03-01..2020-03-31', edition: ['governors'], out: 'review', format: 'json' };
    await expect(run(review, order)).rejects.toMatchObject({ code: 'period-deleted', exitCode: 5 });
  });
});

describe('fmreview audit', () => {
  it('lists time, command, reader and edition, and is intact', async () => {
    const { data } = await run(audit, { action: 'list' });
    expect(data).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d +subject unlock +dsl +-/);
    expect((await run(audit, { action: 'verify' })).data).toMatch(/^The audit is intact: \d+ lines\.$/);
    const names = await readFile(join(school, 'audit.jsonl'), 'utf8');
    expect(names).not.toMatch(/toskelby|tavrin/i);
  });

  it('says each fault at its line, with exit code 4', async () => {
    const file = join(school, 'audit.jsonl');
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.split('\n').toSpliced(1, 1).join('\n').replace('"keys new"', '"keys old"'));
    const { exitCode, words } = await fmreview(['audit', 'verify', '--workspace', school], { folder });
    expect(exitCode).toBe(4);
    expect(words).toHaveLength(4);
    expect(words[1]).toBe(`${file}:1 this line was altered`);
    expect(words[2]).toBe(`${file}:2 1 line is missing before this one`);
    const list = await run(audit, { action: 'list' });
    expect(list.words).toEqual(['The audit has been changed: fmreview audit verify']);
    await writeFile(file, whole);
    expect((await run(audit, { action: 'verify', json: true })).data).toContain('"unfinished": null');
  });

  it('wants one of its two actions', async () => {
    const { exitCode, words } = await fmreview(['audit', 'mend'], { folder });
    expect({ exitCode, lines: words.length }).toEqual({ exitCode: 2, lines: 2 });
  });
});

it('erases with --yes, and says what is left to do', async () => {
  const { exitCode, data, words } = await run(subject, { person: 'toskelby', erase: true, yes: true });
  expect(exitCode).toBe(0);
  expect(data).toContain('Requests that are nobody’s now: 8');
  expect(words.join(' ')).not.toMatch(/toskelby/i);
  const out = join(folder, 'erased');
  await expect(run(subject, { person: 'toskelby', out })).rejects.toMatchObject({ code: 'subject-not-found' });
  // The store was written anew, and nothing of that is left.
  expect((await readdir(school)).filter((name) => name.startsWith('store.duckdb'))).toEqual(['store.duckdb']);
});

it('gives the only DSL no end, but says what to do first', async () => {
  await run(keys, { action: 'revoke', reader: 'deputy-dsl', with: 'dsl' });
  await expect(run(keys, { action: 'revoke', reader: 'dsl', with: 'dsl' })).rejects.toMatchObject({
    code: 'reader-last',
    exitCode: 2,
  });
});

it('records the spare key of a new workspace with the key itself, once', async () => {
  const [{ recipient } = { recipient: '' }] = await withStoreOf((store) => readReaders(store), school);
  const dir = join(folder, 'second');
  await run(init, { dir, name: 'Fern Hollow', timeZone: 'Europe/London', policy: 'beech-green', recovery: recipient });
  const lines = await withStoreOf((store) => listAudit(store), dir);
  expect(lines.map(({ command, reader }) => [command, reader])).toEqual([['keys new', 'recovery']]);
});

it('records a change of keys once, and tells of others’ segments without alarm', async () => {
  const before = (await auditLines()).length;
  const { words } = await run(keys, { action: 'rotate', reader: 'dsl', passphrase: false });
  expect((await auditLines()).slice(before).map(({ command }) => command)).toEqual(['keys unlock', 'keys rotate']);
  expect(words.join('\n')).toContain('Sealed to other readers, who need nothing: ');
  expect(words.join('\n')).not.toContain('Left as they were');
});

it('says that the clock was moved back, and then deletes nothing by date', async () => {
  const store = await openStore(findWorkspace(school, folder));
  await recordAudit(store, { command: 'review' }, new Date(Date.now() + 3_600_000));
  store.close();
  await expect(run(retain, {})).rejects.toMatchObject({ code: 'clock-moved-back', exitCode: 4 });
  const { words } = await run(keys, {
    action: 'new',
    reader: 'deputy-dsl-2',
    office: ['deputy-dsl'],
    passphrase: false,
  });
  expect(words.join(' ')).toContain('The clock of this computer says earlier');
  expect((await run(audit, { action: 'list' })).data).toContain('* The clock of the computer said earlier');
});
