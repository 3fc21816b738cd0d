/** The site behind an address: host name and registrable domain. Runs on distinct values only. */
import { parse } from 'tldts';

export interface Host {
  /** Lower case, without port and final dot; null when the text is no host name: it may be typed text, so it is not kept. */
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
  if (found.isIp) return { name: found.hostname, registrable: null, kind: 'address' };
  if (found.domain !== null && (found.isIcann || found.isPrivate || found.publicSuffix === 'example'))
    return { name: found.hostname, registrable: found.domain, kind: 'domain' };
  // One word or an ending that does not exist: a computer of the school, or a word typed into the address bar.
  return found.hostname === 'localhost' || /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(found.hostname)
    ? { name: found.hostname, registrable: found.domain, kind: 'local' }
    : NONE;
}
