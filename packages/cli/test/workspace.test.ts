import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as init from '../src/commands/init.js';
import * as status from '../src/commands/status.js';
import { fmreview, temporaryFolder, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';

describe.concurrent('fmreview init', () => {
  it('makes a workspace without a question when nobody sits at a terminal, and leaves it alone from then on', async () => {
    const folder = await temporaryFolder();
    const first = await fmreview(['init', 'school'], { folder });
    expect(first.exitCode).toBe(0);
    expect(first.stdout.trimEnd().endsWith('school')).toBe(true);
    expect(first.words).toContain('What to do next:');
    const configuration = await readFile(join(folder, 'school', 'fmreview.yaml'), 'utf8');
    expect(configuration).toContain('name: "Our school"');
    expect(configuration).toContain('timeZone: "Europe/London"');
    expect(configuration).toContain('policy: "beech-green"');
    const keyFile = join(folder, 'school', 'store.key');
    if (process.platform !== 'win32') expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    const key = await readFile(keyFile, 'utf8');
    const second = await fmreview(['init', 'school'], { folder });
    expect({ exitCode: second.exitCode, lines: second.words.length }).toEqual({ exitCode: 4, lines: 2 });
    expect(await readFile(keyFile, 'utf8')).toBe(key);
  });

  it('takes what it is told, and a ready configuration as it is', async () => {
    const folder = await temporaryFolder();
    await inProcess(init, folder, { dir: 'one', name: 'Hollow "Brook" #1' });
    const file = join(folder, 'one', 'fmreview.yaml');
    expect(await readFile(file, 'utf8')).toContain('name: "Hollow \\"Brook\\" #1"');
    const { exitCode } = await inProcess(init, folder, { dir: 'two', config: join('one', 'fmreview.yaml') });
    expect(exitCode).toBe(0);
    expect(await readFile(join(folder, 'two', 'fmreview.yaml'), 'utf8')).toBe(await readFile(file, 'utf8'));
  });

  it('makes nothing with a policy that nobody knows', async () => {
    const folder = await temporaryFolder();
    await expect(inProcess(init, folder, { dir: 'school', policy: 'no-such-pack' })).rejects.toMatchObject({
      code: 'policy-not-found',
      exitCode: 4,
    });
    await expect(stat(join(folder, 'school'))).rejects.toThrow('ENOENT');
  });
});

describe.concurrent('a workspace', () => {
  it('is missed with exit code 4 and two lines', async () => {
    const { exitCode, stdout, words } = await fmreview(['status'], { folder: await temporaryFolder() });
    expect({ exitCode, stdout, lines: words.length }).toEqual({ exitCode: 4, stdout: '', lines: 2 });
  });

  it('with a broken configuration lists every fault with file and line', async () => {
    const folder = await temporaryWorkspace();
    const file = join(folder, 'school', 'fmreview.yaml');
    const configuration = await readFile(file, 'utf8');
    await writeFile(
      file,
      configuration
        .replace('timeZone: "Europe/London"', 'timeZone: Atlantis')
        .replace('thresholdPeople: 5', 'thresholdPeople: 2')
        .replace('suppression:', 'mystery: 1\nsuppression:'),
    );
    const { exitCode, words } = await fmreview(['status', '--workspace', 'school'], { folder });
    expect(exitCode).toBe(4);
    const places = words.filter((line) => line.startsWith(`${file}:`));
    expect(places).toHaveLength(3);
    for (const place of places) expect(place.slice(file.length)).toMatch(/^:\d+:\d+ \S/);
    expect(words).toHaveLength(5);
  });

  it('is found from a folder inside it', async () => {
    const folder = await temporaryWorkspace();
    const inside = join(folder, 'school', 'inner', 'folder');
    await mkdir(inside, { recursive: true });
    const { exitCode, words } = await inProcess(status, inside, {});
    expect({ exitCode, words }).toEqual({
      exitCode: 0,
      words: [
        'Nothing has been imported yet: fmreview import <files>',
        'There is no spare key: if a reader loses theirs, the names it alone opens are lost.',
      ],
    });
  });
});
