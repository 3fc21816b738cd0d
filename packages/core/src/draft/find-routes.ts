/** Where a concern goes: as far as the policy says it, else to the desk that national guidance would choose. */
import type { Recipient, Role } from '../map/policy-terms.js';
import { ROLES } from '../map/policy-terms.js';
import type { Section } from './outline.js';
import { peopleOfSubject } from './people-words.js';
import { recipientsIn } from './recipient-words.js';
import { sentencesOf } from './sentences.js';

export interface NamedRoute {
  /** null: the policy names others to tell, but nobody who deals with it. */
  readonly to: Recipient | null;
  readonly alsoTell: readonly Recipient[];
  readonly section: string;
  readonly line: number;
}

/** "The DSL will be informed": those who are told stand before such a verb, behind every other. */
const TOLD = 'informed|notified|called in|contacted';
const PASSED_ON = new RegExp(
  `\\b(?:reported|referred|d(?:ea|e)?lt with|handled|escalated|${TOLD}|report (?:should|will|must) be made)\\b`,
  'gi',
);
const IS_TOLD = new RegExp(`^(?:${TOLD})$`, 'i');
/** So it says also outside the part on sanctions. */
const BREACH_IS_TOLD =
  /^(?:(?:all|any|every|serious|such|other|repeated|suspected) )*(?:breach(?:es)?|misuses?|infringements?|violations?|incidents?|failures? to)\b.{0,120}?\b(?:reported|referred|d(?:ea|e)?lt with|handled|escalated)\b/i;
/** Met by accident it is no misuse; the reports have it. */
const ACCIDENT = /\b(?:accident|inadvertent)/i;
const AGAINST_LEAD = /\bagainst (?:a|the|any) (?:dsl|designated|safeguarding)/i;
/** Those who can take a concern; the others are told as well. */
const DESKS: readonly Recipient[] = [
  'class-teacher',
  'dsl',
  'headteacher',
  'chair-of-governors',
  'it',
  'computing-lead',
];
/** Nobody of the school answers for outside agencies, so they are never the first to be told by a draft. */
const OWN_DESK: Readonly<Partial<Record<Role, readonly Recipient[]>>> = {
  parent: ['parents'],
  staff: ['class-teacher'],
};

interface Told {
  readonly sentence: string;
  readonly section: Section;
  readonly line: number;
}

function toldIn(sections: readonly Section[]): Told[] {
  return sections
    .filter(({ kind }) => kind !== 'form')
    .flatMap((section) =>
      section.blocks.flatMap(({ text, line }) =>
        sentencesOf(text)
          .filter((sentence) => section.kind === 'sanctions' || BREACH_IS_TOLD.test(sentence))
          .filter((sentence) => !ACCIDENT.test(sentence) && recipientsOf(sentence).length > 0)
          .map((sentence) => ({ sentence, section, line })),
      ),
    );
}

/** Those whom the verbs of the sentence make hear of it. */
function recipientsOf(sentence: string): Recipient[] {
  const verbs = [...sentence.matchAll(PASSED_ON)];
  const all = verbs.flatMap(({ 0: verb, index }, place) => {
    const before = sentence.slice(verbs[place - 1]?.index ?? 0, index);
    const behind = sentence.slice(index + verb.length, verbs[place + 1]?.index);
    return recipientsIn(IS_TOLD.test(verb) ? before : behind);
  });
  return [...new Set(all)];
}

function rolesOf({ sentence, section }: Told): readonly Role[] {
  // Those who broke a rule stand before the verb; those who are told behind it.
  const [verb] = sentence.match(PASSED_ON) ?? [''];
  const [before = ''] = sentence.split(PASSED_ON);
  const plain = before.replace(/\b(?:by|of) (?=members|staff|parents|pupils)/gi, '');
  const subject = peopleOfSubject(plain);
  const isTold = IS_TOLD.test(verb);
  if (section.isNamed || (isTold && section.people !== null)) return section.people?.roles ?? [];
  return (subject ?? section.people)?.roles ?? [];
}

/** @param bound whose rules the document has: a route that names nobody is for all of them */
export function namedRoutes(sections: readonly Section[], bound: ReadonlySet<Role>): ReadonlyMap<Role, NamedRoute> {
  const told = toldIn(sections).filter(({ sentence }) => !AGAINST_LEAD.test(sentence));
  const forAll = told.find(
    (each) =>
      BREACH_IS_TOLD.test(each.sentence) &&
      rolesOf(each).length === 0 &&
      recipientsOf(each.sentence).some((one) => DESKS.includes(one)),
  );
  const found = ROLES.flatMap((role): [Role, NamedRoute][] => {
    const not = OWN_DESK[role] ?? [];
    const named = told.filter((each) => rolesOf(each).includes(role));
    const mine = (named.length === 0 && forAll !== undefined && bound.has(role) ? [forAll] : named).map((each) => ({
      ...each,
      recipients: recipientsOf(each.sentence).filter((one) => !not.includes(one)),
    }));
    const first = mine.find(({ recipients }) => recipients.some((one) => DESKS.includes(one))) ?? mine[0];
    if (first === undefined) return [];
    const to = first.recipients.find((one) => DESKS.includes(one)) ?? null;
    const alsoTell = [...new Set(mine.flatMap(({ recipients }) => recipients))].filter((one) => one !== to);
    return alsoTell.length === 0 && to === null
      ? []
      : [[role, { to, alsoTell, section: first.section.title, line: first.line }]];
  });
  return new Map(found);
}

/** Where the policy itself says who hears of an allegation against a safeguarding lead. */
export function leadRoute(sections: readonly Section[]): { readonly section: string; readonly line: number } | null {
  const found = toldIn(sections).find(
    ({ sentence }) => AGAINST_LEAD.test(sentence) && recipientsOf(sentence).includes('chair-of-governors'),
  );
  return found === undefined ? null : { section: found.section.title, line: found.line };
}
