/**
 * A format is a declaration: how to recognise a file, how to frame its records, and for each field where it stands and
 * which named transform reads it. One file a format in `formats/`; the file's name is the id; its examples are its tests.
 */
import type { FieldName, FieldType, Kind } from './kinds.js';
import type { Reason, TransformFor } from './transforms.js';

/** How the records of a file stand apart. */
export type Frame =
  /** Fields by name: the header is read, the order is free. The delimiter is the one that gives the most known names. */
  | { readonly by: 'header'; readonly delimiters: readonly (',' | ';' | '\t')[] }
  /** Fields by place, words apart by spaces. The absorbing field takes the words that are too many. */
  | { readonly by: 'spaces'; readonly fieldCount: number; readonly absorbing: number };

interface FieldSource<Transform> {
  /** 1-based place, for frames by place. */
  readonly at?: number;
  /** Names of the column in headers; upper and lower case, spaces and punctuation do not matter. */
  readonly aliases?: readonly string[];
  readonly as: Transform;
  /** What to write there, for people who fill in a template; where its transform does not say it. */
  readonly help?: string;
}

type Fields<K extends Kind> = {
  readonly [Name in FieldName<K>]?: FieldSource<TransformFor<FieldType<K, Name>>>;
};

/** What an example's record must give. Times are ISO in UTC; what is left out is not looked at. */
type Expected = Readonly<Record<string, string | number | boolean | null>>;

interface Example {
  readonly what: string;
  /** The whole file, header and all. */
  readonly file: string;
  readonly rows: readonly Expected[];
  readonly rejected?: readonly { readonly line: number; readonly column: string | null; readonly reason: Reason }[];
}

export interface FormatOf<K extends Kind> {
  readonly id: string;
  readonly kind: K;
  readonly title: string;
  /** Name of the product, for `observer.product`. */
  readonly product: string;
  /** How sure we are of the layout: seen in samples, documented by the vendor, or neither. */
  readonly layout: 'seen' | 'documented' | 'unconfirmed';
  readonly source: string;
  readonly frame: Frame;
  /** Whether times are UTC or the school's wall clock. */
  readonly clock: 'utc' | 'local';
  /** A file is of this format when most of its lines match, or when its header has all these fields. */
  readonly recognise: { readonly line: RegExp } | { readonly header: readonly FieldName<K>[] };
  readonly fields: Fields<K>;
  readonly examples: readonly [Example, ...Example[]];
}

/** Any format, by the tag `kind`. */
export type Format = { [K in Kind]: FormatOf<K> }[Kind];

export const defineFormat = <const K extends Kind>(format: FormatOf<K>): FormatOf<K> => format;
