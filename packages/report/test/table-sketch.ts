/** Tables in shorthand: a number, or the symbol that will be printed. */
import type { Figure, Table, Unit } from '@fmreview/core/edition';

type Shorthand = number | 'c' | 'x' | 'z';
type Rows = readonly (readonly [id: string, label: string, ...figures: Shorthand[]])[];

const symbols = {
  x: { kind: 'not-available' },
  z: { kind: 'not-applicable' },
} as const;

export function figureOf(value: Shorthand, unit: Unit): Figure {
  if (value === 'c') return { kind: 'suppressed', unit };
  return typeof value === 'number' ? { kind: 'count', value, unit } : symbols[value];
}

interface Sketch {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly rowHeading: string;
  readonly columns: Record<string, string>;
  readonly rows: Rows;
  readonly totals?: readonly Shorthand[];
  readonly note?: string;
}

export function table({ id, title, unit, rowHeading, columns, rows, totals, note }: Sketch): Table {
  return {
    id,
    title,
    unit,
    rowHeading,
    columns: Object.entries(columns).map(([columnId, label]) => ({ id: columnId, label })),
    rows: rows.map(([rowId, label, ...figures]) => ({
      id: rowId,
      label,
      figures: figures.map((value) => figureOf(value, unit)),
    })),
    totals: totals?.map((value) => figureOf(value, unit)) ?? null,
    note: note ?? null,
  };
}
