/** What a reader may see of the figures of a review. One object serves all suppressed editions of it, so that they agree. */
import type { Figure, Unit } from '../edition/index.js';
import type { CellPlace, CountTable, FoundFigure, Review } from '../find/review.js';
import { addIssued, coarseBefore, type IssuedBefore } from './suppression/issued-figures.js';
import { protect } from './suppression/protect.js';
import { ledgerName } from './suppression/relations.js';
import { CONCERNS, coarseTables, namedFigure, reviewSystem } from './suppression/review-system.js';
import { COARSE, figureName } from './suppression/table-figures.js';

/** Figures of a table as a reader sees them. */
export interface TableFigures {
  readonly rows: readonly Figure[][];
  readonly totals: readonly Figure[] | null;
}

export interface Disclosure {
  /** null: this reader sees every figure */
  readonly thresholdPeople: number | null;
  /** The table that stands in the place of this one: itself, or a coarser one where its groups are too small. */
  shape(id: string): CountTable | undefined;
  /** Whether `shape` is a coarser table than the one asked for. */
  isCoarse(id: string): boolean;
  /** Whether the table leaves out what may be about the holder of an office. */
  leavesOutOffices(id: string): boolean;
  /** Figures of `shape(id)`, in the order of its rows and columns; empty when there is no such table. */
  table(id: string): TableFigures;
  /** null when there is no such cell, or a coarser table stands in its place. `row` is null for the bottom row. */
  cell(place: CellPlace): Figure | null;
  /** A figure of a finding. */
  finding(findingId: string, figureId: string): Figure;
  unknown(id: string): Figure;
  /** Captures that a person graded 4 or 5. */
  concerns(): Figure;
  /** False where the numbers of that file would give a withheld figure back. */
  showsLedger(importId: number): boolean;
  /** Ids of figures that cannot be protected any more: editions issued before give them away. */
  readonly exposed: readonly string[];
  /** Everything that the editions show, by name, for the register of issued figures; null where it is withheld. */
  readonly figures: ReadonlyMap<string, number | null>;
}

interface Withheld {
  readonly thresholdPeople: number | null;
  readonly names: ReadonlySet<string>;
  readonly coarse: ReadonlySet<string>;
  readonly exposed: readonly string[];
  readonly figures: ReadonlyMap<string, number | null>;
}

const NOT_AVAILABLE: Figure = { kind: 'not-available' };

function disclosureOf(review: Review, { thresholdPeople, names, coarse, exposed, figures }: Withheld): Disclosure {
  const shown = (name: string, value: number, unit: Unit): Figure =>
    names.has(name) ? { kind: 'suppressed', unit } : { kind: 'count', value, unit };
  const shape = (id: string) => review.tables[coarse.has(id) ? (COARSE[id] ?? id) : id];
  const line = (table: CountTable, row: string | null): Figure[] =>
    table.columns.map((column) => {
      const count = row === null ? table.totals?.[column] : table.cells[row]?.[column];
      return shown(figureName({ table: table.id, row, column }), count?.count ?? 0, table.unit);
    });
  const found = (group: string, figures: readonly FoundFigure[] | undefined, id: string): Figure => {
    const figure = figures?.find((each) => each.id === id);
    return figure === undefined ? NOT_AVAILABLE : shown(namedFigure(review, group, figure), figure.count, figure.unit);
  };
  return {
    thresholdPeople,
    exposed,
    figures,
    shape,
    isCoarse: (id) => coarse.has(id),
    leavesOutOffices: () => false,
    table(id) {
      const table = shape(id);
      if (table === undefined) return { rows: [], totals: null };
      return {
        rows: table.rows.map((row) => line(table, row)),
        totals: table.totals === null ? null : line(table, null),
      };
    },
    cell({ table: id, row, column }) {
      const table = coarse.has(id) ? undefined : review.tables[id];
      const isThere =
        table?.columns.includes(column) === true && (row === null ? table.totals !== null : table.rows.includes(row));
      return table === undefined || !isThere ? null : (line(table, row)[table.columns.indexOf(column)] ?? null);
    },
    finding: (findingId, figureId) =>
      found(findingId, review.findings.find((each) => each.id === findingId)?.figures, figureId),
    unknown: (id) => found('unknown', review.unknowns, id),
    concerns() {
      if (review.totals.captures.count === 0) return NOT_AVAILABLE;
      const grades = review.tables['capturesByGrade']?.cells;
      const value = ['4', '5'].reduce((sum, grade) => sum + (grades?.[grade]?.['captures']?.count ?? 0), 0);
      return shown(CONCERNS, value, 'captures');
    },
    showsLedger: (importId) => !names.has(ledgerName(importId)),
  };
}

/** Every figure as it is. */
export const fullDisclosure = (review: Review): Disclosure =>
  disclosureOf(review, { thresholdPeople: null, names: new Set(), coarse: new Set(), exposed: [], figures: new Map() });

/**
 * For the DSL's edition: every figure, but by topic, group or rule those alone that are not about the holder of an office. The
 * totals stay those of the school.
 */
export function deskDisclosure(review: Review): Disclosure {
  const all = fullDisclosure(review);
  const { desk } = review;
  const own = fullDisclosure({ ...review, tables: { ...review.tables, ...desk.tables } });
  return {
    ...own,
    leavesOutOffices: (id) => desk.tables[id] !== undefined,
    cell: (place) => (place.row === null ? all : own).cell(place),
    concerns: () => all.concerns(),
  };
}

export interface SuppressOptions extends Partial<IssuedBefore> {
  readonly thresholdPeople: number;
}

/** What people decided and reported is little, and about people: how many rows such a file has tells how much there was. */
const KEPT_BACK: ReadonlySet<string> = new Set(['outcome', 'concern']);

const keptBackLedgers = ({ files }: Review): string[] =>
  files.flatMap(({ kind, importId }) => (KEPT_BACK.has(kind) ? [ledgerName(importId)] : []));

/** What every suppressed edition of the review shows, beside what editions issued before have shown. */
export async function suppress(
  review: Review,
  { thresholdPeople, issued = [], differences = [] }: SuppressOptions,
): Promise<Disclosure> {
  const coarse = new Set([...coarseTables(review, thresholdPeople), ...coarseBefore(review, issued)]);
  const builder = reviewSystem(review, thresholdPeople, coarse);
  const own = builder.names;
  addIssued(builder, review, { issued, differences }, thresholdPeople);
  const { withheld, exposed } = await protect(builder.system(), thresholdPeople);
  const figures = own.flatMap((name): [string, number | null][] => {
    const variable = builder.variable(name);
    return variable?.isPrinted === true ? [[name, withheld.has(name) ? null : variable.value]] : [];
  });
  const unprinted = own.filter((name) => builder.variable(name)?.isPrinted === false);
  return disclosureOf(review, {
    thresholdPeople,
    names: new Set([...withheld, ...unprinted, ...keptBackLedgers(review)]),
    coarse,
    exposed,
    figures: new Map(figures),
  });
}
