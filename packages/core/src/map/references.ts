// Schemes of headings in national guidance (one file each in taxonomy/references), by edition. A topic may stand under
// several headings of a scheme; of those in force in a period, the first is the primary one.

import path from 'node:path';
import { z } from 'zod';
import { type FieldFault, fieldName, repeated, type YamlFile } from '../read/yaml-file.js';
import { dateAsKnown, endsAfterItBegins, isInForce, type Span } from './in-force.js';
import type { GuidanceEdition, Taxonomy } from './taxonomy.js';

const headingSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in lower case, with hyphens between the words'),
    title: z.string().min(1),
    /** A wider heading of the same scheme that this one is a part of. */
    within: z.string().min(1).nullable().default(null),
    summary: z.string().min(1),
    validFrom: dateAsKnown,
    validTo: dateAsKnown.nullable(),
    editions: z.array(z.string()).min(1),
    /** found: seen in a public copy; memory: not checked. */
    certainty: z.enum(['found', 'memory']),
  })
  .refine(endsAfterItBegins, { path: ['validTo'], message: 'ends before it begins' });
export const schemeFile = z.strictObject({
  id: z.string(),
  title: z.string().min(1),
  headings: z.array(headingSchema).min(1),
});
type SchemeFile = z.infer<typeof schemeFile>;

export interface Heading extends Readonly<Omit<SchemeFile['headings'][number], 'within' | 'editions'>> {
  /** As scheme/heading. */
  readonly id: string;
  readonly scheme: string;
  readonly schemeTitle: string;
  readonly within: string | null;
  /** Ids of the editions of guidance that have it. */
  readonly editions: readonly string[];
  /** File and line of its definition. */
  readonly definedAt: string;
}

export interface Scheme {
  readonly id: string;
  readonly title: string;
  readonly headings: readonly Heading[];
}

/** A heading that a topic leads to, with the file and line that say so. */
export interface TopicHeading extends Heading {
  readonly isPrimary: boolean;
  readonly file: string;
  readonly line: number;
}

/** The headings in force on any day of the period that a topic stands under. */
export function headingsOf(taxonomy: Taxonomy, topicId: string, period: Span): TopicHeading[] {
  const led = new Set<string>();
  return (taxonomy.topics.get(topicId)?.references ?? []).flatMap(({ heading: id, file, line }) => {
    const heading = taxonomy.headings.get(id);
    if (heading === undefined || !isInForce(heading, period)) return [];
    const isPrimary = !led.has(heading.scheme);
    led.add(heading.scheme);
    return [{ ...heading, isPrimary, file, line }];
  });
}

export const primaryHeading = (
  taxonomy: Taxonomy,
  topicId: string,
  scheme: string,
  period: Span,
): TopicHeading | null =>
  headingsOf(taxonomy, topicId, period).find((heading) => heading.isPrimary && heading.scheme === scheme) ?? null;

/** The editions in force in the period whose headings a scheme holds. */
export function editionsOfScheme(taxonomy: Taxonomy, scheme: Scheme, period: Span): GuidanceEdition[] {
  const named = new Set(scheme.headings.flatMap(({ editions }) => editions));
  return taxonomy.guidance.filter((edition) => named.has(edition.id) && isInForce(edition, period));
}

export function schemeOf(name: string, { value, lineOf }: YamlFile<SchemeFile>): Scheme {
  const { id: scheme, title } = value;
  const headings = value.headings.map(({ id, within, ...heading }, index) => ({
    ...heading,
    id: `${scheme}/${id}`,
    scheme,
    schemeTitle: title,
    within: within === null ? null : `${scheme}/${within}`,
    // A short path reads the same on every computer.
    definedAt: `taxonomy/${name}:${lineOf(['headings', index])}`,
  }));
  return { id: scheme, title, headings };
}

const named = z
  .object({
    id: z.string().catch(''),
    within: z.string().nullish().catch(null),
    validFrom: z.string().catch(''),
    validTo: z.string().nullable().catch(null),
    editions: z.array(z.string().catch('')).catch([]),
  })
  .catch({ id: '', within: null, validFrom: '', validTo: null, editions: [] });
const outline = z
  .object({ id: z.string().catch(''), headings: z.array(named).catch([]) })
  .catch({ id: '', headings: [] });

/** @param guidance null when its own file is not sound, and every edition would look wrong */
export function schemeFaults(name: string, value: unknown, guidance: readonly GuidanceEdition[] | null): FieldFault[] {
  const { id, headings } = outline.parse(value);
  const wide = new Set(headings.filter(({ within }) => within == null).map((heading) => heading.id));
  const fault = (place: (string | number)[], message: string) => ({
    path: place,
    message: `${fieldName(place)}: ${message}`,
  });
  const lost = headings.flatMap(({ within }, index) =>
    within == null || wide.has(within)
      ? []
      : [fault(['headings', index, 'within'], 'is not a wider heading of this file')],
  );
  const editions = headings.flatMap((heading, index) =>
    heading.editions.flatMap((edition, place) => {
      const at = ['headings', index, 'editions', place];
      const known = guidance?.find((each) => each.id === edition);
      if (known === undefined) return guidance === null ? [] : [fault(at, 'is not an edition of guidance')];
      const span = { from: known.validFrom, to: known.validTo ?? '9999' };
      return isInForce(heading, span) ? [] : [fault(at, 'is not in force while the heading is')];
    }),
  );
  return [
    ...(id === path.basename(name, '.yaml') ? [] : [fault(['id'], 'must be the name of the file')]),
    ...repeated(headings.map((heading, index) => ({ key: heading.id, path: ['headings', index, 'id'] }))),
    ...headings.flatMap((heading, index) =>
      repeated(heading.editions.map((key, place) => ({ key, path: ['headings', index, 'editions', place] }))),
    ),
    ...lost,
    ...editions,
  ];
}
