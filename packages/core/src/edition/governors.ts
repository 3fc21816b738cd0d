/** For the governing body: figures and findings in words, suppressed. Nobody has a place in it. */
import { z } from 'zod';
import { checkNumbers } from './checks.js';
import { fileLedger, finding, setAside, suppression, wholeReview } from './parts.js';

export const governorsEdition = z.strictObject({
  edition: z.literal('governors'),
  ...wholeReview,
  suppression,
  findings: z.array(finding),
  checks: checkNumbers,
  setAside,
  files: z.array(fileLedger),
});
export type GovernorsEdition = z.infer<typeof governorsEdition>;
