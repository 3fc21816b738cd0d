/** A table of the edition as a block. Rows of zeros stay: a zero is a figure too. */
import type { Figure, Table } from '@fmreview/core/edition';
import { type Block, figureCell, paragraph, type TableBlock, wordsCell } from './blocks.js';
import { symbolKey } from './words/figure-words.js';

const caption = ({ title, unit }: Table): string => (title.toLowerCase().includes(unit) ? title : `${title} (${unit})`);

/** The symbols are explained where they stand, so that nobody has to turn pages. */
function withKey(note: string | null, figures: readonly Figure[]): string | null {
  const parts = [note, symbolKey(figures)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

export function tableBlock(table: Table): TableBlock {
  return {
    kind: 'table',
    caption: caption(table),
    columns: [
      { label: table.rowHeading, align: 'start' },
      ...table.columns.map(({ label }) => ({ label, align: 'end' }) as const),
    ],
    rows: table.rows.map(({ label, figures }) => [wordsCell(label), ...figures.map(figureCell)]),
    totals: table.totals === null ? null : [wordsCell('Total'), ...table.totals.map(figureCell)],
    note: withKey(table.note, [...table.rows.flatMap(({ figures }) => figures), ...(table.totals ?? [])]),
  };
}

/** The table, or the sentence that says why there is none. */
export const tableOr = (table: Table, sentence: string): Block =>
  table.rows.length === 0 ? paragraph(sentence) : tableBlock(table);
