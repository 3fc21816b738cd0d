// The shipped taxonomy answers for the vendors' words; broken files show that every fault comes with its line.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../src/errors.js';
import { foldCategory, guidanceInForce, loadTaxonomy } from '../src/map/taxonomy.js';
import { readYamlFile } from '../src/read/yaml-file.js';

const taxonomy = loadTaxonomy();
const folder = mkdtempSync(path.join(tmpdir(), 'taxonomy-'));
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

const write = (name: string, lines: readonly string[], newline = '\n') => {
  const file = path.join(folder, ...name.split('/'));
  writeFileSync(file, lines.join(newline));
  return file;
};

describe('the shipped taxonomy', () => {
  const topicOf = (format: string, text: string) =>
    taxonomy.categories.find((rule) => rule.format === format && rule.text === foldCategory(text))?.topic;

  it.each([
    ['web-filter-csv', 'Proxy Avoidance & VPN', 'bypass'],
    ['web-filter-csv', '  drugs &\tALCOHOL ', 'drugs'],
    ['web-filter-csv', 'Virtual Pets', undefined],
    ['securus-captures', 'Suicide', 'self-harm'],
    ['securus-captures', 'Custom', undefined],
  ])('%s: %s', (format, text, topic) => {
    expect(topicOf(format, text)).toBe(topic);
  });

  it('calls signs of need vulnerabilities', () => {
    const vulnerabilities = [...taxonomy.topics.values()].filter(({ nature }) => nature === 'vulnerability');
    expect(vulnerabilities.map(({ id }) => id)).toEqual(['extremism', 'self-harm', 'grooming', 'abuse']);
  });

  it('knows the editions in force, however precisely their dates are known', () => {
    const editions = guidanceInForce(taxonomy, '2026-09-01', '2026-09-16').map(({ id }) => id);
    expect(editions).toEqual([
      'kcsie-2026',
      'dfe-filtering-monitoring-2026-06',
      'dfe-filtering-monitoring-2026-09',
      'uksic-2026',
      'dfe-generative-ai-2026',
    ]);
    expect(guidanceInForce(taxonomy, '2024-09-30', '2024-09-30').map(({ id }) => id)).toEqual([
      'dfe-filtering-monitoring-2023-03',
      'uksic-2024',
    ]);
  });
});

it('gathers the faults of all taxonomy files', () => {
  cpSync(fileURLToPath(new URL('../taxonomy/', import.meta.url)), folder, { recursive: true });
  write('guidance.yaml', [
    'editions:',
    '  - id: one',
    '    title: One',
    '    publisher: Somebody',
    "    edition: '1'",
    '    validFrom: 2024',
    '    validTo: null',
  ]);
  write('categories/web-filter-csv.yaml', [
    'categories:',
    '  gambling: [Gambling, Betting]',
    '  gmes: [Games]',
    '  shopping:',
    '    - Shops',
    '    -  "betting "',
  ]);
  const { code, faults } = errorOf(() => loadTaxonomy(folder));
  expect(code).toBe('taxonomy-faults');
  expect(faults.map((fault) => `${path.basename(fault.file)}:${fault.line} ${fault.message}`)).toEqual([
    expect.stringMatching(/^guidance\.yaml:6 editions\[1\]\.validFrom: /),
    'web-filter-csv.yaml:3 categories.gmes: is not a topic',
    'web-filter-csv.yaml:6 categories.shopping[2]: is there twice',
  ]);
});

describe('a YAML file', () => {
  const schema = z.strictObject({ name: z.string(), size: z.int(), tags: z.array(z.string()) });
  const read = (file: string) => readYamlFile(file, schema, { errorCode: 'configuration-faults' });

  it('shows duplicate keys, unknown fields and wrong types together, without quoting the file', () => {
    const file = write('five.yaml', ['name: 7', 'size: secret', 'colour: secret', 'tags: [a, 1]', 'name: 8'], '\r\n');
    const error = errorOf(() => read(file));
    expect(error.faults.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
    expect(error.faults.map(({ message }) => message).join()).not.toContain('secret');
    expect(error.message).toContain('5');
  });

  it('shows broken syntax alone, because the rest would be a guess', () => {
    const file = write('syntax.yaml', ['name: "secret', 'size: 1']);
    const { faults } = errorOf(() => read(file));
    expect(faults).toEqual([
      { file, line: expect.any(Number), column: expect.any(Number), message: expect.any(String) },
    ]);
    expect(faults[0]?.message).not.toContain('secret');
  });

  it('gives the value and the line of each part', () => {
    const { value, lineOf } = read(write('sound.yaml', ['# first', 'name: one', 'size: 1', 'tags:', '  - a', '  - b']));
    expect(value).toEqual({ name: 'one', size: 1, tags: ['a', 'b'] });
    expect([lineOf(['size']), lineOf(['tags', 1]), lineOf(['nowhere'])]).toEqual([3, 6, 2]);
  });

  it('is missing', () => {
    expect(errorOf(() => read(path.join(folder, 'none.yaml'))).code).toBe('file-missing');
  });
});
