/** Which people a text speaks of: the roles and stages whose rules it may hold. */
import type { Stage } from '../attribute/stages.js';
import { ROLES, type Role } from '../map/policy-terms.js';

export interface People {
  readonly roles: readonly Role[];
  readonly stages: readonly Stage[] | null;
}

const ROLE_WORDS = {
  staff: /\b(?:staff|teachers?|employees?|teaching assistants?|adults (?:working|employed)|colleagues)\b/gi,
  pupil:
    /\b(?:pupils?|child(?:ren)?|students?|learners?|young (?:people|persons?)|key stages? (?:\d|one|two|three|four)|ks ?[1-5]|eyfs|reception|infants?(?! school)|juniors?(?! school)|sixth form(?:ers)?|years? (?:1[0-3]|[1-9r]))\b/gi,
  governor: /\b(?:governors?|trustees)\b/gi,
  visitor:
    /\b(?:visitors?|contractors?|volunteers?|guests|members of the (?:public|community)|(?:wider|local) community)\b/gi,
  parent: /\b(?:parents?|carers?|guardians?|families|home users)\b/gi,
} as const satisfies Record<Role, RegExp>;

const STAGE_WORDS = {
  eyfs: /\b(?:eyfs|early years|reception|nursery class|foundation stage)\b/i,
  ks1: /\b(?:ks ?1|key stages? (?:1|one)|infants?(?! school)|years? (?:1|2|one|two))\b/i,
  ks2: /\b(?:ks ?2|key stages? (?:2|two)|juniors?(?! school)|years? (?:[3-6]|three|four|five|six))\b/i,
  ks3: /\b(?:ks ?3|key stages? (?:3|three)|years? (?:[789]|seven|eight|nine))\b/i,
  ks4: /\b(?:ks ?4|key stages? (?:4|four)|years? (?:10|11|ten|eleven))\b/i,
  'post-16': /\b(?:ks ?5|key stages? (?:5|five)|post[ -]16|sixth form(?:ers)?|years? (?:12|13|twelve|thirteen))\b/i,
} as const satisfies Partial<Record<Stage, RegExp>>;
/** Those of England: the nations write theirs in too many ways to tell them from other words. */
const STAGES = ['eyfs', 'ks1', 'ks2', 'ks3', 'ks4', 'post-16'] as const;

/** Bodies and offices are no users here, and what is done to or with people does not bind them. */
const NO_USERS =
  /\b(?:governing (?:body|board)|board of governors|chair of governors|head ?teachers?|(?:my|your|their) (?:class )?(?:teachers?|parents?)|child protection|children's social care)\b/gi;
const OBJECTS =
  /\b(?:of|with|to|from|about|on|between|towards|against|by contacting|protect(?:ing)?|(?:images?|photo\w*|details|names|safety|protection|welfare) of)\s+(?:all |any |our |the |other |its )?(?:(?:school )?(?:staff|pupils?|child(?:ren)?|students?|parents?|carers?|young people|visitors|volunteers|governors|members of staff)(?:\/(?:\w+))?(?:,? (?:and|or|and\/or|&) |, )?)+/gi;

const usersIn = (text: string): string => text.replace(NO_USERS, ' ');

function peopleIn(text: string): People | null {
  const roles = ROLES.filter((role) => text.search(ROLE_WORDS[role]) !== -1);
  const stages = STAGES.filter((stage) => STAGE_WORDS[stage].test(text));
  if (roles.length === 0) return null;
  return { roles, stages: roles.join() === 'pupil' && stages.length > 0 ? stages : null };
}

/** "A member of staff" acts, and is not the object of anything. */
const withoutObjects = (text: string): string =>
  usersIn(text)
    .replace(/\b(?:members?|users?) of (?=staff|the school community)/gi, '')
    .replace(OBJECTS, ' ');

/** A heading names those for whom the part is: "Photographs of pupils" is not for pupils. */
export const peopleOfHeading = (heading: string): People | null => peopleIn(withoutObjects(heading));

/** Those who do what the sentence says: named before its verb. */
export const peopleOfSubject = (subject: string): People | null => peopleIn(withoutObjects(subject));

/** How often a text names each role. */
export type NamedCounts = Readonly<Record<Role, number>>;

export const NOBODY_NAMED: NamedCounts = { staff: 0, pupil: 0, governor: 0, visitor: 0, parent: 0 };

/** Adds a text to those counted before: a long part is not read again for each of its rules. */
export function alsoNamed(before: NamedCounts, text: string): NamedCounts {
  const users = usersIn(text);
  const count = (role: Role) => before[role] + [...users.matchAll(ROLE_WORDS[role])].length;
  return {
    staff: count('staff'),
    pupil: count('pupil'),
    governor: count('governor'),
    visitor: count('visitor'),
    parent: count('parent'),
  };
}

/** Those of whom a paragraph speaks most: whose list stands under it. */
export function peopleMostNamed(counts: NamedCounts): People | null {
  const most = Math.max(...ROLES.map((role) => counts[role]));
  return most === 0 ? null : { roles: ROLES.filter((role) => counts[role] === most), stages: null };
}

export const samePeople = (one: People, other: People): boolean =>
  one.roles.join() === other.roles.join() && (one.stages ?? []).join() === (other.stages ?? []).join();
