// The shipped taxonomy answers for the vendors' words; broken files show that every fault comes with its line.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { referencesOf } from '../src/edit/references.js';
import { AppError } from '../src/errors.js';
import { foldCategory } from '../src/map/categories.js';
import { isInForce } from '../src/map/in-force.js';
import { editionsOfScheme, headingsOf, primaryHeading } from '../src/map/references.js';
import { guidanceInForce, loadTaxonomy } from '../src/map/taxonomy.js';
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
      'prevent-2023',
    ]);
    expect(guidanceInForce(taxonomy, '2024-09-30', '2024-09-30').map(({ id }) => id)).toEqual([
      'kcsie-2024',
      'dfe-filtering-monitoring-2023-03',
      'uksic-2024',
      'prevent-2023',
    ]);
  });
});

describe('references to national guidance', () => {
  const idsOf = (topic: string, from: string, to = from) =>
    headingsOf(taxonomy, topic, { from, to }).map(({ id }) => id);
  const primary = (topic: string, scheme: string, day: string) =>
    primaryHeading(taxonomy, topic, scheme, { from: day, to: day })?.title ?? null;

  it.each([
    ['hate-speech', 'uksic-filtering', '2026-10-01', 'Hate speech'],
    // A heading of its own since 2024.
    ['hate-speech', 'uksic-filtering', '2023-12-31', 'Discrimination'],
    ['self-harm', 'uksic-monitoring', '2026-10-01', 'Self-harm'],
    ['grooming', 'uksic-monitoring', '2026-10-01', 'Child sexual exploitation'],
    ['grooming', 'uksic-filtering', '2026-10-01', null],
    ['gambling', 'kcsie-areas', '2026-10-01', 'Commerce'],
    ['bullying', 'kcsie-areas', '2026-10-01', 'Conduct'],
    ['misinformation', 'kcsie-areas', '2025-09-01', 'Misinformation'],
    ['misinformation', 'kcsie-areas', '2025-08-31', null],
    ['extremism', 'prevent', '2026-10-01', 'Terrorist and extremist material'],
    ['drugs', 'prevent', '2026-10-01', null],
    ['unmapped', 'kcsie-areas', '2026-10-01', null],
  ])('%s, %s, %s: %s', (topic, scheme, day, title) => {
    expect(primary(topic, scheme, day)).toBe(title);
  });

  it('are many to many, and a later edition names more', () => {
    expect(idsOf('violence', '2026-08-31')).toEqual([
      'uksic-filtering/violence',
      'uksic-monitoring/violence',
      'kcsie-areas/content',
    ]);
    expect(idsOf('violence', '2026-03-01', '2026-09-01')).toContain('kcsie-areas/extreme-violence');
    expect(idsOf('ai-tools', '2026-09-01')).toEqual(['kcsie-areas/content', 'kcsie-areas/ai-contact']);
    expect(idsOf('weapons', '2026-09-01')).toContain('uksic-filtering/violence');
  });

  it('say which line of which file leads to them', () => {
    const [heading] = headingsOf(taxonomy, 'gambling', { from: '2026-09-01', to: '2026-09-01' });
    const lines = readFileSync(new URL('../taxonomy/topics.yaml', import.meta.url), 'utf8').split('\n');
    const definitions = readFileSync(new URL('../taxonomy/references/uksic-filtering.yaml', import.meta.url), 'utf8');
    expect([heading?.file, heading?.isPrimary]).toEqual(['taxonomy/topics.yaml', true]);
    expect(lines[(heading?.line ?? 0) - 1]).toContain('uksic-filtering/gambling');
    const [file, line] = heading?.definedAt.split(':') ?? [];
    expect(file).toBe('taxonomy/references/uksic-filtering.yaml');
    expect(definitions.split('\n')[Number(line) - 1]).toContain('id: gambling');
  });

  it('name the editions that a period is read with', () => {
    const period = { from: '2026-03-01', to: '2026-08-31' };
    const editions = taxonomy.schemes.map((scheme) => [
      scheme.id,
      editionsOfScheme(taxonomy, scheme, period).map(({ id }) => id),
    ]);
    expect(editions).toEqual([
      ['kcsie-areas', ['kcsie-2025']],
      ['prevent', ['prevent-2023']],
      ['uksic-filtering', ['uksic-2026']],
      ['uksic-monitoring', ['uksic-2026']],
    ]);
  });

  it('have the ten kinds of content of filtering, and a topic for each', () => {
    const filtering = taxonomy.schemes.find(({ id }) => id === 'uksic-filtering')?.headings ?? [];
    const inForce = (day: string) => filtering.filter((heading) => isInForce(heading, { from: day, to: day })).length;
    expect([inForce('2023-06-01'), inForce('2026-06-01')]).toEqual([9, 10]);
    const led = new Set(
      [...taxonomy.topics.values()].flatMap(({ references }) => references.map(({ heading }) => heading)),
    );
    for (const { id } of taxonomy.headings.values()) expect(led).toContain(id);
  });

  it('are printed for every topic, whatever happened', () => {
    const { schemes, topics } = referencesOf(taxonomy, { from: '2026-09-01', to: '2026-12-18' });
    expect(schemes.map(({ title }) => title)).toEqual([
      'KCSIE area of risk',
      'Prevent duty',
      'UKSIC filtering',
      'UKSIC monitoring',
    ]);
    expect(schemes[0]?.editions).toEqual(['Keeping children safe in education (2026)']);
    expect(topics.map(({ id }) => id)).toEqual([...taxonomy.topics.keys()]);
    expect(topics.find(({ id }) => id === 'hate-speech')?.headings).toEqual([
      ['Content'],
      ['Related material'],
      ['Hate speech', 'Discrimination'],
      ['Discrimination'],
    ]);
  });
});

it('lists what is wrong with references, and judges topics by sound ones alone', () => {
  const place = path.join(folder, 'references-only');
  cpSync(fileURLToPath(new URL('../taxonomy/', import.meta.url)), place, { recursive: true });
  const faultsOf = () =>
    errorOf(() => loadTaxonomy(place)).faults.map(
      ({ file, line, message }) => `${path.relative(place, file).replaceAll('\\', '/')}:${line} ${message}`,
    );
  write('references-only/topics.yaml', [
    'topics:',
    '  - id: gambling',
    '    title: Gambling',
    '    references: [kcsie-areas/commerce, kcsie-areas/comerce, kcsie-areas/commerce]',
  ]);
  rmSync(path.join(place, 'categories'), { recursive: true });
  mkdirSync(path.join(place, 'categories'));
  expect(faultsOf()).toEqual([
    'topics.yaml:2 topics[1].nature: is missing',
    'topics.yaml:4 topics[1].references[2]: is not a heading of a scheme',
    'topics.yaml:4 topics[1].references[3]: is there twice',
  ]);
  const heading = (id: string, edition: string, rest: readonly string[]) => [
    `  - id: ${id}`,
    '    title: Some heading',
    '    summary: Something.',
    `    editions: [${edition}]`,
    '    certainty: memory',
    ...rest,
  ];
  write('references-only/references/kcsie-areas.yaml', [
    'id: kcsie',
    'title: Areas',
    'headings:',
    ...heading('one', 'kcsie-1999', ["    validFrom: '2024'", '    validTo: null']),
    ...heading('two', 'kcsie-2023', ["    validFrom: '2025'", '    validTo: null', '    within: three']),
    ...heading('two', 'kcsie-2026', ["    validFrom: '2026-10'", "    validTo: '2026-09-30'"]),
  ]);
  expect(faultsOf()).toEqual([
    'references/kcsie-areas.yaml:1 id: must be the name of the file',
    'references/kcsie-areas.yaml:7 headings[1].editions[1]: is not an edition of guidance',
    'references/kcsie-areas.yaml:14 headings[2].editions[1]: is not in force while the heading is',
    'references/kcsie-areas.yaml:18 headings[2].within: is not a wider heading of this file',
    'references/kcsie-areas.yaml:19 headings[3].id: is there twice',
    'references/kcsie-areas.yaml:25 headings[3].validTo: ends before it begins',
    'topics.yaml:2 topics[1].nature: is missing',
    'topics.yaml:4 topics[1].references[3]: is there twice',
  ]);
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
