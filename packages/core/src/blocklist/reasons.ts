/** Why a site is put forward for a list, in words for the people who decide. The id stands in the data. */
export const REASONS = {
  'blocked-topic': 'let through although the filter, or the school, blocks its category',
  'way-round': 'a way round the filter that was let through',
  captures: 'open at, or just before, captures of the monitoring',
  'reported-open': 'reported as something that should be blocked',
  'failed-check': 'let through in a check of the filter',
  'help-site': 'a site that offers help is blocked',
  'education-site': 'a site of education is blocked',
  'reported-blocked': 'reported as something that should be open',
  'ordinary-blocked': 'a site of an ordinary category is blocked',
  'staff-blocked': 'blocked for staff who ask for it again and again',
} as const;
export type ReasonId = keyof typeof REASONS;

/** The surest first. */
export const REASON_ORDER: readonly ReasonId[] = [
  ...(['failed-check', 'way-round', 'reported-open', 'blocked-topic', 'captures'] as const),
  ...(['help-site', 'reported-blocked', 'education-site', 'ordinary-blocked', 'staff-blocked'] as const),
];

/** Reasons that somebody saw, or that a list of known sites gives: one of them is enough to be likely. */
export const SURE: ReadonlySet<ReasonId> = new Set([
  ...(['failed-check', 'way-round', 'reported-open', 'help-site', 'reported-blocked'] as const),
]);

/**
 * While candidates are gathered: the school blocks the category for some. It becomes `blocked-topic` where one of those was let
 * through, which only the requests tell.
 */
export const SCHOOL_TOPIC = 'school-topic';
