// A document goes in, a pack that loads comes out beside the school's own words; a faulty pack is told line by line.

import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as policy from '../src/commands/policy.js';
import { fmreview, temporaryFolder } from './command.js';
import { inProcess } from './in-process.js';

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

  it('knows no options of draft', async () => {
    const checking = inProcess(policy, '.', { action: 'check', file: 'pack.yaml', out: 'other.yaml' });
    await expect(checking).rejects.toThrow('belong to draft');
  });
});
