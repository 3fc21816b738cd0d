import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as blocklist from '../src/commands/blocklist.js';
import { fmreview, temporaryFolder } from './command.js';
import { inProcess } from './in-process.js';

const shape = z.strictObject({
  file: z.string(),
  format: z.string(),
  effect: z.enum(['block', 'allow']),
  entries: z.int(),
  exceptions: z.int(),
  faults: z.array(z.strictObject({ line: z.int(), reason: z.string(), words: z.string() })),
  judgements: z.array(
    z.strictObject({
      line: z.int(),
      level: z.enum(['refuse', 'warn']),
      reason: z.string(),
      words: z.string(),
      otherLine: z.int().nullable(),
    }),
  ),
});

async function folderWith(list: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'blocked.txt'), list);
  return folder;
}

describe('fmreview blocklist check', () => {
  it('warns of what is there twice, and ends well', async () => {
    const folder = await folderWith('example.org\nexample.org\ngames.example.org\n');
    const { exitCode, data } = await inProcess(blocklist, folder, { action: 'check', what: 'blocked.txt' });
    expect(exitCode).toBe(0);
    expect(data).toContain('A list that blocks, read as domains. Entries: 3.');
    expect(data).toContain('   2  it is there twice (line 1)\n   3  another entry covers it already (line 1)');
  });

  it('names every fault with its line, never its text, and ends as unreadable input does', async () => {
    const folder = await folderWith('example.org\n*.uk\nmy secret list\ncom\n');
    const { exitCode, stdout, stderr } = await fmreview(['blocklist', 'check', 'blocked.txt', '--json'], { folder });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/blocked\.txt:2 .*\nblocked\.txt:3 .*\nblocked\.txt:4 /);
    expect(stdout + stderr).not.toContain('secret');
    const { entries, faults, judgements } = shape.parse(JSON.parse(stdout));
    expect([entries, faults.map(({ line }) => line)]).toEqual([3, [3]]);
    expect(judgements.filter(({ level }) => level === 'refuse').map(({ line }) => line)).toEqual([2, 4]);
  });

  it('asks for the list', async () => {
    await expect(inProcess(blocklist, '.', { action: 'check' })).rejects.toThrow('Name the list to check.');
  });
});
