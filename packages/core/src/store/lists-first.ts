/**
 * Lists of people and devices come before the logs: whose a record is decides who may ever read its texts. What people
 * decided comes after the events that it is about.
 */
import type { Format } from '../normalise/format.js';
import { detectFormat } from '../read/detect-format.js';
import { linesOfStart, sampleLines } from '../read/sample.js';
import { type FoundSource, sampleOf } from '../read/unpack.js';

const ORDER = {
  ...{ membership: 0, device: 1, capture: 2, request: 2, concern: 3, acceptance: 3, outcome: 3 },
  ...{ check: 3, exclusion: 3, 'list-decision': 3 },
} as const;

/** What cannot be read keeps its place among the logs, where it is told of. */
async function placeOf(source: FoundSource, format: Format | undefined): Promise<number> {
  if ('fault' in source) return ORDER.request;
  const { name, path } = source;
  try {
    const lines = path === null ? linesOfStart(await sampleOf(source)) : await sampleLines({ name, path });
    return ORDER[(await detectFormat(name, lines, format)).format.kind];
  } catch {
    return ORDER.request;
  }
}

export async function listsFirst(sources: readonly FoundSource[], format: Format | undefined): Promise<FoundSource[]> {
  const places = new Map<FoundSource, number>();
  for (const source of sources) places.set(source, await placeOf(source, format));
  // Sorting keeps the order of equals.
  return sources.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
}
