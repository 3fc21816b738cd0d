/**
 * A finding says what is wrong, how sure we are, what to do and who. One file each in `findings/`; the file's name is its
 * id; its examples are its tests. It starts from the tables that `map` made and sees no names.
 */
import type { Importance } from '../edition/index.js';
import type { Database } from '../store/database.js';
import type { Evidence, FoundFigure, NamedPlace } from './review.js';

/** What a finding found; null when there is nothing to say. */
export interface Found {
  readonly importance: Importance;
  /** Words with `{id}` where a figure goes: a figure may be suppressed for some readers, so no number is written here. */
  readonly words: string;
  /** Instead of them for a reader who may be one of those concerned, with the figures that these words tell alone. */
  readonly deskWords?: string;
  readonly figures: readonly FoundFigure[];
  /** Topics and groups that `{places}` in the words stands for. */
  readonly places?: readonly NamedPlace[];
  readonly evidence?: Evidence;
}

type Given = Readonly<Record<string, string | number | boolean | null>>;

/** Rows for the temporary tables, a few columns each (the others get plain defaults), and what must be found in them. */
export interface FindingExample {
  readonly what: string;
  readonly requests?: readonly Given[];
  readonly captures?: readonly Given[];
  /** Rows of other tables that the finding reads, by the table's name. */
  readonly tables?: Readonly<Record<string, readonly Given[]>>;
  /** The figures by id, or null when the finding must stay silent. */
  readonly finds: Readonly<Record<string, number>> | null;
}

export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** The guidance or policy that the "why" rests on. */
  readonly source: string;
  readonly action: string;
  readonly owner: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** Among findings of one importance, the lower rank is told first: a person at risk before a gap, a gap before tidiness. */
  readonly rank: number;
  /** Without a row in at least one of these tables there is nothing to look at, and the finding says nothing. */
  readonly needs: readonly (
    | ('request_event' | 'capture_event' | 'concern_event' | 'agreement_person')
    | ('check_event' | 'list_decision_now' | 'due' | 'policy_clause')
  )[];
  readonly find: (database: Database) => Promise<Found | null>;
  readonly examples: readonly [FindingExample, FindingExample, ...FindingExample[]];
}

export const defineFinding = (finding: Finding): Finding => finding;
