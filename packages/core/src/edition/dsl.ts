/** For the designated safeguarding lead and deputies: every figure, and the people behind them. */
import { z } from 'zod';
import { fileLedger, finding, wholeReview } from './parts.js';
import { captureToReview, decidedIncident, guide, personSummary, searchOnTheme, withheld } from './people.js';

/** Rows behind a finding, for people who may see names. All cells are text. */
const evidence = z.strictObject({
  title: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(z.string())),
  /** How many more rows there are that are not printed. */
  omittedCount: z.int().nonnegative(),
});

export const dslEdition = z.strictObject({
  edition: z.literal('dsl'),
  ...wholeReview,
  findings: z.array(finding.extend({ evidence: evidence.nullable() })),
  files: z.array(fileLedger.extend({ name: z.string() })),
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
