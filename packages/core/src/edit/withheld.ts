/** What a reader does not see: how many captures, to whom they go, and in the coarsest words whom they are about. */
import type { DslEdition } from '../edition/index.js';
import type { Matter } from '../find/review.js';
import { audienceOfMatter, isOpenTo, officeWords } from './audiences.js';
import type { Desk } from './desk.js';

/** So coarse that it tells of nobody in particular. */
const KINDS = [
  'pupils, parents or visitors, or about nobody certain',
  'members of staff',
  'the headteacher, a safeguarding lead or a governor',
] as const;

function kindOf({ role, duty }: Matter): (typeof KINDS)[number] {
  if (duty !== null || role === 'governor') return KINDS[2];
  return role === 'staff' ? KINDS[1] : KINDS[0];
}

const reasonOf = (kinds: ReadonlySet<string>): string =>
  `They are about ${KINDS.filter((kind) => kinds.has(kind)).join('; about ')}.`;

interface Elsewhere {
  readonly kinds: Set<string>;
  captures: number;
}

/** @param isTold whether this reader may know that there is such a matter */
export function withheldOf(desk: Desk, isTold: (matter: Matter) => boolean = () => true): DslEdition['withheld'] {
  const elsewhere = new Map<string, Elsewhere>();
  for (const matter of desk.review.matters) {
    const audience = audienceOfMatter(desk, matter, matter.topic);
    if (isOpenTo(audience, desk.office) || !isTold(matter)) continue;
    const goesTo = audience.offices.map(officeWords).join(' and ');
    const found = elsewhere.get(goesTo) ?? { kinds: new Set<string>(), captures: 0 };
    found.kinds.add(kindOf(matter));
    found.captures += matter.captures;
    elsewhere.set(goesTo, found);
  }
  return [...elsewhere].map(([goesTo, { kinds, captures }]) => ({ captures, goesTo, reason: reasonOf(kinds) }));
}
