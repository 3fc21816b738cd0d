/** The words by which a decision about a list is made on the command line, and the groups that a list can be for. */
import { AUDIENCES } from '../attribute/audiences.js';
import { STAGES } from '../attribute/stages.js';
import { CHECKERS, LIST_REASONS } from '../normalise/check-words.js';

export const DECISION_REASONS: readonly string[] = Object.keys(LIST_REASONS);
export const DECISION_OFFICES: readonly string[] = Object.keys(CHECKERS);
export const LIST_GROUPS: readonly string[] = AUDIENCES;

/** The groups of a report that a word stands for: all pupils are those of every stage. */
export const listGroups = (word: string): readonly string[] => (word === 'pupils' ? [...STAGES, word] : [word]);
