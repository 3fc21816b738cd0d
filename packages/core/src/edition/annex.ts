/**
 * For the one person to whom a matter about an adult of the school goes: the headteacher, or the chair of governors. It
 * holds no table of the whole school, because a reader could tell from it what is kept from them.
 */
import { z } from 'zod';
import { coverage, identity } from './parts.js';
import { captureToReview, decidedIncident, guide, knownBy, personSummary, searchOnTheme, withheld } from './people.js';

const annex = {
  ...identity,
  coverage,
  /** All captures of the period that this reader may see, those of nobody certain with them. */
  counts: z.strictObject({
    people: z.int().nonnegative(),
    captures: z.int().nonnegative(),
    episodes: z.int().nonnegative(),
  }),
  people: z.array(personSummary),
  /** To look at: those that nobody decided about first, of them the most serious. */
  captures: z.array(captureToReview),
  incidents: z.array(decidedIncident),
  searches: z.array(searchOnTheme),
  knownBy,
  ...guide,
  /** Matters of the reader are not among them. */
  withheld,
};

export const staffAnnex = z.strictObject({ edition: z.literal('staff-annex'), ...annex });
export type StaffAnnex = z.infer<typeof staffAnnex>;

export const chairAnnex = z.strictObject({ edition: z.literal('chair-annex'), ...annex });
export type ChairAnnex = z.infer<typeof chairAnnex>;
