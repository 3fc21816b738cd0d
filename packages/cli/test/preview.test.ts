import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as preview from '../src/commands/preview.js';
import { fmreview, temporaryFolder } from './command.js';
import { inProcess } from './in-process.js';
import { CAPTURES, CONSOLE_EXPORT, longSquidLog, SQUID_LOG } from './samples.js';
import { previewShape } from './shapes.js';

const objectsIn = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => previewShape.parse(JSON.parse(line)));

describe.concurrent('fmreview preview', () => {
  it('prints one object a line with Elastic Common Schema names, and stores nothing', async () => {
    const folder = await temporaryFolder({ 'access.log': SQUID_LOG });
    const { exitCode, stdout, stderr } = await fmreview(['preview', 'access.log', '--json'], { folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(objectsIn(stdout)).toMatchObject([
      {
        '@timestamp': '2026-03-02T09:00:00.250Z',
        'user.name': 'toskelby',
        'source.ip': '10.20.1.15',
        'url.domain': 'www.example.org',
        'http.response.status_code': 200,
        'fmreview.action': 'allowed',
        'fmreview.line': 1,
      },
      { 'fmreview.action': 'blocked', 'fmreview.line': 2 },
      { 'fmreview.line': 3, 'fmreview.rejected': { column: null, reason: 'wrong-number-of-fields' } },
    ]);
    expect(await readdir(folder)).toEqual(['access.log']);
  });

  it('reads local times in the zone that it is given, and escapes what a terminal would obey', async () => {
    const folder = await temporaryFolder({ 'console.csv': CONSOLE_EXPORT.replace('Education', 'Edu\u009bcation') });
    const input = { file: 'console.csv', json: true, limit: 1, timeZone: 'Asia/Tokyo' };
    const { data: stdout } = await inProcess(preview, folder, input);
    expect(objectsIn(stdout)).toMatchObject([{ '@timestamp': '2026-03-05T01:15:00.000Z', 'event.action': 'Allowed' }]);
    expect(stdout).toContain('Edu\\u009bcation');
  });

  it('shows a table within 80 columns that no log can garble, and the format found', async () => {
    const folder = await temporaryFolder({ 'captures.csv': CAPTURES.replace('Bullying', 'Bully\u001b[2Jing') });
    const { exitCode, stdout, stderr } = await fmreview(['preview', 'captures.csv'], { folder });
    expect(exitCode).toBe(0);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/2 {2}2026-03-13 10:00:05 {2}toskelby .*Bully\uFFFD\[2Jing +3/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('rejected: severity: not-one-to-five');
    expect(stderr).toContain('Read as securus-captures');
  });

  it('calls it success when its reader has seen enough', async () => {
    const folder = await temporaryFolder({ 'access.log': longSquidLog(20_000) });
    const { exitCode, stderr } = await fmreview(['preview', 'access.log', '--json'], {
      folder,
      onData: (stdout) => stdout.destroy(),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});
