/** One entry of a block or allow list, whatever program the list is for: a host, what below it counts, and at most a first part of the path. */
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

export interface ListEntry {
  /** ASCII, lower case, without final dot; addresses as they are written most shortly, IPv6 without brackets. */
  readonly host: string;
  readonly covers: 'host' | 'host-and-below';
  /** First part of the path in the spelling of `pathSegment`; null: every page of the host. */
  readonly segment: string | null;
}

/** Why a text is no entry. Sentences, because they stand beside line numbers; they never quote the text. */
export const ENTRY_FAULTS = {
  empty: 'there is nothing in it',
  'no-host': 'it is no name of a site and no address',
  expression: 'it is an expression (asterisk, pattern or variable inside), which is not read here',
  scheme: 'only http and https addresses can be listed',
  account: 'it holds an account before the name of the site',
  port: 'it names a port: lists are about sites, not ports',
  'path-too-deep': 'only the first part of a path can be listed: more would be blocked than is written',
  query: 'what follows ?, # or ; cannot be listed',
  range: 'a range of addresses cannot be listed',
} as const;

export type EntryFault = keyof typeof ENTRY_FAULTS;

export type ParsedEntry = { readonly entry: ListEntry } | { readonly fault: EntryFault };

const LONGEST_HOST_CHARACTERS = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** Said before an entry that is about the host alone; an equals sign would be a formula in a spreadsheet. */
const HOST_ALONE = 'only:';

/**
 * Reads an entry as people and most lists write it: `example.org` and `.example.org` with everything below,
 * `only:example.org` alone, `example.org/part` for one part of a shared platform; a pasted http address too.
 * `*.example.org` is read as `.example.org`; `isBelowAlone` tells them apart.
 */
export function parseEntry(text: string): ParsedEntry {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: 'empty' };
  const alone = trimmed.toLowerCase().startsWith(HOST_ALONE);
  if (isRange(alone ? trimmed.slice(HOST_ALONE.length) : trimmed)) return { fault: 'range' };
  const address = splitAddress(alone ? trimmed.slice(HOST_ALONE.length) : trimmed);
  if ('fault' in address) return address;
  const bare = alone ? address.authority : address.authority.replace(/^(?:\*\.|\.)/, '');
  if (/[*^$|()[\]{}\\]/.test(bare) && !/^\[[0-9a-f:.]+\]$/i.test(bare)) return { fault: 'expression' };
  if (/:\d+$/.test(bare) && !isIPv6(bare)) return { fault: 'port' };
  const host = normalHost(bare);
  if (host === null) return { fault: 'no-host' };
  return withPath({ host, covers: alone || isAddress(host) ? 'host' : 'host-and-below', segment: null }, address.path);
}

/** The entry as one word: what `parseEntry` reads back as the same. */
export function entryText({ host, covers, segment }: ListEntry): string {
  const alone = covers === 'host' && !isAddress(host) ? HOST_ALONE : '';
  return `${alone}${isIPv6(host) ? `[${host}]` : host}${segment === null ? '' : `/${segment}`}`;
}

export const isBelowAlone = (text: string): boolean => text.trim().startsWith('*.');

export const isAddress = (host: string): boolean => isIPv4(host) || isIPv6(host);

/** Lower case ASCII without final dot, or null where the text can be no host. */
export function normalHost(text: string): string | null {
  const lower = text.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (isIPv4(lower)) return lower;
  // The parser of addresses writes an IPv6 address in the one shortest way.
  if (isIPv6(lower)) return lower.includes('%') ? null : new URL(`http://[${lower}]/`).hostname.slice(1, -1);
  const ascii = isPlain(lower) ? lower : domainToASCII(lower);
  const host = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  if (host === '' || host.length > LONGEST_HOST_CHARACTERS) return null;
  const labels = host.split('.');
  // A name never ends in a number: programs would take it for an address.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return null;
  return labels.every((label) => LABEL.test(label)) ? host : null;
}

/** The first part of a path (`/View/x?y` → `view`) in one spelling: percent signs only where they must be, lower case; null: there is none. */
export function pathSegment(path: string): string | null {
  const [first = ''] = path.replace(/^\/+/, '').split(/[/?#;]/, 1);
  if (first === '') return null;
  const encoded = encodeURIComponent(
    decoded(first)
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .toLowerCase(),
  ).toLowerCase();
  return encoded.replaceAll('%40', '@').replaceAll('%2b', '+').replaceAll('%3a', ':');
}

/** The host itself and every name above it, down to its ending: what an entry that covers it may be written for. */
export function hostAndAbove(host: string): readonly string[] {
  if (isAddress(host)) return [host];
  const labels = host.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

export function entriesByHost<Listed extends { readonly entry: ListEntry }>(
  entries: readonly Listed[],
): Map<string, Listed[]> {
  const byHost = new Map<string, Listed[]>();
  for (const listed of entries) {
    const same = byHost.get(listed.entry.host);
    if (same === undefined) byHost.set(listed.entry.host, [listed]);
    else same.push(listed);
  }
  return byHost;
}

/** Whether the first entry covers everything that the second one does. */
export function coversEntry(one: ListEntry, other: ListEntry): boolean {
  const sameHost = one.host === other.host && (one.covers === 'host-and-below' || other.covers === 'host');
  const above = one.covers === 'host-and-below' && other.host.endsWith(`.${one.host}`) && !isAddress(one.host);
  return (sameHost || above) && (one.segment === null || one.segment === other.segment);
}

function splitAddress(
  text: string,
): { readonly authority: string; readonly path: string } | { readonly fault: EntryFault } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (scheme !== null && !/^https?$/i.test(scheme[1] ?? '')) return { fault: 'scheme' };
  const rest = scheme === null ? text : text.slice(scheme[0].length);
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  if (/\s/.test(authority)) return { fault: 'no-host' };
  if (authority.includes('@')) return { fault: 'account' };
  return { authority, path: end === -1 ? '' : rest.slice(end) };
}

/** `203.0.113.0/24`, and with a mask in place of the number: without a scheme nobody means a path by it. */
function isRange(text: string): boolean {
  const [, address = '', mask = ''] = /^\[?([0-9a-f.:]+)\]?\/([\d.]+)\/?$/i.exec(text) ?? [];
  return isAddress(address.toLowerCase()) && (/^\d{1,3}$/.test(mask) || isIPv4(mask));
}

function withPath(entry: ListEntry, path: string): ParsedEntry {
  if (path === '' || path === '/') return { entry };
  if (/[?#;]/.test(path)) return { fault: 'query' };
  if (/[*^|]/.test(path)) return { fault: 'expression' };
  if (!/^\/[^/\s]+\/?$/.test(path)) return { fault: 'path-too-deep' };
  const segment = pathSegment(path);
  // Without a part that can be named the whole site would be taken along.
  return segment === null ? { fault: 'path-too-deep' } : { entry: { ...entry, segment } };
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
