/**
 * Brings a file's records into the temporary table `staging`, normalised. Four ways in, one way out: whole columns or whole
 * lines by DuckDB's parallel reader, when the file is clean; large pieces of text, exact to the line and in any encoding,
 * when it is not; and single records, for captures and lists.
 */
import type { DuckDBAppender } from '@duckdb/node-api';
import { z } from 'zod';
import { fail } from '../errors.js';
import { framedColumns } from '../frames/framed-columns.js';
import { framedLines } from '../frames/framed-lines.js';
import {
  type FaultMeaning,
  FRAME_FAULT,
  type Framed,
  IGNORED,
  normaliseStatement,
  type SearchEngines,
  type StatementOptions,
  type Uptake,
} from '../normalise/statement.js';
import type { TimeContext } from '../normalise/time-forms.js';
import type { Fit } from '../read/detect-format.js';
import type { InputFile } from '../read/input-file.js';
import type { Inspection } from '../read/inspect-file.js';
import { lineChunks, piecesAfter } from '../read/line-chunks.js';
import { literalPath, PLAIN_FILE } from '../read/literal-path.js';
import { records } from '../read/records.js';
import { type Database, integer, isOutOfMemory } from './database.js';
import { usualSpelling } from './usual-spelling.js';

export interface SourceFile extends InputFile {
  readonly fit: Fit;
  readonly inspection: Inspection;
}

/** Staged on trial: it counts only when the inspection shows that every line is one record. */
export interface Trial {
  readonly staged: Staged;
  readonly lines: number;
}

export interface Staged {
  readonly faults: readonly FaultMeaning[];
  /** SQL for the physical line of a row of `staging`. */
  readonly line: string;
  /** Lines that are no row of `staging`: the header and what stands before it, further lines of a record. */
  readonly linesOutside: number;
}

export interface StageOptions {
  readonly uptake: (field: string) => Uptake;
  readonly time: Pick<TimeContext, 'dateOrder' | 'exportedOn'>;
  readonly searchEngines?: SearchEngines;
  readonly pathHosts?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Called with the share of the file that has been read, 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

function statementOptions(
  fit: Fit,
  { uptake, time, searchEngines, pathHosts }: StageOptions,
  before: string,
): StatementOptions {
  const { clock } = fit;
  const searched = {
    ...(searchEngines === undefined ? {} : { searchEngines }),
    ...(pathHosts === undefined ? {} : { pathHosts }),
  };
  return { uptake, before, clock, time: { ...time, mayBeZoned: clock !== 'local' }, ...searched };
}

/** What DuckDB reads at a time; a longer line goes the exact way. */
const BUFFER_BYTES = 16 << 20;
const MOST_LINE_BYTES = 8 << 20;

/** Each physical line as one text. The delimiter is a character that no text file holds. */
const linesOf = (path: string, skip: number) =>
  `(SELECT coalesce(line, '') AS line FROM read_csv(${literalPath(path)}, ${PLAIN_FILE}, delim='\u0001', quote='', escape='', header=false, skip=${skip}, auto_detect=false, buffer_size=${BUFFER_BYTES}, max_line_size=${MOST_LINE_BYTES}, columns={'line': 'VARCHAR'}))`;

/** What stands after a header of other columns would be misread: it is turned away with that header. */
async function rejectAfterOtherHeader(database: Database, { format: { frame } }: Fit): Promise<void> {
  if (frame.by !== 'header' || frame.mark === undefined) return;
  const fault = FRAME_FAULT.anotherHeader;
  const first = `SELECT min(rowid) FROM staging WHERE fault = ${fault}`;
  await database.run(`UPDATE staging SET fault = ${fault} WHERE fault >= 0 AND rowid > (${first})`);
}

async function stageOnTrial(
  database: Database,
  { path, fit }: Pick<SourceFile, 'path' | 'fit'>,
  framed: Framed,
  options: StageOptions,
): Promise<Trial | null> {
  const usual = statementOptions(fit, options, '');
  try {
    const spelling = (await usualSpelling(database, path, fit, framed, usual.time)) ?? undefined;
    const time = { ...usual.time, spelling };
    const { sql, faults } = normaliseStatement(fit.format, fit.layout, framed, { ...usual, time });
    await database.run(`CREATE OR REPLACE TEMP TABLE staging AS ${sql}`);
    await rejectAfterOtherHeader(database, fit);
    const staged = { faults, line: `rowid + ${fit.linesBefore + 1}`, linesOutside: fit.linesBefore };
    return { staged, lines: (await rowCount(database)) + fit.linesBefore };
  } catch (error) {
    if (options.signal?.aborted || isOutOfMemory(error)) throw error;
    return null;
  }
}

async function rowCount(database: Database, where = 'TRUE'): Promise<number> {
  const [row] = await database.query(z.object({ n: integer }), `SELECT count(*) AS n FROM staging WHERE ${where}`);
  return row?.n ?? 0;
}

/** A line that does not come apart as columns may yet come apart as a line. */
const hasOddLines = (database: Database) =>
  rowCount(database, `fault IN (${Object.values(FRAME_FAULT).join(', ')})`).then((count) => count > 0);

/** @returns null when the reader refuses the file, or its kind is read by single records */
export async function stageQuickly(
  database: Database,
  { path }: InputFile,
  fit: Fit,
  options: StageOptions,
): Promise<Trial | null> {
  if (fit.format.kind !== 'request') return null;
  const columns = framedColumns(fit, path);
  const trial = columns === null ? null : await stageOnTrial(database, { path, fit }, columns, options);
  return trial !== null && !(await hasOddLines(database)) ? trial : stageLines(database, path, fit, options);
}

const stageLines = (database: Database, path: string, fit: Fit, options: StageOptions): Promise<Trial | null> =>
  stageOnTrial(database, { path, fit }, framedLines(fit, linesOf(path, fit.linesBefore)), options);

/** Pieces of text, cut into lines by DuckDB. */
const PIECE_LINES = `(SELECT rtrim(line, chr(13)) AS line FROM (SELECT unnest(string_split($1, chr(10))) AS line))`;

/** No line at all: for the columns that lines will have. */
const NO_LINES = "(SELECT '' AS line WHERE FALSE)";

/** Large pieces of text: exact to the line, in any encoding. */
export async function stagePieces(
  database: Database,
  { path, fit, inspection }: SourceFile,
  options: StageOptions,
): Promise<Staged> {
  const over = (lines: string) =>
    normaliseStatement(fit.format, fit.layout, framedLines(fit, lines), statementOptions(fit, options, ''));
  const { sql, faults } = over(PIECE_LINES);
  await database.run(`CREATE TEMP TABLE staging AS ${over(NO_LINES).sql}`);
  const insert = await database.connection.prepare(`INSERT INTO staging ${sql}`);
  let characters = 0;
  for await (const piece of piecesAfter(lineChunks(path, inspection, options.signal), fit.linesBefore)) {
    insert.bindVarchar(1, piece);
    await insert.run();
    characters += piece.length + 1;
    options.onShare?.(Math.min(1, characters / inspection.bytes));
  }
  insert.destroySync();
  await rejectAfterOtherHeader(database, fit);
  return { faults, line: `rowid + ${fit.linesBefore + 1}`, linesOutside: fit.linesBefore };
}

/** Single records: exact, and with line ends inside quotation marks. */
export async function stageRecords(
  database: Database,
  { path, fit, inspection }: SourceFile,
  options: StageOptions,
): Promise<Staged> {
  const columns = fit.header.map((_, index) => `c${index} VARCHAR`).join(', ');
  await database.run(`CREATE TEMP TABLE framed (line BIGINT, frame_fault TINYINT, ${columns})`);
  const appender = await database.connection.createAppender('framed');
  const pieces = piecesAfter(lineChunks(path, inspection, options.signal), fit.linesBefore);
  const fieldCount = fit.header.length;
  let further = 0;
  for await (const record of records(pieces, fit.delimiter, fieldCount, fit)) {
    options.signal?.throwIfAborted();
    appendRecord(appender, record.line + fit.linesBefore, frameNumber(record.fault), record.fields, fieldCount);
    further += record.lineCount - 1;
  }
  appender.closeSync();
  const framed: Framed = {
    from: 'framed',
    frameFault: 'frame_fault',
    column: (index) => `c${index}`,
    headerText: (index) => fit.header[index] ?? null,
    syslogTime: null,
  };
  const { sql, faults } = normaliseStatement(fit.format, fit.layout, framed, statementOptions(fit, options, 'line, '));
  await database.run(`CREATE TEMP TABLE staging AS ${sql}`);
  await database.run('DROP TABLE framed');
  return { faults, line: 'line', linesOutside: fit.linesBefore + further };
}

const FRAME_NUMBERS = {
  blank: IGNORED.blank,
  header: IGNORED.header,
  summary: IGNORED.other,
  'quote-not-closed': FRAME_FAULT.quoteNotClosed,
  'wrong-number-of-fields': FRAME_FAULT.wrongNumberOfFields,
} as const;

const frameNumber = (fault: keyof typeof FRAME_NUMBERS | null): number => (fault === null ? 0 : FRAME_NUMBERS[fault]);

function appendRecord(
  appender: DuckDBAppender,
  line: number,
  frame: number,
  fields: readonly string[] | null,
  fieldCount: number,
): void {
  appender.appendBigInt(BigInt(line));
  appender.appendTinyInt(frame);
  for (let index = 0; index < fieldCount; index++) {
    const field = fields?.[index];
    if (field === undefined) appender.appendNull();
    else appender.appendVarchar(field);
  }
  appender.endRow();
}

/**
 * The caller drops the table `staging`.
 * @param trial what `stageQuickly` gave: taken when every physical line is one record, else the exact way is gone
 */
export async function stageFile(
  database: Database,
  file: SourceFile,
  trial: Trial | null,
  options: StageOptions,
): Promise<Staged> {
  const { inspection, fit } = file;
  const isWhole = (tried: Trial) => tried.lines === inspection.lines && inspection.isPlain;
  if (trial !== null && isWhole(trial)) return trial.staged;
  // Columns pass over blank lines, which lines do not.
  const again = trial !== null && inspection.isPlain ? await stageLines(database, file.path, fit, options) : null;
  if (again !== null && isWhole(again)) return again.staged;
  await database.run('DROP TABLE IF EXISTS staging');
  const byLines = fit.format.kind === 'request' || fit.format.frame.by !== 'header';
  return byLines ? stagePieces(database, file, options) : stageRecords(database, file, options);
}

/** Every physical line is accounted for, or nothing of the file is stored. */
export function assertBalance(file: SourceFile, accounted: number): void {
  if (accounted === file.inspection.lines) return;
  throw fail('ledger-unbalanced', { file: file.name, lines: file.inspection.lines, accounted });
}
