/** A draft before it is written: what was found, with its places in the document. */
import type { Role } from '../map/policy-terms.js';
import type { DocumentFacts } from './document-facts.js';
import type { DraftedReport } from './find-reports.js';
import type { NamedRoute } from './find-routes.js';
import type { DraftedLadder, LeftOutStep } from './find-sanctions.js';
import type { HideNames } from './hide-names.js';
import type { People } from './people-words.js';
import type { ProposedTopic } from './policy-words.js';

const LITTLE_WORDS = /^(?:and|or|the|of|a|an|in|on|for|to|by|with|use|that|will|we|our|at|is|are)$/;

/** An id made of the words that say most. */
export function slugOf(text: string, mostWords: number): string {
  const words = text
    .toLowerCase()
    .replace(/['\u2019]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !LITTLE_WORDS.test(word));
  return words.slice(0, mostWords).join('-');
}

const MOST_WORDS_OF_POLICY = 8;

/** The id of a pack is the name of its file. @param fileName with or without its ending */
export const policyId = (fileName: string): string =>
  slugOf(fileName.replace(/\.[a-z]{2,8}$/i, ''), MOST_WORDS_OF_POLICY) || 'policy';

export interface DraftedClause {
  readonly id: string;
  /** As the document numbers it, else its place in the list. */
  readonly number: string | number;
  /** The school's own words. */
  readonly wording: string;
  readonly line: number;
  readonly topics: readonly ProposedTopic[];
}

export interface DraftedAgreement {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly line: number;
  readonly people: People;
  /** Nobody is named in the document: the people are a guess. */
  readonly isGuess: boolean;
  readonly voluntary: boolean;
  readonly clauses: readonly DraftedClause[];
}

export interface PolicyDraft {
  readonly id: string;
  /** Name of the document without its folder. */
  readonly file: string;
  readonly countedIn: 'line' | 'paragraph';
  readonly facts: DocumentFacts;
  readonly agreements: readonly DraftedAgreement[];
  readonly ladders: readonly DraftedLadder[];
  readonly leftOutSteps: readonly LeftOutStep[];
  readonly routes: ReadonlyMap<Role, NamedRoute>;
  readonly leadRoute: { readonly section: string; readonly line: number } | null;
  readonly reports: readonly DraftedReport[];
  readonly hideNames: HideNames;
}
