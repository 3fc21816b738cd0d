// A document goes in, a pack that loads comes out beside the school's own words; a faulty pack is told line by line.

import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as policy from '../src/commands/policy.js';
import { fmreview, temporaryFolder, temporaryWorkspace } from './command.js';
import { inProcess } from './in-process.js';
import { SQUID_LOG } from './samples.js';

const DOCUMENT = [
  'Larkmoor Primary School: Acceptable Use Policy',
  '',
  'Rules for Key Stage 2 pupils',
  '',
  '- I will not bully anybody online.',
  '- I will keep my password secret.',
  '',
  'Staff code of conduct',
  '',
  'Staff must not install software.',
  '',
].join('\n');

const folderWithDocument = () => temporaryFolder({ 'policy.txt': DOCUMENT });

const draftShape = z.strictObject({
  id: z.string(),
  pack: z.string(),
  wording: z.string(),
  agreements: z.array(
    z.strictObject({
      id: z.string(),
      roles: z.array(z.string()).min(1),
      stages: z.array(z.string()).nullable(),
      clauses: z.int().positive(),
      withoutTopic: z.int().nonnegative(),
    }),
  ),
});

const checkShape = z.strictObject({
  id: z.string(),
  school: z.string(),
  title: z.string(),
  agreements: z.array(
    z.strictObject({
      id: z.string(),
      roles: z.array(z.string()).min(1),
      stages: z.array(z.string()).nullable(),
      clauses: z.int().positive(),
      notObservable: z.int().nonnegative(),
    }),
  ),
  uncovered: z.array(z.strictObject({ people: z.string(), topics: z.array(z.string()) })),
  routes: z.array(z.strictObject({ id: z.string(), when: z.string(), to: z.string(), alsoTell: z.array(z.string()) })),
  ladders: z.int().nonnegative(),
  reports: z.int().nonnegative(),
  marked: z.int().nonnegative(),
  firstMarked: z.int().positive().nullable(),
  unfinished: z.int().nonnegative(),
});

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('fmreview policy draft', () => {
  it('writes a pack that has no faults, and the wording beside it', async () => {
    const folder = await folderWithDocument();
    const drafted = await inProcess(policy, folder, { action: 'draft', file: 'policy.txt', id: 'larkmoor' });
    expect(drafted.exitCode).toBe(0);
    expect(widest(drafted.data)).toBeLessThanOrEqual(80);
    expect(drafted.data).toMatch(/pupil \(ks2\) +2 +1/);
    expect(await readFile(join(folder, 'larkmoor.wording.yaml'), 'utf8')).toContain('I will keep my password secret.');
    const checked = await inProcess(policy, folder, { action: 'check', file: 'larkmoor.yaml' });
    expect(checked.exitCode).toBe(0);
    expect(checked.words).toContain('No faults.');
    expect(widest(checked.data)).toBeLessThanOrEqual(80);
  });

  it('takes its id from the place it is written to, or from the document', async () => {
    const folder = await folderWithDocument();
    const options = { action: 'draft', file: 'policy.txt', json: true };
    const placed = await inProcess(policy, folder, { ...options, out: 'packs/larkmoor-2026.yaml' });
    expect(draftShape.parse(JSON.parse(placed.data))).toMatchObject({
      id: 'larkmoor-2026',
      pack: join(folder, 'packs', 'larkmoor-2026.yaml'),
    });
    const named = await inProcess(policy, folder, options);
    expect(draftShape.parse(JSON.parse(named.data)).id).toBe('policy');
  });

  it('tells the path that exists, and keeps the pack for the account that made it', async () => {
    const folder = await folderWithDocument();
    const { words } = await inProcess(policy, folder, {
      action: 'draft',
      file: 'policy.txt',
      out: 'sub/my dir/x.yaml',
    });
    expect(words.at(-1)).toContain('fmreview policy check "sub/my dir/x.yaml"');
    expect(words.join(' ')).toContain('not to be passed on');
    for (const word of words.slice(-3, -1)) expect(word.length).toBeLessThanOrEqual(80);
    if (process.platform === 'win32') return;
    expect((await stat(join(folder, 'sub', 'my dir', 'x.yaml'))).mode & 0o777).toBe(0o600);
  });

  it('never writes over a pack that somebody may have corrected', async () => {
    const folder = await folderWithDocument();
    await writeFile(join(folder, 'larkmoor.yaml'), 'corrected: true\n');
    const drafting = inProcess(policy, folder, { action: 'draft', file: 'policy.txt', id: 'larkmoor' });
    await expect(drafting).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readFile(join(folder, 'larkmoor.yaml'), 'utf8')).toBe('corrected: true\n');
  });

  it('leaves nothing behind when the document cannot be read', async () => {
    const folder = await temporaryFolder({ 'policy.pdf': '%PDF-1.7' });
    const { exitCode, words } = await fmreview(['policy', 'draft', 'policy.pdf', '--out', 'new/pack.yaml'], { folder });
    expect(exitCode).toBe(3);
    expect(words.join(' ')).toContain('is a PDF');
    await expect(stat(join(folder, 'new'))).rejects.toThrow();
  });

  it.each([
    ['an id that is none', { id: 'Our School' }],
    ['a place that has another name than the id', { id: 'larkmoor', out: 'other.yaml' }],
    ['a place that is no pack', { out: 'larkmoor.txt' }],
  ])('refuses %s', async (_, options) => {
    const folder = await folderWithDocument();
    const drafting = inProcess(policy, folder, { action: 'draft', file: 'policy.txt', ...options });
    await expect(drafting).rejects.toThrow(/id/);
  });
});

describe('fmreview policy check', () => {
  it('lists every fault at once, each with its line', async () => {
    const folder = await folderWithDocument();
    await inProcess(policy, folder, { action: 'draft', file: 'policy.txt', id: 'larkmoor' });
    const file = join(folder, 'larkmoor.yaml');
    const pack = (await readFile(file, 'utf8'))
      .replace('id: larkmoor', 'id: elsewhere')
      .replace('topics: [bullying]', 'topics: [self-harm]')
      .replace('stages: [ks2]', 'stages: [ks99]')
      .replace('to: chair-of-governors', 'to: headteacher')
      .replace('voluntary: false', 'voluntary: perhaps');
    await writeFile(file, pack);
    const { exitCode, words } = await fmreview(['policy', 'check', 'larkmoor.yaml'], { folder });
    expect(exitCode).toBe(4);
    const lines = pack.split('\n');
    const faulty = ['elsewhere', 'self-harm', 'ks99', 'perhaps'].map(
      (word) => lines.findIndex((line) => line.includes(word)) + 1,
    );
    const told = words.join('\n');
    for (const line of faulty) expect(told).toContain(`larkmoor.yaml:${line}:`);
    expect(told).toContain('back to that person');
  });

  it('says for whom no clause covers which topics, in a shape to rely on', async () => {
    const folder = await folderWithDocument();
    await inProcess(policy, folder, { action: 'draft', file: 'policy.txt', id: 'larkmoor' });
    const { data } = await inProcess(policy, folder, { action: 'check', file: 'larkmoor.yaml', json: true });
    const { uncovered } = checkShape.parse(JSON.parse(data));
    const of = (people: string) => uncovered.find((each) => each.people === people)?.topics;
    expect(of('pupil ks2')).toContain('software-downloads');
    expect(of('pupil ks2')).not.toContain('bullying');
    expect(of('staff')).toContain('bullying');
    expect(of('staff')).not.toContain('software-downloads');
  });

  it('says how many places are marked, where the first is, and what to do', async () => {
    const folder = await folderWithDocument();
    await inProcess(policy, folder, { action: 'draft', file: 'policy.txt', id: 'larkmoor' });
    const file = join(folder, 'larkmoor.yaml');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const marked = lines.flatMap((line, index) => (line.includes('CHECK') ? [index + 1] : []));
    const { words } = await inProcess(policy, folder, { action: 'check', file: 'larkmoor.yaml' });
    expect(words.join('\n')).toContain(`marked CHECK: ${marked.length}. The first: larkmoor.yaml:${marked[0]}`);
    expect(words.join(' ')).toContain('take the word CHECK out');
    await writeFile(file, lines.join('\n').replaceAll('CHECK', 'Seen'));
    const done = await inProcess(policy, folder, { action: 'check', file: 'larkmoor.yaml' });
    expect(done.exitCode).toBe(0);
    expect(done.words.join(' ')).toContain('No CHECK is left.');
  });

  it('knows no options of draft', async () => {
    const checking = inProcess(policy, '.', { action: 'check', file: 'pack.yaml', out: 'other.yaml' });
    await expect(checking).rejects.toThrow('belong to draft');
  });
});

describe('the packs that a configuration names', () => {
  /** A workspace whose configuration names these, and its file with the line on which they stand. */
  async function workspaceNaming(policies: string) {
    const folder = await temporaryWorkspace({ 'policy.txt': DOCUMENT, 'access.log': SQUID_LOG });
    const file = join(folder, 'school', 'fmreview.yaml');
    const text = (await readFile(file, 'utf8')).replace(/^policy: .*$/m, `policy: ${policies}`);
    await writeFile(file, text);
    return { folder, file, line: text.split('\n').findIndex((each) => each.startsWith('policy: ')) + 1 };
  }
  const PERIOD = ['--period', '2026-03-01..2026-03-31'];
  const REVIEW = ['review', '--workspace', 'school', ...PERIOD, '--edition', 'governors', '--out', 'made'];

  it.each([
    ['a file that is not there', 'missing.yaml', 'there is no such file'],
    ['a pack that is not shipped', 'no-such-pack', 'no such pack is shipped'],
    ['one pack twice', '[beech-green, beech-green]', 'named twice'],
  ])('%s is told once, with the place in the configuration', async (_, policies, words) => {
    const { folder, file, line } = await workspaceNaming(policies);
    const told = await fmreview(REVIEW, { folder });
    expect(told.exitCode).toBe(4);
    const faults = told.words.filter((each) => each.startsWith(`${file}:${line} policy: `));
    expect(faults).toEqual([expect.stringContaining(words)]);
    expect(told.stderr).toContain('has faults: 1.');
  });

  it('a copy of a pack beside it is one fault', async () => {
    const { folder } = await workspaceNaming('[one/larkmoor.yaml, two/larkmoor.yaml]');
    for (const place of ['one', 'two'])
      await inProcess(policy, folder, { action: 'draft', file: 'policy.txt', out: `school/${place}/larkmoor.yaml` });
    const told = await fmreview(REVIEW, { folder });
    expect([told.exitCode, told.stderr]).toEqual([4, expect.stringContaining('has faults: 1.')]);
  });

  it('a draft that nobody has finished imports, and is not printed', async () => {
    const { folder } = await workspaceNaming('larkmoor.yaml');
    await inProcess(policy, folder, { action: 'draft', file: 'policy.txt', out: 'school/larkmoor.yaml' });
    expect((await fmreview(['import', 'access.log', '--workspace', 'school'], { folder })).exitCode).toBe(0);
    const refused = await fmreview(REVIEW, { folder });
    expect(refused.exitCode).toBe(4);
    const pack = join(folder, 'school', 'larkmoor.yaml');
    const lines = (await readFile(pack, 'utf8')).split('\n');
    // Marks in comments, and in reports, which no edition prints, do not count.
    const printed = lines.slice(0, lines.indexOf('reports: []')).map((each) => each.replace(/(?<!")# .*$/, ''));
    const marked = printed.flatMap((each, index) => (each.includes('CHECK') ? [index + 1] : []));
    expect(refused.stderr).toContain(`would print: ${marked.length}. The first: ${pack}:${marked[0]}.`);
    await writeFile(pack, lines.join('\n').replaceAll('CHECK: ', ''));
    const { exitCode } = await fmreview(REVIEW, { folder });
    expect(exitCode).toBe(0);
  });
});
