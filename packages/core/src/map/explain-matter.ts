/** The part of an explanation that rests on rules: topic, guidance, clauses, route and step, each with the line that says it. */
import type { Period } from '../attribute/calendar.js';
import { NO_CATEGORY, type Rulebook } from './events.js';
import { whyNoClause } from './missing-clause.js';
import type { Reference } from './policy-schema.js';
import { headingsOf } from './references.js';
import { type Concerned, routingOf } from './routing.js';

export interface ExplanationStep {
  readonly stage:
    | 'event'
    | 'time'
    | 'person'
    | 'category'
    | 'exclusion'
    | 'topic'
    | 'reference'
    | 'clause'
    | 'route'
    | 'step'
    | 'decision';
  readonly words: string;
  /** `file:line` of a rule, `import:file:line` of a file that was imported; null where there is neither. */
  readonly where: string | null;
}

/** One topic of one person or group, in a period. */
export interface MatterToExplain {
  readonly topic: string;
  readonly concerned: Concerned;
  readonly clauses: readonly { readonly clause: string; readonly place: string }[];
  /** `file:line` of what led from the product's category to the topic. */
  readonly topicPlace: string | null;
  /** Incidents on purpose that were decided about the person before; null: all of this is decided. */
  readonly decidedIncidents: number | null;
  readonly period: Period;
}

const referenceWords = ({ document, section, number }: Reference): string =>
  `${document}, ${section}${number === null ? '' : `, ${number}`}`;

function topicStep({ topic, topicPlace }: MatterToExplain, { taxonomy }: Rulebook): ExplanationStep {
  const known = taxonomy.topics.get(topic);
  if (topic === NO_CATEGORY) return { stage: 'topic', words: 'Without a category there is no topic.', where: null };
  if (known === undefined)
    return { stage: 'topic', words: 'No rule maps this category: it is counted as unmapped.', where: null };
  return { stage: 'topic', words: `${known.title} (${known.nature})`, where: topicPlace };
}

/** What the topic is called in the guidance of the day. */
function referenceSteps({ topic, period }: MatterToExplain, { taxonomy }: Rulebook): ExplanationStep[] {
  const editions = new Map(taxonomy.guidance.map((edition) => [edition.id, edition]));
  return headingsOf(taxonomy, topic, period).map((heading) => {
    const inForce = heading.editions.flatMap((id) => editions.get(id)?.edition ?? []);
    const words = `${heading.schemeTitle}: ${heading.title}${heading.isPrimary ? '' : ' (as well)'}; editions ${inForce.join(', ')}`;
    return { stage: 'reference', words, where: `${heading.file}:${heading.line}` };
  });
}

function clauseSteps(
  { topic, clauses, concerned }: MatterToExplain,
  { policy, taxonomy }: Rulebook,
): ExplanationStep[] {
  if (taxonomy.topics.get(topic)?.nature === 'vulnerability') {
    const words = 'A sign that somebody may need help: no rule applies, and nothing is counted as misuse.';
    return [{ stage: 'clause', words, where: null }];
  }
  const all = policy.agreements.flatMap((agreement) => agreement.clauses);
  const steps = clauses.flatMap(({ clause: id, place }): ExplanationStep[] => {
    const clause = all.find((each) => each.id === id);
    if (clause === undefined) return [];
    const words = `${clause.heading}, ${clause.number}: ${clause.summary} (${referenceWords(clause.reference)})`;
    return [{ stage: 'clause', words, where: place }];
  });
  if (steps.length > 0) return steps;
  const { role, stage, event = null } = concerned;
  const words = taxonomy.topics.has(topic)
    ? whyNoClause(policy, { topic, role, stage, event })
    : 'Without a topic no rule can be chosen.';
  return [{ stage: 'clause', words, where: null }];
}

function routeSteps(matter: MatterToExplain, { policy, taxonomy }: Rulebook): ExplanationStep[] {
  const { topic, concerned, clauses, decidedIncidents } = matter;
  const routing = routingOf(policy, taxonomy, concerned, topic, clauses.length > 0, decidedIncidents);
  const { route, step, stepWhy, stepPlace } = routing;
  const source = ` (${route.reference === null ? 'no document names it' : referenceWords(route.reference)})`;
  const words =
    step === null
      ? `No step is suggested. ${stepWhy}`
      : `Step ${step.number}, if it was on purpose: ${step.summary} ${stepWhy}`;
  return [
    { stage: 'route', words: `${routing.words}. ${route.summary}${source}`, where: routing.routePlace },
    { stage: 'step', words: words.trim(), where: stepPlace },
  ];
}

export const explainMatter = (matter: MatterToExplain, rulebook: Rulebook): ExplanationStep[] => [
  topicStep(matter, rulebook),
  ...referenceSteps(matter, rulebook),
  ...clauseSteps(matter, rulebook),
  ...routeSteps(matter, rulebook),
];
