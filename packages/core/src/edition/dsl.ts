/** For the designated safeguarding lead and deputies: every figure, and the people behind them. */
import { z } from 'zod';
import { filterChecks } from './checks.js';
import { evidence, fileLedger, finding, localDate, wholeReview } from './parts.js';
import { captureToReview, decidedIncident, guide, personSummary, searchOnTheme, withheld } from './people.js';

/** One exclusion of the school, with what it set aside in the period. */
const exclusion = z.strictObject({
  kind: z.enum(['phrase', 'site', 'topic']),
  /** The phrase, the site or the topic. */
  about: z.string(),
  forWhom: z.string(),
  reason: z.string(),
  /** An office, never a name. */
  decidedBy: z.string(),
  decidedOn: localDate,
  from: localDate,
  to: localDate,
  /** Its last day lies before the end of the period. */
  hasEnded: z.boolean(),
  captures: z.int().nonnegative(),
  requests: z.int().nonnegative(),
  people: z.int().nonnegative(),
});

export const dslEdition = z.strictObject({
  edition: z.literal('dsl'),
  ...wholeReview,
  findings: z.array(finding.extend({ evidence: evidence.nullable() })),
  files: z.array(fileLedger.extend({ name: z.string() })),
  checks: filterChecks,
  exclusions: z.array(exclusion),
  people: z.array(personSummary),
  /** Those that nobody decided about first, of them the most serious. */
  support: z.array(captureToReview),
  conduct: z.array(captureToReview),
  incidents: z.array(decidedIncident),
  searches: z.array(searchOnTheme),
  ...guide,
  withheld,
  unattributed: z.array(z.strictObject({ account: z.string(), requests: z.int(), captures: z.int() })),
  rejections: z.array(
    z.strictObject({
      file: z.string(),
      column: z.string(),
      reason: z.string(),
      count: z.int(),
      firstLines: z.array(z.int()),
    }),
  ),
});
export type DslEdition = z.infer<typeof dslEdition>;
