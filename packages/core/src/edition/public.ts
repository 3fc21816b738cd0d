/** For parents and pupils: what is filtered and watched, who can see it, how long it is kept, and a few figures. */
import { z } from 'zod';
import { columnsOf } from './figure.js';
import { coverage, identity, suppression } from './parts.js';

const months = z.int().positive();

export const publicEdition = z.strictObject({
  edition: z.literal('public'),
  ...identity,
  suppression,
  coverage,
  /** Topics, in words of the report: what the filter stopped most, and what the monitoring looks for. */
  stopped: z.array(z.string()),
  watchedFor: z.array(z.string()),
  /** Offices, never names. */
  readers: z.array(z.strictObject({ office: z.string(), sees: z.string() })),
  keptMonths: z.strictObject({ captures: months, requests: months, names: months }),
  /** Null where the policy names no interval: national guidance asks for a review in every school year. */
  review: z.strictObject({ everyMonths: z.int().positive().nullable(), reportsTo: z.string() }),
  tables: z.strictObject({
    capturesByMonth: columnsOf('capturesByMonth', ['captures']),
    capturesByTopic: columnsOf('capturesByTopic', ['total']),
    requestsByMonth: columnsOf('requestsByMonth', ['total', 'blocked']),
  }),
});
export type PublicEdition = z.infer<typeof publicEdition>;
