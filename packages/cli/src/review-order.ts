/** What a review is asked for, judged before anything heavy is loaded: the period, the editions, the formats. */
import { fail, type NamedEdition, type Period, type SuppressedEdition } from '@fmreview/core';
import { z } from 'zod';

const EDITIONS = ['governors', 'public', 'it', 'evidence', 'dsl', 'staff-annex', 'chair-annex'] as const satisfies (
  | SuppressedEdition
  | NamedEdition
)[];
const FORMATS = ['pdf', 'html', 'json'] as const;
export type EditionName = (typeof EDITIONS)[number];
export type FormatName = (typeof FORMATS)[number];

const dayShape = z.iso.date();

/** @throws period-invalid */
export function periodFrom(text: string): Period {
  const [from = '', to = '', ...more] = text.split('..');
  const wrong = (reason: string) => fail('period-invalid', { period: text, reason });
  if (to === '' || more.length > 0) throw wrong('it needs two days with two dots between');
  for (const day of [from, to]) {
    if (!dayShape.safeParse(day).success) throw wrong(`${day} is not a day, written year-month-day`);
  }
  if (from > to) throw wrong('it ends before it begins');
  if (from < '2000' || to >= '2100') throw wrong('it lies outside the years 2000 to 2099');
  return { from, to };
}

/** What `all` stands for: every edition without names, and the safeguarding lead's. The annexes belong to others. */
const ALL: readonly EditionName[] = ['governors', 'public', 'it', 'evidence', 'dsl'];

/** @throws edition-unknown */
export function editionsFrom(names: readonly string[]): EditionName[] {
  const unknown = names.find((name) => name !== 'all' && !EDITIONS.some((edition) => edition === name));
  if (unknown !== undefined) {
    throw fail('edition-unknown', { edition: unknown.slice(0, 40), editions: [...EDITIONS, 'all'].join(', ') });
  }
  return EDITIONS.filter((edition) => names.includes(edition) || (names.includes('all') && ALL.includes(edition)));
}

/** @throws format-not-found */
export function formatsFrom(text: string | undefined): FormatName[] {
  if (text === undefined) return [...FORMATS];
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FORMATS.some((format) => format === name));
  if (unknown !== undefined) throw fail('format-not-found', { format: unknown, formats: FORMATS.join(', ') });
  return FORMATS.filter((format) => names.includes(format));
}
