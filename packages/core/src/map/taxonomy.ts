// The taxonomy: the topics an event can be about, the categories of each vendor that lead to them, and the editions of
// guidance they come from. All of it is data in the taxonomy folder; a file in categories/ is named after its format.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError, type Fault, fail } from '../errors.js';
import { type FieldFault, readYamlFile, repeated, type YamlFile } from '../read/yaml-file.js';

export const NATURES = ['breach', 'vulnerability', 'information'] as const;
const FOUR_CS = ['content', 'contact', 'conduct', 'commerce'] as const;

export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in lower case, with hyphens between the words');
const dateAsKnown = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'write a day, a month or a year, year first, quoted');

const topicSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  nature: z.enum(NATURES),
  uksic: z.string().min(1).nullable(),
  fourCs: z.enum(FOUR_CS).nullable(),
  prevent: z.boolean(),
});
const topicsFile = z.strictObject({ topics: z.array(topicSchema).min(1) });

const editionSchema = z
  .strictObject({
    id: idSchema,
    title: z.string().min(1),
    publisher: z.string().min(1),
    edition: z.string().min(1),
    validFrom: dateAsKnown,
    validTo: dateAsKnown.nullable(),
  })
  .refine((edition) => edition.validTo === null || isWithin(edition.validTo, edition.validFrom, null), {
    path: ['validTo'],
    message: 'ends before it begins',
  });
const guidanceFile = z.strictObject({ editions: z.array(editionSchema) });

const categoriesFile = z.strictObject({ categories: z.record(z.string(), z.array(z.string().trim().min(1))) });

export type Nature = (typeof NATURES)[number];
export type Topic = Readonly<z.infer<typeof topicSchema>>;
export type GuidanceEdition = Readonly<z.infer<typeof editionSchema>>;

export interface CategoryRule {
  readonly format: string;
  readonly text: string;
  readonly topic: string;
  readonly file: string;
  readonly line: number;
}

export interface Taxonomy {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly guidance: readonly GuidanceEdition[];
  readonly categories: readonly CategoryRule[];
}

const SHIPPED_FOLDER = fileURLToPath(new URL('../../taxonomy/', import.meta.url));

export function loadTaxonomy(folder: string = SHIPPED_FOLDER): Taxonomy {
  const faults: Fault[] = [];
  const read = <Value>(name: string, schema: z.ZodType<Value>, crossCheck: (value: unknown) => readonly FieldFault[]) =>
    keepFaults(faults, () =>
      readYamlFile(path.join(folder, ...name.split('/')), schema, { errorCode: 'taxonomy-faults', crossCheck }),
    );

  const topicFile = read('topics.yaml', topicsFile, (value) => repeatedIds(value, 'topics'));
  const guidance = read('guidance.yaml', guidanceFile, (value) => repeatedIds(value, 'editions'));
  const topics = new Map((topicFile?.value.topics ?? []).map((topic) => [topic.id, topic]));
  // Without sound topics every category would look wrong.
  const known = topicFile === null ? null : topics;

  const names = readdirSync(path.join(folder, 'categories')).filter((name) => name.endsWith('.yaml'));
  const categories = names.toSorted().flatMap((name) => {
    const file = read(`categories/${name}`, categoriesFile, (value) => categoryFaults(value, known));
    return file === null ? [] : categoryRules(path.basename(name, '.yaml'), file);
  });

  if (faults.length > 0) throw fail('taxonomy-faults', { file: folder, count: faults.length }, { faults });
  return { topics, guidance: guidance?.value.editions ?? [], categories };
}

// How a category's text is compared: vendors change case and spacing between versions.
export function foldCategory(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

// Editions in force on any day of the period; both days are year-month-day.
export function guidanceInForce(taxonomy: Taxonomy, firstDay: string, lastDay: string): GuidanceEdition[] {
  return taxonomy.guidance.filter(
    ({ validFrom, validTo }) => isWithin(lastDay, validFrom, null) && isWithin(firstDay, '', validTo),
  );
}

function isWithin(date: string, from: string, to: string | null): boolean {
  return date.slice(0, from.length) >= from.slice(0, date.length) && (to === null || date.slice(0, to.length) <= to);
}

function keepFaults<Value>(faults: Fault[], read: () => YamlFile<Value>): YamlFile<Value> | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'taxonomy-faults') throw error;
    faults.push(...error.faults);
    return null;
  }
}

function repeatedIds(value: unknown, list: string): FieldFault[] {
  const outline = z.record(z.string(), z.unknown()).catch({}).parse(value);
  const ids = z
    .array(z.object({ id: z.string() }).catch({ id: '' }))
    .catch([])
    .parse(outline[list]);
  return repeated(ids.map((entry, index) => ({ key: entry.id, path: [list, index, 'id'] })));
}

const categoriesOutline = z
  .object({ categories: z.record(z.string(), z.array(z.string().catch('')).catch([])).catch({}) })
  .catch({ categories: {} });

function categoryFaults(value: unknown, topics: ReadonlyMap<string, Topic> | null): FieldFault[] {
  const lists = Object.entries(categoriesOutline.parse(value).categories);
  const unknown = lists
    .filter(([topic]) => topics !== null && !topics.has(topic))
    .map(([topic]) => ({ path: ['categories', topic], message: `categories.${topic}: is not a topic` }));
  const texts = lists.flatMap(([topic, list]) =>
    list.map((text, index) => ({ key: foldCategory(text), path: ['categories', topic, index] })),
  );
  return [...unknown, ...repeated(texts)];
}

function categoryRules(format: string, file: YamlFile<z.infer<typeof categoriesFile>>): CategoryRule[] {
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
