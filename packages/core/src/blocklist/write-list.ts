/**
 * A list as a program takes it, the same bytes for the same entries and day: sorted by the labels of the host from the last to
 * the first, so that what lies below a site stands behind it. What a format cannot say is left out by name, and never widened.
 */
import { coversEntry, entriesByHost, hostAndAbove, isAddress, type ListEntry } from './entry.js';
import { type CannotSay, fitOf, type ListedEntry, type ListFormat, type ListHeader } from './list-format.js';

export interface WrittenList {
  readonly text: string;
  /** How many entries stand in it. */
  readonly count: number;
  readonly omitted: readonly { readonly entry: ListEntry; readonly reason: CannotSay }[];
  /** Written, but only the host itself: names below it stay as they were. */
  readonly narrowed: readonly ListEntry[];
  /** Left out because another entry says it already, in formats that take no overlaps. */
  readonly covered: readonly ListEntry[];
}

const placeOf = ({ host, segment, covers }: ListEntry): string =>
  [isAddress(host) ? ['', host] : host.split('.').toReversed(), segment ?? '', covers].flat().join('\u0001');

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Equal entries become one, with the evidence of each. */
function sortedEntries(entries: readonly ListedEntry[]): ListedEntry[] {
  const byPlace = new Map<string, ListedEntry>();
  for (const { entry, evidence } of entries) {
    const place = placeOf(entry);
    const before = byPlace.get(place)?.evidence;
    const both = before === undefined || before === evidence ? [evidence] : [before, evidence].toSorted(compare);
    byPlace.set(place, { entry, evidence: both.filter((text) => text !== '').join('; ') });
  }
  return [...byPlace].toSorted(([one], [other]) => compare(one, other)).map(([, entry]) => entry);
}

export function writeList(format: ListFormat, entries: readonly ListedEntry[], header: ListHeader): WrittenList {
  const omitted: { entry: ListEntry; reason: CannotSay }[] = [];
  const narrowed: ListEntry[] = [];
  const kept: ListedEntry[] = [];
  for (const listed of sortedEntries(entries)) {
    const fit = fitOf(format, listed.entry, header.effect);
    if (fit === 'narrowed') narrowed.push(listed.entry);
    if (fit === 'whole' || fit === 'narrowed') kept.push(listed);
    else omitted.push({ entry: listed.entry, reason: fit });
  }
  const { free, covered } = format.supports.overlaps ? { free: kept, covered: [] } : withoutCovered(kept);
  return { text: format.write(free, header), count: free.length, omitted, narrowed, covered };
}

function withoutCovered(entries: readonly ListedEntry[]): { free: ListedEntry[]; covered: ListEntry[] } {
  const byHost = entriesByHost(entries);
  const free: ListedEntry[] = [];
  const covered: ListEntry[] = [];
  for (const listed of entries) {
    const above = hostAndAbove(listed.entry.host).flatMap((host) => byHost.get(host) ?? []);
    if (above.some((other) => other !== listed && coversEntry(other.entry, listed.entry))) covered.push(listed.entry);
    else free.push(listed);
  }
  return { free, covered };
}
