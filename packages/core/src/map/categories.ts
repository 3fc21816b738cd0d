// The categories of the vendors' products, by topic: one table a vendor or product in taxonomy/categories, shared by its
// formats. A format names its table; where it names none, the table has the format's own name.

import { z } from 'zod';
import type { Format } from '../normalise/format.js';
import { type FieldFault, repeated, type YamlFile } from '../read/yaml-file.js';

export const categoriesFile = z.strictObject({ categories: z.record(z.string(), z.array(z.string().trim().min(1))) });

export interface CategoryRule {
  readonly format: string;
  readonly text: string;
  readonly topic: string;
  readonly file: string;
  readonly line: number;
}

export type CategorySource = Pick<Format, 'id' | 'categories'>;

/** Name of the table that sorts the categories of a format. */
export const categoryTable = (format: CategorySource): string => format.categories ?? format.id;

/**
 * The format under whose id the categories of a file stand in the store. A mapping of a school's own may be elsewhere when
 * a review is made, so its categories stand under the first format of the catalogue that shares its table.
 */
export const categoryHolder = (format: CategorySource, catalogue: readonly CategorySource[]): string =>
  catalogue.some(({ id }) => id === format.id)
    ? format.id
    : (catalogue.find((each) => categoryTable(each) === categoryTable(format))?.id ?? categoryTable(format));

// How a category's text is compared: vendors change case and spacing between versions.
export function foldCategory(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The texts of a list as far as its marks tell: a bar parts it alone where there is one, for no name holds it. */
function listed(text: string): string[] {
  const bare = text.trim().replace(/^\[(.*)\]$/s, '$1');
  const quoted = /^"(.*)"$/s.exec(bare)?.[1];
  const parts = bare.includes('|') ? bare.split('|') : (quoted?.split(/"\s*[,;]\s*"/) ?? bare.split(/[,;]/));
  return parts.map((part) => foldCategory(part.trim().replace(/^(["'])(.*)\1$/s, '$2'))).filter((part) => part !== '');
}

/** Some names hold commas: as many parts as make up a known one together are that one. */
function joinedNames(parts: readonly string[], known: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let from = 0; from < parts.length; ) {
    let until = Math.min(parts.length, from + MOST_COMMAS + 1);
    while (until > from + 1 && !known.has(parts.slice(from, until).join(', '))) until--;
    names.push(parts.slice(from, until).join(', '));
    from = until;
  }
  return names;
}

/** More commas than any vendor puts into one name. */
const MOST_COMMAS = 5;

/** The parts of a text that is a list, folded; none where the text is one category. @param known the folded texts of the table */
export function categoryParts(text: string, known: ReadonlySet<string>): string[] {
  const parts = joinedNames(listed(text), known);
  const isList = parts.length > 1 || parts[0] !== foldCategory(text);
  return isList ? [...new Set(parts)] : [];
}

/** Whether a text is in the table, or a list of nothing but what is. */
export function isKnownCategory(text: string, known: ReadonlySet<string>): boolean {
  const parts = categoryParts(text, known);
  return known.has(foldCategory(text)) || (parts.length > 0 && parts.every((part) => known.has(part)));
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

/** The rules of a table, once for each format that uses it. */
export function categoryRules(
  table: string,
  file: YamlFile<z.infer<typeof categoriesFile>>,
  formats: readonly CategorySource[],
): CategoryRule[] {
  const rules = Object.entries(file.value.categories).flatMap(([topic, texts]) =>
    texts.map((text, index) => ({
      text: foldCategory(text),
      topic,
      // A short path reads the same on every computer.
      file: `taxonomy/categories/${table}.yaml`,
      line: file.lineOf(['categories', topic, index]),
    })),
  );
  return formats
    .filter((format) => categoryTable(format) === table)
    .flatMap(({ id }) => rules.map((rule) => ({ format: id, ...rule })));
}
