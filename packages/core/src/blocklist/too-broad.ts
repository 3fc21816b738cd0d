/** Whether an entry takes more along than one party's site: a public ending, or a platform on which many parties publish. */
import { parse } from 'tldts';
import { isAddress, type ListEntry } from './entry.js';
import {
  isPartySegment,
  isPathHost,
  isServicePlatform,
  pathPlatformsBelow,
  platformAbove,
} from './shared-platforms.js';

export type Breadth =
  | 'public-ending'
  | 'whole-platform'
  | 'service-platform'
  | 'path-platform'
  | 'shared-part'
  | 'unknown-ending';

/** Endings below which one public body has all the sites: broad on purpose, if at all. */
const ONE_BODY = new Set(['gov.uk', 'gov.scot', 'gov.wales', 'nhs.uk', 'police.uk', 'parliament.uk']);

/** What makes an entry broad; null: it is about one party. */
export function breadthOf({ host, covers, segment }: ListEntry): Breadth | null {
  if (isAddress(host)) return null;
  if (segment !== null) return isPathHost(host) && !isPartySegment(host, segment) ? 'shared-part' : null;
  const { isIcann, publicSuffix, domain } = parse(host, { allowPrivateDomains: false });
  if (!isIcann && publicSuffix !== 'example') return 'unknown-ending';
  if (domain === null && !ONE_BODY.has(host)) return 'public-ending';
  if (covers === 'host-and-below' && platformAbove(host) === host)
    return isServicePlatform(host) ? 'service-platform' : 'whole-platform';
  const isPlatform = isPathHost(host) || (covers === 'host-and-below' && pathPlatformsBelow(host).length > 0);
  return isPlatform ? 'path-platform' : null;
}
