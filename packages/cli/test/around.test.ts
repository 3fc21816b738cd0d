/** What stood in the filter's log around a capture, through the command: for its readers alone, and honest about silence. */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as around from '../src/commands/around.js';
import * as load from '../src/commands/import.js';
import { fmreview, temporaryFolder, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';
import { aroundShape } from './shapes.js';

const PEOPLE = [
  'Person ID,First name,Last name,Username,Role,Duty,Year',
  'P1,Tavrin,Oskelby,toskelby,Pupil,,Year 5',
  'S1,Brenka,Dolvane,bdolvane,Staff,Headteacher,',
].join('\n');

const CAPTURES = [
  'Capture ID,Created,Username,Library category,Phrase,Severity',
  'c1,13/03/2026 10:00:05,toskelby,Bullying,x,4',
  'c2,13/03/2026 12:30:00,toskelby,Bullying,x,4',
  'c3,13/03/2026 15:00:00,toskelby,Bullying,x,4',
  'c4,16/03/2026 10:00:00,toskelby,Bullying,x,4',
  'c5,13/03/2026 10:10:00,bdolvane,Bullying,x,4',
  'c6,13/03/2026 10:10:00,,Bullying,x,4',
].join('\n');

/** In March the clocks of London show UTC. */
const line = (time: string, user: string, url: string, type = 'text/html', action = 'TCP_MISS/200') =>
  `${Date.parse(`2026-03-13T${time}Z`) / 1000}.000 0 10.20.1.15 ${action} 512 GET http://${url} ${user} HIER_DIRECT/192.0.2.7 ${type}`;

const LOG = [
  line('08:59:00', 'toskelby', 'early.example.org/'),
  line('09:50:00', 'toskelby', 'www.example.org/maths'),
  line('09:50:01', 'toskelby', 'www.example.org/a.png', 'image/png'),
  line('09:50:02', 'toskelby', 'pictures.example.com/b.png', 'image/png', 'TCP_DENIED/403'),
  line('09:50:30', 'toskelby', 'www.example.org/more'),
  line('10:02:00', 'bdolvane', 'office.example.org/'),
  line('10:05:00', 'toskelby', 'bets.example.net/', 'text/html', 'TCP_DENIED/403'),
  line('12:35:00', 'bdolvane', 'office.example.org/'),
].join('\n');

let original = '';
beforeAll(async () => {
  original = await temporaryWorkspace({
    'people.csv': `${PEOPLE}\n`,
    'captures.csv': `${CAPTURES}\n`,
    'access.log': `${LOG}\n`,
  });
  for (const file of ['captures.csv', 'people.csv', 'access.log'])
    await inProcess(load, original, { paths: [file], workspace: 'school', asOf: '2026-03-01' });
});

/** A copy for each test: a store has one user at a time. */
async function filledWorkspace(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(original, folder, { recursive: true });
  return folder;
}

const capture = (number: number) => `1:${number + 1}`;
const seen = async (folder: string, number: number, more: object = {}) => {
  const printed = await inProcess(around, folder, {
    capture: capture(number),
    workspace: 'school',
    json: true,
    ...more,
  });
  return aroundShape.parse(JSON.parse(printed.data));
};

describe.concurrent('fmreview around', () => {
  it('shows pages with the parts that came with them, the capture in its place, and nobody else’s', async () => {
    const { rows, log, closedRequests } = await seen(await filledWorkspace(), 1);
    expect({ log, closedRequests }).toEqual({ log: 'told', closedRequests: 0 });
    expect(rows).toMatchObject([
      { kind: 'page', timeLocal: '2026-03-13 09:50:00', site: 'www.example.org', pages: 2, parts: 2, blocked: 1 },
      { kind: 'capture', timeLocal: '2026-03-13 10:00:05', topic: 'bullying' },
      { kind: 'page', timeLocal: '2026-03-13 10:05:00', site: 'example.net', action: 'blocked', pages: 1 },
    ]);
  });

  it('looks as far as it is told to', async () => {
    const { rows } = await seen(await filledWorkspace(), 1, { minutes: 5 });
    expect(rows.map(({ timeLocal }) => timeLocal.slice(11))).toEqual(['10:00:05', '10:05:00'].slice(0, rows.length));
    expect(rows).toHaveLength(2);
    const wide = await seen(await filledWorkspace(), 1, { minutes: 62 });
    expect(wide.rows[0]).toMatchObject({ site: 'example.org', pages: 1 });
  });

  it('tells a silent log from one that has nothing of this account', async () => {
    const folder = await filledWorkspace();
    const logs: string[] = [];
    for (const number of [2, 3, 4, 6]) logs.push((await seen(folder, number)).log);
    expect(logs).toEqual(['nothing-of-this-account', 'no-log-in-that-time', 'no-log-that-day', 'no-account']);
  });

  it('is for whoever may read the capture, and each look is on record', async () => {
    const folder = await filledWorkspace();
    await expect(seen(folder, 5)).rejects.toMatchObject({ code: 'event-sealed', exitCode: 2 });
    const { rows } = await seen(folder, 5, { reader: 'chair-of-governors' });
    expect(rows.map(({ kind }) => kind)).toEqual(['page', 'capture']);
    expect(await readFile(join(folder, 'school', 'audit.jsonl'), 'utf8')).toMatch(
      /"around unlock".*"chair-of-governors"/,
    );
  });

  it('prints a page that names nobody, for a narrow terminal', async () => {
    const page = await fmreview(['around', capture(1), '--workspace', 'school'], { folder: await filledWorkspace() });
    expect(page).toMatchObject({ exitCode: 0 });
    expect(page.stdout).toMatch(/2 pages, 2 parts \(1 blocked\)\n10:00:05 {2}>>> the capture/);
    expect(page.stdout).not.toContain('toskelby');
    expect(Math.max(...page.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('knows no capture that the store does not hold, and no request', async () => {
    const folder = await filledWorkspace();
    for (const id of ['99:1', '3:2', 'x'])
      await expect(inProcess(around, folder, { capture: id, workspace: 'school' })).rejects.toMatchObject({
        code: 'event-not-found',
        exitCode: 2,
      });
  });
});
