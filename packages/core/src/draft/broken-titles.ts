/**
 * A title that was broken in two by what stood beside it on the page: its first half comes before a table, the rest
 * behind it. Without the rest nobody knows whom the table is for.
 */
import type { Block, Heading } from './blocks.js';

const LEAST_WORDS = 4;
/** Longer headings are text that somebody made bold, and none of them was broken. */
const MOST_CHARACTERS = 200;
const MOST_BLOCKS_BETWEEN = 20;

const isHeading = (block: Block | undefined): block is Heading => block?.kind === 'heading';

interface Titles {
  /** Another title goes on where this one ends. */
  readonly goesOn: (text: string) => boolean;
  /** The text begins with a title that is longer than its first half. */
  readonly beginsWithOne: (text: string, half: string) => boolean;
}

/** Looked up by their beginnings: a long document has thousands of titles. */
function titlesOf(blocks: readonly Block[]): Titles {
  const texts = blocks.flatMap((block) =>
    isHeading(block) && block.text.length <= MOST_CHARACTERS ? [block.text] : [],
  );
  const distinct = new Set(texts);
  const sorted = [...distinct].toSorted();
  const next = new Map(sorted.map((text, index) => [text, sorted[index + 1]]));
  return {
    goesOn: (text) => next.get(text)?.startsWith(text) === true,
    beginsWithOne(text, half) {
      for (let length = half.length + 3; length <= text.length; length++) {
        if (distinct.has(text.slice(0, length))) return true;
      }
      return false;
    },
  };
}

const mayBeHalf = ({ text }: Heading): boolean =>
  text.length <= MOST_CHARACTERS && text.split(' ').length >= LEAST_WORDS;

export function repairTitles(blocks: readonly Block[]): Block[] {
  const titles = titlesOf(blocks);
  const repaired: (Block | null)[] = [...blocks];
  for (const [index, block] of blocks.entries()) {
    if (!isHeading(block) || !mayBeHalf(block) || !titles.goesOn(block.text)) continue;
    const after = blocks.slice(index + 1, index + 1 + MOST_BLOCKS_BETWEEN);
    const offset = after.findIndex(isHeading);
    const rest = after[offset];
    if (offset < 1 || !isHeading(rest) || rest.text.length > MOST_CHARACTERS) continue;
    const joined = `${block.text} ${rest.text}`;
    if (!titles.beginsWithOne(joined, block.text)) continue;
    repaired[index] = { ...block, text: joined };
    repaired[index + 1 + offset] = null;
  }
  return repaired.filter((block) => block !== null);
}
