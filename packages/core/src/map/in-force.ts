/** Dates as precisely as they are known: a day, a month or a year. What lasts until 2025 lasts until its last day. */
import { z } from 'zod';

export const dateAsKnown = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'write a day, a month or a year, year first, quoted');

export interface Validity {
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whether it was in force on any day of the span. */
export const isInForce = ({ validFrom, validTo }: Validity, { from, to }: Span): boolean =>
  isNotBefore(to, validFrom) && (validTo === null || isNotBefore(validTo, from));

export const endsAfterItBegins = ({ validFrom, validTo }: Validity): boolean =>
  validTo === null || isNotBefore(validTo, validFrom);

/** As far as both are known. */
function isNotBefore(later: string, earlier: string): boolean {
  const known = Math.min(later.length, earlier.length);
  return later.slice(0, known) >= earlier.slice(0, known);
}
