import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as load from '../src/commands/import.js';
import * as status from '../src/commands/status.js';
import { fmreview, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';
import { BROKEN_FILE, CAPTURES, CONSOLE_EXPORT, SQUID_LOG } from './samples.js';
import { importShape, statusShape } from './shapes.js';

const into = (...paths: readonly string[]) => ['import', ...paths, '--workspace', 'school'];

describe.concurrent('fmreview import', () => {
  it('says what became of every line, and skips the file the second time', async () => {
    const folder = await temporaryWorkspace({ 'access.log': SQUID_LOG });
    const first = await fmreview(into('access.log'), { folder });
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/access\.log +3 +2 +0 +1 +0\n/);
    expect(first.stderr).toContain('fmreview status --rejections');
    const second = await fmreview(into('access.log'), { folder });
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain('access.log  skipped: imported before');
    const json = await inProcess(status, folder, { workspace: 'school', json: true });
    expect(statusShape.parse(JSON.parse(json.data))).toMatchObject({
      requests: 2,
      files: [{ name: 'access.log' }],
      rejections: [{ line: 3, column: null }],
    });
    const rejections = await inProcess(status, folder, { workspace: 'school', rejections: true });
    expect(rejections.data).toMatch(/access\.log +3 +- /);
  });

  it('loads what it can when one of two files is broken: exit code 6', async () => {
    const folder = await temporaryWorkspace({ 'broken.txt': BROKEN_FILE, 'console.csv': CONSOLE_EXPORT });
    const { exitCode, stdout, words } = await fmreview([...into('broken.txt', 'console.csv'), '--json'], { folder });
    expect(exitCode).toBe(6);
    const { files, failures, totals } = importShape.parse(JSON.parse(stdout));
    expect(files).toMatchObject([{ outcome: 'imported', format: 'web-filter-csv', lines: 3, datesProven: false }]);
    expect(failures).toMatchObject([{ code: 'format-unknown', exitCode: 3 }]);
    expect(totals.loaded).toBe(2);
    expect(words.join('\n')).toContain('No date proves whether the day or the month comes first');
    expect(words.at(-2)).toContain('1 of 2');
  });

  it('answers a missing file with two lines and exit code 3', async () => {
    const folder = await temporaryWorkspace();
    const { exitCode, stdout, words } = await fmreview(into('missing.csv'), { folder });
    expect({ exitCode, stdout, lines: words.length }).toEqual({ exitCode: 3, stdout: '', lines: 2 });
    expect(words[0]).toContain('missing.csv');
  });

  it('answers an empty folder and a format that does not fit with exit code 3', async () => {
    const folder = await temporaryWorkspace({ 'access.log': SQUID_LOG });
    await mkdir(join(folder, 'empty'));
    const empty = await inProcess(load, folder, { paths: ['empty'], workspace: 'school' });
    expect({ exitCode: empty.exitCode, lines: empty.words.length }).toEqual({ exitCode: 3, lines: 2 });
    const misfit = await inProcess(load, folder, {
      paths: ['access.log'],
      as: 'web-filter-csv',
      workspace: 'school',
    });
    expect({ exitCode: misfit.exitCode, lines: misfit.words.length }).toEqual({ exitCode: 3, lines: 2 });
  });

  it('keeps its table within 80 columns and names nobody', async () => {
    const long = `${'a-very-long-name-'.repeat(6)}.csv`;
    const folder = await temporaryWorkspace({ [long]: CAPTURES, 'console.csv': CONSOLE_EXPORT });
    const input = { paths: [long, 'console.csv'], workspace: 'school' };
    const { exitCode, data, words } = await inProcess(load, folder, input);
    expect(exitCode).toBe(0);
    expect(Math.max(...data.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(data).toMatch(/^Total +6 +3 +0 +1 +2$/m);
    expect([data, ...words].join('\n')).not.toContain('toskelby');
  });

  it('asks before a list changes whose past events are: two lines, exit code 3, and --yes', async () => {
    const list = (duty: string, name: string) => `Person ID,Username,Role,Class\n${duty},toskelby,${name},\n`;
    const folder = await temporaryWorkspace({
      'access.log': SQUID_LOG,
      'one.csv': list('P1', 'Pupil'),
      'two.csv': list('P1', 'Staff'),
    });
    await inProcess(load, folder, { paths: ['one.csv', 'access.log'], workspace: 'school', asOf: '2026-01-05' });
    const second = into('two.csv', '--as-of', '2026-01-06');
    const refused = await fmreview(second, { folder });
    expect({ exitCode: refused.exitCode, lines: refused.words.length }).toEqual({ exitCode: 3, lines: 2 });
    expect(refused.words[0]).toMatch(/0 captures and 2 requests of 1 past days/);
    expect(refused.words[1]).toContain('--yes');
    expect((await fmreview([...second, '--yes'], { folder })).exitCode).toBe(0);
    expect((await fmreview(into('two.csv', '--as-of', '2026-02-30'), { folder })).exitCode).toBe(2);
  });
});
