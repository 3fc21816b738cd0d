/** The rules that bind users, part by part: items of lists, and in prose the sentences that bind. */
import type { Item, Paragraph } from './blocks.js';
import { type Lead, leadOf } from './lead-words.js';
import type { Section } from './outline.js';
import { alsoNamed, type NamedCounts, NOBODY_NAMED, type People, peopleMostNamed } from './people-words.js';
import {
  boundBy,
  goesOn,
  isFirstPerson,
  isImperative,
  isSigning,
  speaksForSigners,
  speaksInFirstPerson,
} from './rule-words.js';
import { sentencesOf } from './sentences.js';

export interface Rule {
  readonly wording: string;
  readonly line: number;
  /** The number or letter that the document gives it. */
  readonly marker: string | null;
  /** The line above the list, which a rule goes on from. */
  readonly lead: string | null;
  /** null: the document names nobody, in the rule or above it. */
  readonly people: People | null;
}

interface Walk {
  readonly section: Section;
  readonly rules: Rule[];
  lead: Lead | null;
  /** Whom the paragraphs since the heading name: often only they say who signs the list. */
  preamble: NamedCounts;
  /** A list whose items lost their marks goes on in paragraphs. */
  isOpenList: boolean;
  /** People sign the document: its lists say "I will". */
  readonly isSigned: boolean;
  /** So do items of this part. */
  readonly hasSignedItems: boolean;
  parent: { readonly index: number; readonly depth: number } | null;
}

const endsInColon = (text: string) => text.endsWith(':');

function addRule(
  walk: Walk,
  { text: wording, line, marker = null }: { text: string; line: number; marker?: string | null },
  people: People | null,
): void {
  const { section, lead, preamble } = walk;
  const above = lead?.people ?? section.people ?? peopleMostNamed(preamble);
  walk.rules.push({ wording, line, marker, lead: lead?.text ?? null, people: people ?? above });
}

function isItemRule(text: string, walk: Walk): { people: People | null } | null {
  const { section, lead } = walk;
  if (speaksInFirstPerson(text)) return { people: null };
  const force = lead?.force ?? 'open';
  const isSigned = section.kind === 'rules' && section.people !== null && walk.isSigned;
  if (isSigned && force !== 'school' && force !== 'aims' && speaksForSigners(text)) return { people: null };
  if (force === 'rules' && section.kind !== 'form') return { people: null };
  if (force === 'sanctions' || force === 'aims' || section.kind === 'form') return null;
  const bounds = sentencesOf(text).flatMap((sentence) => boundBy(sentence) ?? []);
  if (force === 'school' || section.kind !== 'rules') {
    const named = bounds.find(({ people, peopleInCondition, isStrong }) => isStrong && (people ?? peopleInCondition));
    return named === undefined ? null : { people: named.people ?? named.peopleInCondition };
  }
  if (section.people !== null && isImperative(text)) return { people: null };
  const [bound] = bounds;
  return bound === undefined ? null : { people: walk.hasSignedItems ? null : bound.people };
}

/** An item under an item that ends in a colon belongs to it, unless that one was only a line above a list. */
function takeItem(block: Item, walk: Walk): void {
  const { parent } = walk;
  const above = parent === null || block.depth <= parent.depth ? undefined : walk.rules[parent.index];
  if (parent !== null && above !== undefined) {
    walk.rules[parent.index] = { ...above, wording: `${above.wording} ${block.text}` };
    return;
  }
  walk.parent = null;
  if (endsInColon(block.text)) {
    const lead = leadOf(block.text);
    if (lead.force !== 'open' && !isFirstPerson(block.text)) {
      walk.lead = lead;
      return;
    }
  }
  const rule = isItemRule(block.text, walk);
  if (rule === null) return;
  addRule(walk, block, rule.people);
  if (endsInColon(block.text)) walk.parent = { index: walk.rules.length - 1, depth: block.depth };
}

function takeProse(block: Paragraph, walk: Walk): void {
  const { kind } = walk.section;
  // Outside the rules proper a sentence has to name its people; what follows it in the paragraph is for them as well.
  let named: People | null = null;
  let isBound = false;
  for (const sentence of kind === 'form' ? [] : sentencesOf(block.text)) {
    const bound = boundBy(sentence);
    if (bound === null) {
      isBound &&= goesOn(sentence);
      if (isBound) addRule(walk, { text: sentence, line: block.line }, named);
      continue;
    }
    isBound = true;
    named = bound.people ?? (kind === 'rules' ? null : (bound.peopleInCondition ?? named));
    if (kind === 'rules' || (named !== null && bound.isStrong)) {
      addRule(walk, { text: sentence, line: block.line }, named);
    }
  }
  walk.preamble = alsoNamed(walk.preamble, block.text);
}

/** Between the items of a signed list, or behind them, a rule may stand without a mark. */
function isSignedParagraph(text: string, next: Item | Paragraph | undefined, walk: Walk): boolean {
  if (!isFirstPerson(text) || isSigning(text) || walk.section.kind === 'form') return false;
  if (walk.lead?.force === 'rules' && !/\bI (?:will|won't|must|shall)\b|^I (?:know|understand) that\b/.test(text))
    return false;
  return walk.rules.length > 0 || next?.kind === 'item' || next?.kind === 'paragraph';
}

function takeParagraph(block: Paragraph, next: Item | Paragraph | undefined, walk: Walk): void {
  walk.parent = null;
  if (endsInColon(block.text)) {
    const last = sentencesOf(block.text).at(-1) ?? block.text;
    const lead = leadOf(last);
    const named =
      lead.people ??
      (lead.force === 'rules' && !/\bI\b/.test(last) ? peopleMostNamed(alsoNamed(NOBODY_NAMED, block.text)) : null);
    walk.lead = { ...lead, people: named };
    walk.isOpenList = lead.force === 'rules' && next?.kind === 'paragraph' && /^\p{Ll}/u.test(next.text);
    return;
  }
  if (isSignedParagraph(block.text, next, walk)) {
    addRule(walk, block, null);
    return;
  }
  if (walk.isOpenList && /^\p{Ll}/u.test(block.text)) addRule(walk, block, null);
  else takeProse(block, walk);
}

/** @param isSigned the lists of the document say "I will" */
export function rulesOf(section: Section, isSigned: boolean): Rule[] {
  // A heading is also the line above the list that follows it.
  const lead = section.heading === '' ? null : leadOf(section.heading);
  const walk: Walk = {
    section,
    rules: [],
    lead: lead === null || lead.force === 'open' ? null : { ...lead, people: null },
    preamble: NOBODY_NAMED,
    isOpenList: false,
    isSigned,
    hasSignedItems: section.blocks.some(({ kind, text }) => kind === 'item' && isFirstPerson(text)),
    parent: null,
  };
  for (const [index, block] of section.blocks.entries()) {
    if (block.kind === 'item') takeItem(block, walk);
    else takeParagraph(block, section.blocks[index + 1], walk);
  }
  return walk.rules;
}
