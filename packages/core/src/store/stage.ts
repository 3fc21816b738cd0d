/**
 * Brings a file's records into the temporary table `staging`, normalised. Three ways in, one way out:
 * whole columns by DuckDB's parallel reader, when the file is clean; large pieces of text, exact to the line, when it is
 * not or has no columns; and single records, for captures and lists.
 */
import type { DuckDBAppender } from '@duckdb/node-api';
import { fail } from '../errors.js';
import {
  type FaultMeaning,
  FRAME_FAULT,
  type Framed,
  IGNORED,
  normaliseStatement,
  quoted,
  type SearchEngines,
  type Uptake,
} from '../normalise/statement.js';
import type { Fit } from '../read/detect-format.js';
import type { Inspection } from '../read/inspect-file.js';
import { lineChunks, wholeText } from '../read/line-chunks.js';
import { records } from '../read/records.js';
import { type Database, isOutOfMemory } from './database.js';

export interface SourceFile {
  readonly path: string;
  readonly fit: Fit;
  readonly inspection: Inspection;
}

/** Whole columns staged on trial: they count only when the inspection shows that every line is one record. */
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
  readonly searchEngines?: SearchEngines;
  readonly signal?: AbortSignal | undefined;
  /** Called with the share of the file that has been read, 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

const headerText = (fit: Fit) => (index: number) => fit.header[index] ?? null;

/** What DuckDB reads at a time: about one row group of a web log, so that a piece is not cut up and put together again. */
const BUFFER_BYTES = 16 << 20;

/** @returns null when the reader refuses the file, or the format has no columns */
export async function stageColumns(
  database: Database,
  path: string,
  fit: Fit,
  options: StageOptions,
): Promise<Trial | null> {
  if (fit.format.frame.by !== 'header' || fit.format.kind !== 'request') return null;
  const names = fit.header.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const framed: Framed = {
    from: `read_csv(${quoted(path)}, delim=${quoted(fit.delimiter)}, quote='"', escape='"', header=false, skip=${fit.linesBefore}, auto_detect=false, buffer_size=${BUFFER_BYTES}, columns={${names}})`,
    frameFault: '0',
    column: (index) => `c${index}`,
    headerText: headerText(fit),
  };
  const { sql, faults } = normaliseStatement(fit.format, fit.layout, framed, { ...options, before: '' });
  try {
    await database.run(`CREATE TEMP TABLE staging AS ${sql}`);
  } catch (error) {
    if (options.signal?.aborted || isOutOfMemory(error)) throw error;
    return null;
  }
  const staged = { faults, line: `rowid + ${fit.linesBefore + 1}`, linesOutside: fit.linesBefore };
  return { staged, lines: (await rowCount(database, 'staging')) + fit.linesBefore };
}

async function rowCount(database: Database, table: string): Promise<number> {
  const reader = await database.connection.runAndReadAll(`SELECT count(*)::INTEGER AS n FROM ${table}`);
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

/** The fields of a delimited line as a list: plain, quoted throughout, or mixed; NULL when its quotation marks do not add up. */
function delimitedFields(delimiter: string): string {
  const between = quoted(`"${delimiter}"`);
  const marks = `(length(text) - length(replace(text, '"', '')))`;
  const inner = 'text[2:-2]';
  const plain = `string_split(text, ${quoted(delimiter)})`;
  const everywhere = `string_split(${inner}, ${between})`;
  const mark = delimiter === '\t' ? '\\t' : delimiter;
  // A mark inside a field that does not begin with one stands for itself, as the parallel reader takes it.
  const each = `regexp_extract_all(text || ${quoted(delimiter)}, '("(?:[^"]|"")*"|[^"${mark}][^${mark}]*|)${mark}')`;
  const bare = `list_transform(${each}, lambda part: CASE WHEN starts_with(part, '"') THEN replace(part[2:-3], '""', '"') ELSE part[:-2] END)`;
  const isWhole = `array_to_string(${each}, '') = text || ${quoted(delimiter)}`;
  return `CASE WHEN ${marks} = 0 THEN ${plain}
    WHEN starts_with(text, '"') AND ends_with(text, '"') AND ${marks} = 2 * len(${everywhere}) THEN ${everywhere}
    WHEN ${isWhole} THEN ${bare} END`;
}

/** Words apart by spaces as a list; words too many belong to the absorbing field. */
function spacedFields(fieldCount: number, absorbing: number): string {
  const words = `string_split(regexp_replace(trim(text), ' +', ' ', 'g'), ' ')`;
  const after = fieldCount - absorbing;
  const absorbed = `array_to_string(words[${absorbing}:len(words) - ${after}], ' ')`;
  return `list_transform([${words}], lambda words: CASE WHEN len(words) <= ${fieldCount} THEN words ELSE words[:${absorbing - 1}] || [${absorbed}] || words[len(words) - ${after - 1}:] END)[1]`;
}

function framedLines(fit: Fit): Framed {
  const { frame } = fit.format;
  const fields =
    frame.by === 'header' ? delimitedFields(fit.delimiter) : spacedFields(frame.fieldCount, frame.absorbing);
  const fieldCount = frame.by === 'header' ? fit.header.length : frame.fieldCount;
  const lines = `(SELECT rtrim(line, chr(13)) AS text FROM (SELECT unnest(string_split($1, chr(10))) AS line))`;
  return {
    from: `(SELECT text, ${fields} AS f FROM ${lines})`,
    frameFault: `CASE WHEN trim(text) = '' THEN ${IGNORED.blank} WHEN f IS NULL THEN ${FRAME_FAULT.quoteNotClosed} WHEN len(f) <> ${fieldCount} THEN ${FRAME_FAULT.wrongNumberOfFields} ELSE 0 END`,
    column: (index) => `f[${index + 1}]`,
    headerText: headerText(fit),
  };
}

/** Drops the lines before the first record, which may reach over several pieces. */
function afterLines(count: number): (piece: string) => string | null {
  let left = count;
  return (piece) => {
    let start = 0;
    while (left > 0) {
      const end = piece.indexOf('\n', start);
      left -= 1;
      if (end === -1) return null;
      start = end + 1;
    }
    return piece.slice(start);
  };
}

async function stageLines(
  database: Database,
  { path, fit, inspection }: SourceFile,
  options: StageOptions,
): Promise<Staged> {
  const { sql, faults } = normaliseStatement(fit.format, fit.layout, framedLines(fit), { ...options, before: '' });
  await database.run(`CREATE TEMP TABLE staging AS ${sql.replace('$1', "''")} LIMIT 0`);
  const insert = await database.connection.prepare(`INSERT INTO staging ${sql}`);
  const remaining = afterLines(fit.linesBefore);
  let characters = 0;
  for await (const piece of lineChunks(path, inspection.encoding, options.signal)) {
    const text = remaining(piece);
    if (text === null) continue;
    insert.bindVarchar(1, text);
    await insert.run();
    characters += piece.length + 1;
    options.onShare?.(Math.min(1, characters / inspection.bytes));
  }
  insert.destroySync();
  return { faults, line: `rowid + ${fit.linesBefore + 1}`, linesOutside: fit.linesBefore };
}

async function stageRecords(
  database: Database,
  { path, fit, inspection }: SourceFile,
  options: StageOptions,
): Promise<Staged> {
  const columns = fit.header.map((_, index) => `c${index} VARCHAR`).join(', ');
  await database.run(`CREATE TEMP TABLE framed (line BIGINT, frame TINYINT, ${columns})`);
  const appender = await database.connection.createAppender('framed');
  const text = await wholeText(path, inspection.encoding, options.signal);
  const fieldCount = fit.header.length;
  let further = 0;
  for await (const record of records(afterLines(fit.linesBefore)(text) ?? '', fit.delimiter, fieldCount)) {
    options.signal?.throwIfAborted();
    appendRecord(appender, record.line + fit.linesBefore, frameNumber(record.fault), record.fields, fieldCount);
    further += record.lineCount - 1;
  }
  appender.closeSync();
  const framed: Framed = {
    from: 'framed',
    frameFault: 'frame',
    column: (index) => `c${index}`,
    headerText: headerText(fit),
  };
  const { sql, faults } = normaliseStatement(fit.format, fit.layout, framed, { ...options, before: 'line, ' });
  await database.run(`CREATE TEMP TABLE staging AS ${sql}`);
  await database.run('DROP TABLE framed');
  return { faults, line: 'line', linesOutside: fit.linesBefore + further };
}

function frameNumber(fault: 'blank' | 'wrong-number-of-fields' | 'quote-not-closed' | null): number {
  if (fault === null) return 0;
  if (fault === 'blank') return IGNORED.blank;
  return fault === 'quote-not-closed' ? FRAME_FAULT.quoteNotClosed : FRAME_FAULT.wrongNumberOfFields;
}

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
 * @param trial what `stageColumns` gave: taken when every physical line is one record, else the exact way is gone
 */
export async function stageFile(
  database: Database,
  file: SourceFile,
  trial: Trial | null,
  options: StageOptions,
): Promise<Staged> {
  if (trial !== null && trial.lines === file.inspection.lines && file.inspection.encoding === 'utf-8')
    return trial.staged;
  await database.run('DROP TABLE IF EXISTS staging');
  return file.fit.format.kind === 'request'
    ? stageLines(database, file, options)
    : stageRecords(database, file, options);
}

/** Every physical line is accounted for, or nothing of the file is stored. */
export function assertBalance(file: SourceFile, accounted: number): void {
  if (accounted === file.inspection.lines) return;
  throw fail('ledger-unbalanced', { file: file.path, lines: file.inspection.lines, accounted });
}
