/** What a school may add to `fmreview.yaml` so that findings know what it means to do: all of it may be left out. */
import { z } from 'zod';
import { AUDIENCES } from './attribute/audiences.js';
import { isRange } from './map/address-places.js';

const date = z.iso.date('a date, like 2026-03-27');
const words = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case, with hyphens between the words');
const months = z.int().min(1, 'at least 1 month').max(60, 'at most 60 months');
const repeated = { id, title: words, last: date.nullable().default(null), everyMonths: months };

/** One group of the reports; `pupils` are all of them here. */
const group = z.enum(AUDIENCES);
const PLACES = ['school', 'guest', 'boarding', 'elsewhere'] as const;

export const reviewSettings = {
  /** What the filter is meant to block, for whom. */
  blocks: z.array(z.strictObject({ topics: z.array(id).min(1), groups: z.array(group).min(1) })).default([]),
  /** Which addresses stand where. */
  networks: z
    .array(
      z.strictObject({
        name: words,
        addresses: z.array(z.string().refine(isRange, 'addresses, like 10.20.0.0/16')).min(1),
        place: z.enum(PLACES).default('school'),
      }),
    )
    .default([]),
  /** What was taught when: it explains why a topic comes up. */
  curriculum: z
    .array(
      z.strictObject({
        title: words,
        topics: z.array(id).min(1),
        from: date,
        to: date,
        years: z.array(words).default([]),
      }),
    )
    .default([]),
  /** Sites and tools that the school has looked at and knows of. */
  register: z.array(z.strictObject({ site: words, use: words })).default([]),
  reviews: z.array(z.strictObject(repeated)).default([]),
  training: z.array(z.strictObject(repeated)).default([]),
  /** How often somebody tests the filter and the monitoring. */
  checks: z
    .strictObject({ everyDays: z.int().min(1).max(400) })
    .nullable()
    .default(null),
};
