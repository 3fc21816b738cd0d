// The taxonomy: the topics an event can be about, the categories of each vendor that lead to them, the headings of guidance
// that speak of them, and its editions. All of it is data in the taxonomy folder; a file in categories/ is named after a
// vendor or product whose formats share it, one in references/ after its scheme.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError, type Fault, fail } from '../errors.js';
import { formats } from '../formats/registry.generated.js';
import { type FieldFault, fieldName, readYamlFile, repeated, type YamlFile } from '../read/yaml-file.js';
import { type CategoryRule, type CategorySource, categoriesFile, categoryFaults, categoryRules } from './categories.js';
import { dateAsKnown, endsAfterItBegins, isInForce } from './in-force.js';
import { type Heading, type Scheme, schemeFaults, schemeFile, schemeOf } from './references.js';

export const NATURES = ['breach', 'vulnerability', 'information'] as const;

export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in lower case, with hyphens between the words');

const topicSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  nature: z.enum(NATURES),
  references: z.array(z.string()),
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
  .refine(endsAfterItBegins, { path: ['validTo'], message: 'ends before it begins' });
const guidanceFile = z.strictObject({ editions: z.array(editionSchema) });

export type Nature = (typeof NATURES)[number];
export interface Topic extends Readonly<Omit<z.infer<typeof topicSchema>, 'references'>> {
  readonly references: readonly TopicReference[];
}
export type GuidanceEdition = Readonly<z.infer<typeof editionSchema>>;

export interface TopicReference {
  /** As scheme/heading. */
  readonly heading: string;
  readonly file: string;
  readonly line: number;
}

export interface Taxonomy {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly guidance: readonly GuidanceEdition[];
  readonly schemes: readonly Scheme[];
  /** Headings of all schemes, as scheme/heading. */
  readonly headings: ReadonlyMap<string, Heading>;
  readonly categories: readonly CategoryRule[];
}

const SHIPPED_FOLDER = fileURLToPath(new URL('../../taxonomy/', import.meta.url));

let shipped: Taxonomy | null = null;

/** The program's own is read once: every stage of a run asks for it. */
export function loadTaxonomy(
  folder: string = SHIPPED_FOLDER,
  catalogue: readonly CategorySource[] = formats,
): Taxonomy {
  if (folder !== SHIPPED_FOLDER || catalogue !== formats) return readTaxonomy(folder, catalogue);
  shipped ??= readTaxonomy(folder, catalogue);
  return shipped;
}

function readTaxonomy(folder: string, catalogue: readonly CategorySource[]): Taxonomy {
  const faults: Fault[] = [];
  const read = <Value>(name: string, schema: z.ZodType<Value>, crossCheck: (value: unknown) => readonly FieldFault[]) =>
    keepFaults(faults, () =>
      readYamlFile(path.join(folder, ...name.split('/')), schema, { errorCode: 'taxonomy-faults', crossCheck }),
    );

  const guidance = read('guidance.yaml', guidanceFile, (value) => repeatedIds(value, 'editions'));
  const schemes = filesIn(folder, 'references').map((name) => {
    const editions = guidance?.value.editions ?? null;
    const file = read(name, schemeFile, (value) => schemeFaults(name, value, editions));
    return file === null ? null : schemeOf(name, file);
  });
  const sound = schemes.filter((scheme) => scheme !== null);
  const headings = new Map(sound.flatMap((scheme) => scheme.headings.map((heading) => [heading.id, heading])));
  // Without sound headings every reference would look wrong, and without sound topics every category.
  const knownHeadings = sound.length === schemes.length ? headings : null;
  const topicFile = read('topics.yaml', topicsFile, (value) => topicFaults(value, knownHeadings));
  const topics = topicsOf(topicFile);
  const known = topicFile === null ? null : topics;

  const categories = filesIn(folder, 'categories').flatMap((name) => {
    const file = read(name, categoriesFile, (value) => categoryFaults(value, known));
    return file === null ? [] : categoryRules(path.basename(name, '.yaml'), file, catalogue);
  });

  if (faults.length > 0) throw fail('taxonomy-faults', { file: folder, count: faults.length }, { faults });
  return { topics, guidance: guidance?.value.editions ?? [], schemes: sound, headings, categories };
}

// Editions in force on any day of the period; both days are year-month-day.
export function guidanceInForce(taxonomy: Taxonomy, firstDay: string, lastDay: string): GuidanceEdition[] {
  return taxonomy.guidance.filter((edition) => isInForce(edition, { from: firstDay, to: lastDay }));
}

const filesIn = (folder: string, part: string): string[] =>
  readdirSync(path.join(folder, part))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => `${part}/${name}`);

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

const topicsOutline = z
  .object({
    topics: z.array(z.object({ references: z.array(z.string().catch('')) }).catch({ references: [] })).catch([]),
  })
  .catch({ topics: [] });

function topicFaults(value: unknown, headings: ReadonlyMap<string, Heading> | null): FieldFault[] {
  const references = topicsOutline
    .parse(value)
    .topics.map((topic, index) =>
      topic.references.map((key, place) => ({ key, path: ['topics', index, 'references', place] })),
    );
  const unknown = references
    .flat()
    .filter(({ key }) => key !== '' && headings !== null && !headings.has(key))
    .map((entry) => ({ path: entry.path, message: `${fieldName(entry.path)}: is not a heading of a scheme` }));
  return [...repeatedIds(value, 'topics'), ...unknown, ...references.flatMap(repeated)];
}

function topicsOf(file: YamlFile<z.infer<typeof topicsFile>> | null): Map<string, Topic> {
  const topics = file?.value.topics ?? [];
  return new Map(
    topics.map((topic, index) => [
      topic.id,
      {
        ...topic,
        references: topic.references.map((heading, place) => ({
          heading,
          file: 'taxonomy/topics.yaml',
          line: file?.lineOf(['topics', index, 'references', place]) ?? 1,
        })),
      },
    ]),
  );
}
