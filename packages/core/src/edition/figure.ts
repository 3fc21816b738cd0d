/**
 * A figure as a reader sees it: never a bare number. It is known, suppressed, or not known, and it says what it counts.
 * Symbols follow the Department for Education: `c` suppressed, `z` not applicable, `x` not available, `low` rounds to
 * zero, `u` of low reliability.
 */
import { z } from 'zod';

/** What is being counted. Captures, episodes, requests and visits are never added together. */
export const unit = z.enum([
  'captures',
  'episodes',
  'requests',
  'visits',
  'events',
  'people',
  'accounts',
  'sites',
  'days',
  'weeks',
  'lines',
  'files',
  'categories',
  'decisions',
  'incidents',
  'reports',
  'agreements',
  'signatures',
  'hours',
  'devices',
  'networks',
  'reviews',
  'courses',
  'clauses',
  'checks',
  'minutes',
]);
export type Unit = z.infer<typeof unit>;

export const figure = z.discriminatedUnion('kind', [
  /** A number that may be printed. */
  z.strictObject({ kind: z.literal('count'), value: z.int().nonnegative(), unit }),
  /** A share in per cent, one decimal. */
  z.strictObject({ kind: z.literal('percent'), value: z.number().min(0).max(100) }),
  /** Rests on too few people, or would give such a number away: printed as `c`. */
  z.strictObject({ kind: z.literal('suppressed'), unit }),
  /** Cannot exist here: printed as `z`. */
  z.strictObject({ kind: z.literal('not-applicable') }),
  /** Should exist but is not known (no logs, no such column): printed as `x`. */
  z.strictObject({ kind: z.literal('not-available') }),
  /** A share that rounds to nothing and is not nothing: printed as `low`. */
  z.strictObject({ kind: z.literal('low') }),
  /** A number that rests on little: printed with `u` beside it. A null unit is a share in per cent. */
  z.strictObject({ kind: z.literal('unreliable'), value: z.number().nonnegative(), unit: unit.nullable() }),
]);
export type Figure = z.infer<typeof figure>;

/** A table of figures: one heading column, then one figure for each column. */
export const table = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** What every figure of the table counts, for the caption. */
  unit,
  /** Heading of the first column, for example "Month". */
  rowHeading: z.string(),
  columns: z.array(z.strictObject({ id: z.string(), label: z.string() })).min(1),
  /** `figures` has one entry for each column. */
  rows: z.array(z.strictObject({ id: z.string(), label: z.string(), figures: z.array(figure) })),
  /** Bottom row, one entry for each column; null where a total would mean nothing. */
  totals: z.array(figure).nullable(),
  /** One or two plain sentences under the table; null if none is needed. */
  note: z.string().nullable(),
});
export type Table = z.infer<typeof table>;

const oneOf = (ids: readonly string[]) => z.string().refine((id) => ids.includes(id), { message: 'has no place here' });

/** A table that an edition names: nothing else can stand in its place. */
export const tableCalled = (...ids: readonly string[]) => table.extend({ id: oneOf(ids) });

/** The same with some of its columns only: the others have no place. */
export const columnsOf = (id: string, columns: readonly string[]) =>
  tableCalled(id).extend({
    columns: z.array(z.strictObject({ id: oneOf(columns), label: z.string() })).min(1),
  });
