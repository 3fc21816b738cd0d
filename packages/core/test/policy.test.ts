// The shipped pack is laid beside the school's document; broken packs show what the loader refuses, and where.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError, type Fault } from '../src/errors.js';
import { listPolicies, loadPolicy, type RouteQuery, routeFor } from '../src/map/policy.js';
import { loadTaxonomy } from '../src/map/taxonomy.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const shipped = readFileSync(path.join(repository, 'packages', 'core', 'policies', 'beech-green.yaml'), 'utf8');
const taxonomy = loadTaxonomy();
const policy = loadPolicy('beech-green', taxonomy);

const folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

// Changes the shipped pack and gives the faults the loader then finds, with the text of the line each points to.
function faultsAfter(
  changes: readonly (readonly [string, string])[],
  name = 'beech-green',
): { at: string; message: string }[] {
  const text = changes.reduce((current, [from, to]) => {
    expect(current).toContain(from);
    return current.replace(from, to);
  }, shipped);
  const file = path.join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  const { code, faults } = errorOf(() => loadPolicy(file, taxonomy));
  expect(code).toBe('policy-faults');
  const lines = text.split(/\r?\n/);
  return faults.map((fault: Fault) => ({ at: lines[fault.line - 1]?.trim() ?? '', message: fault.message }));
}

function bulletsByAgreement(document: string): Record<string, number> {
  const between = (from: string, to: string) => document.split(from)[1]?.split(to)[0] ?? '';
  const bullets = (text: string) => text.split(/\r?\n/).filter((line) => line.startsWith('- ')).length;
  return {
    'staff-code': bullets(between('APPENDIX A', 'APPENDIX B')),
    'social-media': bullets(between('APPENDIX B', 'APPENDIX C')),
    ks2: bullets(between('KS2 E-Safety Rules', 'KS1 E-Safety Rules')),
    ks1: bullets(between('KS1 E-Safety Rules', '\u0000')),
  };
}

function schoolDocument(): string | null {
  const { FMREVIEW_SHARED = path.join('..', 'shared') } = process.env;
  const seeds = path.resolve(repository, FMREVIEW_SHARED, 'seeds');
  if (!existsSync(seeds)) return null;
  const texts = readdirSync(seeds).map((name) => readFileSync(path.join(seeds, name), 'utf8'));
  return texts.find((text) => text.includes(policy.school) && text.includes('KS2 E-Safety Rules')) ?? null;
}

describe('the Beech Green pack', () => {
  const counts = Object.fromEntries(policy.agreements.map(({ id, clauses }) => [id, clauses.length]));

  it('has a clause for every bullet of the document', (context) => {
    const document = schoolDocument();
    if (document === null) return context.skip("the school's document is not beside this repository");
    expect(counts).toEqual({ ...bulletsByAgreement(document), visitors: 1 });
  });

  it('is listed with the number of its clauses', () => {
    expect(listPolicies()).toEqual([
      { id: 'beech-green', school: policy.school, title: policy.title, clauseCount: 18 + 9 + 11 + 5 + 1 },
    ]);
  });

  it('points from each clause to its line and to the document', () => {
    const clause = policy.agreements.flatMap(({ clauses }) => clauses).find(({ id }) => id === 'ks2-6');
    expect(shipped.split(/\r?\n/)[(clause?.line ?? 0) - 1]).toContain('id: ks2-6');
    expect(clause?.file).toBe('policies/beech-green.yaml');
    expect(clause?.reference).toEqual({ document: 'Acceptable Use Policy', section: 'Appendix C, KS2', number: 6 });
  });

  it('covers no governor and nobody in Reception', () => {
    const audiences = policy.agreements.map(({ audience }) => audience);
    expect(audiences.some(({ roles }) => roles.includes('governor'))).toBe(false);
    expect(audiences.some(({ stages }) => stages?.includes('eyfs'))).toBe(false);
  });
});

describe('routes', () => {
  const pupil: RouteQuery = { role: 'pupil', duty: null, nature: 'breach', topic: 'games' };
  const staff: RouteQuery = { role: 'staff', duty: null, nature: 'breach', topic: 'pornography' };

  it.each([
    ['a pupil who may have broken a rule', pupil, 'dsl', 'pupil-steps'],
    ['a Reception child, who has no rules', { ...pupil, stage: 'eyfs' }, 'dsl', null],
    ['a pupil who may need help', { ...pupil, nature: 'vulnerability', topic: 'self-harm' }, 'dsl', null],
    ['a member of staff', staff, 'dsl', null],
    [
      'a member of staff who may need help',
      { ...staff, nature: 'vulnerability', topic: 'self-harm' },
      'headteacher',
      null,
    ],
    ['a safeguarding lead', { ...staff, duty: 'dsl' }, 'chair-of-governors', null],
    ['the headteacher', { ...staff, duty: 'headteacher' }, 'chair-of-governors', null],
    ['a governor', { ...staff, role: 'governor' }, 'chair-of-governors', null],
    ['nobody known', { role: null, duty: null, nature: null, topic: 'unmapped' }, 'dsl', null],
  ] satisfies [string, RouteQuery, string, string | null][])('take %s to the right desk', (_, query, to, ladder) => {
    expect(routeFor(policy, query)).toMatchObject({ to, ladder });
  });
});

describe('a broken pack', () => {
  it('shows all its faults at once, each at its line', () => {
    const faults = faultsAfter([
      ['everyMonths: 6', 'everyMonths: six'],
      ['topics: [bypass]', 'topics: [bypas]'],
      ['topics: [piracy]', 'topics: [piracy, self-harm]'],
      ['- id: ks2-5', '- id: ks2-4'],
      ['voluntary: true', 'voluntry: true'],
      ['ladder: pupil-steps', 'ladder: pupil-stairs'],
    ]);
    expect(faults).toEqual([
      { at: 'everyMonths: six', message: expect.stringContaining('review.everyMonths') },
      { at: 'topics: [bypas]', message: expect.stringContaining('is not a topic') },
      { at: 'topics: [piracy, self-harm]', message: expect.stringContaining('is a vulnerability') },
      { at: '- id: social-media', message: 'agreements[2].voluntary: is missing' },
      { at: 'voluntry: true', message: 'agreements[2].voluntry is not a known field' },
      { at: '- id: ks2-4', message: expect.stringContaining('is there twice') },
      { at: 'ladder: pupil-stairs', message: expect.stringContaining('is not one of the ladders') },
    ]);
  });

  it.each([
    ['leads back to the person', 'back to that person', [['duties: [headteacher]', 'duties: [chair-of-governors]']]],
    ['has no route for the rest', 'must take everything', [['when: {}', 'when: { roles: [pupil] }']]],
    [
      'puts a child who needs help on the ladder',
      'ladder of sanctions',
      [
        ['roles: [pupil], natures: [vulnerability]', 'roles: [parent]'],
        ['roles: [pupil], natures: [breach]', 'roles: [pupil]'],
      ],
    ],
    [
      'has a clause that can be seen and cannot',
      'either topics or',
      [['topics: [bypass]', 'topics: [bypass]\n        notObservable: No.']],
    ],
  ] satisfies [string, string, [string, string][]][])('is refused when it %s', (_, message, changes) => {
    expect(faultsAfter(changes).map((fault) => fault.message)).toContainEqual(expect.stringContaining(message));
  });

  it('must be named after its file', () => {
    expect(faultsAfter([], 'other')).toEqual([{ at: 'id: beech-green', message: 'id: must be the name of the file' }]);
  });
});

it('names the packs there are when one is asked for that is not', () => {
  const error = errorOf(() => loadPolicy('no-such-school', taxonomy));
  expect([error.code, error.exitCode]).toEqual(['policy-not-found', 4]);
  expect(error.hint).toContain('beech-green');
});
