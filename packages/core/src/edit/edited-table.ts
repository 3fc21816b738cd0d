/** One table of the review as its reader sees it. */
import type { Table } from '../edition/index.js';
import type { CountTable } from '../find/review.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { LEFT_OUT, type TableId } from './table-texts.js';
import { editionTable, vocabulary } from './words.js';

const noTable = (id: TableId): CountTable => ({
  id,
  unit: 'events',
  rows: [],
  columns: ['total'],
  cells: {},
  totals: null,
});

/** Why a table has fewer groups than a reader may remember from another review. */
const COARSE_NOTE = 'All pupils are counted together: by key stage, too many figures would rest on a few people.';

export function editTable({ taxonomy, policy }: EditContext, disclosure: Disclosure, id: TableId): Table {
  const table = disclosure.shape(id) ?? noTable(id);
  const edited = editionTable(id, table, disclosure.table(id), vocabulary(taxonomy, policy));
  const notes = [
    edited.note,
    disclosure.isCoarse(id) ? COARSE_NOTE : null,
    disclosure.leavesOutOffices(id) ? LEFT_OUT : null,
  ].filter((part) => part !== null);
  return { ...edited, note: notes.length === 0 ? null : notes.join(' ') };
}

/** The same with some of its columns only. Rows that are left with nothing but zeros go, where `keepsZeros` is false. */
export function withColumns(table: Table, columns: readonly string[], keepsZeros = true): Table {
  const places = columns.map((id) => table.columns.findIndex((column) => column.id === id)).filter((at) => at !== -1);
  const pick = <Value>(values: readonly Value[]): Value[] =>
    places.flatMap((at) => {
      const value = values[at];
      return value === undefined ? [] : [value];
    });
  const rows = table.rows.map((row) => ({ ...row, figures: pick(row.figures) }));
  const isZero = (row: Table['rows'][number]) =>
    row.figures.every((figure) => figure.kind === 'count' && figure.value === 0);
  return {
    ...table,
    columns: pick(table.columns),
    rows: keepsZeros ? rows : rows.filter((row) => !isZero(row)),
    totals: table.totals === null ? null : pick(table.totals),
  };
}
