/** What a reader of a suppressed table can work out: never the figure that stands on a few people. */
import { describe, expect, it } from 'vitest';
import { tableFigures } from '../src/edit/suppress.js';
import type { Figure } from '../src/edition/index.js';
import type { Count, CountTable } from '../src/find/review.js';
import { fc, runs } from './support/properties.js';

const THRESHOLD = 5;

const count: fc.Arbitrary<Count> = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(0) },
      { weight: 5, arbitrary: fc.nat(12) },
      { weight: 1, arbitrary: fc.nat(60) },
    ),
    fc.nat(100),
  )
  .map(([events, share]) => ({
    count: events,
    people: events === 0 ? 0 : 1 + Math.floor((share * (events - 1)) / 100),
  }));

/** A sum rests on at least the people of its largest part and at most on those of all parts. */
function sum(parts: readonly Count[], share: number): Count {
  const people = parts.map((part) => part.people ?? 0);
  const [most, all] = [Math.max(0, ...people), people.reduce((total, each) => total + each, 0)];
  return {
    count: parts.reduce((total, part) => total + part.count, 0),
    people: most + Math.floor(((all - most) * share) / 100),
  };
}

interface Shape {
  readonly hasSumColumn: boolean;
  readonly hasTotals: boolean;
  readonly share: number;
}

function tableOf(body: readonly (readonly Count[])[], { hasSumColumn, hasTotals, share }: Shape): CountTable {
  const rows = body.map((_, index) => `row ${index}`);
  const columns = [...(body[0] ?? []).map((_, index) => `column ${index}`), ...(hasSumColumn ? ['total'] : [])];
  const full = body.map((cells) => (hasSumColumn ? [...cells, sum(cells, share)] : cells));
  const named = (cells: readonly Count[]) =>
    Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? { count: 0, people: 0 }]));
  const totals = columns.map((_, column) =>
    sum(
      full.map((cells) => cells[column] ?? { count: 0, people: 0 }),
      share,
    ),
  );
  return {
    id: 'tried',
    unit: 'captures',
    rows,
    columns,
    cells: Object.fromEntries(rows.map((row, index) => [row, named(full[index] ?? [])])),
    totals: hasTotals ? named(totals) : null,
  };
}

const shape: fc.Arbitrary<Shape> = fc.record({
  hasSumColumn: fc.boolean(),
  hasTotals: fc.boolean(),
  share: fc.nat(100),
});
const tablesUpTo = (rows: number, columns: number, cell = count): fc.Arbitrary<CountTable> =>
  fc
    .tuple(fc.integer({ min: 1, max: rows }), fc.integer({ min: 1, max: columns }), shape)
    .chain(([height, width, how]) =>
      fc
        .array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height })
        .map((body) => tableOf(body, how)),
    );

interface Cell {
  readonly true: Count;
  readonly figure: Figure;
}

/** Truth and print of every cell, the totals last. */
function gridOf(table: CountTable, thresholdPeople: number | null = THRESHOLD): Cell[][] {
  const { rows, totals } = tableFigures(table, thresholdPeople);
  const truths = table.rows.map((row) => table.columns.map((column) => table.cells[row]?.[column]));
  const bottom = table.columns.map((column) => table.totals?.[column]);
  const figures = totals === null ? rows : [...rows, totals];
  return figures.map((line, row) =>
    line.map((figure, column) => ({
      true: (truths[row] ?? bottom)[column] ?? { count: 0, people: 0 },
      figure,
    })),
  );
}

/** Sums that the reader knows to hold: places with +1 and, for the sum itself, −1. */
function equationsOf(table: CountTable, grid: readonly (readonly Cell[])[]): { place: string; sign: number }[][] {
  const across = table.columns.includes('total')
    ? grid.map((line, row) =>
        line.map((_, column) => ({ place: `${row},${column}`, sign: column === line.length - 1 ? -1 : 1 })),
      )
    : [];
  const down = table.totals
    ? table.columns.map((_, column) =>
        grid.map((__, row) => ({ place: `${row},${column}`, sign: row === grid.length - 1 ? -1 : 1 })),
      )
    : [];
  return [...across, ...down];
}

/** Whether other counts, each one more, one less or the same, fit everything that is printed and change this cell. */
function hasOtherValue(
  place: string,
  hidden: ReadonlyMap<string, number>,
  equations: readonly (readonly { place: string; sign: number }[])[],
): boolean {
  const unknown = equations
    .map((equation) => equation.filter((term) => hidden.has(term.place)))
    .filter((equation) => equation.length > 0);
  const places = [place, ...[...hidden.keys()].filter((each) => each !== place)];
  const change = new Map<string, number>();
  const canStillHold = (touched: string) =>
    unknown
      .filter((equation) => equation.some((term) => term.place === touched))
      .every((equation) => {
        const open = equation.filter((term) => !change.has(term.place)).length;
        const sofar = equation.reduce((total, term) => total + term.sign * (change.get(term.place) ?? 0), 0);
        return Math.abs(sofar) <= open;
      });
  const search = (at: number): boolean => {
    const next = places[at];
    if (next === undefined) return true;
    for (const step of at === 0 ? [1, -1] : [0, 1, -1]) {
      // A withheld figure is never zero: zeros are printed.
      if ((hidden.get(next) ?? 0) + step < 1) continue;
      change.set(next, step);
      if (canStillHold(next) && search(at + 1)) return true;
      change.delete(next);
    }
    return false;
  };
  return search(0);
}

function givenAway(table: CountTable): string[] {
  const grid = gridOf(table);
  const equations = equationsOf(table, grid);
  const hidden = new Map(
    grid.flatMap((line, row) =>
      line.flatMap((cell, column): [string, number][] =>
        cell.figure.kind === 'suppressed' ? [[`${row},${column}`, cell.true.count]] : [],
      ),
    ),
  );
  return [...hidden.keys()].filter((place) => !hasOtherValue(place, hidden, equations));
}

describe('a suppressed table', () => {
  it('prints no figure that rests on one to the threshold of people, and every zero', () => {
    fc.assert(
      fc.property(tablesUpTo(5, 5), fc.integer({ min: 5, max: 20 }), (table, threshold) => {
        for (const { true: truth, figure } of gridOf(table, threshold).flat()) {
          if (truth.count === 0) expect(figure).toEqual({ kind: 'count', value: 0, unit: 'captures' });
          else if (figure.kind === 'count') {
            expect(figure.value).toBe(truth.count);
            expect(truth.people).toBeGreaterThan(threshold);
          }
        }
      }),
      runs(300),
    );
  });

  it('leaves two values or more for every cell that it withholds', () => {
    fc.assert(
      fc.property(tablesUpTo(5, 5), (table) => {
        expect(givenAway(table)).toEqual([]);
      }),
      runs(300),
    );
  });

  it('does so where a few small figures stand among large ones', () => {
    const large = fc.integer({ min: 30, max: 90 }).map((events) => ({ count: events, people: 20 }));
    const small = fc.integer({ min: 1, max: 9 }).map((events) => ({ count: events, people: 1 }));
    const cell = fc.oneof({ weight: 1, arbitrary: large }, { weight: 1, arbitrary: small });
    fc.assert(
      fc.property(tablesUpTo(5, 5, cell), (table) => {
        expect(givenAway(table)).toEqual([]);
      }),
      runs(300),
    );
  });

  it('does so where two groups of withheld cells hang together by one cell', () => {
    const [large, small] = [
      { count: 90, people: 30 },
      { count: 9, people: 2 },
    ];
    const body = [
      [small, small, large, large],
      [small, small, small, large],
      [large, large, small, small],
      [large, large, small, small],
    ];
    expect(givenAway(tableOf(body, { hasSumColumn: true, hasTotals: true, share: 100 }))).toEqual([]);
  });

  it('withholds nothing without a threshold, and nothing that no person stands behind', () => {
    const days = count.map((each) => ({ ...each, people: null }));
    fc.assert(
      fc.property(tablesUpTo(4, 4), tablesUpTo(4, 4, days), (table, dayTable) => {
        for (const cell of gridOf(table, null).flat())
          expect(cell.figure).toMatchObject({ kind: 'count', value: cell.true.count });
        const bodyOnly = {
          ...dayTable,
          columns: dayTable.columns.filter((column) => column !== 'total'),
          totals: null,
        };
        for (const cell of gridOf(bodyOnly).flat())
          expect(cell.figure).toMatchObject({ kind: 'count', value: cell.true.count });
      }),
      runs(100),
    );
  });
});
