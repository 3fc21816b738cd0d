/**
 * Lists of people and devices come before the logs: whose a record is decides who may ever read its texts. What people
 * decided comes after the events that it is about.
 */
import { detectFormat } from '../read/detect-format.js';
import { sampleLines } from '../read/sample.js';

const ORDER = { membership: 0, device: 1, capture: 2, request: 2, concern: 3, acceptance: 3, outcome: 3 } as const;

/** A file that cannot be read keeps its place among the logs, where it is told of. */
async function placeOf(file: string, format: string | undefined): Promise<number> {
  try {
    return ORDER[(await detectFormat(file, await sampleLines(file), format)).format.kind];
  } catch {
    return ORDER.request;
  }
}

export async function listsFirst(files: readonly string[], format: string | undefined): Promise<string[]> {
  const places = new Map<string, number>();
  for (const file of files) places.set(file, await placeOf(file, format));
  // Sorting keeps the order of equals.
  return files.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
}
