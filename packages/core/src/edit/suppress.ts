/**
 * Suppression for readers outside the safeguarding team: a figure that rests on a few people is printed as `c`. Then no
 * row, column or total of the same table may give it back, so further cells are withheld until none does.
 */
import type { Figure, Unit } from '../edition/index.js';
import type { Count, CountTable } from '../find/review.js';

const rests = (cell: Count, thresholdPeople: number) =>
  cell.people !== null && cell.people >= 1 && cell.people <= thresholdPeople;

const isSuppressed = (cell: Count, thresholdPeople: number): boolean => cell.count > 0 && rests(cell, thresholdPeople);

export function figureOf(cell: Count, unit: Unit, thresholdPeople: number | null): Figure {
  return thresholdPeople !== null && isSuppressed(cell, thresholdPeople)
    ? { kind: 'suppressed', unit }
    : { kind: 'count', value: cell.count, unit };
}

/** A cell of the grid that lines are drawn over: the body, the sum column and the bottom row. */
interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the sums of a grid stand; null where it has none. */
interface Sums {
  readonly column: number | null;
  readonly row: number | null;
}

interface Grid {
  readonly counts: readonly (readonly Count[])[];
  readonly sums: Sums;
}

const key = ({ row, column }: Place) => `${row},${column}`;

/**
 * The cells of a table to withhold. Each row and each column is an equation, its sum cell included; an equation with one
 * unknown gives that unknown away, and so does one whose withheld cells together are small, and so may several together.
 * @param forced cells to withhold for another reason: the same figure is withheld in another table
 */
function withheldCells(grid: Grid, forced: readonly Place[], thresholdPeople: number): Set<string> {
  const { counts, sums } = grid;
  const withheld = new Set<string>(forced.map(key));
  const equations = equationsOf(counts, sums);
  const at = ({ row, column }: Place): Count => counts[row]?.[column] ?? { count: 0, people: 0 };
  for (const [row, cells] of counts.entries()) {
    for (const [column, cell] of cells.entries())
      if (isSuppressed(cell, thresholdPeople)) withheld.add(key({ row, column }));
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const equation of equations) {
      const hidden = equation.filter((place) => withheld.has(key(place)));
      if (hidden.length === 0 || isSafe(hidden.map(at), thresholdPeople)) continue;
      const next = smallest(
        equation.filter((place) => !withheld.has(key(place))),
        at,
      );
      if (next === undefined) continue;
      withheld.add(key(next));
      changed = true;
    }
    if (changed) continue;
    const next = smallest(waysOut(counts, withheld, sums), at);
    if (next === undefined) continue;
    withheld.add(key(next));
    changed = true;
  }
  return withheld;
}

/** A cell that is not zero as a link between its two equations: one more in it moves one from `from` to `to`. */
interface Link {
  readonly place: Place;
  readonly from: string;
  readonly to: string;
  /** One less is possible as well: a withheld count is never zero, because zeros are printed. */
  readonly canShrink: boolean;
}

/** What no equation ties down can take up any difference. */
const OUTSIDE = 'outside';

function linkOf(place: Place, count: number, sums: Sums): Link {
  const row = sums.column === null ? OUTSIDE : `row ${place.row}`;
  const column = sums.row === null ? OUTSIDE : `column ${place.column}`;
  // A sum stands on the other side of its equation than its parts.
  const isTurned = (place.row === sums.row) !== (place.column === sums.column);
  return { place, from: isTurned ? row : column, to: isTurned ? column : row, canShrink: count > 1 };
}

/** Where a difference of one at `start` can be led to through these links. */
function reachable(start: string, links: readonly Link[]): Set<string> {
  const reached = new Set([start]);
  for (const node of reached) {
    for (const link of links) {
      if (link.from === node) reached.add(link.to);
      if (link.to === node && link.canShrink) reached.add(link.from);
    }
  }
  return reached;
}

/**
 * A withheld cell can be one more, or one less, when the difference can be led round through other withheld cells back
 * to where it came from. Where neither can be, all printed cells together determine it (the equations of a table are
 * of the kind for which this is exact), and another cell must be withheld.
 * @returns the printed cells through which a difference could get further
 */
function waysOut(counts: readonly (readonly Count[])[], withheld: ReadonlySet<string>, sums: Sums): Place[] {
  const links = counts.flatMap((cells, row) =>
    cells.flatMap(({ count }, column) => (count > 0 ? [linkOf({ row, column }, count, sums)] : [])),
  );
  const hidden = links.filter((link) => withheld.has(key(link.place)));
  const printed = links.filter((link) => !withheld.has(key(link.place)));
  return hidden.flatMap((link) => {
    const others = hidden.filter((other) => other !== link);
    const reached = reachable(link.to, others);
    if (reached.has(link.from) || (link.canShrink && reachable(link.from, others).has(link.to))) return [];
    const leadsOut = ({ from, to, canShrink }: Link) =>
      reached.has(from) ? !reached.has(to) : canShrink && reached.has(to);
    return printed.filter(leadsOut).map((way) => way.place);
  });
}

/** Two or more hidden cells, and together they leave room for doubt: each could be anything from one to the rest. */
function isSafe(hidden: readonly Count[], thresholdPeople: number): boolean {
  const sum = hidden.reduce((total, cell) => total + cell.count, 0);
  return hidden.length >= 2 && sum - Math.min(...hidden.map((cell) => cell.count)) > thresholdPeople;
}

/** The smallest cell that is not zero: it costs the reader least. A zero hides nothing, because it is printed as it is. */
function smallest(places: readonly Place[], at: (place: Place) => Count): Place | undefined {
  return places.filter((place) => at(place).count > 0).toSorted((one, other) => at(one).count - at(other).count)[0];
}

/** Figures of a table as a reader sees them. */
export interface TableFigures {
  readonly rows: readonly Figure[][];
  readonly totals: readonly Figure[] | null;
}

function gridOf(table: CountTable): Grid {
  const nothing: Count = { count: 0, people: 0 };
  const body = table.rows.map((row) => table.columns.map((column) => table.cells[row]?.[column] ?? nothing));
  const bottom = table.totals === null ? null : table.columns.map((column) => table.totals?.[column] ?? nothing);
  const sumColumn = table.columns.indexOf('total');
  return {
    counts: bottom === null ? body : [...body, bottom],
    sums: { column: sumColumn === -1 ? null : sumColumn, row: bottom === null ? null : body.length },
  };
}

function figuresOf(table: CountTable, { counts, sums }: Grid, withheld: ReadonlySet<string>): TableFigures {
  const figures = counts.map((cells, row) =>
    cells.map(
      ({ count }, column): Figure =>
        withheld.has(key({ row, column }))
          ? { kind: 'suppressed', unit: table.unit }
          : { kind: 'count', value: count, unit: table.unit },
    ),
  );
  return sums.row === null
    ? { rows: figures, totals: null }
    : { rows: figures.slice(0, -1), totals: figures.at(-1) ?? [] };
}

/** What a cell counts, where other tables of the report show the same; null where none does. `row` is null for the bottom row. */
export type SameFigure = (table: CountTable, row: string | null, column: string) => string | null;

/**
 * Figures of several tables that stand in one report: a figure that is withheld in one of them is withheld in all, and
 * each table is looked at again until nothing changes.
 * @param thresholdPeople null for readers who may see everything
 */
export function figuresOfTables(
  tables: readonly CountTable[],
  thresholdPeople: number | null,
  same: SameFigure,
): TableFigures[] {
  const grids = tables.map(gridOf);
  const withheld = tables.map(() => new Set<string>());
  const placesOf = tables.map((table, index) =>
    placesByFigure(table, grids[index] ?? { counts: [], sums: { column: null, row: null } }, same),
  );
  for (let hidden = -1; thresholdPeople !== null; ) {
    for (const [index, grid] of grids.entries()) {
      const elsewhere = new Set(withheld.flatMap((cells, other) => namesOf(placesOf[other], cells)));
      const forced = [...(placesOf[index] ?? [])].flatMap(([name, place]) => (elsewhere.has(name) ? [place] : []));
      withheld[index] = withheldCells(grid, forced, thresholdPeople);
    }
    const now = withheld.reduce((sum, cells) => sum + cells.size, 0);
    if (now === hidden) break;
    hidden = now;
  }
  return tables.map((table, index) => figuresOf(table, gridOf(table), withheld[index] ?? new Set()));
}

const namesOf = (places: ReadonlyMap<string, Place> | undefined, cells: ReadonlySet<string>) =>
  [...(places ?? [])].flatMap(([name, place]) => (cells.has(key(place)) ? [name] : []));

function placesByFigure(table: CountTable, { counts, sums }: Grid, same: SameFigure): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const row of counts.keys()) {
    for (const [column, id] of table.columns.entries()) {
      const name = same(table, row === sums.row ? null : (table.rows[row] ?? null), id);
      // A zero is printed everywhere; it is no secret.
      if (name !== null && (counts[row]?.[column]?.count ?? 0) > 0) places.set(name, { row, column });
    }
  }
  return places;
}

/** Figures of one table on its own: suppressed where `thresholdPeople` is given. */
export function tableFigures(table: CountTable, thresholdPeople: number | null): TableFigures {
  const [figures] = figuresOfTables([table], thresholdPeople, () => null);
  return figures ?? { rows: [], totals: null };
}

/** Rows add up only where the table has a sum column; columns add up only where it has totals. */
function equationsOf(counts: readonly (readonly Count[])[], sums: Sums): Place[][] {
  const rows = counts.map((cells, row) => cells.map((_, column) => ({ row, column })));
  const columns = (counts[0] ?? []).map((_, column) => counts.map((__, row) => ({ row, column })));
  return [...(sums.column === null ? [] : rows), ...(sums.row === null ? [] : columns)];
}
