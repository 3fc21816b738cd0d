import { describe, expect, it } from 'vitest';
import { fmreview, temporaryFolder } from './command.js';

describe.concurrent('the command line', () => {
  it.each([
    ['an unknown command', ['nonsense'], 'See fmreview --help'],
    ['an unknown option', ['status', '--nonsense'], 'See fmreview status --help'],
    ['a missing argument', ['import'], 'See fmreview import --help'],
    ['a missing option', ['review', '--out', 'x'], 'See fmreview review --help'],
    ['a limit that is no number', ['preview', 'a.log', '--limit', 'many'], 'See fmreview preview --help'],
    ['a time zone that is none', ['init', 'x', '--time-zone', 'Mars'], 'See fmreview init --help'],
    ['a list of nothing', ['list', 'schools'], 'See fmreview list --help'],
    ['two answers to one question', ['init', 'x', '--config', 'a', '--name', 'b'], 'See fmreview init --help'],
  ])('answers %s with two lines and exit code 2', async (_, args, hint) => {
    const { exitCode, stdout, words } = await fmreview(args, { folder: await temporaryFolder() });
    expect({ exitCode, stdout, lines: words.length, hint: words[1] }).toEqual({
      exitCode: 2,
      stdout: '',
      lines: 2,
      hint,
    });
  });

  it('shows help for a command that is not named, and calls it wrong use', async () => {
    const { exitCode, stdout, stderr } = await fmreview([], { folder: await temporaryFolder() });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: fmreview');
  });

  it.each([
    [['--help']],
    [['init', '--help']],
    [['import', '--help']],
    [['preview', '--help']],
    [['status', '--help']],
    [['review', '--help']],
    [['explain', '--help']],
    [['list', '--help']],
  ])('fits the help of %j on a page of 80 columns, examples first', async (args) => {
    const { exitCode, stdout, stderr } = await fmreview(args, { folder: await temporaryFolder() });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Examples:\n {2}fmreview /);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('documents every exit code in its help', async () => {
    const { stdout } = await fmreview(['--help'], { folder: await temporaryFolder() });
    expect(stdout.match(/^ {2}\d {2}\w/gm)).toHaveLength(7);
  });

  it('prints its version', async () => {
    const { exitCode, stdout } = await fmreview(['--version'], { folder: await temporaryFolder() });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
