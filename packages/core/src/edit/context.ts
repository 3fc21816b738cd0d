/** What every edition is made from. */
import type { Configuration } from '../configuration.js';
import type { Review } from '../find/review.js';
import type { Rulebook } from '../map/events.js';

export interface EditContext extends Rulebook {
  readonly review: Review;
  readonly configuration: Configuration;
}
