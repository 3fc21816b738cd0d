import { describe, expect, it } from 'vitest';
import * as list from '../src/commands/list.js';
import { fmreview, temporaryFolder } from './command.js';
import { inProcess } from './in-process.js';
import { listShapes } from './shapes.js';

describe('fmreview list', () => {
  it.each(['formats', 'policies', 'findings'] as const)('gives %s a shape to rely on', async (what) => {
    const { exitCode, data, words } = await inProcess(list, '.', { what, json: true });
    expect({ exitCode, words }).toEqual({ exitCode: 0, words: [] });
    listShapes[what].parse(JSON.parse(data));
  });

  it.each(['formats', 'policies', 'findings'] as const)('keeps %s on a page of 80 columns', async (what) => {
    const { data } = await inProcess(list, '.', { what });
    expect(Math.max(...data.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('uses no colour where no terminal reads it', async () => {
    const { exitCode, stdout, stderr } = await fmreview(['list', 'formats'], { folder: await temporaryFolder() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('squid-native');
    expect(stdout + stderr).not.toContain('\u001b');
  });
});
