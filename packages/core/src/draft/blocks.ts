/** What a document of any kind is cut into: headings, paragraphs and items of lists, each with its place in the source. */

interface Placed {
  /** White space is single blanks; quotation marks and apostrophes are straight. */
  readonly text: string;
  /** From 1: the line in the file, or in a .docx the paragraph. */
  readonly line: number;
  /** In a table whose columns are for different people: the heading of the column. */
  readonly column?: string;
}

/** A level of null says that nothing but its look makes it a heading. */
export interface Heading extends Placed {
  readonly kind: 'heading';
  readonly level: number | null;
}

export interface Paragraph extends Placed {
  readonly kind: 'paragraph';
}

export interface Item extends Placed {
  readonly kind: 'item';
  /** The number or letter in front, without its full stop; null for a bullet. */
  readonly marker: string | null;
  /** 0 for an item of the outermost list. */
  readonly depth: number;
}

export type Block = Heading | Paragraph | Item;

export interface SourceDocument {
  readonly file: string;
  /** What `line` counts. */
  readonly countedIn: 'line' | 'paragraph';
  readonly blocks: readonly Block[];
}

const SOFT_HYPHEN = /\u00ad/g;
const UNSEEN = /[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Copies of one policy differ in typography: the same words shall read the same. */
export const plainText = (text: string): string =>
  text
    .replace(SOFT_HYPHEN, '')
    .replace(UNSEEN, ' ')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
