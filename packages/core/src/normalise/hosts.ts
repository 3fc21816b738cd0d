/** The site behind an address: host name and registrable domain. Runs on distinct values only. */
import { parse } from 'tldts';
import { normalHost } from '../blocklist/entry.js';
import { isServiceLabel } from './service-labels.js';

export interface Host {
  /** In the spelling of `normalHost`, as lists have it; without port; null when the text is no host name: it may be typed text, so it is not kept. */
  readonly name: string | null;
  /** `www.example.co.uk` → `example.co.uk`; null for addresses and names without a known ending. */
  readonly registrable: string | null;
  readonly kind: 'domain' | 'address' | 'local' | 'none';
}

const NONE: Host = { name: null, registrable: null, kind: 'none' };

/** @param authority what stands between the scheme and the path: may carry a user, a port, a query without a path */
export function parseHost(authority: string): Host {
  const [bare = ''] = authority.split(/[?#]/, 1);
  const host = bare.slice(bare.lastIndexOf('@') + 1);
  // A port alone would pass for an address of IPv6.
  if (host === '' || host.includes('%') || /\s|^:\d+$/.test(host)) return NONE;
  const found = parse(host, { allowPrivateDomains: false });
  if (found.hostname === null) return NONE;
  const name = normalHost(found.hostname) ?? found.hostname;
  if (found.isIp) return { name, registrable: null, kind: 'address' };
  if (found.domain !== null && (found.isIcann || found.isPrivate || found.publicSuffix === 'example'))
    return { name, registrable: normalHost(found.domain) ?? found.domain, kind: 'domain' };
  // `gov.uk` is an ending and a site in one.
  if (found.isIcann && found.publicSuffix === found.hostname && found.hostname.includes('.'))
    return { name, registrable: name, kind: 'domain' };
  // One word or an ending that does not exist: a computer of the school, or a word typed into the address bar.
  return found.hostname === 'localhost' || /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(found.hostname)
    ? { name: found.hostname, registrable: found.domain, kind: 'local' }
    : NONE;
}

/** Names from the whole host up to one label below the registrable domain: `a.b.example.org` → itself and `b.example.org`. */
export function namesBelow(name: string, registrable: string): string[] {
  const labels = ownLabels(name, registrable);
  return labels.map((_, index) => `${labels.slice(index).join('.')}.${registrable}`);
}

/** Labels before the registrable domain. */
export const ownLabels = (name: string, registrable: string): string[] =>
  name === registrable ? [] : name.slice(0, -registrable.length - 1).split('.');

/** Whether a host may stand in the clear: on a domain of one owner, under names of services alone. */
export const namesNobody = (name: string, registrable: string): boolean =>
  ownLabels(name, registrable).every(isServiceLabel);
