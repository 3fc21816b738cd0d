/** The tables of a review: events by two of their columns, each cell with the distinct people behind it. One scan a table. */
import { z } from 'zod';
import type { Unit } from '../edition/index.js';
import { NOBODY } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import type { Count, CountTable } from './review.js';

interface TableQuery {
  readonly id: string;
  readonly unit: Unit;
  /** A table or subquery with the columns `subject` and `shared`. */
  readonly from: string;
  /** SQL of the row's and the column's id; the column may be fixed text. */
  readonly row: string;
  readonly column: string;
  /** Column of which distinct values are counted; rows of `from` when left out. */
  readonly distinct?: string;
  readonly columns: readonly string[];
  /** Rows to show in this order even when they are zero; others are left out when they are. */
  readonly rows?: readonly string[];
  /** False where one event may stand in several rows. */
  readonly hasTotals?: boolean;
  /** Name of a column that holds the sum over the others. */
  readonly sumColumn?: string;
}

const cell = z.object({
  r: z.string().nullable(),
  c: z.string().nullable(),
  n: integer,
  people: integer,
  mostOfOne: integer,
});

/** A class's account is many children, and nobody known may be anybody: neither is one person who dominates. */
export const IS_ONE_PERSON = `(subject <> ${NOBODY} AND NOT coalesce(shared, FALSE))`;

const SETS = (last: string) =>
  `GROUP BY GROUPING SETS ((r, c${last}), (r${last}), (c${last})${last === '' ? ', ()' : `, (${last.slice(2)})`})`;

/**
 * First by row, column and person, which reads the events once and leaves few rows; then every sum over those. A person in
 * two cells is one in their sum.
 */
function sql(query: TableQuery): string {
  const of = query.distinct;
  const counted = of === undefined ? '' : `, ${of} AS counted`;
  const placed = `(SELECT * FROM (SELECT ${query.row} AS r, ${query.column} AS c, subject, ${IS_ONE_PERSON} AS is_one${counted}
    FROM ${query.from}) WHERE r IS NOT NULL AND c IS NOT NULL)`;
  const parts =
    of === undefined
      ? `SELECT r, c, subject, bool_or(is_one) AS is_one, count(*) AS n FROM ${placed} GROUP BY r, c, subject`
      : `SELECT DISTINCT * FROM ${placed}`;
  const size = of === undefined ? 'sum(n)' : 'count(DISTINCT counted)';
  return `WITH parts AS MATERIALIZED (${parts}),
    persons AS (SELECT r, c, subject, CASE WHEN bool_or(is_one) THEN ${size} ELSE 0 END AS n FROM parts ${SETS(', subject')}),
    most AS (SELECT r, c, count(*) AS people, max(n) AS most FROM persons GROUP BY r, c),
    sizes AS (SELECT r, c, coalesce(${size}, 0) AS n FROM parts ${SETS('')})
  SELECT sizes.r AS r, sizes.c AS c, n, coalesce(people, 0) AS people, coalesce(most, 0) AS "mostOfOne" FROM sizes
    LEFT JOIN most ON sizes.r IS NOT DISTINCT FROM most.r AND sizes.c IS NOT DISTINCT FROM most.c`;
}

export async function countTable(database: Database, query: TableQuery): Promise<CountTable> {
  const found = await database.query(cell, sql(query));
  const cells: Record<string, Record<string, Count>> = {};
  const totals: Record<string, Count> = {};
  for (const { r, c, n, people, mostOfOne } of found) {
    const column = c ?? query.sumColumn;
    if (column === undefined) continue;
    if (r === null) totals[column] = { count: n, people, mostOfOne };
    else cells[r] = { ...cells[r], [column]: { count: n, people, mostOfOne } };
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

/** The same table counting people: a cell's figure is the number of people behind it. */
export function peopleOf(id: string, table: CountTable): CountTable {
  const people = (cell: Count): Count => ({ count: cell.people ?? 0, people: cell.people, mostOfOne: 1 });
  const line = (cells: Readonly<Record<string, Count>>) =>
    Object.fromEntries(Object.entries(cells).map(([column, each]) => [column, people(each)]));
  return {
    ...table,
    id,
    unit: 'people',
    cells: Object.fromEntries(Object.entries(table.cells).map(([row, cells]) => [row, line(cells)])),
    totals: table.totals === null ? null : line(table.totals),
  };
}

/**
 * SQL: how many of these events the one person has who has most of them.
 * @param from a table or subquery with the columns `subject` and `shared`
 */
export const mostOfOne = (from: string, counted = 'count(*)'): string =>
  `(SELECT coalesce(max(n), 0) FROM (SELECT ${counted} AS n FROM ${from} WHERE ${IS_ONE_PERSON} GROUP BY subject))`;
