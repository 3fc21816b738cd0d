/** Who must know of an event, and which step the policy's own ladder suggests. The tool suggests; a person decides. */
import { z } from 'zod';
import type { Method } from '../attribute/owners.js';
import { STAGES } from '../attribute/stages.js';
import { type EventFacts, whyNoClause } from './missing-clause.js';
import { DUTIES, type Policy, type Recipient, ROLES, type Route, routeFor, type Step } from './policy.js';
import type { Place } from './policy-pack.js';
import { suggestStep } from './suggest-step.js';
import type { Taxonomy } from './taxonomy.js';

export interface Concerned {
  readonly role: string | null;
  readonly duty: string | null;
  readonly stage: string | null;
  /** An account that a class or group shares. */
  readonly shared?: boolean | null;
  /** How it is known whose it is. */
  readonly method?: Method | null;
  /** Of one event: what a rule may ask of it. */
  readonly event?: EventFacts;
}

/** By these the group is known and the person is not: nobody’s home is told, and no step is suggested. */
const OF_NOBODY_CERTAIN: ReadonlySet<Method> = new Set(['intake-year', 'group-device']);
export const isOfNobodyCertain = (method: Method | null | undefined): boolean =>
  method != null && OF_NOBODY_CERTAIN.has(method);

export interface Routing {
  readonly route: Route;
  /** "DSL; as applicable parents, headteacher" */
  readonly words: string;
  /** `file:line` of the route. */
  readonly routePlace: string;
  /** A step of the policy's own ladder, for what was on purpose. */
  readonly step: Step | null;
  /** Why this step, or why none. */
  readonly stepWhy: string;
  /** `file:line` of the step, or of the ladder that leaves the choice to a person. */
  readonly stepPlace: string | null;
}

const RECIPIENT_WORDS: Readonly<Record<Recipient, string>> = {
  dsl: 'DSL',
  headteacher: 'headteacher',
  'chair-of-governors': 'chair of governors',
  'class-teacher': 'class teacher',
  'head-of-site': 'head of site',
  'computing-lead': 'computing lead',
  it: 'IT',
  personnel: 'personnel',
  'school-improvement-committee': 'School Improvement Committee',
  parents: 'parents',
  'local-authority-designated-officer': 'local authority designated officer',
  'childrens-social-care': 'children’s social care',
  police: 'police',
  'outside-agencies': 'outside agencies',
};

export const recipientWords = (recipient: Recipient): string => RECIPIENT_WORDS[recipient];

const optional = <Value extends string>(values: readonly [Value, ...Value[]]) => z.enum(values).nullable().catch(null);
const role = optional(ROLES);
const duty = optional(DUTIES);
const stage = optional(STAGES);

const placeWords = ({ file, line }: Place): string => `${file}:${line}`;

/**
 * @param hasClause whether a rule of the policy matched: without one no step is suggested
 * @param decidedIncidents how many incidents a person has already decided on; the first step comes first
 */
export function routingOf(
  policy: Policy,
  taxonomy: Taxonomy,
  concerned: Concerned,
  topic: string,
  hasClause: boolean,
  decidedIncidents: number | null = 0,
): Routing {
  const nature = taxonomy.topics.get(topic)?.nature ?? null;
  const isShared = concerned.shared === true || isOfNobodyCertain(concerned.method);
  const route = routeFor(policy, {
    role: role.parse(concerned.role),
    duty: duty.parse(concerned.duty),
    stage: stage.parse(concerned.stage),
    shared: isShared,
    nature,
    topic,
  });
  const { event = null } = concerned;
  const noClause = hasClause ? null : whyNoClause(policy, { ...concerned, topic, event });
  const also = route.alsoTell.map(recipientWords);
  const ladder = policy.ladders.find((each) => each.id === route.ladder) ?? null;
  const { step, why } = suggestStep(ladder, { topic, nature, whyNoClause: noClause, isShared, decidedIncidents });
  const stepSource = step ?? ladder;
  return {
    route,
    words: `${recipientWords(route.to)}${also.length === 0 ? '' : `; as applicable ${also.join(', ')}`}`,
    routePlace: placeWords(route),
    step,
    stepWhy: why,
    stepPlace: stepSource === null ? null : placeWords(stepSource),
  };
}
