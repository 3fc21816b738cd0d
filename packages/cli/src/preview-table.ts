/** The first rows of a preview as a table: of all fields, those that tell most and fit on the page. */
import type { PreviewRow } from '@fmreview/core';
import { displayWidth, printable } from './display-text.js';
import { type TableColumn, textTable } from './text-table.js';

interface ShownField extends TableColumn {
  readonly name: string;
  /** The higher, the sooner it is left out of a narrow page. */
  readonly rank: number;
}

/** In the order of their columns. */
const FIELDS: readonly ShownField[] = [
  { name: '@timestamp', heading: 'Time', rank: 1 },
  { name: 'user.id', heading: 'Id', cut: 'end', rank: 8 },
  { name: 'user.name', heading: 'User', cut: 'end', rank: 3 },
  { name: 'user.full_name', heading: 'Name', cut: 'end', rank: 4 },
  { name: 'fmreview.role', heading: 'Role', rank: 2 },
  { name: 'fmreview.duty', heading: 'Duty', rank: 7 },
  { name: 'fmreview.year', heading: 'Year', rank: 5 },
  { name: 'fmreview.class', heading: 'Class', cut: 'end', rank: 6 },
  { name: 'source.ip', heading: 'Source', cut: 'end', rank: 6 },
  { name: 'host.name', heading: 'Device', cut: 'end', rank: 7 },
  { name: 'host.type', heading: 'Type', cut: 'end', rank: 8 },
  { name: 'fmreview.location', heading: 'Location', cut: 'end', rank: 8 },
  { name: 'url.domain', heading: 'Host', cut: 'start', rank: 5 },
  { name: 'fmreview.category', heading: 'Category', cut: 'end', rank: 4 },
  { name: 'event.severity', heading: 'Severity', align: 'right', rank: 2 },
  { name: 'fmreview.shared', heading: 'Shared', rank: 9 },
  { name: 'fmreview.from', heading: 'From', rank: 10 },
  { name: 'fmreview.to', heading: 'To', rank: 10 },
  { name: 'fmreview.action', heading: 'Action', rank: 2 },
];

const LINE: TableColumn = { heading: 'Line', align: 'right' };
const GAP_COLUMNS = 2;
/** A column that can be cut is still good to read with this many characters. */
const READABLE_COLUMNS = 16;

interface Page {
  readonly columns: number;
  readonly heading: (text: string) => string;
}

type RecordRow = Extract<PreviewRow, { kind: 'record' }>;

function fieldText(row: RecordRow, name: string): string {
  const value = row.fields[name] ?? '';
  // A time to the second, as people write it.
  if (name === '@timestamp')
    return String(value)
      .replace('T', ' ')
      .replace(/(\.\d+)?Z$/, '');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return printable(String(value));
}

function leastWidth(field: ShownField, records: readonly RecordRow[]): number {
  const width = Math.max(
    displayWidth(field.heading),
    ...records.map((row) => displayWidth(fieldText(row, field.name))),
  );
  return GAP_COLUMNS + (field.cut === undefined ? width : Math.min(width, READABLE_COLUMNS));
}

/** The fields that say anything, as many of them as can be read side by side. */
function fittingFields(records: readonly RecordRow[], pageColumns: number): ShownField[] {
  const telling = FIELDS.filter(({ name }) => records.some((row) => fieldText(row, name) !== ''));
  let left = pageColumns - Math.max(LINE.heading.length, ...records.map(({ line }) => String(line).length));
  const fitting = new Set<ShownField>();
  for (const field of telling.toSorted((one, other) => one.rank - other.rank)) {
    const width = leastWidth(field, records);
    if (width > left) continue;
    left -= width;
    fitting.add(field);
  }
  return telling.filter((field) => fitting.has(field));
}

export function previewTable(rows: readonly PreviewRow[], page: Page): string {
  const records = rows.flatMap((row) => (row.kind === 'record' ? [row] : []));
  const shown = fittingFields(records, page.columns);
  // Room for a rejected line's reason, even where no record gives a column.
  const columns = shown.length === 0 ? [LINE, { heading: 'Record' }, { heading: '' }] : [LINE, ...shown];
  const cells = rows.map((row) => {
    if (row.kind === 'record') return [String(row.line), ...shown.map(({ name }) => fieldText(row, name))];
    const where = row.column === null ? '' : `${row.column}: `;
    return [String(row.line), `rejected: ${where}${row.reason}`];
  });
  return textTable(columns, cells, page);
}
