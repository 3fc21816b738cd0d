/** What the cells of a review's tables count, by a name of its own: a figure that stands in several tables has one name. */
import type { CellPlace, Count, CountTable } from '../../find/review.js';

interface Shape {
  readonly measure: string;
  /** What the rows divide by. */
  readonly row: string;
  /** What the columns divide by; null where each column is a measure of its own. */
  readonly column: string | null;
  /** What all events of the table have in common. */
  readonly fixed?: string;
  /** False for a table that no edition holds. */
  readonly isPrinted: boolean;
}

const shape = (measure: string, row: string, column: string | null): Shape => ({
  measure,
  row,
  column,
  isPrinted: true,
});

const SHAPES: Readonly<Record<string, Shape>> = {
  capturesByTopic: shape('captures', 'topic', 'severity'),
  peopleByTopic: shape('people', 'topic', 'severity'),
  capturesByStage: shape('captures', 'topic', 'group'),
  capturesByPhase: shape('captures', 'topic', 'phase'),
  capturesByGrade: shape('captures', 'grade', null),
  capturesByMonth: shape('captures', 'month', null),
  capturesBySession: shape('captures', 'session', null),
  capturesByMethod: shape('captures', 'method', null),
  supportMatters: shape('captures', 'topic', null),
  capturesByClause: shape('captures', 'clause', 'role'),
  requestsByMonth: shape('requests', 'month', 'action'),
  requestsByStage: shape('requests', 'group', 'action'),
  requestsByPhase: shape('requests', 'phase', 'action'),
  requestsBySession: shape('requests', 'session', 'action'),
  requestsByTopic: shape('requests', 'topic', 'action'),
  requestsByMethod: shape('requests', 'method', null),
  blockedByClause: { ...shape('requests', 'clause', 'role'), fixed: 'action=blocked' },
  seriousCaptures: shape('serious', 'kind', 'decision'),
  decisionsByOutcome: shape('decisions', 'outcome', 'kind'),
  conductIncidents: { ...shape('incidents', 'topic', 'phase'), fixed: 'kind=conduct' },
  supportIncidents: { ...shape('incidents', 'topic', 'phase'), fixed: 'kind=support' },
  reportsByKind: shape('reports', 'kind', 'answer'),
  acceptance: shape('signatures', 'agreement', 'signing'),
  blockedByTopicAndStage: { ...shape('requests', 'topic', 'group'), fixed: 'action=blocked', isPrinted: false },
};

/** The finer tables, and the coarser ones that take their place where groups are too small. */
export const COARSE: Readonly<Record<string, string>> = {
  capturesByStage: 'capturesByPhase',
  requestsByStage: 'requestsByPhase',
};

/** All pupils of a school are not its column of pupils whose stage nobody knows. */
export const ALL_PUPILS = 'all-pupils';

/** What is known by no method is in no group: one figure, whichever table it stands in. */
function part(dimension: string, value: string): string {
  if (dimension === 'method' && value === 'none') return 'group=unattributed';
  return dimension === 'phase' ? `group=${value === 'pupils' ? ALL_PUPILS : value}` : `${dimension}=${value}`;
}

export const nameOf = (measure: string, parts: readonly string[]): string => [measure, ...parts.toSorted()].join('|');

/** A name for what a cell counts. `row` is null for the bottom row. */
export function figureName({ table, row, column }: CellPlace): string {
  const found = SHAPES[table];
  if (found === undefined) return nameOf('cell', [`table=${table}`, `row=${row ?? 'total'}`, `column=${column}`]);
  const { measure, row: rows, column: columns, fixed } = found;
  const parts = [
    ...(row === null ? [] : [part(rows, row)]),
    ...(columns === null || column === 'total' ? [] : [part(columns, column)]),
    ...(fixed === undefined ? [] : [fixed]),
  ];
  return nameOf(columns === null ? column : measure, parts);
}

const NOT_PUPILS = new Set(['staff', 'governors', 'visitors', 'parents', 'unattributed']);
/** Whether a group is pupils of one stage, or pupils whose stage nobody knows. */
export const isPupilGroup = (group: string): boolean => !NOT_PUPILS.has(group) && group !== 'total';

/** The group that a cell is about, where its table divides by groups; null for sums over them. */
export function groupOf({ table, row, column }: CellPlace): string | null {
  const found = SHAPES[table];
  const group = found?.row === 'group' ? row : found?.column === 'group' ? column : null;
  return group === 'total' ? null : group;
}

const isDerived = (table: CountTable) => SHAPES[table.id]?.isPrinted === false;

export interface TableCell {
  readonly place: CellPlace;
  readonly name: string;
  readonly count: Count;
}

export const NOTHING: Count = { count: 0, people: 0, mostOfOne: 0 };

/** All cells of a table, the zeros too: they are printed. */
export function cellsOf(table: CountTable): TableCell[] {
  const line = (row: string | null, counts: Readonly<Record<string, Count>> | undefined) =>
    table.columns.map((column) => {
      const place = { table: table.id, row, column };
      return { place, name: figureName(place), count: counts?.[column] ?? NOTHING };
    });
  const body = table.rows.flatMap((row) => line(row, table.cells[row]));
  return table.totals === null ? body : [...body, ...line(null, table.totals)];
}

/** Tables that stand in an edition: the finer one of two does not where the coarser takes its place. */
export const isPrintedTable = (table: CountTable, coarse: ReadonlySet<string>): boolean =>
  !isDerived(table) && !coarse.has(table.id);

/** Names of a table's cells that add up to another: across to the sum column, and down to the bottom row. */
export function sumsOf(table: CountTable): { readonly parts: readonly string[]; readonly whole: string }[] {
  const name = (row: string | null, column: string) => figureName({ table: table.id, row, column });
  const inner = table.columns.filter((column) => column !== 'total');
  const lines = table.totals === null ? table.rows : [...table.rows, null];
  const across = table.columns.includes('total')
    ? lines.map((row) => ({ parts: inner.map((column) => name(row, column)), whole: name(row, 'total') }))
    : [];
  const down =
    table.totals === null
      ? []
      : table.columns.map((column) => ({
          parts: table.rows.map((row) => name(row, column)),
          whole: name(null, column),
        }));
  return [...across, ...down];
}
