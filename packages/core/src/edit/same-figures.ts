/** Cells that count the same in several tables of a review: what one withholds, no other may print. */
import type { Figure, Table } from '../edition/index.js';
import type { CellPlace, FoundFigure } from '../find/review.js';
import { figureOf, type SameFigure } from './suppress.js';

const CAPTURE_TABLES = new Set([
  'capturesByTopic',
  'capturesByStage',
  'capturesByGrade',
  'capturesByMonth',
  'capturesBySession',
]);
const REQUEST_TABLES = new Set(['requestsByMonth', 'requestsByStage', 'requestsBySession', 'requestsByTopic']);

export const sameFigure: SameFigure = ({ id }, row, column) => {
  const countsCaptures = column === 'total' || column === 'captures';
  if (CAPTURE_TABLES.has(id) && row === null) return countsCaptures ? 'captures' : null;
  if ((id === 'capturesByTopic' || id === 'capturesByStage' || id === 'supportMatters') && row !== null)
    return countsCaptures ? `captures on ${row}` : null;
  return REQUEST_TABLES.has(id) && row === null ? `requests ${column}` : null;
};

/** The figure of a table's cell as this reader sees it; null when there is no such cell, or nothing to link to. */
export function cellFigure(tables: Readonly<Record<string, Table>>, place: CellPlace | undefined): Figure | null {
  const table = place === undefined ? undefined : tables[place.table];
  if (place === undefined || table === undefined) return null;
  const column = table.columns.findIndex((each) => each.id === place.column);
  const figures = place.row === null ? table.totals : table.rows.find((row) => row.id === place.row)?.figures;
  return figures?.[column] ?? null;
}

/** A figure outside the tables: withheld where its cell is, else by the people it rests on itself. */
export function linkedFigure(
  found: FoundFigure,
  tables: Readonly<Record<string, Table>>,
  thresholdPeople: number | null,
): Figure {
  const cell = cellFigure(tables, found.cell);
  return cell?.kind === 'suppressed'
    ? { kind: 'suppressed', unit: found.unit }
    : figureOf(found, found.unit, thresholdPeople);
}
