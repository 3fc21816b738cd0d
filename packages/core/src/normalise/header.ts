/** Where each field of a format stands in a file: by the names of its header, by places, or by keys. */
import type { Format } from './format.js';
import type { SqlType } from './kinds.js';
import type { Derived, TransformName } from './transforms.js';

/** Columns by their 0-based number; of several, the first that a record fills counts. */
type Places = readonly number[];

export interface FieldPlace {
  readonly main: Places;
  /** Of the further columns that the field's transform needs; empty where the file does not have one. */
  readonly others: readonly Places[];
}

/** Where the fields stand; a field that the file does not have is not in it. */
export type Layout = ReadonlyMap<string, FieldPlace>;

export interface AnySource {
  readonly at?: number;
  readonly aliases?: readonly string[];
  readonly always?: string;
  readonly with?: readonly (number | readonly string[])[];
  readonly as: TransformName | Derived<SqlType>;
  readonly help?: string;
}

/** What stands behind a name in brackets, as in `First Name [Required]`, is a remark. */
export const foldName = (name: string) =>
  name
    .replace(/(?<=\S)\s*\[[^\]]*\]\s*$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export function fieldsOf(format: Format): [string, AnySource][] {
  return Object.entries<AnySource | undefined>(format.fields).flatMap(([name, source]) =>
    source === undefined ? [] : [[name, source]],
  );
}

const columnOf = (aliases: readonly string[], columns: readonly string[], isFree: (column: number) => boolean) => {
  for (const alias of aliases) {
    const folded = foldName(alias);
    const column = columns.findIndex((text, index) => text === folded && isFree(index));
    if (column !== -1) return column;
  }
  return -1;
};

/** Each field takes the first of its aliases that the header has; no column serves two fields. */
export function layoutFromHeader(format: Format, header: readonly string[]): Layout {
  const columns = header.map(foldName);
  const taken = new Set<number>();
  const layout = new Map<string, FieldPlace>();
  for (const [name, source] of fieldsOf(format)) {
    const column = columnOf(source.aliases ?? [], columns, (index) => !taken.has(index));
    if (column === -1 && source.always === undefined) continue;
    taken.add(column);
    const others = (source.with ?? []).map((other) => {
      const found = typeof other === 'number' ? -1 : columnOf(other, columns, (index) => index !== column);
      return found === -1 ? [] : [found];
    });
    layout.set(name, { main: column === -1 ? [] : [column], others });
  }
  return layout;
}

/** Every key or path that a format names, in an order that does not change. */
export function keysOf(format: Format): string[] {
  const all = fieldsOf(format).flatMap(([, { aliases = [], with: others = [] }]) => [
    ...aliases,
    ...others.flatMap((other) => (typeof other === 'number' ? [] : other)),
  ]);
  return [...new Set(all)];
}

/** For frames by place or key, where every record may have every field. */
export function layoutOfRecords(format: Format): Layout {
  const keys = new Map(keysOf(format).map((key, index) => [key, index]));
  const placesOf = (of: number | readonly string[]): number[] =>
    typeof of === 'number' ? [of - 1] : of.flatMap((key) => keys.get(key) ?? []);
  return new Map(
    fieldsOf(format).map(([name, { at, aliases = [], with: others = [] }]) => [
      name,
      { main: placesOf(at ?? aliases), others: others.map(placesOf) },
    ]),
  );
}

/** What a header lacks of what the format must have. @param isAsked somebody says that it is this format: its signs are not looked for */
export function missingFields(
  { recognise }: Format,
  { layout, header }: { readonly layout: Layout; readonly header: readonly string[] },
  isAsked = false,
): string[] {
  if (!('header' in recognise)) return [];
  const columns = new Set(header.map(foldName));
  const names = (isAsked ? [] : (recognise.names ?? [])).filter((name) => !columns.has(foldName(name)));
  return [...recognise.header.filter((name) => !layout.has(name)), ...names.map((name) => `“${name}”`)];
}
