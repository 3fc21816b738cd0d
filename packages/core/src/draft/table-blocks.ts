/**
 * A table row by row; or, where its first row names a group of people above each column, with every cell under the heading
 * of its column.
 */
import { type Block, plainText } from './blocks.js';
import { item, paragraph, paragraphOrItem, rowBlocks } from './item-markers.js';
import { peopleOfHeading, samePeople } from './people-words.js';
import { sentencesOf } from './sentences.js';

/** Between the paragraphs of a cell; as plain text it is a blank. */
export const CELL_BREAK = '\u2029';

export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

const MOST_WORDS_OF_HEADING = 8;
const LEAST_WORDS_OF_RULE = 3;

const isShort = (text: string): boolean => text.split(' ').length <= MOST_WORDS_OF_HEADING && !/[.;!?]$/.test(text);

/** @returns for each column its heading, or null where it names nobody; null when the row names fewer than two groups */
function columnsOf({ cells }: TableRow): (string | null)[] | null {
  const headings = cells.map(plainText);
  const people = headings.map((text) => (isShort(text) ? peopleOfHeading(text) : null));
  const named = people.filter((each) => each !== null);
  const [first] = named;
  if (first === undefined || named.every((each) => samePeople(each, first))) return null;
  return headings.map((text, index) => (people[index] === null ? null : text));
}

function cellBlocks(cell: string, line: number, column: string | null): Block[] {
  const texts = cell.split(CELL_BREAK).filter((text) => plainText(text) !== '');
  return texts.flatMap((text): Block[] => {
    const block = paragraphOrItem(text, line);
    // A label in front of the row is no rule of anybody's.
    if (column === null) return block.text.split(' ').length < LEAST_WORDS_OF_RULE ? [] : [block];
    const isRule = block.kind === 'item' || sentencesOf(block.text).length === 1;
    const placed = isRule && block.kind !== 'item' ? item({ marker: null, text: block.text }, line) : block;
    return [{ ...(placed.kind === 'heading' ? paragraph(text, line) : placed), column }];
  });
}

export function tableBlocks(rows: readonly TableRow[]): Block[] {
  const [heading, ...others] = rows;
  const columns = heading === undefined ? null : columnsOf(heading);
  if (columns === null || others.length === 0) return rows.flatMap(({ cells, line }) => rowBlocks(cells, line));
  return others.flatMap(({ cells, line }) =>
    cells.flatMap((cell, index) => cellBlocks(cell, line, columns[index] ?? null)),
  );
}
