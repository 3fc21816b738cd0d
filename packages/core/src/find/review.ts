/**
 * The full review, without names: what the find stage leaves in `review.json`. People, accounts and phrases are numbers
 * here; an edition decides what becomes of them.
 */
import type { Period } from '../attribute/calendar.js';
import type { Method } from '../attribute/owners.js';
import type { Candidate } from '../blocklist/suggest.js';
import type { ListEffect } from '../blocklist/verify.js';
import type { Unit } from '../edition/index.js';
import type { ReviewedChecks } from './checks-of-review.js';
import type { ReviewedExclusion } from './exclusions.js';
import type { FoundFigure, FoundFinding } from './found.js';

export type { CellPlace, Evidence, EvidenceCell, FoundFigure, FoundFinding, NamedPlace, Whole } from './found.js';

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
  /** An account or a device that a class or group shares. */
  readonly shared: boolean;
  /** How it is known whose they are. */
  readonly method: Method;
  readonly topic: string;
  readonly captures: number;
  readonly episodes: number;
  /** Those of them that a person decided about. */
  readonly decidedEpisodes: number;
  readonly gradedNoConcern: number;
}

/** Of one person with captures, in one role and duty. */
export interface BlockedRequests {
  readonly personId: number;
  readonly role: string | null;
  readonly duty: string | null;
  readonly shared: boolean;
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
  readonly shared: boolean;
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
  readonly shared: boolean;
  readonly method: Method;
  readonly topic: string;
  readonly nature: string | null;
  readonly severityLibrary: number | null;
  readonly severityGrade: number | null;
  readonly phraseId: number | null;
  readonly source: string | null;
  readonly clauses: readonly string[];
  /** What the filter had said of its page; see `map/filter-answers.ts`. */
  readonly filterAnswer: 'allowed' | 'blocked' | 'not-in-log' | 'no-site';
  /** What a person decided about it, or about its episode; null: nobody yet. */
  readonly decision: Decision | null;
}

/** What a person decided about an event. Words of lists are ids here. */
export interface Decision {
  readonly outcome: string;
  readonly isIncident: boolean;
  /** Of the ladder, where one was taken. */
  readonly step: number | null;
  readonly decidedOn: string;
  /** An office, never a name. */
  readonly decidedBy: string;
}

/** An event of the period that a person decided was an incident: misuse, or a matter of support by its topic. */
export interface ReviewedIncident extends Omit<Decision, 'isIncident'> {
  readonly id: string;
  readonly day: string;
  readonly personId: number | null;
  readonly accountId: number | null;
  readonly role: string | null;
  readonly duty: string | null;
  readonly shared: boolean;
  readonly yearGroup: string | null;
  readonly class: string | null;
  readonly topic: string;
  readonly onPurpose: boolean | null;
}

/** An incident on purpose that counts for the ladder; role and duty are those of the event's day. */
export interface CountedIncident {
  readonly personId: number;
  readonly role: string | null;
  readonly duty: string | null;
  readonly topic: string;
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
  /** Its events by month; those outside the period stand under `outside`, those that an exclusion set aside under `set-aside`. Empty for lists. */
  readonly months: Readonly<Record<string, number>>;
}

/** Which cells of topic and group a rule's row counts, for one role. Everybody can read that in the policy. */
export interface ClauseCells {
  readonly measure: 'captures' | 'requests';
  readonly clause: string;
  readonly role: string;
  /** isWhole: the row counts all of the cell; else only what meets the rule's conditions. */
  readonly cells: readonly { readonly topic: string; readonly group: string; readonly isWhole: boolean }[];
}

/** Without what may be about the holder of an office; see `desk-counts.ts`. */
export interface DeskCounts {
  /** In the place of the tables of the same name. */
  readonly tables: Readonly<Record<string, CountTable>>;
  /** Ids of the findings that were looked for again, and those of them that still have something to say. */
  readonly recounted: readonly string[];
  readonly findings: readonly FoundFinding[];
}

export interface Review {
  readonly period: Period;
  /** What could go on the lists of the filter. */
  readonly candidates: readonly Candidate[];
  /** Decisions about those lists up to the period's end, and whether they came to the filter. */
  readonly listEffects: readonly ListEffect[];
  readonly checks: ReviewedChecks;
  /** Those that hold on some day of the period. What they set aside is in no other figure but those of `unknowns`. */
  readonly exclusions: readonly ReviewedExclusion[];
  /** What the edition of a reader counts who sees every figure and may be one of those concerned. */
  readonly desk: DeskCounts;
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
  readonly incidents: readonly ReviewedIncident[];
  /** By the end of the period, those from before it too. */
  readonly countedIncidents: readonly CountedIncident[];
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
