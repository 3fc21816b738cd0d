/** What a list format is: how a program writes down which sites it blocks or allows. One file each in `list-formats`. */
import { type EntryFault, isAddress, type ListEntry } from './entry.js';

export type Effect = 'block' | 'allow';

export interface ListedEntry {
  readonly entry: ListEntry;
  /** One line for the comment beside it: figures and reasons, never anything about a person. */
  readonly evidence: string;
}

export interface ListHeader {
  readonly title: string;
  /** Year first. There is no clock in here: the same list made for the same day is the same file. */
  readonly madeOn: string;
  readonly effect: Effect;
  /** Of a list that is made more than once a day, 0 to 99: zone files must count up. */
  readonly revision?: number;
}

/** Why an entry cannot be said in a format. It is left out by name: a list never blocks more than was decided. */
export const CANNOT_SAY = {
  path: 'the format has no paths, and the whole site was not meant',
  'host-alone': 'the format takes every name below along, and only the host was meant',
  address: 'the format has no addresses, only names',
  'address-6': 'the format has no addresses of IPv6',
  'whole-site': 'the format is for parts of sites only',
  allow: 'the format can block only',
  'too-long': 'the name is too long for the format',
} as const;
export type CannotSay = keyof typeof CANNOT_SAY;

/** `narrowed`: the host is listed, and names below it cannot be. */
export type Fit = 'whole' | 'narrowed' | CannotSay;

export interface Supports {
  readonly paths: boolean;
  /** A host without the names below it. */
  readonly hostAlone: boolean;
  /** A host with all names below it. */
  readonly below: boolean;
  readonly addresses: 'none' | 'IPv4' | 'all';
  /** Whether the file itself says that it allows, or is the same for either use. */
  readonly allowing: boolean;
  /** Whether an entry may stand below another that covers it; else what is covered is left out. */
  readonly overlaps: boolean;
}

/** What is wrong with a line, beside what is wrong with an entry. */
export const LAYOUT_FAULTS = {
  layout: 'it is no line of this format',
  include: 'it includes another file: check that one by itself',
  elsewhere: 'it gives the name another address and blocks nothing',
  options: 'it has conditions, which are not read here',
  'part-of-page': 'it hides a part of a page and blocks no site',
} as const;
export type ListFaultReason = EntryFault | keyof typeof LAYOUT_FAULTS;

export interface ListFault {
  readonly line: number;
  readonly reason: ListFaultReason;
}

export interface ReadEntry {
  readonly entry: ListEntry;
  readonly line: number;
  /** Only the names below were written (`*.example.org`); the entry takes the host itself along. */
  readonly isWidened: boolean;
}

export interface RawList {
  readonly blocked: readonly ReadEntry[];
  /** What the file itself says that it allows. */
  readonly allowed: readonly ReadEntry[];
  readonly faults: readonly ListFault[];
}

export interface ListExample {
  readonly what: string;
  readonly file: string;
  /** As `entryText` writes them, each with its line. */
  readonly blocked: readonly (readonly [line: number, entry: string])[];
  readonly allowed?: readonly (readonly [line: number, entry: string])[];
  readonly faults?: readonly ListFault[];
}

export interface ListFormat {
  readonly id: string;
  readonly title: string;
  /** One sentence: which program takes the file, and where it goes. */
  readonly what: string;
  /** Where the layout is documented. */
  readonly source: string;
  readonly extension: string;
  readonly supports: Supports;
  /** How a remark is written; null: the format has none. */
  readonly comment: ((text: string) => string) | null;
  /** A line that only this format has. */
  readonly sign: RegExp | null;
  /** What `supports` cannot say about single entries. */
  readonly fits?: (entry: ListEntry) => Fit;
  readonly write: (entries: readonly ListedEntry[], header: ListHeader) => string;
  readonly read: (text: string) => RawList;
  readonly examples: readonly [ListExample, ...ListExample[]];
}

/** Gives a format its type without taking from it what is known of its parts. */
export const defineListFormat = <const Format extends ListFormat>(format: Format): Format => format;

/** How well a format says an entry. */
export function fitOf(format: ListFormat, entry: ListEntry, effect: Effect): Fit {
  const { supports } = format;
  if (effect === 'allow' && !supports.allowing) return 'allow';
  if (entry.segment !== null && !supports.paths) return 'path';
  if (isAddress(entry.host)) return addressFit(supports.addresses, entry.host);
  const own = format.fits?.(entry) ?? 'whole';
  if (own !== 'whole') return own;
  if (entry.covers === 'host') return supports.hostAlone ? 'whole' : 'host-alone';
  return supports.below ? 'whole' : 'narrowed';
}

function addressFit(addresses: Supports['addresses'], host: string): Fit {
  if (addresses === 'none') return 'address';
  return addresses === 'IPv4' && host.includes(':') ? 'address-6' : 'whole';
}
