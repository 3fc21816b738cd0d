/**
 * A report is a list of blocks. Each kind of block says what it means, never how it looks:
 * the outputs decide that, each in its own way and for every kind.
 */
import type { Figure, Importance } from '@fmreview/core/edition';

/** A stretch of text; strong text is for the few words that a hurried reader must see. */
type Span = { readonly plain: string } | { readonly strong: string };
export type Text = string | readonly Span[];

export type Cell =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'figure'; readonly figure: Figure };

export interface Column {
  readonly label: string;
  readonly align: 'start' | 'end';
}

export interface HeadingBlock {
  readonly kind: 'heading';
  /** 1 is the title of the report and 2 the title of a section: neither is a block. */
  readonly level: 3 | 4;
  readonly words: string;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: Text;
}

interface ListBlock {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly items: readonly Text[];
}

/** Sentences of ours, each with its importance in words before it. */
interface StatementsBlock {
  readonly kind: 'statements';
  readonly items: readonly { readonly importance: Importance; readonly text: Text }[];
}

/** A strip of key figures; the note says what a reader must know to read the figure rightly. */
interface FiguresBlock {
  readonly kind: 'figures';
  readonly cards: readonly { readonly label: string; readonly figure: Figure; readonly note: string | null }[];
  readonly note: string | null;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  /** The first column heads its rows. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly totals: readonly Cell[] | null;
  readonly note: string | null;
}

/** A drawing with its message in words and the table that it was drawn from. */
interface ChartBlock {
  readonly kind: 'chart';
  readonly title: string;
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly alternative: string;
  readonly note: string | null;
  readonly data: TableBlock;
}

/** Words set apart from the text around them. */
interface CalloutBlock {
  readonly kind: 'callout';
  readonly importance: Importance;
  readonly label: string;
  readonly text: Text;
}

interface DefinitionsBlock {
  readonly kind: 'definitions';
  readonly items: readonly { readonly term: string; readonly meaning: Text }[];
}

interface BlockKinds {
  heading: HeadingBlock;
  paragraph: ParagraphBlock;
  list: ListBlock;
  statements: StatementsBlock;
  figures: FiguresBlock;
  table: TableBlock;
  chart: ChartBlock;
  callout: CalloutBlock;
  definitions: DefinitionsBlock;
}
type Kind = keyof BlockKinds;

/** Written so that the compiler can follow a block to the renderer of its kind. */
export type BlockOf<Name extends Kind> = { [Each in Name]: { readonly kind: Each } & BlockKinds[Each] }[Name];
export type Block = BlockOf<Kind>;

/** One renderer for every kind: an output that forgets a kind does not compile. */
export type BlockRenderers<Result> = { readonly [Name in Kind]: (block: BlockOf<Name>) => Result };

export function renderBlock<Name extends Kind, Result>(
  renderers: BlockRenderers<Result>,
  block: BlockOf<Name>,
): Result {
  return renderers[block.kind](block);
}

export const heading = (words: string, level: 3 | 4 = 3): HeadingBlock => ({ kind: 'heading', level, words });
export const paragraph = (text: Text): ParagraphBlock => ({ kind: 'paragraph', text });
export const wordsCell = (words: string): Cell => ({ kind: 'words', words });
export const figureCell = (figure: Figure): Cell => ({ kind: 'figure', figure });
