/** Keys as a user meets them: made, used by unattended commands, and refused when they are wrong. */
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fmreview, temporaryFolder } from './command.js';
import { CAPTURES } from './samples.js';

const WORDS = 'thistle lantern orbit quince';
const READER = ['--workspace', 'school'];
const REVIEW = ['review', '--period', '2026-03-01..2026-03-31', '--edition', 'dsl', '--format', 'json', ...READER];

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder({
    'captures.csv': CAPTURES,
    'words.txt': `${WORDS}\r\n`,
    'other.txt': 'not those words at all\n',
  });
  await fmreview(['init', 'school', '--name', 'Fern Hollow'], { folder });
});

const run = (...args: readonly string[]) => fmreview(args, { folder });

it('asks nobody where there is no terminal: the passphrase comes from a file, never from an argument', async () => {
  const unasked = await run('keys', 'new', 'dsl', ...READER);
  expect({ exitCode: unasked.exitCode, lines: unasked.words.length }).toEqual({ exitCode: 2, lines: 2 });
  const made = await run('keys', 'new', 'dsl', '--passphrase-file', 'words.txt', ...READER);
  expect(made.exitCode).toBe(0);
  expect(await readFile(made.stdout.trim(), 'utf8')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  expect(`${made.stdout}${made.stderr}`).not.toContain(WORDS);
});

describe('what is sealed', () => {
  beforeAll(async () => {
    expect((await run('import', 'captures.csv', ...READER)).exitCode).toBe(0);
  });

  it('opens with the right passphrase', async () => {
    const { exitCode } = await run(...REVIEW, '--passphrase-file', 'words.txt', '--out', 'right');
    expect(exitCode).toBe(0);
    expect(await readdir(join(folder, 'right'))).toHaveLength(1);
  });

  it('stays closed with a wrong one, and nothing is written', async () => {
    const { exitCode, words, stdout } = await run(...REVIEW, '--passphrase-file', 'other.txt', '--out', 'wrong');
    expect({ exitCode, stdout, lines: words.length }).toEqual({ exitCode: 4, stdout: '', lines: 2 });
    expect(await readdir(folder)).not.toContain('wrong');
  });

  it('stays closed where the key is not there, or is another reader’s', async () => {
    await run('keys', 'new', 'headteacher', '--no-passphrase', ...READER);
    const names = await readdir(join(folder, 'school', 'keys'));
    const other = join('school', 'keys', names.find((name) => name.startsWith('headteacher')) ?? '');
    const { exitCode } = await run(...REVIEW, '--identity', other, '--out', 'wrong');
    expect(exitCode).toBe(4);
    expect((await run(...REVIEW, '--identity', 'nowhere.key', '--out', 'wrong')).exitCode).toBe(4);
  });

  it('is made into no edition of another office', async () => {
    const chair = REVIEW.map((word) => (word === 'dsl' ? 'chair-annex' : word));
    const { exitCode } = await run(...chair, '--reader', 'dsl', '--passphrase-file', 'words.txt', '--out', 'wrong');
    expect(exitCode).toBe(2);
    expect(await readdir(folder)).not.toContain('wrong');
  });

  it('is not written into the workspace in clear', async () => {
    const inside = join('school', 'reviews');
    const { exitCode } = await run(...REVIEW, '--passphrase-file', 'words.txt', '--out', inside);
    expect(exitCode).toBe(2);
    expect(await readdir(join(folder, 'school'))).not.toContain('reviews');
    if (process.platform === 'win32') return;
    await symlink(join(folder, 'school'), join(folder, 'elsewhere'));
    const linked = await run(...REVIEW, '--passphrase-file', 'words.txt', '--out', join('elsewhere', 'reviews'));
    expect(linked.exitCode).toBe(2);
  });

  it('is told of in the audit: who opened it and what was made, and no name', async () => {
    const { stdout } = await run('audit', 'list', '--json', ...READER);
    const { lines } = z
      .object({
        lines: z.array(
          z.object({ command: z.string(), reader: z.string().nullable(), edition: z.string().nullable() }),
        ),
      })
      .parse(JSON.parse(stdout));
    const seen = lines.map(({ command, reader, edition }) => [command, reader, edition].join(' / '));
    expect(seen).toEqual(
      expect.arrayContaining(['keys new / dsl / ', 'review unlock / dsl / ', 'review json / dsl / dsl']),
    );
    expect(await readFile(join(folder, 'school', 'audit.jsonl'), 'utf8')).not.toMatch(/toskelby|Fern Hollow|thistle/);
  });
});

it('lists who can open what, and says which keys are missing', async () => {
  const other = await temporaryFolder();
  await fmreview(['init', 'school'], { folder: other });
  const { words } = await fmreview(['status', ...READER], { folder: other });
  expect(words.join(' ')).toMatch(/No key yet for: dsl, headteacher, chair-of-governors/);
  expect(words.join(' ')).toMatch(/no spare key/);
  const refused = await fmreview(['init', 'second', '--recovery', 'age1nonsense'], { folder: other });
  expect(refused.exitCode).toBe(2);
  expect(await readdir(other)).not.toContain('second');
  const { stdout } = await run('keys', 'list', ...READER);
  expect(stdout).toMatch(/dsl {2,}dsl {2,}\d{4}-\d{2}-\d{2} {2,}in use/);
});

it('says loudly that a key without a passphrase is open', async () => {
  const { stderr, exitCode } = await run('keys', 'new', 'chair-of-governors', '--no-passphrase', ...READER);
  expect({ exitCode, isLoud: stderr.includes('NOT locked') }).toEqual({ exitCode: 0, isLoud: true });
});
