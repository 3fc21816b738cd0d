/** What the policy says that follows for pupils who break its rules: steps in order, or options to choose from. */

import { leadOf } from './lead-words.js';
import type { Section } from './outline.js';
import { peopleOfSubject } from './people-words.js';
import { sentencesOf } from './sentences.js';

export interface DraftedStep {
  readonly number: number;
  readonly wording: string;
  readonly line: number;
}

/** A sanction for a sign that somebody may need help: it is never proposed as a step. */
export interface LeftOutStep {
  readonly line: number;
  /** What made it one, as the document writes it. */
  readonly words: readonly string[];
}

export interface DraftedLadder {
  readonly section: string;
  readonly line: number;
  readonly order: 'stepwise' | 'by-severity';
  readonly steps: readonly DraftedStep[];
  readonly seriousSkipsTo: number | null;
}

const STEP =
  /^(?:step|stage|level|(?:first|second|third|fourth) (?:offence|incident|time|breach))\s*(\d)?\s*[:.–-]\s*(.+)$/i;
const FOLLOWS =
  /\b(?:may|will|can|could|shall)\b.{0,80}\b(?:banned|ban|suspended|suspension|restricted|restriction|withdrawn|withdrawal|removed|lose|loss of|detention|excluded|exclusion|contacted|d(?:ea|e)?lt with by)\b/i;
const SKIPS =
  /\b(?:steps?|stages?) .{0,30}\b(?:omitted|skipped|left out|missed out)\b|\bescalated at any (?:stage|step|time)\b/i;
const PUPILS = /\b(?:pupils?|child(?:ren)?|students?)\b/i;

const isForPupils = ({ people, isNamed }: Section, text: string): boolean =>
  people?.roles.includes('pupil') === true || (!isNamed && PUPILS.test(text));

function numberedSteps(section: Section): DraftedStep[] {
  const found = section.blocks.flatMap(({ text, line }) => {
    const step = STEP.exec(text);
    return step === null ? [] : [{ number: step[1], wording: step[2] ?? '', line }];
  });
  return found.map(({ number, ...step }, index) => ({
    ...step,
    number: number === undefined ? index + 1 : Number(number),
  }));
}

function options(section: Section): DraftedStep[] {
  let isList = section.kind === 'sanctions' && leadOf(section.heading).force === 'sanctions';
  const found: { wording: string; line: number }[] = [];
  for (const { kind, text, line } of section.blocks) {
    if (text.endsWith(':')) isList = leadOf(text).force === 'sanctions';
    else if (kind === 'item' && isList) found.push({ wording: text, line });
    else if (kind === 'paragraph') {
      const sentences = sentencesOf(text).filter(
        (sentence) => FOLLOWS.test(sentence) && (PUPILS.test(sentence) || peopleOfSubject(sentence) === null),
      );
      if (section.kind === 'sanctions' || PUPILS.test(text))
        found.push(...sentences.map((wording) => ({ wording, line })));
    }
  }
  return found.map((step, index) => ({ ...step, number: index + 1 }));
}

function ladderOf(section: Section): DraftedLadder | null {
  const text = section.blocks.map((block) => block.text).join(' ');
  if (!isForPupils(section, text)) return null;
  const { title, line } = section;
  const stepwise = numberedSteps(section);
  const last = stepwise.at(-1);
  if (last !== undefined && stepwise.every(({ number }, index) => number === index + 1)) {
    const seriousSkipsTo = SKIPS.test(text) ? last.number : null;
    return { section: title, line, order: 'stepwise', steps: stepwise, seriousSkipsTo };
  }
  const steps = options(section);
  return steps.length === 0 ? null : { section: title, line, order: 'by-severity', steps, seriousSkipsTo: null };
}

export interface Sanctions {
  readonly ladders: readonly DraftedLadder[];
  readonly leftOutSteps: readonly LeftOutStep[];
}

/** @param signsOfNeed the words of a step that name a sign that somebody may need help */
export function laddersOf(sections: readonly Section[], signsOfNeed: (text: string) => string[]): Sanctions {
  const leftOutSteps: LeftOutStep[] = [];
  const ladders = sections.flatMap((section): DraftedLadder[] => {
    const ladder = ladderOf(section);
    if (ladder === null) return [];
    const steps = ladder.steps.filter(({ wording, line }) => {
      const words = signsOfNeed(wording);
      if (words.length > 0) leftOutSteps.push({ line, words });
      return words.length === 0;
    });
    if (steps.length === 0) return [];
    const isThere = steps.some(({ number }) => number === ladder.seriousSkipsTo);
    return [{ ...ladder, steps, seriousSkipsTo: isThere ? ladder.seriousSkipsTo : null }];
  });
  return { ladders, leftOutSteps };
}
