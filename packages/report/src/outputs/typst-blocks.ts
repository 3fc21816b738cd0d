/** Each kind of block as data for the Typst template: words and numbers only, never markup. */
import { type Block, type BlockRenderers, type Cell, renderBlock, type TableBlock, type Text } from '../blocks.js';
import { breakable } from '../words/breakable.js';
import { figureWords } from '../words/figure-words.js';
import { importanceWords } from '../words/importance-words.js';
import { printable } from '../words/printable.js';
import { cellPaddingPoints, columnLabel, columnWidths, gapBefore } from './column-widths.js';

/** The template's own vocabulary: what JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const typstWords = (words: string): string => breakable(printable(words));

const typstText = (text: Text): Json =>
  typeof text === 'string'
    ? [{ words: typstWords(text), strong: false }]
    : text.map((span) =>
        'strong' in span
          ? { words: typstWords(span.strong), strong: true }
          : { words: typstWords(span.plain), strong: false },
      );

const cellWords = (cell: Cell): string =>
  cell.kind === 'words' ? typstWords(cell.words) : figureWords(cell.figure).printed;

const optional = (words: string | null): string | null => (words === null ? null : typstWords(words));

const typstTable = (table: TableBlock, width: number): Json => {
  const { caption, columns, rows, totals, note } = table;
  const widths = columnWidths(table, width);
  return {
    kind: 'table',
    caption: typstWords(caption),
    columns: columns.map(({ label, align }, index) => ({
      label: columnLabel(typstWords(label)),
      align,
      width: widths.columns[index] ?? 1,
      gap: gapBefore(table, index),
    })),
    fontSize: widths.fontSizePoints,
    lineCount: widths.lineCount,
    padding: cellPaddingPoints,
    rows: rows.map((row) => row.map(cellWords)),
    totals: totals?.map(cellWords) ?? null,
    note: optional(note),
  };
};

const typstBlocks = (width: number): BlockRenderers<Json> => ({
  heading: ({ kind, level, words }) => ({ kind, level: level - 1, words: typstWords(words) }),
  paragraph: ({ kind, text }) => ({ kind, text: typstText(text) }),
  list: ({ kind, ordered, items }) => ({ kind, ordered, items: items.map(typstText) }),
  statements: ({ kind, items }) => ({
    kind,
    items: items.map(({ importance, text }) => ({
      importance,
      label: importanceWords[importance],
      text: typstText(text),
    })),
  }),
  figures: ({ kind, cards, note: key }) => ({
    kind,
    note: optional(key),
    cards: cards.map(({ label, figure, note }) => {
      const { printed, unit } = figureWords(figure);
      return { label: typstWords(label), printed, unit, note: optional(note) };
    }),
  }),
  table: (table) => typstTable(table, width),
  chart: ({ kind, title, svg, alternative, note, data }) => ({
    kind,
    title: typstWords(title),
    svg,
    alternative: printable(alternative),
    note: optional(note),
    data: typstTable(data, width),
  }),
  callout: ({ kind, importance, label, text }) => ({
    kind,
    importance,
    label: typstWords(label),
    text: typstText(text),
  }),
  definitions: ({ kind, items }) => ({
    kind,
    items: items.map(({ term, meaning }) => ({ term: typstWords(term), meaning: typstText(meaning) })),
  }),
});

export const typstBlock = (block: Block, width: number): Json =>
  renderBlock<typeof block.kind, Json>(typstBlocks(width), block);
