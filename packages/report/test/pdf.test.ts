/** The printed report, looked at from outside. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edition } from '@fmreview/core/edition';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render } from '../src/index.js';
import { isInstalled, run } from './programs.js';
import { dslSample } from './sample-edition.js';
import { samples } from './samples.js';

const folder = mkdtempSync(join(tmpdir(), 'fmreview-report-'));
const fileOf = (name: Edition['edition']): string => join(folder, `${name}.pdf`);
const governorsFile = fileOf('governors');
const dslFile = fileOf('dsl');
let governorsSource = '';

async function pdfOf(edition: Edition): Promise<Buffer> {
  const [file] = await render(edition, { formats: ['pdf'] });
  return Buffer.from(file?.content ?? []);
}

beforeAll(async () => {
  for (const sample of samples) writeFileSync(fileOf(sample.edition), await pdfOf(sample));
  governorsSource = readFileSync(governorsFile).toString('latin1');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('claims PDF/UA-1, and is dated by its period', () => {
  expect(governorsSource).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(governorsSource).toContain('<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>');
  expect(governorsSource).toContain('<xmp:CreateDate>2026-08-31T00:00:00');
});

test('holds fonts of its own only', () => {
  const names = Array.from(governorsSource.matchAll(/\/FontName\s*\/([^\s/]+)/g), ([, name]) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name).toContain('SourceSans3');
});

describe.skipIf(!isInstalled('pdfinfo'))('as other programs read it', () => {
  test('is tagged and has a title', () => {
    const { output } = run('pdfinfo', [governorsFile]);
    expect(output).toMatch(/Tagged:\s+yes/);
    expect(output).toMatch(/Title:\s+Filtering and monitoring review: Fernhollow Primary School/);
  });

  test('has headings, header cells, captions and figures', () => {
    const { output } = run('pdfinfo', ['-struct', governorsFile]);
    for (const tag of ['H1', 'H2', 'TH', 'Caption', 'Figure', 'LI'])
      expect(output).toMatch(new RegExp(`^ *${tag}\\b`, 'm'));
  });

  test('page one holds the whole summary and nothing else', () => {
    const { output } = run('pdftotext', ['-layout', '-l', '1', governorsFile, '-']);
    for (const words of [
      'Demonstration',
      'What we found',
      'What it means',
      'What we ask of you',
      'Full governing body',
    ]) {
      expect(output).toContain(words);
    }
    expect(output).not.toContain('Coverage: what was watched');
  });

  test('the governors’ edition explains its symbols and names nobody', () => {
    const { output } = run('pdftotext', [governorsFile, '-']);
    expect(output).toContain('rests on 1 to 5 people, or would give such a figure away');
    expect(output).toContain('Every line of all 8 files is accounted for');
    for (const { name } of dslSample.people) expect(output).not.toContain(name.split(' ')[0]);
  });

  test('the safeguarding lead’s edition is marked on every page, and prints what was typed', () => {
    const pages = run('pdftotext', [dslFile, '-']).output.split('\f').slice(0, -1);
    for (const page of pages) expect(page).toContain('CONFIDENTIAL');
    expect(pages.length).toBeGreaterThan(10);
    const words = pages.join(' ');
    expect(words).toContain('#hide *this* _from_');
    expect(words).toContain('emoji □ and □□');
  });
});

const marked: Partial<Record<Edition['edition'], string>> = {
  dsl: 'CONFIDENTIAL: names people. For the designated safeguarding lead only.',
  'staff-annex': 'CONFIDENTIAL: names people. For the headteacher only.',
  'chair-annex': 'CONFIDENTIAL: names people. For the chair of governors only.',
};
const each = samples.map(({ edition }) => ({ name: edition, file: fileOf(edition), marking: marked[edition] }));

describe.skipIf(!isInstalled('pdfinfo')).each(each)('$name', ({ file, marking }) => {
  test('is tagged, claims PDF/UA-1, and is marked on every page where it names people', () => {
    expect(run('pdfinfo', [file]).output).toMatch(/Tagged:\s+yes/);
    expect(readFileSync(file).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const pages = run('pdftotext', [file, '-']).output.split('\f').slice(0, -1);
    for (const page of pages) {
      if (marking === undefined) expect(page).not.toContain('CONFIDENTIAL');
      else expect(page.replace(/\s+/g, ' ')).toContain(marking);
    }
  });

  test.skipIf(!isInstalled('qpdf'))('is sound inside', () => {
    expect(run('qpdf', ['--check', file])).toMatchObject({ status: 0 });
  });
});

test.skipIf(!isInstalled('pdfinfo'))('what everybody gets is two pages, and says what a c means', () => {
  expect(run('pdfinfo', [fileOf('public')]).output).toMatch(/Pages:\s+2\b/);
  expect(run('pdftotext', [fileOf('public'), '-']).output).toContain(
    'Some numbers are hidden, and a c stands there instead',
  );
});
