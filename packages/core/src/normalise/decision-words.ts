/** What people write when they decide, report or sign, and the one word that each of it comes to. */

/** What became of an event, once a person had looked at it. */
export const OUTCOMES = {
  'false-positive': ['false positive', 'false alarm'],
  'no-further-action': ['no further action', 'nfa'],
  'support-given': ['support given', 'support', 'supported'],
  'pupil-spoken-to': ['pupil spoken to', 'child spoken to', 'spoken to', 'spoke to pupil'],
  'parent-contacted': ['parent contacted', 'parents contacted', 'parents told', 'home contacted'],
  sanction: ['sanction', 'sanctions'],
  referral: ['referral', 'referred'],
  disciplinary: ['disciplinary', 'disciplinary procedure', 'disciplinary action'],
  'technical-change': ['technical change', 'filter changed', 'setting changed'],
} as const;
export type Outcome = keyof typeof OUTCOMES;

/** Outcomes of which nobody says that they were an incident unless the list says so. */
export const NO_INCIDENT: readonly Outcome[] = ['false-positive', 'no-further-action', 'support-given'];

/** Who decided: an office, never a name. */
export const DECIDERS = {
  dsl: ['dsl', 'designated safeguarding lead'],
  'deputy-dsl': ['deputy dsl', 'ddsl', 'deputy designated safeguarding lead'],
  headteacher: ['headteacher', 'head teacher', 'head', 'principal'],
  'chair-of-governors': ['chair of governors', 'chair'],
  'class-teacher': ['class teacher', 'teacher'],
  other: ['other'],
} as const;

/** What somebody reported. */
export const CONCERN_KINDS = {
  'accidental-access': ['accidental access', 'accidental'],
  'over-blocking': ['over blocking', 'overblocking', 'unblock', 'unblock request'],
  'under-blocking': ['under blocking', 'underblocking', 'block', 'block request'],
  'lost-credentials': ['lost credentials', 'lost password', 'shared password'],
  misuse: ['misuse'],
  'wrong-alert': ['wrong alert', 'false alert'],
} as const;
export type ConcernKind = keyof typeof CONCERN_KINDS;

/** What was answered. An empty cell is an open report. */
export const ANSWERS = {
  open: ['open'],
  allowed: ['allowed', 'allow', 'unblocked'],
  blocked: ['blocked', 'block'],
  refused: ['refused', 'refuse'],
  fixed: ['fixed'],
  'no-change': ['no change', 'unchanged'],
} as const;

/** Who signed an agreement. */
export const SIGNERS = {
  self: ['self', 'own', 'person'],
  parent: ['parent', 'carer', 'parent or carer', 'guardian'],
  teacher: ['teacher', 'class teacher'],
} as const;
