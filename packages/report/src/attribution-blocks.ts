/** How it is known whose the events are, and how sure that is: part of every edition's method. */
import type { Edition, Table } from '@fmreview/core/edition';
import { type Block, figureCell, heading, paragraph, type TableBlock, wordsCell } from './blocks.js';
import { tableBlock } from './edition-table.js';

const meaning =
  'Nothing is guessed. An event belongs to somebody because a list of the school says so; where only a rule or a device points to a person or a class, it is less sure, and what fits nobody, or two people, is counted as nobody’s.';

const ownTable = (knownBy: Extract<Edition, { edition: 'staff-annex' }>['knownBy']): TableBlock => ({
  kind: 'table',
  caption: 'How we know whose the captures of this annex are',
  columns: [
    { label: 'Known by', align: 'start' },
    { label: 'How sure', align: 'start' },
    { label: 'Captures', align: 'end' },
  ],
  rows: knownBy.map(({ method, confidence, captures }) => [
    wordsCell(method),
    wordsCell(confidence),
    figureCell({ kind: 'count', value: captures, unit: 'captures' }),
  ]),
  totals: null,
  note: null,
});

function tablesOf(edition: Edition): TableBlock[] {
  const shown = (...tables: readonly Table[]) => tables.filter(({ rows }) => rows.length > 0).map(tableBlock);
  switch (edition.edition) {
    case 'governors':
    case 'dsl':
      return shown(edition.tables.capturesByMethod, edition.tables.requestsByMethod);
    case 'it':
      return shown(edition.tables.requestsByMethod);
    case 'evidence':
      return shown(edition.tables.capturesByMethod);
    case 'staff-annex':
    case 'chair-annex':
      return edition.knownBy.length === 0 ? [] : [ownTable(edition.knownBy)];
    case 'public':
      return [];
  }
}

export function attributionBlocks(edition: Edition): Block[] {
  const tables = tablesOf(edition);
  return tables.length === 0 ? [] : [heading('How we know whose it is'), paragraph(meaning), ...tables];
}
