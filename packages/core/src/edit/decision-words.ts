/** What was decided, reported and answered, in words for a report. */
import type { ANSWERS, ConcernKind, DECIDERS, Outcome } from '../normalise/decision-words.js';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  'false-positive': 'False positive',
  'no-further-action': 'No further action',
  'support-given': 'Support given',
  'pupil-spoken-to': 'Pupil spoken to',
  'parent-contacted': 'Parent contacted',
  sanction: 'Sanction',
  referral: 'Referral',
  disciplinary: 'Disciplinary procedure',
  'technical-change': 'Technical change',
};

const DECIDER_WORDS: Readonly<Record<keyof typeof DECIDERS, string>> = {
  dsl: 'DSL',
  'deputy-dsl': 'deputy DSL',
  headteacher: 'headteacher',
  'chair-of-governors': 'chair of governors',
  'class-teacher': 'class teacher',
  other: 'somebody else',
};

export const CONCERN_WORDS: Readonly<Record<ConcernKind, string>> = {
  'accidental-access': 'Accidental access',
  'over-blocking': 'Blocked without reason',
  'under-blocking': 'Not blocked and should be',
  'lost-credentials': 'Lost or shared password',
  misuse: 'Misuse',
  'wrong-alert': 'Wrong alert',
};

export const ANSWER_WORDS: Readonly<Record<keyof typeof ANSWERS, string>> = {
  open: 'No answer yet',
  allowed: 'Allowed',
  blocked: 'Blocked',
  refused: 'Refused',
  fixed: 'Fixed',
  'no-change': 'No change',
};

const words: Readonly<Record<string, string>> = { ...OUTCOME_WORDS, ...DECIDER_WORDS };
/** Of an outcome or of who decided. */
export const decisionWords = (id: string): string => words[id] ?? id;
