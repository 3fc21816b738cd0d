/** Who must know of an event, and which step the policy's own ladder suggests. The tool suggests; a person decides. */
import { z } from 'zod';
import { DUTIES, type Ladder, type Policy, type Recipient, ROLES, type Route, routeFor, STAGES } from './policy.js';
import type { Taxonomy } from './taxonomy.js';

export interface Concerned {
  readonly role: string | null;
  readonly duty: string | null;
  readonly stage: string | null;
}

export interface Routing {
  readonly route: Route;
  /** "DSL; as applicable parents, headteacher" */
  readonly words: string;
  /** A step of the policy's own ladder, for what was on purpose. */
  readonly step: Ladder['steps'][number] | null;
}

const RECIPIENT_WORDS: Readonly<Record<Recipient, string>> = {
  dsl: 'DSL',
  headteacher: 'headteacher',
  'chair-of-governors': 'chair of governors',
  'class-teacher': 'class teacher',
  parents: 'parents',
  'local-authority-designated-officer': 'local authority designated officer',
  'childrens-social-care': 'children’s social care',
  police: 'police',
};

export const recipientWords = (recipient: Recipient): string => RECIPIENT_WORDS[recipient];

const optional = <Value extends string>(values: readonly [Value, ...Value[]]) => z.enum(values).nullable().catch(null);
const role = optional(ROLES);
const duty = optional(DUTIES);
const stage = optional(STAGES);

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
  decidedIncidents = 0,
): Routing {
  const nature = taxonomy.topics.get(topic)?.nature ?? null;
  const route = routeFor(policy, {
    role: role.parse(concerned.role),
    duty: duty.parse(concerned.duty),
    stage: stage.parse(concerned.stage),
    nature,
    topic,
  });
  const also = route.alsoTell.map(recipientWords);
  const words = `${recipientWords(route.to)}${also.length === 0 ? '' : `; as applicable ${also.join(', ')}`}`;
  const ladder = policy.ladders.find((each) => each.id === route.ladder);
  const step =
    hasClause && nature === 'breach' ? ladder?.steps[Math.min(decidedIncidents, ladder.steps.length - 1)] : undefined;
  return { route, words, step: step ?? null };
}
