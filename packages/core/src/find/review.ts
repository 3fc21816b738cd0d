/**
 * The full review, without names: what the find stage leaves in `review.json`. People, accounts and phrases are numbers
 * here; an edition decides what becomes of them.
 */
import type { Period } from '../attribute/calendar.js';
import type { Importance, Unit } from '../edition/index.js';

/** A count and the number of distinct people it rests on; `people` is null for what no person stands behind (days, lines). */
export interface Count {
  readonly count: number;
  readonly people: number | null;
}

export interface CountTable {
  readonly id: string;
  readonly unit: Unit;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** row → column → count; a missing cell is zero. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, Count>>>>;
  /** column → count over all rows; null where one event may stand in several rows. */
  readonly totals: Readonly<Record<string, Count>> | null;
}

/** A cell of evidence. What names a person, an account or typed text is a number that only some editions turn into text. */
export type EvidenceCell =
  | { readonly kind: 'text'; readonly text: string }
  /** Ids of topics, groups or sessions, for the report's own words. */
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'person'; readonly personId: number }
  | { readonly kind: 'account'; readonly accountId: number }
  | { readonly kind: 'phrase'; readonly phraseId: number }
  | { readonly kind: 'category'; readonly categoryId: number };

export interface Evidence {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly EvidenceCell[])[];
}

/** A number of a finding, with what an edition needs to know to print it or to suppress it. */
export interface FoundFigure extends Count {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** The cell of a table that counts the same: where that is withheld, this is. `row` is null for the bottom row. */
  readonly cell?: CellPlace;
}

export interface CellPlace {
  readonly table: string;
  readonly row: string | null;
  readonly column: string;
}

export interface FoundFinding {
  readonly id: string;
  readonly importance: Importance;
  /** Words with `{id}` where a figure goes. */
  readonly words: string;
  readonly figures: readonly FoundFigure[];
  readonly evidence: Evidence | null;
  /** Why it could not be computed; the other findings were. */
  readonly failure: string | null;
}

export interface DaySpan extends Period {
  readonly schoolDays: number;
}

export interface PersonCounts {
  readonly personId: number;
  readonly role: string;
  readonly duty: string | null;
  readonly stage: string | null;
  readonly yearGroup: string | null;
  readonly class: string | null;
  readonly captures: number;
  readonly episodes: number;
  readonly gradedNoConcern: number;
  readonly blockedRequests: number;
  readonly topics: readonly string[];
  readonly clauses: readonly string[];
}

export interface GuardedAccount {
  readonly accountId: number;
  readonly duty: string;
}

export interface RosterPerson {
  readonly personId: number;
  readonly role: string;
  readonly duty: string | null;
  readonly stage: string | null;
}

export interface ReviewedCapture {
  readonly id: string;
  readonly createdLocal: string;
  readonly personId: number | null;
  readonly accountId: number | null;
  readonly role: string | null;
  readonly duty: string | null;
  readonly stage: string | null;
  readonly yearGroup: string | null;
  readonly class: string | null;
  readonly topic: string;
  readonly nature: string | null;
  readonly severityLibrary: number | null;
  readonly severityGrade: number | null;
  readonly phraseId: number | null;
  readonly source: string | null;
  readonly clauses: readonly string[];
}

export interface ReviewedFile {
  readonly importId: number;
  readonly name: string;
  readonly format: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly lines: number;
  readonly loaded: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly datesProven: boolean;
  /** Distinct people behind its events of the period; null for lists of people and devices. */
  readonly people: number | null;
}

export interface Review {
  readonly period: Period;
  readonly tables: Readonly<Record<string, CountTable>>;
  readonly totals: {
    readonly captures: Count;
    readonly episodes: Count;
    readonly requests: Count;
    readonly visits: Count;
    readonly blocked: Count;
    readonly peopleWithCaptures: number;
  };
  readonly coverage: {
    readonly schoolDays: number;
    readonly schoolDaysWithRequests: number;
    readonly schoolDaysWithCaptures: number;
    readonly logGaps: readonly DaySpan[];
    readonly silentWeeks: readonly DaySpan[];
  };
  readonly findings: readonly FoundFinding[];
  readonly people: readonly PersonCounts[];
  /** Accounts that somebody with a duty ever claimed: what nobody certain owns of them is still not for every reader. */
  readonly guarded: readonly GuardedAccount[];
  /** Everybody on the roster: whose matters an edition may hold depends on role and duty. */
  readonly roster: readonly RosterPerson[];
  readonly captures: readonly ReviewedCapture[];
  readonly files: readonly ReviewedFile[];
  readonly unknowns: readonly FoundFigure[];
  readonly rejections: readonly {
    readonly importId: number;
    readonly column: string | null;
    readonly reason: string;
    readonly count: number;
    readonly firstLines: readonly number[];
  }[];
  readonly unattributed: readonly {
    readonly accountId: number | null;
    readonly requests: number;
    readonly captures: number;
  }[];
}
