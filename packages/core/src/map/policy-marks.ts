/** Places of a drafted pack that a person has not decided on yet: each has the word CHECK. */
import { fail } from '../errors.js';
import type { FieldPath } from '../read/yaml-file.js';
import type { PolicyPack } from './policy-pack.js';

export const MARK = /\bCHECK\b/;

/** Where texts of a value have the mark, in the order in which they stand in it. */
export function markedFields(value: unknown, above: FieldPath = []): FieldPath[] {
  if (typeof value === 'string') return MARK.test(value) ? [above] : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => markedFields(each, [...above, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, each]) => markedFields(each, [...above, field]));
}

/** @throws policy-unfinished */
export function assertFinished({ unfinished }: Pick<PolicyPack, 'unfinished'>): void {
  const [first] = unfinished;
  if (first === undefined) return;
  throw fail('policy-unfinished', { count: unfinished.length, place: `${first.file}:${first.line}` });
}
