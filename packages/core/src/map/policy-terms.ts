/** The words that policies and lists of people share: roles, duties, and those to whom a concern can go. */

export const ROLES = ['staff', 'pupil', 'governor', 'visitor', 'parent'] as const;
export const DUTIES = ['headteacher', 'dsl', 'deputy-dsl', 'chair-of-governors'] as const;
export const RECIPIENTS = [
  'dsl',
  'headteacher',
  'chair-of-governors',
  'class-teacher',
  'head-of-site',
  'computing-lead',
  'it',
  'personnel',
  'school-improvement-committee',
  'parents',
  'local-authority-designated-officer',
  'childrens-social-care',
  'police',
  'outside-agencies',
] as const;

export type Role = (typeof ROLES)[number];
export type Duty = (typeof DUTIES)[number];
export type Recipient = (typeof RECIPIENTS)[number];

/** The desk at which somebody with this duty sits: nothing about them may be laid on it. */
export const OFFICE_OF_DUTY = {
  headteacher: 'headteacher',
  dsl: 'dsl',
  'deputy-dsl': 'dsl',
  'chair-of-governors': 'chair-of-governors',
} as const satisfies Readonly<Record<Duty, Recipient>>;
