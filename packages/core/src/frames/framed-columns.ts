/** A format's frame as columns that DuckDB's own parallel reader tells apart: the quickest way, for files without oddities. */
import { FRAME_FAULT, type Framed, IGNORED, quoted } from '../normalise/statement.js';
import type { Fit } from '../read/detect-format.js';
import { literalPath, PLAIN_FILE } from '../read/literal-path.js';
import { SYSLOG_TIME } from '../read/syslog.js';
import { otherRow } from './other-rows.js';
import { lacksHeld } from './spaced.js';

/** What DuckDB reads at a time: about one row group of a web log, so that a piece is not cut up and put together again. */
const BUFFER_BYTES = 16 << 20;
/** A text that no log holds: an empty field then is empty, and NULL is one that is not there. */
const NO_NULL = "'\u0002'";
/** Words may stand apart by as many spaces as a right-aligned number of six digits leaves. */
const MOST_SPACES = 5;

interface Reading {
  readonly delimiter: string;
  readonly columns: number;
  readonly isQuoted: boolean;
  readonly isPadded: boolean;
}

/**
 * Rows that it cannot read are left out: then there are fewer rows than lines, and the file goes another way. To stop at one
 * would be no better, and DuckDB 1.5 breaks the whole database when a letter that is no UTF-8 stands in a late column.
 */
function reader(path: string, skip: number, { delimiter, columns, isQuoted, isPadded }: Reading): string {
  const names = Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const quote = isQuoted ? `quote='"', escape='"'` : `quote='', escape=''`;
  const padding = isPadded ? `, null_padding=true, nullstr=${NO_NULL}` : '';
  return `read_csv(${literalPath(path)}, ${PLAIN_FILE}, delim=${quoted(delimiter)}, ${quote}, header=false, skip=${skip}, auto_detect=false, ignore_errors=true, buffer_size=${BUFFER_BYTES}${padding}, columns={${names}})`;
}

function byPlace(fit: Fit, path: string): Pick<Framed, 'from' | 'frameFault' | 'column'> | null {
  const { frame } = fit.format;
  if (frame.by !== 'columns' || frame.quotes === 'always') return null;
  const { delimiter, least, most, others = [] } = frame;
  const other = others.map(
    ({ at, values }) => `WHEN c${at - 1} IN (${values.map(quoted).join(', ')}) THEN ${IGNORED.other}`,
  );
  const reading = { delimiter, columns: most, isQuoted: frame.quotes !== 'none', isPadded: true };
  return {
    from: reader(path, fit.linesBefore, reading),
    frameFault: `CASE ${other.join(' ')} WHEN c${least - 1} IS NULL THEN ${FRAME_FAULT.wrongNumberOfFields} ELSE 0 END`,
    column: (index) => `c${index}`,
  };
}

/** Right-aligned numbers put empty columns behind the first word: how many, is found for each line. */
function bySpaces(fit: Fit, path: string): Pick<Framed, 'from' | 'frameFault' | 'column'> | null {
  const { frame } = fit.format;
  if (frame.by !== 'spaces' || fit.isWrapped) return null;
  const { fieldCount } = frame;
  const gaps = Array.from({ length: MOST_SPACES + 1 }, (_, gap) => gap);
  const columns = fieldCount + MOST_SPACES + 1;
  const gap = `CASE ${gaps.map((each) => `WHEN c${each + 1} <> '' THEN ${each}`).join(' ')} ELSE -1 END`;
  const shifted = (index: number) =>
    `CASE gap ${gaps.map((each) => `WHEN ${each} THEN c${index + each}`).join(' ')} END`;
  // Any line that is odd sends the whole file the other way.
  const lacks = lacksHeld(frame, (at) => shifted(at - 1)).map((lack) => ` OR ${lack}`);
  const isOdd = `gap < 0 OR ${shifted(fieldCount - 1)} IS NULL OR ${shifted(fieldCount)} IS NOT NULL${lacks.join('')}`;
  return {
    from: `(SELECT *, ${gap} AS gap FROM ${reader(path, fit.linesBefore, { delimiter: ' ', columns, isQuoted: false, isPadded: true })})`,
    frameFault: `CASE WHEN ${isOdd} THEN ${FRAME_FAULT.wrongNumberOfFields} ELSE 0 END`,
    column: (index) => (index === 0 ? 'c0' : shifted(index)),
  };
}

/** A comment of several words would not have as many columns; one alone would. Another header is told from the same by lines. */
const byMark = (mark: string | undefined): readonly string[] =>
  mark === undefined
    ? []
    : [
        `WHEN starts_with(c0, ${quoted(mark)}) THEN ${FRAME_FAULT.anotherHeader}`,
        `WHEN starts_with(c0, '#') THEN ${IGNORED.other}`,
      ];

function byHeader(fit: Fit, path: string): Pick<Framed, 'from' | 'frameFault' | 'column'> | null {
  const { frame } = fit.format;
  if (frame.by !== 'header' || frame.guarded) return null;
  const reading = { delimiter: fit.delimiter, columns: fit.header.length, isQuoted: true, isPadded: false };
  const column = (index: number) => `c${index}`;
  const cases = [...byMark(frame.mark), ...otherRow(fit, column)];
  return {
    from: reader(path, fit.linesBefore, reading),
    frameFault: cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE 0 END`,
    column,
  };
}

/** @returns null for frames without columns */
export function framedColumns(fit: Fit, path: string): Framed | null {
  if (fit.format.otherLogs !== undefined) return null;
  const found = byHeader(fit, path) ?? byPlace(fit, path) ?? bySpaces(fit, path);
  if (found === null) return null;
  return {
    ...found,
    headerText: (index) => (fit.format.frame.by === 'header' ? (fit.header[index] ?? null) : null),
    // The header is part of the first column; other frames with syslog headers are read by lines.
    syslogTime:
      fit.isWrapped && fit.format.frame.by === 'columns' ? `regexp_extract(c0, ${quoted(SYSLOG_TIME)}, 1)` : null,
  };
}
