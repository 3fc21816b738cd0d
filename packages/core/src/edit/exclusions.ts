/** What the school excluded: one by one for the DSL, as two figures for everybody else. Nothing of it was dropped. */
import { yearTitle } from '../attribute/year-groups.js';
import type { DslEdition, GovernorsEdition } from '../edition/index.js';
import { checkLabel } from '../find/check-labels.js';
import type { ReviewedExclusion } from '../find/exclusions.js';
import type { Review } from '../find/review.js';
import { type Desk, topicTitle } from './desk.js';
import type { Disclosure } from './disclosure.js';

/** Figures that stand in a place of their own, not among what could not be read or matched. */
export const isSetAside = (id: string): boolean => id.endsWith('-set-aside');

export const setAsideOf = ({ exclusions }: Review, disclosure: Disclosure): GovernorsEdition['setAside'] => ({
  exclusions: exclusions.length,
  captures: disclosure.unknown('captures-set-aside'),
  requests: disclosure.unknown('requests-set-aside'),
});

function aboutOf(desk: Desk, { kind, phraseId, site, topic }: ReviewedExclusion): string {
  if (kind === 'phrase') return phraseId === null ? '' : desk.names.phrase(phraseId);
  return kind === 'site' ? (site ?? '') : topicTitle(desk, topic ?? '');
}

const ROLES: Readonly<Record<string, string>> = {
  ...{ pupil: 'pupils', staff: 'staff', governor: 'governors', visitor: 'visitors', parent: 'parents' },
};

function forWhom({ names }: Desk, { role, yearGroup, classKey }: ReviewedExclusion): string {
  const parts = [
    role === null ? '' : (ROLES[role] ?? role),
    yearGroup === null ? '' : yearTitle(yearGroup),
    classKey === null ? '' : names.group(classKey),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'everybody' : parts.join(', ');
}

export const exclusionsOf = (desk: Desk): DslEdition['exclusions'] =>
  desk.review.exclusions.map((each) => ({
    kind: each.kind,
    about: aboutOf(desk, each),
    forWhom: forWhom(desk, each),
    reason: checkLabel('exclusion-reason', each.reason),
    decidedBy: checkLabel('office', each.decidedBy),
    decidedOn: each.decidedOn,
    from: each.from,
    to: each.to,
    hasEnded: each.to < desk.review.period.to,
    captures: each.captures,
    requests: each.requests,
    people: each.people,
  }));
