/** Every section is held to its own examples, and the catalogue to its folder. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Block } from '../src/blocks.js';
import { blockHtml } from '../src/outputs/html-blocks.js';
import type { Section } from '../src/section.js';
import { sections } from '../src/sections/registry.generated.js';
import { editionWith } from './empty-edition.js';

const catalogue: readonly Section[] = sections;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a reader reads or hears, without markup. */
const readOut = (blocks: readonly Block[]): string =>
  blocks
    .map(blockHtml)
    .join(' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&([^;]+);/g, (_, name: string) => entities[name] ?? '');

test('the catalogue is the folder, and every id is the name of its file', () => {
  const files = readdirSync(new URL('../src/sections/', import.meta.url))
    .filter((file) => !file.includes('.generated.'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  expect(catalogue.map(({ id }) => id)).toEqual(files);
});

test('no two sections claim one place', () => {
  const orders = catalogue.map(({ order }) => order);
  expect(new Set(orders).size).toBe(orders.length);
});

describe.each(catalogue.map((section) => ({ id: section.id, section })))('$id', ({ section }) => {
  test.each(section.examples.map((example) => ({ name: example.name, example })))('$name', ({ example }) => {
    expect(section.editions).toContain(example.given.edition);
    const blocks = section.build(editionWith(example.given));
    expect(blocks.map(({ kind }) => kind)).toEqual(example.kinds);
    const words = readOut(blocks);
    for (const expected of example.words) expect(words).toContain(expected);
  });
});
