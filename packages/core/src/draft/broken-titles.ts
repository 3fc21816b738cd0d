/**
 * A title that was broken in two by what stood beside it on the page: its first half comes before a table, the rest
 * behind it. Without the rest nobody knows whom the table is for.
 */
import type { Block, Heading } from './blocks.js';

const LEAST_WORDS = 4;
const MOST_BLOCKS_BETWEEN = 20;

const isHeading = (block: Block | undefined): block is Heading => block?.kind === 'heading';

/** Titles that the document has whole. */
const isWhole = (text: string, titles: readonly string[]): boolean =>
  titles.some((title) => title.length >= text.length && title !== text && text.startsWith(title.slice(0, text.length)));

export function repairTitles(blocks: readonly Block[]): Block[] {
  const titles = blocks.filter(isHeading).map(({ text }) => text);
  const repaired: (Block | null)[] = [...blocks];
  for (const [index, block] of blocks.entries()) {
    if (!isHeading(block) || block.text.split(' ').length < LEAST_WORDS || !isWhole(block.text, titles)) continue;
    const after = blocks.slice(index + 1, index + 1 + MOST_BLOCKS_BETWEEN);
    const offset = after.findIndex(isHeading);
    const rest = after[offset];
    if (offset < 1 || !isHeading(rest)) continue;
    const joined = `${block.text} ${rest.text}`;
    const beginsAsOther = titles.some((title) => title.length > block.text.length + 2 && joined.startsWith(title));
    if (!beginsAsOther) continue;
    repaired[index] = { ...block, text: joined };
    repaired[index + 1 + offset] = null;
  }
  return repaired.filter((block) => block !== null);
}
