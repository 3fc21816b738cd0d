/** Headings that no style marks as such: short lines that are no sentence. */
import type { Block } from './blocks.js';
import { isOfficeLine } from './office-names.js';
import { isFirstPerson } from './rule-words.js';

const MOST_CHARACTERS = 130;
const MOST_WORDS = 18;
/** A short heading may end in a full stop: "Misuse by children." */
const MOST_WORDS_STOPPED = 5;
const VERB =
  /\b(?:is|are|was|were|be|been|will|won't|must|should|shall|may|can|cannot|has|have|had|do|does|did|understand|agree|apply)\b/i;
/** However short, a rule: "Staff must: not use webmail". "What staff must not do" is a heading. */
const FORBIDS = /^(?!what|things|when|where|how|why)[^:]*\b(?:must|should|shall|will|may):? (?:not|never)\b/i;

/** Lines to fill in, and lines that say who wrote or reviewed it. */
export const isFormLine = (text: string): boolean =>
  /_{3,}|\.{4,}|…{2,}/.test(text) ||
  /^(?:your |full |user |print(?:ed)? |pupil'?s? |child'?s? |parent'?s? |staff )?(?:name|signature|signed|print|date|class|job title)\b.{0,40}$/i.test(
    text,
  ) ||
  /^\(?please print\)?$/i.test(text) ||
  /^(?:name of )?school\s*:/i.test(text) ||
  isOfficeLine(text);

function looksLikeHeading(text: string): boolean {
  const words = text.split(' ');
  if (text.length > MOST_CHARACTERS || words.length > MOST_WORDS || !/^["'(]?[\p{Lu}\d]/u.test(text)) return false;
  if (isFirstPerson(text) || isFormLine(text) || !/\p{L}{2}/u.test(text)) return false;
  if (/[;,!?]$/.test(text) || FORBIDS.test(text)) return false;
  if (/\.$/.test(text)) return words.length <= MOST_WORDS_STOPPED && !VERB.test(text);
  return /:$/.test(text) ? !VERB.test(text) : !/\b(?:will|must|should|shall)\b/i.test(text) || words.length <= 6;
}

/** A numbered line is a heading where no list goes on from it: "3. Use of email", then a paragraph or "3.1". */
function isNumberedHeading(blocks: readonly Block[], index: number): boolean {
  const [block, next] = [blocks[index], blocks[index + 1]];
  if (block?.kind !== 'item' || block.marker === null || next === undefined) return false;
  if (!looksLikeHeading(block.text) || VERB.test(block.text)) return false;
  return next.kind !== 'item' || next.marker === null || next.marker.startsWith(`${block.marker}.`);
}

export function settleHeadings(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index): Block => {
    // A cell stays under the heading of its column.
    if (block.column !== undefined) return block;
    const isHeading =
      block.kind === 'paragraph'
        ? looksLikeHeading(block.text)
        : block.kind === 'item' && isNumberedHeading(blocks, index);
    return isHeading ? { kind: 'heading', level: null, text: block.text, line: block.line } : block;
  });
}
