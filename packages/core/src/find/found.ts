/** What a finding found, without names: figures that know what they rest on, and rows of evidence. */
import type { Importance, Unit } from '../edition/index.js';
import type { Count } from './review.js';

/** A cell of evidence. What names a person, an account or typed text is a number that only some editions turn into text. */
export type EvidenceCell =
  | { readonly kind: 'text'; readonly text: string }
  /** Ids of topics, groups or sessions, for the report's own words. */
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'person'; readonly personId: number }
  | { readonly kind: 'account'; readonly accountId: number }
  | { readonly kind: 'class'; readonly classKey: string }
  | { readonly kind: 'device'; readonly deviceId: number }
  | { readonly kind: 'phrase'; readonly phraseId: number }
  | { readonly kind: 'category'; readonly categoryId: number }
  /** An agreement of the policy, by its id. */
  | { readonly kind: 'agreement'; readonly agreement: string };

export interface Evidence {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly EvidenceCell[])[];
}

/**
 * A number of a finding, with what an edition needs to know to print it or to suppress it. A figure that rests on people
 * says how it hangs together with the tables: a reader could work one out from the other.
 */
export interface FoundFigure extends Count {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** The cell of a table that counts the same events. */
  readonly cell?: CellPlace;
  /** Cells that together count the same events. */
  readonly sumOf?: readonly CellPlace[];
  /** It is at most each of these; a list stands for its sum. */
  readonly within?: readonly (Whole | readonly Whole[])[];
  /** One of several figures that share no event: all that are part of one whole are together at most that. */
  readonly partOf?: Whole;
}

/** What a figure may be part of: a cell of a table, or another figure of the same finding. */
export type Whole = CellPlace | { readonly figure: string };

/** `row` is null for the bottom row. */
export interface CellPlace {
  readonly table: string;
  readonly row: string | null;
  readonly column: string;
}

/** A topic of a group, and the cells that tell of it: where none of them is printed, it is not named either. */
export interface NamedPlace {
  readonly topic: string;
  readonly group: string;
  readonly cells: readonly CellPlace[];
}

export interface FoundFinding {
  readonly id: string;
  readonly importance: Importance;
  /** Words with `{id}` where a figure goes, or `{places}` where `places` go. */
  readonly words: string;
  /** Instead of them for a reader who may be one of those concerned, with the figures that these words tell alone. */
  readonly deskWords?: string;
  readonly figures: readonly FoundFigure[];
  /** Topics and groups to name in the words, as far as a reader sees a figure of them. */
  readonly places?: readonly NamedPlace[];
  readonly evidence: Evidence | null;
  /** Why it could not be computed; the other findings were. */
  readonly failure: string | null;
}
