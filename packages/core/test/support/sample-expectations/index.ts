/** Every group of every sample file. */
import { CISCO_WSA_SAMPLES } from './cisco-wsa.js';
import { CONTENT_FILTERS } from './content-filters.js';
import { FIREWALLS } from './firewalls.js';
import type { SampleGroup } from './reading.js';
import { SQUID } from './squid.js';
import { WEB_GATEWAYS } from './web-gateways.js';

export const SAMPLE_GROUPS: readonly SampleGroup[] = [
  ...SQUID,
  ...CONTENT_FILTERS,
  ...FIREWALLS,
  ...WEB_GATEWAYS,
  ...CISCO_WSA_SAMPLES,
];
