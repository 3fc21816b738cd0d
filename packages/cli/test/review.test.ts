import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
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

  it('shows what is about a member of staff to whoever may read it, and says nothing of it to others', async () => {
    const folder = await filledWorkspace();
    const people = [
      'Person ID,First name,Last name,Username,Role,Duty',
      'S1,Brenka,Dolvane,bdolvane,Staff,Headteacher',
    ];
    const captures = [
      'Capture ID,Created,Username,Library category,Phrase,Severity',
      'h1,10/03/2026 10:00:00,bdolvane,Bullying,x,4',
    ];
    await writeFile(join(folder, 'people.csv'), `${people.join('\n')}\n`);
    await writeFile(join(folder, 'more-captures.csv'), `${captures.join('\n')}\n`);
    await inProcess(load, folder, { paths: ['people.csv', 'more-captures.csv'], workspace: 'school' });
    const id = '5:2';
    const event = (...more: string[]) => fmreview(['explain', id, '--workspace', 'school', ...more], { folder });
    const sealed = `The event ${id} is sealed to other readers.`;
    await expect(inProcess(explain, folder, { what: id, workspace: 'school' })).rejects.toMatchObject({
      message: sealed,
    });
    const page = await event('--reader', 'headteacher');
    expect(page).toMatchObject({ exitCode: 2, stdout: '' });
    expect(page.words[0]).toContain(sealed);
    expect(page.words.join(' ')).not.toMatch(/bullying|staff|headteacher/i);
    const shown = await event('--reader', 'chair-of-governors');
    expect(shown).toMatchObject({ exitCode: 0 });
    expect(shown.stdout).toMatch(/at import 5, \S+ line 2/);
    expect(await readFile(join(folder, 'school', 'audit.jsonl'), 'utf8')).toMatch(
      /"explain unlock".*"chair-of-governors"/,
    );
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
