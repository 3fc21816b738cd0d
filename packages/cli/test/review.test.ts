import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as explain from '../src/commands/explain.js';
import * as load from '../src/commands/import.js';
import { fmreview, temporaryFolder, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';
import { CAPTURES, CONSOLE_EXPORT, SQUID_LOG } from './samples.js';
import { explainShape, reviewShape } from './shapes.js';

const PERIOD = ['--period', '2026-03-01..2026-03-31'];
const review = (...args: readonly string[]) => ['review', '--workspace', 'school', ...args];

let original = '';
beforeAll(async () => {
  const files = { 'access.log': SQUID_LOG, 'captures.csv': CAPTURES, 'console.csv': CONSOLE_EXPORT };
  original = await temporaryWorkspace(files);
  await inProcess(load, original, { paths: Object.keys(files), workspace: 'school' });
});

/** A copy for each test: a store has one user at a time. */
async function filledWorkspace(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(original, folder, { recursive: true });
  return folder;
}

describe.concurrent('fmreview review', () => {
  it('writes the editions asked for, and guards the one that names people', async () => {
    const folder = await filledWorkspace();
    const args = review(...PERIOD, '--edition', 'all', '--out', join('made', 'here'));
    const { exitCode, stdout, stderr } = await fmreview([...args, '--json'], { folder });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('names people');
    const { files } = reviewShape.parse(JSON.parse(stdout));
    const editions = ['governors', 'public', 'it', 'evidence', 'dsl'];
    expect(files.map(({ edition, format }) => `${edition} ${format}`)).toEqual(
      editions.flatMap((edition) => ['pdf', 'html', 'json'].map((format) => `${edition} ${format}`)),
    );
    for (const { edition, format, path } of files) {
      const mode = (await stat(path)).mode & 0o777;
      if (edition === 'dsl' && process.platform !== 'win32') expect(mode).toBe(0o600);
      const content = await readFile(path, 'utf8');
      if (edition !== 'dsl') expect(content).not.toContain('toskelby');
      if (format === 'pdf') expect(content.startsWith('%PDF-')).toBe(true);
    }
    expect(await readdir(join(folder, 'made', 'here'))).toHaveLength(15);
  });

  it('ends with exit code 5 and no trace when the period holds nothing', async () => {
    const folder = await filledWorkspace();
    const args = review('--period', '2019-01-01..2019-12-31', '--edition', 'governors', '--out', 'out');
    const { exitCode, stdout, words } = await fmreview(args, { folder });
    expect({ exitCode, stdout, lines: words.length }).toEqual({ exitCode: 5, stdout: '', lines: 2 });
    expect(await readdir(folder)).not.toContain('out');
  });

  it('tells before the work that it cannot write', async () => {
    const folder = await filledWorkspace();
    const args = review(...PERIOD, '--edition', 'dsl', '--out', 'access.log');
    const { exitCode, stdout, words } = await fmreview(args, { folder });
    expect({ exitCode, stdout, lines: words.length }).toEqual({ exitCode: 2, stdout: '', lines: 2 });
    expect(await readFile(join(folder, 'access.log'), 'utf8')).toBe(SQUID_LOG);
  });
});

describe.concurrent('fmreview explain', () => {
  it('shows the way of an event without naming anybody', async () => {
    const folder = await filledWorkspace();
    const page = await fmreview(['explain', '2:2', '--workspace', 'school'], { folder });
    expect(page.exitCode).toBe(0);
    expect(page.stdout).toMatch(/^ 1\. event /);
    expect(page.stdout).not.toContain('toskelby');
    const json = await inProcess(explain, folder, { what: '2:2', workspace: 'school', json: true });
    expect(explainShape.parse(JSON.parse(json.data)).id).toBe('2:2');
  });

  it('shows one person’s month to whoever has the key, and no other', async () => {
    const folder = await filledWorkspace();
    const month = (reader: string) => ['explain', 'toskelby', '2026-03', '--reader', reader, '--workspace', 'school'];
    const page = await fmreview(month('dsl'), { folder });
    expect(page).toMatchObject({ exitCode: 0 });
    expect(page.stdout).toMatch(/^2026-03: /);
    expect(page.stdout).toMatch(/ route /);
    expect(page.stdout).not.toContain('toskelby');
    expect(Math.max(...page.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect((await fmreview(month('headteacher'), { folder })).exitCode).toBeGreaterThan(0);
  });

  it('knows no event that the store does not hold', async () => {
    const input = { what: '99:1', workspace: 'school' };
    await expect(inProcess(explain, await filledWorkspace(), input)).rejects.toMatchObject({
      code: 'event-not-found',
      exitCode: 2,
    });
  });
});
