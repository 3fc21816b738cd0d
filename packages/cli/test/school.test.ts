/** The demonstration school through the command itself: what its readers get in their hands, looked at from outside. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '@fmreview/fixtures/generate';
import type { Truth } from '@fmreview/fixtures/truth';
import { beforeAll, describe, expect, it } from 'vitest';
import { secretsIn } from '../../core/test/support/secrets.js';
import { isInstalled, run } from '../../report/test/programs.js';
import { fmreview, temporaryFolder } from './command.js';

let folder = '';
let truth: Truth;

const reviewFile = (edition: 'governors' | 'dsl', format: string) =>
  join(folder, 'reviews', `review-${edition}-${truth.period.from}-to-${truth.period.to}.${format}`);

beforeAll(async () => {
  folder = await temporaryFolder();
  const inputs = join(folder, 'inputs');
  truth = await generate({ out: inputs, rows: 12_000, seed: 3, from: '2026-03-01', to: '2026-08-31', clean: false });
  const paths = Object.keys(truth.files).map((file) => join('inputs', file));
  const commands = [
    ['init', 'school', '--config', join('inputs', 'fmreview.yaml')],
    ...['dsl', 'headteacher', 'chair-of-governors'].map((reader) => [
      ...['keys', 'new', reader, '--no-passphrase', '--workspace', 'school'],
    ]),
    ['import', ...paths, '--workspace', 'school'],
    [
      'review',
      '--workspace',
      'school',
      '--period',
      `${truth.period.from}..${truth.period.to}`,
      '--edition',
      'all',
      '--out',
      'reviews',
    ],
  ];
  for (const command of commands) {
    const { exitCode, stderr } = await fmreview(command, { folder });
    expect({ exitCode, stderr: secretsIn(stderr, truth) }, command[0] ?? '').toEqual({ exitCode: 0, stderr: [] });
  }
});

describe('no name, account, device, phrase, title or search term', () => {
  it.each(['html', 'json'])('stands in the governors’ %s', async (format) => {
    expect(secretsIn(await readFile(reviewFile('governors', format), 'utf8'), truth)).toEqual([]);
  });

  it.skipIf(!isInstalled('pdftotext'))('stands in the governors’ PDF, its text or its properties', () => {
    const file = reviewFile('governors', 'pdf');
    const text = run('pdftotext', ['-raw', file, '-']).output;
    expect(text).toContain(truth.school);
    // A word that is broken at the end of a line is still a word.
    const seen = `${text}\n${text.replace(/-?\s+/g, '')}\n${text.replace(/\s+/g, ' ')}\n${run('pdfinfo', [file]).output}`;
    expect(secretsIn(seen, truth)).toEqual([]);
  });
});

it('gives the DSL names and phrases, so that the search is known to find them', async () => {
  const found = new Set(secretsIn(await readFile(reviewFile('dsl', 'html'), 'utf8'), truth));
  const phrase = truth.planted.selfHarm?.phrase.toLowerCase() ?? '';
  expect(found.has(phrase)).toBe(true);
  expect(truth.names.filter((name) => found.has(name.toLowerCase())).length).toBeGreaterThan(50);
});

describe.each(['governors', 'dsl'] as const)('the %s PDF', (edition) => {
  it.skipIf(!isInstalled('pdfinfo'))('is tagged and has a title', () => {
    const { output } = run('pdfinfo', [reviewFile(edition, 'pdf')]);
    expect(output).toMatch(/^Tagged:\s+yes$/m);
    expect(output).toMatch(/^Title:.*Fernhollow Primary School/m);
  });

  it('says its language', async () => {
    expect(await readFile(reviewFile(edition, 'pdf'), 'latin1')).toContain('<rdf:li>en-GB</rdf:li>');
  });

  it.skipIf(!isInstalled('qpdf'))('has no fault that qpdf can find', () => {
    expect(run('qpdf', ['--check', reviewFile(edition, 'pdf')]).status).toBe(0);
  });
});

it('tells which lines of the sheets with decisions it could not take, and not a word of what they say', async () => {
  const { stdout } = await fmreview(['status', '--rejections', '--workspace', 'school'], { folder });
  for (const sheet of ['outcomes.csv', 'concerns.csv', 'acceptance.csv']) {
    const told = stdout.split('\n').filter((line) => line.includes(` ${sheet} `));
    const lines = truth.files[sheet]?.rejections.map(({ line }) => line) ?? [];
    expect(
      told.flatMap(
        (row) =>
          row
            .match(/ (\d+) /g)
            ?.slice(-1)
            .map(Number) ?? [],
      ),
    ).toEqual(lines);
  }
  expect(secretsIn(stdout, truth)).toEqual([]);
});
