/** What people tested of filtering and monitoring, and what came of it. Nobody is named: a test is of a device, not of a person. */
import { z } from 'zod';
import { localDate } from './parts.js';

const count = z.int().nonnegative();

const numbers = {
  /** Of the period, but for `open`: failed checks of the period or before it that nobody has put right. */
  counts: z.strictObject({ made: count, failed: count, open: count, gaps: count }),
  /** Tests that no review is whole without. */
  minimum: z.array(z.strictObject({ test: z.string(), madeCount: count, lastOn: localDate.nullable() })),
};

/** For readers who are told numbers alone. */
export const checkNumbers = z.strictObject(numbers);
export type CheckNumbers = z.infer<typeof checkNumbers>;

/** Where it was tested: kind of device, place and group, in words. */
const place = { device: z.string(), location: z.string(), group: z.string() };

export const filterChecks = z.strictObject({
  ...numbers,
  matrix: z.array(
    z.strictObject({
      ...place,
      lastOn: localDate.nullable(),
      state: z.enum(['failed', 'ok', 'not-in-period', 'never']),
    }),
  ),
  open: z.array(
    z.strictObject({
      day: localDate,
      test: z.string(),
      ...place,
      connection: z.string(),
      expected: z.string(),
      actual: z.string(),
      /** An office, or empty. */
      owner: z.string(),
    }),
  ),
});
export type FilterChecks = z.infer<typeof filterChecks>;
