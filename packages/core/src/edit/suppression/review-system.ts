/** The figures of one review and what holds between them, as every suppressed edition of it together shows them. */
import type { Count, CountTable, FoundFigure, FoundFinding, Review } from '../../find/review.js';
import {
  findingName,
  relateClauses,
  relateDecisions,
  relateFiles,
  relateFindings,
  relateMeasures,
  relateSerious,
  relateStages,
  relateSupport,
  relateTables,
} from './relations.js';
import { type Relating, SystemBuilder } from './system.js';
import {
  COARSE,
  cellsOf,
  figureName,
  groupOf,
  isPrintedTable,
  isPupilGroup,
  NOTHING,
  nameOf,
} from './table-figures.js';

export const CONCERNS = nameOf('concerns', []);

/** A figure on 1 to so many people, or of which one person is more than half. */
export const isSensitive = ({ count, people, mostOfOne }: Count, thresholdPeople: number): boolean =>
  people !== null &&
  count > 0 &&
  (people <= thresholdPeople || (mostOfOne !== null && count > 1 && 2 * mostOfOne > count));

/** So many of the pupils' cells may rest on a few people before the stages are laid together. */
const MOST_FEW_SHARE = 1 / 3;

/** The finer tables to which the coarser one is preferred: too much of them would have to be withheld. */
export function coarseTables({ tables }: Review, thresholdPeople: number): Set<string> {
  const isTooFine = (table: CountTable) => {
    const cells = cellsOf(table).filter(({ place, count }) => {
      const group = groupOf(place);
      return group !== null && isPupilGroup(group) && count.count > 0;
    });
    const few = cells.filter(({ count }) => isSensitive(count, thresholdPeople));
    return few.length > MOST_FEW_SHARE * cells.length;
  };
  return new Set(
    Object.entries(COARSE).flatMap(([fine, coarse]) => {
      const table = tables[fine];
      return table !== undefined && tables[coarse] !== undefined && isTooFine(table) ? [fine] : [];
    }),
  );
}

/** The name of a finding's or an unknown's figure: that of a cell where it counts the same. */
export function namedFigure(review: Counted, group: string, figure: FoundFigure): string {
  const { cell } = figure;
  if (cell === undefined) return findingName(group, figure.id);
  const table = review.tables[cell.table];
  const line = cell.row === null ? table?.totals : table?.cells[cell.row];
  const isSame = table !== undefined && (line?.[cell.column]?.count ?? 0) === figure.count;
  return isSame ? figureName(cell) : findingName(group, figure.id);
}

/** What a review counts: of all its events, or of those that an edition issued before did not cover. */
export type Counted = Pick<Review, 'tables' | 'findings' | 'unknowns'>;

export interface NamedCount {
  readonly name: string;
  readonly count: Count;
  readonly isPrinted: boolean;
}

/** Every figure by its name. */
export function namedCounts(counted: Counted, coarse: ReadonlySet<string>): NamedCount[] {
  const cells = Object.values(counted.tables).flatMap((table) =>
    cellsOf(table).map(({ name, count }) => ({ name, count, isPrinted: isPrintedTable(table, coarse) })),
  );
  const figures = [...counted.findings, unknownsOf(counted)].flatMap(({ id, figures: found }) =>
    found.map((figure) => ({ name: namedFigure(counted, id, figure), count: figure, isPrinted: true })),
  );
  return [...cells, { name: CONCERNS, count: concernsOf(counted), isPrinted: true }, ...figures].filter(
    ({ count }) => count.people !== null,
  );
}

/** All that holds between the figures of one review, or of an edition issued before with figures of the same names. */
export function relateReview(relating: Relating, review: Review, names: readonly string[]): void {
  relateTables(relating, review);
  relating.equal(
    ['4', '5'].map((row) => figureName({ table: 'capturesByGrade', row, column: 'captures' })),
    [CONCERNS],
  );
  relateStages(relating, review);
  relateClauses(relating, review);
  relateMeasures(relating, names);
  relateSupport(relating, review);
  relateSerious(relating, review);
  relateDecisions(relating, review);
  relateFindings(relating, [...review.findings, unknownsOf(review)], (id, figure) => namedFigure(review, id, figure));
}

export function reviewSystem(review: Review, thresholdPeople: number, coarse: ReadonlySet<string>): SystemBuilder {
  const builder = new SystemBuilder();
  for (const { name, count, isPrinted } of namedCounts(review, coarse))
    builder.add({ id: name, value: count.count, isPrinted, isSensitive: isSensitive(count, thresholdPeople) });
  relateReview(builder, review, builder.names);
  relateFiles(builder, review, ({ loaded, people, mostOfOne }) =>
    isSensitive({ count: loaded, people, mostOfOne }, thresholdPeople),
  );
  return builder;
}

/** What could not be matched or mapped, as one more finding. */
const unknownsOf = ({ unknowns }: Counted): FoundFinding => ({
  id: 'unknown',
  importance: 'information',
  words: '',
  figures: unknowns,
  evidence: null,
  failure: null,
});

/** Grades 4 and 5 together: on at least the people of the larger part, and one person may have most of both. */
function concernsOf({ tables }: Counted): Count {
  const grades = ['4', '5'].map((grade) => tables['capturesByGrade']?.cells[grade]?.['captures'] ?? NOTHING);
  return {
    count: grades.reduce((sum, { count }) => sum + count, 0),
    people: Math.max(0, ...grades.map(({ people }) => people ?? 0)),
    mostOfOne: grades.reduce((sum, grade) => sum + (grade.mostOfOne ?? 0), 0),
  };
}
