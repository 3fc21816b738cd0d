/** What the queries behind the sheets of an access request are made of. */
import type { SealedText } from '../store/sealed-texts.js';

export interface Sheet {
  readonly id: 'list' | 'captures' | 'requests' | 'searches' | 'decisions' | 'reports' | 'signatures' | 'mentions';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface SheetQuery extends Pick<Sheet, 'id' | 'title'> {
  /** Heading → SQL of the column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly from: string;
}

/** SQL: a sealed text that is open. */
export const textOf = (kind: SealedText['kind'], key: string, field: string): string =>
  `(SELECT max(i.text) FROM unlocked.identity AS i WHERE i.kind = '${kind}' AND i.field = '${field}' AND i.key = ${key})`;

/** SQL, beside `import_file AS f`: the file's whole name where it is open. */
export const FILE = `coalesce(${textOf('file', 'left(f.sha256, 16)', 'name')}, f.name)`;

/** SQL, beside `e.audience`, as people read it: the audience's own word is for machines. */
export const READERS = `replace(replace(e.audience, '+', ', '), '-not-', ', not ')`;
