/** What readers outside the safeguarding team may see of a review, beside what editions of the same days have told before. */
import type { Period } from '../attribute/calendar.js';
import type { Configuration } from '../configuration.js';
import { findDifferences } from '../find/differences.js';
import { makeDecisions } from '../find/make-decisions.js';
import type { Review } from '../find/review.js';
import { mapEvents, type Rulebook } from '../map/events.js';
import { readIssued } from '../store/issued.js';
import type { Store } from '../store/open-store.js';
import { type Disclosure, suppress } from './disclosure.js';

/** One for all editions of a review, so that they agree. */
export async function discloseReview(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  review: Review,
): Promise<Disclosure> {
  const { period } = review;
  const issued = await readIssued(store, period);
  const map = async (span: Period) => {
    await mapEvents(store, configuration, span, rulebook);
    await makeDecisions(store, configuration, span, rulebook);
  };
  const differences = await findDifferences(store, { period, issued, map });
  return suppress(review, { ...configuration.suppression, issued, differences });
}
