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

const key = ({ row, column }: Place) => `${row},${column}`;

/**
 * The cells of a table to withhold. Each row and each column is an equation, its sum cell included; an equation with one
 * unknown gives that unknown away, and so does one whose withheld cells together are small, and so may several together.
 */
function withheldCells(counts: readonly (readonly Count[])[], sums: Sums, thresholdPeople: number): Set<string> {
  const withheld = new Set<string>();
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

/** Figures of a table for a reader: suppressed where `thresholdPeople` is given. */
export function tableFigures(
  table: CountTable,
  thresholdPeople: number | null,
): { rows: Figure[][]; totals: Figure[] | null } {
  const nothing: Count = { count: 0, people: 0 };
  const body = table.rows.map((row) => table.columns.map((column) => table.cells[row]?.[column] ?? nothing));
  const bottom = table.totals === null ? null : table.columns.map((column) => table.totals?.[column] ?? nothing);
  const counts = bottom === null ? body : [...body, bottom];
  const sumColumn = table.columns.indexOf('total');
  const sums = { column: sumColumn === -1 ? null : sumColumn, row: bottom === null ? null : body.length };
  const withheld = thresholdPeople === null ? new Set<string>() : withheldCells(counts, sums, thresholdPeople);
  const figures = counts.map((cells, row) =>
    cells.map(
      (cell, column): Figure =>
        withheld.has(`${row},${column}`)
          ? { kind: 'suppressed', unit: table.unit }
          : { kind: 'count', value: cell.count, unit: table.unit },
    ),
  );
  return bottom === null
    ? { rows: figures, totals: null }
    : { rows: figures.slice(0, -1), totals: figures.at(-1) ?? [] };
}

/** Rows add up only where the table has a sum column; columns add up only where it has totals. */
function equationsOf(counts: readonly (readonly Count[])[], sums: Sums): Place[][] {
  const rows = counts.map((cells, row) => cells.map((_, column) => ({ row, column })));
  const columns = (counts[0] ?? []).map((_, column) => counts.map((__, row) => ({ row, column })));
  return [...(sums.column === null ? [] : rows), ...(sums.row === null ? [] : columns)];
}
