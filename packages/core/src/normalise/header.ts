/** Finds the columns of a file by the names in its header: order free, upper case, spaces and punctuation ignored. */
import type { Format } from './format.js';

/** Which 0-based column of the file each field of the format stands in. */
export type Layout = ReadonlyMap<string, number>;

interface AnySource {
  readonly at?: number;
  readonly aliases?: readonly string[];
  readonly as: string;
  readonly help?: string;
}

const fold = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export function fieldsOf(format: Format): [string, AnySource][] {
  return Object.entries<AnySource | undefined>(format.fields).flatMap(([name, source]) =>
    source === undefined ? [] : [[name, source]],
  );
}

/** Each field takes the first of its aliases that the header has; no column serves two fields. */
export function layoutFromHeader(format: Format, header: readonly string[]): Layout {
  const columns = header.map(fold);
  const taken = new Set<number>();
  const layout = new Map<string, number>();
  for (const [name, source] of fieldsOf(format)) {
    for (const alias of source.aliases ?? []) {
      const column = columns.findIndex((text, index) => text === fold(alias) && !taken.has(index));
      if (column === -1) continue;
      taken.add(column);
      layout.set(name, column);
      break;
    }
  }
  return layout;
}

export function layoutFromPlaces(format: Format): Layout {
  return new Map(
    fieldsOf(format).flatMap(([name, source]) => (source.at === undefined ? [] : [[name, source.at - 1]])),
  );
}

export const missingFields = (format: Format, layout: Layout): string[] =>
  'header' in format.recognise ? format.recognise.header.filter((name) => !layout.has(name)) : [];
