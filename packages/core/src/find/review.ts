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
  /** How much of the count the one person has who has most of it; 0 where no single person is known, null as above. */
  readonly mostOfOne: number | null;
}

type CountOfPeople = Omit<Count, 'mostOfOne'>;

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
  | { readonly kind: 'class'; readonly classKey: string }
  | { readonly kind: 'phrase'; readonly phraseId: number }
  | { readonly kind: 'category'; readonly categoryId: number };

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
  readonly clauses: readonly string[];
}

/** Captures about one person, or one account of nobody certain, on one topic; role, duty and stage are those of the day. */
export interface Matter {
  readonly personId: number | null;
  /** Where nobody certain owns the account. */
  readonly accountId: number | null;
  readonly role: string | null;
  readonly duty: string | null;
  readonly stage: string | null;
  readonly topic: string;
  readonly captures: number;
  readonly episodes: number;
  readonly gradedNoConcern: number;
}

/** Of one person with captures, in one role and duty. */
export interface BlockedRequests {
  readonly personId: number;
  readonly role: string | null;
  readonly duty: string | null;
  readonly requests: number;
}

/** What somebody searched for on a theme of the taxonomy; the words themselves are sealed. */
export interface ReviewedSearch {
  readonly personId: number | null;
  readonly accountId: number | null;
  readonly role: string | null;
  readonly duty: string | null;
  readonly stage: string | null;
  readonly yearGroup: string | null;
  readonly class: string | null;
  readonly theme: string;
  readonly termId: number;
  readonly count: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface SitePart {
  readonly count: number;
  readonly people: number;
  /** Events of the one person with most of them. */
  readonly mostOfOne: number;
}

export interface ReviewedSites {
  /** By topic; within it those first whose figures rest on most people. */
  readonly listed: readonly {
    readonly topic: string;
    /** Registrable domain. */
    readonly site: string;
    readonly categories: readonly string[];
    readonly requests: SitePart;
    readonly blocked: SitePart;
    /** Not blocked. */
    readonly open: SitePart;
    /** All of the topic that is neither this site nor listed before it. */
    readonly rest: { readonly requests: SitePart; readonly blocked: SitePart; readonly open: SitePart };
  }[];
  /** Sites that could be listed, also those that are not. */
  readonly sitesByTopic: Readonly<Record<string, number>>;
}

export interface GuardedAccount {
  readonly accountId: number;
  readonly role: string;
  readonly duty: string | null;
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
  /** What its lines are, for example `request` or `capture`. */
  readonly kind: string;
  /** Distinct people behind its events of the period; null for lists of people and devices. */
  readonly people: number | null;
  /** How many of those the one person has who has most of them. */
  readonly mostOfOne: number | null;
  /** Its events by month; those outside the period stand under `outside`. Empty for lists. */
  readonly months: Readonly<Record<string, number>>;
}

/** Which cells of topic and group a rule's row counts, for one role. Everybody can read that in the policy. */
export interface ClauseCells {
  readonly clause: string;
  readonly role: string;
  readonly cells: readonly { readonly topic: string; readonly group: string }[];
}

export interface Review {
  readonly period: Period;
  readonly clauseCells: readonly ClauseCells[];
  readonly tables: Readonly<Record<string, CountTable>>;
  readonly totals: {
    readonly captures: CountOfPeople;
    readonly episodes: CountOfPeople;
    readonly requests: CountOfPeople;
    readonly visits: CountOfPeople;
    readonly blocked: CountOfPeople;
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
  readonly matters: readonly Matter[];
  readonly blocked: readonly BlockedRequests[];
  readonly searches: readonly ReviewedSearch[];
  readonly sites: ReviewedSites;
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
