/** Columns of a sample whose lines name their own fields: JSON objects and key=value. */
import { z } from 'zod';
import type { SampleColumn } from './sample-table.js';

export type Between = ' ' | ',' | '\t';

const LEAST_SHARE = 0.6;
const MOST_DEPTH = 4;
/** A key that hardly a line has may be somebody's text. */
const LEAST_KEY_SHARE = 0.1;

const object = z.record(z.string(), z.unknown());

function flattened(value: z.infer<typeof object>, above: string, depth: number): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    // A key with a dot in it cannot be told from a path.
    if (!/^[\w -]+$/.test(key)) return [];
    const path = above === '' ? key : `${above}.${key}`;
    const nested = object.safeParse(inner);
    if (nested.success && !Array.isArray(inner))
      return depth < MOST_DEPTH ? flattened(nested.data, path, depth + 1) : [];
    return inner === null ? [] : [[path, typeof inner === 'string' ? inner : JSON.stringify(inner)]];
  });
}

function parsed(line: string): z.infer<typeof object> | null {
  const start = line.indexOf('{');
  if (start === -1) return null;
  try {
    const value: unknown = JSON.parse(line.slice(start));
    const found = object.safeParse(value);
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

function columnsOf(records: readonly (readonly [string, string][])[]): SampleColumn[] {
  const texts = new Map<string, string[]>();
  for (const record of records) for (const [key, text] of record) texts.set(key, [...(texts.get(key) ?? []), text]);
  const least = records.length < 2 ? 1 : Math.max(2, records.length * LEAST_KEY_SHARE);
  return [...texts]
    .filter(([, all]) => all.length >= least)
    .map(([name, all], index) => ({ place: index + 1, name, texts: all }));
}

export function jsonColumns(lines: readonly string[]): SampleColumn[] | null {
  const objects = lines.map(parsed).filter((value) => value !== null);
  if (objects.length === 0 || objects.length < lines.length * LEAST_SHARE) return null;
  return columnsOf(objects.map((value) => flattened(value, '', 1)));
}

const PAIRS: Readonly<Record<Between, RegExp>> = {
  ' ': /(?:^| )([A-Za-z_][\w.-]*)=("[^"]*"|[^ ]*)/g,
  ',': /(?:^|,)([A-Za-z_][\w.-]*)=("[^"]*"|[^,]*)/g,
  '\t': /(?:^|\t)([A-Za-z_][\w.-]*)=("[^"]*"|[^\t]*)/g,
};

const pairsOf = (line: string, between: Between) => [...line.matchAll(PAIRS[between])];

/** How many keys a line has on the average, and how much of the text the pairs make up. */
export function keysIn(lines: readonly string[], between: Between) {
  let [keys, covered, all] = [0, 0, 0];
  for (const line of lines) {
    const pairs = pairsOf(line, between);
    keys += pairs.length;
    covered += pairs.reduce((sum, [whole]) => sum + whole.length, 0);
    all += line.length;
  }
  const average = keys / Math.max(lines.length, 1);
  // `a=b,c=d` apart by spaces is one pair that covers everything.
  return { between, keys: average, covered: average < 3 ? 0 : covered / Math.max(all, 1) };
}

export const pairColumns = (lines: readonly string[], between: Between): SampleColumn[] =>
  columnsOf(
    lines.map((line) =>
      pairsOf(line, between).map(([, key = '', text = '']): [string, string] => [key, text.replace(/^"|"$/g, '')]),
    ),
  );
