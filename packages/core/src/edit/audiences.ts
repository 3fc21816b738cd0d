/** Which captures an office may see, by the one rule that sealing follows as well. */
import type { Review } from '../find/review.js';
import { type Audience, audienceOf, nameAudience, type Office, uncertainAudience } from '../map/audience.js';
import type { Rulebook } from '../map/events.js';

export interface About {
  readonly personId: number | null;
  readonly accountId: number | null;
  readonly role: string | null;
  readonly duty: string | null;
  /** An account that several people share, of whom one may be the reader. */
  readonly shared: boolean;
}

type Sources = Rulebook & { readonly review: Review };

const claimsOn = ({ review }: Sources, accountId: number | null) =>
  review.guarded.filter((each) => accountId !== null && each.accountId === accountId);

/** Where nobody certain owns an account, but an adult of the school claims it or has had it, it may be theirs. */
const accountAudience = (sources: Sources, accountId: number | null): Audience =>
  uncertainAudience(sources.policy, sources.taxonomy, claimsOn(sources, accountId));

/** Of a group's device the role is known although the person is not. */
const isKnown = ({ personId, role }: About) => personId !== null || role !== null;

export const audienceOfMatter = (sources: Sources, about: About, topic: string): Audience =>
  isKnown(about)
    ? audienceOf(sources.policy, sources.taxonomy, about, topic)
    : accountAudience(sources, about.accountId);

export const isOpenTo = (audience: Audience, office: Office): boolean =>
  audience.offices.includes(office) && !audience.except.includes(office);

/** Whether it is about somebody who holds this office, or may be. */
export function mayConcern(sources: Sources, about: About, office: Office): boolean {
  const duties = isKnown(about) ? [about.duty] : claimsOn(sources, about.accountId).map(({ duty }) => duty);
  return duties.some((duty) =>
    audienceOf(sources.policy, sources.taxonomy, { role: 'staff', duty }, '').except.includes(office),
  );
}

/** People and accounts whose names this office may read, so that a row of evidence names nobody else. */
export function openNames(sources: Sources, office: Office) {
  const closed = new Set(
    sources.review.roster
      .filter((person) => !isOpenTo(nameAudience(sources.policy, sources.taxonomy, person), office))
      .map(({ personId }) => personId),
  );
  return {
    person: (personId: number) => !closed.has(personId),
    account: (accountId: number) => isOpenTo(accountAudience(sources, accountId), office),
  };
}

const WORDS: Readonly<Record<Office, string>> = {
  dsl: 'DSL',
  headteacher: 'headteacher',
  'chair-of-governors': 'chair of governors',
};
export const officeWords = (office: Office): string => WORDS[office];
