// The categories of the vendors' products, by topic: one file a format in taxonomy/categories.

import { z } from 'zod';
import { type FieldFault, repeated, type YamlFile } from '../read/yaml-file.js';

export const categoriesFile = z.strictObject({ categories: z.record(z.string(), z.array(z.string().trim().min(1))) });

export interface CategoryRule {
  readonly format: string;
  readonly text: string;
  readonly topic: string;
  readonly file: string;
  readonly line: number;
}

// How a category's text is compared: vendors change case and spacing between versions.
export function foldCategory(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

const categoriesOutline = z
  .object({ categories: z.record(z.string(), z.array(z.string().catch('')).catch([])).catch({}) })
  .catch({ categories: {} });

export function categoryFaults(value: unknown, topics: ReadonlyMap<string, unknown> | null): FieldFault[] {
  const lists = Object.entries(categoriesOutline.parse(value).categories);
  const unknown = lists
    .filter(([topic]) => topics !== null && !topics.has(topic))
    .map(([topic]) => ({ path: ['categories', topic], message: `categories.${topic}: is not a topic` }));
  const texts = lists.flatMap(([topic, list]) =>
    list.map((text, index) => ({ key: foldCategory(text), path: ['categories', topic, index] })),
  );
  return [...unknown, ...repeated(texts)];
}

export function categoryRules(format: string, file: YamlFile<z.infer<typeof categoriesFile>>): CategoryRule[] {
  return Object.entries(file.value.categories).flatMap(([topic, texts]) =>
    texts.map((text, index) => ({
      format,
      text: foldCategory(text),
      topic,
      // A short path reads the same on every computer.
      file: `taxonomy/categories/${format}.yaml`,
      line: file.lineOf(['categories', topic, index]),
    })),
  );
}
