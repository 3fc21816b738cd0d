/** Why an event falls under no rule of the policy: in words that do not say "no rule" where there is one. */
import type { Policy } from './policy.js';
import type { Agreement, TopicRule } from './policy-pack.js';

/** What a rule may ask of an event; null: not known, or of several events at once. */
export interface EventFacts {
  readonly source: 'request' | 'capture';
  /** Of a request. */
  readonly isBlocked: boolean;
  readonly session: string | null;
  readonly severity: number | null;
}

interface Group {
  readonly role: string | null;
  readonly stage: string | null;
}

export interface MissingClauseQuestion extends Group {
  readonly topic: string;
  readonly event: EventFacts | null;
}

type Rules = readonly { readonly audience: Agreement['audience']; readonly rule: TopicRule }[];

/** Of a topic, whoever the rules are for. */
const rulesOn = (agreements: readonly Agreement[], topic: string): Rules =>
  agreements.flatMap(({ audience, clauses }) =>
    clauses.flatMap(({ rules }) => rules.filter((rule) => rule.topic === topic).map((rule) => ({ audience, rule }))),
  );

const isFor = ({ roles, stages }: Agreement['audience'], { role, stage }: Group): boolean =>
  roles.some((each) => each === role) && (stages === null || stages.some((each) => each === stage));

const SESSION_WORDS: Readonly<Record<string, string>> = { lesson: 'lessons', 'before-school': 'before school' };
const sessionWords = (session: string) => SESSION_WORDS[session] ?? session.replaceAll('-', ' ');

/** The conditions that the event does not meet; those of which nobody knows, with them. */
function unmetOf({ sources, sessions, severityAtLeast, repeat }: TopicRule, event: EventFacts | null): string[] {
  const isSource = sources == null || (event !== null && sources.some((each) => each === event.source));
  const isSession = sessions == null || (event !== null && sessions.some((each) => each === event.session));
  const isSevere = severityAtLeast === null || (event?.severity ?? 0) >= severityAtLeast;
  const plain = [
    ...(isSource ? [] : [`source (${(sources ?? []).map((each) => `${each}s`).join(', ')} only)`]),
    ...(isSession ? [] : [`time of day (${(sessions ?? []).map(sessionWords).join(', ')} only)`]),
    ...(isSevere ? [] : [`severity (from ${severityAtLeast})`]),
  ];
  // Whether it is there again is asked only of what meets the rest.
  if (repeat === null || (event !== null && plain.length > 0)) return plain;
  return [...plain, `again (${repeat.events} times within ${repeat.withinDays} days)`];
}

const NOBODY_KNOWN = 'Nobody is known to be concerned, so the rules of no group can be chosen.';

/** Where no rule matched a topic that rules may be about. */
export function whyNoClause(
  { agreements }: Pick<Policy, 'agreements'>,
  { topic, event, ...group }: MissingClauseQuestion,
): string {
  if (event?.source === 'request' && !event.isBlocked) return 'It was not blocked, so it is not laid beside the rules.';
  const rules = rulesOn(agreements, topic);
  const own = rules.filter(({ audience }) => isFor(audience, group));
  const unmet = [...new Set(own.map(({ rule }) => unmetOf(rule, event).join(' and ')))].filter((words) => words !== '');
  if (unmet.length > 0) return `A rule is there, but its condition is not met: ${unmet.join('; or ')}.`;
  if (group.role === null && rules.length > 0) return NOBODY_KNOWN;
  const isOfSomeStage = rules.some(
    ({ audience }) => audience.stages !== null && audience.roles.some((role) => role === group.role),
  );
  if (group.stage === null && isOfSomeStage) return 'The year is not known, so no rule of a stage can be chosen.';
  return 'No rule of the policy covers this topic for this group.';
}
