/** The tables of a review: events by two of their columns, each cell with the distinct people behind it. One scan a table. */
import { z } from 'zod';
import type { Unit } from '../edition/index.js';
import { type Database, integer } from '../store/database.js';
import type { Count, CountTable } from './review.js';

interface TableQuery {
  readonly id: string;
  readonly unit: Unit;
  /** A table or subquery with a column `subject`. */
  readonly from: string;
  /** SQL of the row's and the column's id; the column may be fixed text. */
  readonly row: string;
  readonly column: string;
  /** SQL of what is counted; rows of `from` when left out. */
  readonly count?: string;
  readonly columns: readonly string[];
  /** Rows to show in this order even when they are zero; others are left out when they are. */
  readonly rows?: readonly string[];
  /** False where one event may stand in several rows. */
  readonly hasTotals?: boolean;
  /** Name of a column that holds the sum over the others. */
  readonly sumColumn?: string;
}

const cell = z.object({ r: z.string().nullable(), c: z.string().nullable(), n: integer, people: integer });

/** Grouping sets give the totals with their own distinct people: a person in two cells is one in their sum. */
const sql = (query: TableQuery) => `SELECT r, c, ${query.count ?? 'count(*)'} AS n, count(DISTINCT subject) AS people
  FROM (SELECT *, ${query.row} AS r, ${query.column} AS c FROM ${query.from}) WHERE r IS NOT NULL AND c IS NOT NULL
  GROUP BY GROUPING SETS ((r, c), (r), (c), ())`;

export async function countTable(database: Database, query: TableQuery): Promise<CountTable> {
  const found = await database.query(cell, sql(query));
  const cells: Record<string, Record<string, Count>> = {};
  const totals: Record<string, Count> = {};
  for (const { r, c, n, people } of found) {
    const column = c ?? query.sumColumn;
    if (column === undefined) continue;
    if (r === null) totals[column] = { count: n, people };
    else cells[r] = { ...cells[r], [column]: { count: n, people } };
  }
  const order = query.rows ?? Object.keys(cells).toSorted(byLargest(cells, query));
  const columns = query.sumColumn === undefined ? query.columns : [...query.columns, query.sumColumn];
  return {
    id: query.id,
    unit: query.unit,
    rows: order,
    columns,
    cells,
    totals: query.hasTotals === false ? null : totals,
  };
}

function byLargest(cells: Record<string, Record<string, Count>>, query: TableQuery) {
  const size = (row: string) => {
    const own = cells[row] ?? {};
    return query.sumColumn === undefined
      ? Object.values(own).reduce((sum, each) => sum + each.count, 0)
      : (own[query.sumColumn]?.count ?? 0);
  };
  return (one: string, other: string) => size(other) - size(one) || one.localeCompare(other, 'en');
}

/** Two tables of one column each, side by side: for example captures and episodes by month. */
export function besideEachOther(id: string, unit: Unit, parts: readonly CountTable[]): CountTable {
  const rows = [...new Set(parts.flatMap((part) => part.rows))];
  const cells = Object.fromEntries(
    rows.map((row) => [row, Object.assign({}, ...parts.map((part) => part.cells[row] ?? {}))]),
  );
  const totals = parts.some((part) => part.totals === null)
    ? null
    : Object.assign({}, ...parts.map((part) => part.totals));
  return { id, unit, rows, columns: parts.flatMap((part) => part.columns), cells, totals };
}
