/** What an import is told beside the file. */
import type { Configuration } from '../configuration.js';
import type { Rulebook } from '../map/events.js';
import type { Searches } from '../map/searches.js';
import type { Format } from '../normalise/format.js';

export interface ImportOptions {
  /** Found by the content when left out. */
  readonly format?: Format | undefined;
  /** `YYYY-MM-DD`, for logs whose times have no year; today when left out. */
  readonly exportedOn?: string | undefined;
  /** Whether a file may be stored of which hardly anything could be read. */
  readonly mayRejectMost?: boolean | undefined;
  readonly configuration: Configuration;
  /** Says whose texts go to whom. */
  readonly rulebook: Rulebook;
  readonly searches: Searches;
  /** Of lists of people and devices: the day they describe, and whether they name everybody. */
  readonly listedOn?: string | undefined;
  readonly isComplete?: boolean | undefined;
  /** Whether a list may change whose past events are. */
  readonly mayReattribute?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onShare?: ((share: number) => void) | undefined;
}
