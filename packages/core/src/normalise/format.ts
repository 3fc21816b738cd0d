/**
 * A format is a declaration: how to recognise a file, how to frame its records, and for each field where it stands and
 * which named transform reads it. One file a format in `formats/`; the file's name is the id; its examples are its tests.
 */
import type { Action } from './action-words.js';
import type { FieldName, FieldType, Kind, SqlType } from './kinds.js';
import type { Derived, Reason, TransformFor } from './transforms.js';

export type Delimiter = ',' | ';' | '\t' | '|' | ' ';

/** Lines of other logs, told by the text of one of their columns. */
export interface OtherLines {
  /** 1-based place. */
  readonly at: number;
  readonly values: readonly string[];
}

/** How the records of a file stand apart. */
export type Frame =
  /**
   * Fields by name: the header is read, the order is free, lines before it are passed over. The delimiter is the one that
   * gives the most known names. `mark`: what stands before the names in the header's line, as in `#Fields:`; then other
   * lines that begin with `#` are comments. `others`: a row is of another log where this column says something else.
   */
  | {
      readonly by: 'header';
      readonly delimiters: readonly Delimiter[];
      readonly mark?: string;
      /** An apostrophe was put before quotation marks and signs at the beginning of fields, also before those that quote them. */
      readonly guarded?: true;
      readonly others?: { readonly name: string; readonly unless: string };
    }
  /**
   * Fields by place, without a header. Lines may have from `least` to `most` of them: products append columns.
   * `quotes: 'always'`: every field stands in quotation marks, and marks inside one stand for themselves.
   * `others`: a line whose column `at` holds one of `values` is of another log, however many columns it has.
   */
  | {
      readonly by: 'columns';
      readonly delimiter: Delimiter;
      readonly least: number;
      readonly most: number;
      readonly quotes?: 'some' | 'always' | 'none';
      readonly others?: readonly OtherLines[];
    }
  /**
   * Fields by place, words apart by spaces. A line with another number of words is told apart by `odd`, an expression (RE2)
   * with one group a field, or of alternatives with as many groups each; without it the absorbing field takes the words that
   * are too many. `held`: what the words at these places (1-based) always hold; a line where one does not is odd as well.
   */
  | {
      readonly by: 'spaces';
      readonly fieldCount: number;
      readonly absorbing: number;
      readonly odd?: string;
      readonly held?: { readonly text: string; readonly at: readonly number[] };
    }
  /**
   * `key=value`, `key="value"`. The alias `(first)` is what stands before the first separator, `(line)` the whole line with
   * its syslog header.
   */
  | {
      readonly by: 'pairs';
      readonly between: ' ' | ',' | '\t' | '|';
      /** How values without quotation marks end, apart by spaces: at a space, or before the next `key=`; by commas: before `,KEY=`. */
      readonly bare?: 'word' | 'words';
    }
  /** Common Event Format: seven fields apart by bars, then pairs. Aliases are keys of the pairs. */
  | { readonly by: 'cef' }
  /** One JSON object a line. Aliases are paths: `event.user`. */
  | { readonly by: 'json' }
  /** A JSON document that holds a list of objects; they are taken apart before they are read. Aliases are paths. */
  | { readonly by: 'objects' }
  /**
   * A regular expression (RE2) over the whole line without its syslog header; places are its groups, of which the first
   * is never empty. Groups that exclude the character after them (`[^ ]+ `, not `.+ `) are read several times as fast.
   */
  | { readonly by: 'pattern'; readonly pattern: string };

export interface FieldSource<Type extends SqlType> {
  /** 1-based place, for frames by place. */
  readonly at?: number;
  /**
   * Names of the column in headers, where the first that the header has is taken; keys and paths in other frames, where
   * the first that a line fills is. In headers upper and lower case, spaces and punctuation do not matter.
   */
  readonly aliases?: readonly string[];
  /** The text of every record, where the product only exports one sort: a list of pupils says nowhere that they are pupils. */
  readonly always?: string;
  /** Further columns that the transform needs, each by its place or its names. */
  readonly with?: readonly (number | readonly string[])[];
  readonly as: TransformFor<Type> | Derived<Type>;
  /** What to write there, for people who fill in a template; where its transform does not say it. */
  readonly help?: string;
}

type Fields<K extends Kind> = {
  readonly [Name in FieldName<K>]?: FieldSource<FieldType<K, Name>>;
};

/** What an example's record must give. Times are ISO in UTC; what is left out is not looked at. */
type Expected = Readonly<Record<string, string | number | boolean | null>>;

export interface Example {
  readonly what: string;
  /** The whole file, header and all. */
  readonly file: string;
  readonly rows: readonly Expected[];
  readonly rejected?: readonly { readonly line: number; readonly column: string | null; readonly reason: Reason }[];
  /** The day of the export, `YYYY-MM-DD`, for logs whose times have no year. */
  readonly exportedOn?: string;
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
  /** How to get this export out of the product, step by step, where its maker describes it. */
  readonly export?: readonly string[];
  readonly frame: Frame;
  /** Whether times without a zone are UTC or the school's wall clock. A zone or an epoch in the text goes before it. */
  readonly clock: 'utc' | 'local';
  /** The usual order in this product's dates; a file that proves the other one is read so. Day first when left out. */
  readonly dateOrder?: 'month-first';
  /** A record without a time of its own takes that of its syslog header. */
  readonly syslogTime?: boolean;
  /**
   * A file is of this format when most of its lines match, or when its header has all these fields, and all these names
   * word for word (case, spaces and punctuation aside) where there are some, and where there is a sign, a line behind it has it.
   */
  readonly recognise:
    | { readonly line: RegExp }
    | { readonly header: readonly FieldName<K>[]; readonly names?: readonly string[]; readonly sign?: RegExp };
  /** Gives way to a format of one product that fits as well. */
  readonly generic?: boolean;
  /** Lines of the product's other logs: one that holds none of `unless` and one of `when` is counted as ignored. */
  readonly otherLogs?: { readonly unless: readonly string[]; readonly when: readonly string[] };
  /** Table of the vendor's categories in `taxonomy/categories`; the format's own id when left out. */
  readonly categories?: string;
  /** What this product's own action words mean, in small letters; a word that ends in `*` stands for all that begin so. */
  readonly actions?: Readonly<Record<string, Action>>;
  readonly fields: Fields<K>;
  readonly examples: readonly [Example, ...Example[]];
}

/** Any format, by the tag `kind`. */
export type Format = { [K in Kind]: FormatOf<K> }[Kind];

export const defineFormat = <const K extends Kind>(format: FormatOf<K>): FormatOf<K> => format;
