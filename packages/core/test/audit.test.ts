/** The audit: append-only, chained by keyed hashes, and whole again after a crash at any moment. */
import { appendFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertClock, recordAudit } from '../src/audit/record-audit.js';
import { assertAudit, listAudit, verifyAudit } from '../src/audit/verify-audit.js';
import { openStore, type Store } from '../src/index.js';
import { transaction } from '../src/store/database.js';
import { newWorkspace, removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let store: Store;
let file = '';
beforeAll(async () => {
  folder = await temporaryFolder('audit');
  store = await openStore(await newWorkspace(join(folder, 'workspace')));
  file = store.workspace.auditFile;
});
afterAll(async () => {
  store.close();
  await removeFolder(folder);
});
beforeEach(async () => {
  await rm(file, { force: true });
  await store.run('DELETE FROM audit_head');
});

const at = (minute: number) => new Date(Date.UTC(2026, 8, 14, 9, minute));
const record = (minute: number, command = 'review') =>
  recordAudit(store, { command, reader: 'dsl', edition: 'dsl', detail: { files: minute } }, at(minute));
const recordFive = async () => {
  for (let minute = 1; minute <= 5; minute++) await record(minute);
};
const linesOf = async () => (await readFile(file, 'utf8')).split('\n').slice(0, -1);
const write = (lines: readonly string[]) => writeFile(file, lines.map((line) => `${line}\n`).join(''));
const faultsOf = async () => (await verifyAudit(store)).faults;

describe('a whole audit', () => {
  it('is intact before anything was recorded, and after', async () => {
    expect(await verifyAudit(store)).toEqual({ lines: 0, faults: [], unfinished: null });
    await recordFive();
    expect(await verifyAudit(store)).toEqual({ lines: 5, faults: [], unfinished: null });
  });

  it('holds one JSON object a line, with nothing but codes, counts and hashes', async () => {
    await recordAudit(store, { command: 'keys rotate', digest: 'ab'.repeat(32) }, at(1));
    const [first] = await linesOf();
    expect(JSON.parse(first ?? '')).toEqual({
      seq: 1,
      time: '2026-09-14T09:01:00.000Z',
      command: 'keys rotate',
      reader: null,
      edition: null,
      detail: {},
      digest: 'ab'.repeat(32),
      previous: '0'.repeat(64),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('chains each line to the one before', async () => {
    await recordFive();
    const lines = await listAudit(store);
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    for (const [index, line] of lines.slice(1).entries()) expect(line.previous).toBe(lines[index]?.hash);
  });

  it.runIf(process.platform !== 'win32')('is for its owner alone', async () => {
    await record(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each([
    { command: 'Sam Example' },
    { command: 'review', reader: 'sam.example@school.example' },
    { command: 'review', edition: 'DSL edition' },
    { command: 'review', detail: { 'sam example': 1 } },
    { command: 'review', digest: 'Sam Example' },
  ])('takes no text that could name somebody: %j', async (entry) => {
    await expect(recordAudit(store, entry)).rejects.toThrow();
    expect(await verifyAudit(store)).toMatchObject({ lines: 0, faults: [] });
  });
});

describe('a changed audit', () => {
  beforeEach(recordFive);

  it('shows a line that was taken out, first, in the middle and last', async () => {
    const lines = await linesOf();
    for (const [taken, fault] of [
      [0, { line: 1, what: '1 line is missing before this one' }],
      [2, { line: 3, what: '1 line is missing before this one' }],
      [4, { line: 5, what: '1 line is missing at the end' }],
    ] as const) {
      await write(lines.toSpliced(taken, 1));
      expect(await faultsOf()).toEqual([fault]);
    }
  });

  it('shows that the whole file is gone', async () => {
    await rm(file);
    expect(await faultsOf()).toEqual([{ line: 1, what: '5 lines are missing at the end' }]);
  });

  it('shows every altered byte of a line, and only that line', async () => {
    const lines = await linesOf();
    const altered = lines[2] ?? '';
    for (let byte = 0; byte < altered.length; byte++) {
      const other = altered[byte] === '7' ? '8' : '7';
      await write(lines.with(2, altered.slice(0, byte) + other + altered.slice(byte + 1)));
      const faults = await faultsOf();
      expect(
        faults.map(({ line }) => line),
        `byte ${byte}`,
      ).toEqual([3]);
    }
  });

  it('shows all its faults at once: altered, taken out, moved', async () => {
    const [one = '', two = '', , four = '', five = ''] = await linesOf();
    await write([one.replace('"files":1', '"files":9'), two, five, four]);
    expect(await faultsOf()).toEqual([
      { line: 1, what: 'this line was altered' },
      { line: 3, what: '2 lines are missing before this one' },
      { line: 4, what: 'this line stands in the wrong place' },
      { line: 5, what: '1 line is missing at the end' },
    ]);
    await expect(assertAudit(store)).rejects.toMatchObject({
      code: 'audit-faults',
      exitCode: 4,
      faults: { length: 4 },
    });
  });

  it('shows a line of another store’s audit', async () => {
    const lines = await linesOf();
    const [fifth] = lines.slice(-1);
    await write([...lines.slice(0, 4), (fifth ?? '').replace(/"hash":".{64}"/, `"hash":"${'1'.repeat(64)}"`)]);
    expect(await faultsOf()).not.toEqual([]);
  });

  it('goes on, and never heals over what is missing', async () => {
    const lines = await linesOf();
    await write(lines.slice(0, 3));
    await record(6);
    await record(7);
    expect(await faultsOf()).toEqual([{ line: 4, what: '2 lines are missing before this one' }]);
    expect((await linesOf()).slice(0, 3)).toEqual(lines.slice(0, 3));
  });
});

describe('a crash', () => {
  beforeEach(recordFive);

  it('between the line and the store’s head leaves one line more, which is told and taken up', async () => {
    await transaction(store, async () => {
      await record(6);
      throw new Error('killed');
    }).catch(() => undefined);
    expect(await verifyAudit(store)).toEqual({ lines: 6, faults: [], unfinished: 'line-beyond-head' });
    const before = await linesOf();
    await record(7);
    expect(await verifyAudit(store)).toEqual({ lines: 7, faults: [], unfinished: null });
    expect((await linesOf()).slice(0, 6)).toEqual(before);
  });

  it('in the middle of a line leaves it cut off at any byte, which is told, and the next entry puts it right', async () => {
    const whole = await readFile(file);
    await record(6);
    const longer = await readFile(file);
    for (let bytes = whole.length + 1; bytes < longer.length; bytes += 37) {
      await writeFile(file, longer.subarray(0, bytes));
      await store.run('UPDATE audit_head SET seq = 5, hash = $1', [(await listAudit(store)).at(-1)?.hash ?? '']);
      expect(await verifyAudit(store)).toEqual({ lines: 5, faults: [], unfinished: 'torn-line' });
      await record(7);
      expect(await verifyAudit(store)).toEqual({ lines: 6, faults: [], unfinished: null });
      expect((await readFile(file)).subarray(0, whole.length)).toEqual(whole);
      expect((await listAudit(store)).at(-1)?.detail).toEqual({ files: 7, tornLines: 1 });
    }
  });

  it('is no excuse for a recorded line that was cut off later', async () => {
    await truncate(file, (await stat(file)).size - 10);
    expect(await faultsOf()).toEqual([{ line: 5, what: '1 line is missing at the end' }]);
  });

  it('does not explain two lines more than the store knows', async () => {
    const [head] = await listAudit(store);
    await store.run('UPDATE audit_head SET seq = 1, hash = $1', [head?.hash ?? '']);
    expect(await faultsOf()).toMatchObject([{ line: 6, what: expect.stringContaining('4 lines are newer') }]);
    await record(6);
    expect(await verifyAudit(store)).toMatchObject({ lines: 6, faults: [] });
    expect((await listAudit(store)).at(-1)?.detail).toEqual({ files: 6, linesBeyond: 4 });
  });

  it('does not explain bytes that are no line', async () => {
    await appendFile(file, 'something else\n');
    expect(await faultsOf()).toEqual([{ line: 6, what: 'this is no line of an audit' }]);
  });
});

describe('a clock that was moved back', () => {
  beforeEach(recordFive);

  it('by five minutes is none', async () => {
    expect(await record(0)).toEqual({ seq: 6, clockMovedBack: false });
    await assertClock(store, at(-5));
  });

  it('by more is recorded in the line, and stops what deletes by date', async () => {
    await expect(assertClock(store, at(-1))).rejects.toMatchObject({ code: 'clock-moved-back', exitCode: 4 });
    expect(await record(-1)).toEqual({ seq: 6, clockMovedBack: true });
    expect((await listAudit(store)).map((line) => line.clockMovedBack)).toEqual([...Array(5).fill(undefined), true]);
    expect(await verifyAudit(store)).toMatchObject({ lines: 6, faults: [] });
  });
});

it.runIf(process.platform !== 'win32')('says so when it cannot be written, and records nothing', async () => {
  await rm(file, { force: true });
  const blocked = { ...store, workspace: { ...store.workspace, auditFile: join(folder, 'missing', 'audit.jsonl') } };
  await expect(recordAudit(blocked, { command: 'review' })).rejects.toMatchObject({
    code: 'audit-unwritable',
    exitCode: 4,
  });
  expect(await verifyAudit(store)).toEqual({ lines: 0, faults: [], unfinished: null });
});
