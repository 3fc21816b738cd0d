/** Which step of the policy's own ladder is suggested, and why. Only what people decided on counts; they decide on this too. */
import type { Ladder, Step } from './policy-pack.js';
import type { Nature } from './taxonomy.js';

export interface StepQuestion {
  readonly topic: string;
  readonly nature: Nature | null;
  /** Why no rule of the policy matched; null where one did. */
  readonly whyNoClause: string | null;
  /** Whether several people may be meant: a class or group shares the account or the device, or only the year is known. */
  readonly isShared: boolean;
  /** How many incidents, on purpose, a person has already decided on; null: all that this is about is decided. */
  readonly decidedIncidents: number | null;
}

export interface SuggestedStep {
  readonly step: Step | null;
  readonly why: string;
}

/** What is decided needs no suggestion. */
const DECIDED = 'A person decided.';

export function suggestStep(ladder: Ladder | null, question: StepQuestion): SuggestedStep {
  const reason = reasonForNone(ladder, question);
  if (ladder === null || reason !== null || question.decidedIncidents === null)
    return { step: null, why: reason ?? '' };
  const counted = countedStep(ladder, question.decidedIncidents);
  if (!ladder.serious.includes(question.topic)) return counted;
  const jump = ladder.steps.find(({ number }) => number === ladder.seriousSkipsTo);
  if (jump === undefined || (counted.step !== null && counted.step.number > jump.number)) return counted;
  return { step: jump, why: `The policy treats this topic as serious and goes straight to step ${jump.number}.` };
}

function reasonForNone(
  ladder: Ladder | null,
  { nature, whyNoClause, isShared, decidedIncidents }: StepQuestion,
): string | null {
  if (nature === 'vulnerability') return 'A sign that somebody may need help: support, and no step.';
  if (nature !== 'breach') return 'It says nothing about anybody’s conduct.';
  if (whyNoClause !== null) return whyNoClause;
  if (isShared) return 'Several people may be meant: nobody can say who it was.';
  if (decidedIncidents === null) return DECIDED;
  if (ladder === null) return 'The policy lays down no steps for this.';
  if (ladder.order === 'by-severity') return `The policy leaves the choice to a person: ${optionsOf(ladder)}`;
  return null;
}

const optionsOf = ({ steps }: Ladder): string => steps.map(({ summary }) => summary).join(' Or: ');

function countedStep({ steps, afterLast }: Ladder, decidedIncidents: number): SuggestedStep {
  const before = `Incidents on purpose that a person decided on before: ${decidedIncidents}.`;
  const step = steps[decidedIncidents];
  if (step !== undefined) return { step, why: before };
  return afterLast === 'last-step'
    ? { step: steps.at(-1) ?? null, why: `${before} The last step stays.` }
    : { step: null, why: `${before} The policy says nothing on what follows its last step; a person decides.` };
}
