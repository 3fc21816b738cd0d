/**
 * Day first or month first is decided for a whole file, never by one row: a file whose rejected times would all make
 * sense the other way round was written that way, and then its other dates would be wrong in silence.
 */
import { z } from 'zod';
import { fieldsOf } from '../normalise/header.js';
import type { Kind } from '../normalise/kinds.js';
import type { TimeContext } from '../normalise/time-forms.js';
import { pickLines } from '../read/pick-lines.js';
import { type Database, integer } from './database.js';
import type { SourceFile, Staged } from './stage.js';

export type DateOrder = TimeContext['dateOrder'];

/** So many rejected times are looked at; a file read the wrong way round rejects about every second one. */
const SAMPLE_LINES = 200;

const MONTH = '(?:0?[1-9]|1[0-2])';
const LATE_DAY = '(?:1[3-9]|2[0-9]|3[01])';
const YEAR = '(?:20[0-9]{2}|[0-9]{2})';
/** Dates that can only be meant in this order. */
const PROOF: Readonly<Record<DateOrder, string>> = {
  'month-first': `${MONTH}([-/.])${LATE_DAY}\\1${YEAR}`,
  'day-first': `${LATE_DAY}([-/.])${MONTH}\\1${YEAR}`,
};
/** With a time of day after it, where records have one: an address may hold such a date as well. */
const AFTER = { time: ',?[ T]+[0-9]{1,2}:[0-9]{2}', date: '(?![0-9])' };
const EITHER_ORDER = /(?<![\d.])\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d.])/;

/** The column by which a file is judged. Lists of people and devices hold too few dates for it. */
const JUDGED = {
  request: 'time',
  capture: 'time',
  membership: null,
  device: null,
  outcome: 'decidedOn',
  concern: 'day',
  acceptance: 'signedOn',
  check: 'day',
  exclusion: 'decidedOn',
  'list-decision': 'decidedOn',
} as const satisfies Record<Kind, string | null>;

const proof = z.object({ proven: z.boolean().nullable(), rejected: integer, records: integer });

export interface DateReading {
  /** The file proves that it was written the other way round. */
  readonly isOther: boolean;
  /** A day above 12, or a spelling that has no two ways, proves the reading. */
  readonly isProven: boolean;
}

const FINE: DateReading = { isOther: false, isProven: true };

export const otherOrder = (order: DateOrder): DateOrder => (order === 'day-first' ? 'month-first' : 'day-first');

/** The order in which a product usually writes dates. */
export const usualOrder = ({ format }: SourceFile['fit']): DateOrder => format.dateOrder ?? 'day-first';

/** Epochs and other times of one spelling have no order of day and month. */
function isReadByOrder({ fit }: SourceFile, column: string): boolean {
  const as = new Map(fieldsOf(fit.format)).get(column)?.as;
  return as === 'time' || as === 'date';
}

/** Judges the staged records, which were read in this order. */
export async function readDates(
  database: Database,
  file: SourceFile,
  { line }: Staged,
  order: DateOrder,
): Promise<DateReading> {
  const column = JUDGED[file.fit.format.kind];
  if (column === null || !isReadByOrder(file, column)) return FINE;
  const [found] = await database.query(
    proof,
    `SELECT bool_or(day("${column}") > 12) FILTER (fault = 0) AS proven, count(*) FILTER (fault > 0 AND "${column}" IS NULL) AS rejected,
       count(*) FILTER (fault >= 0) AS records FROM staging`,
  );
  if (found === undefined || found.records === 0) return FINE;
  const isProven = found.proven ?? false;
  if (found.rejected === 0) return { isOther: false, isProven: isProven || (await hasOneWay(file)) };
  const refused = `fault > 0 AND "${column}" IS NULL`;
  const isOther = await isWrittenAs(database, file, { line, column, order: otherOrder(order), where: refused });
  if (!isOther) return { isOther, isProven: isProven || (await hasOneWay(file)) };
  // A late day may also stand in a time that is spelt without an order: that proves nothing.
  const late = `fault = 0 AND day("${column}") > 12`;
  const isMixed = isProven && (await isWrittenAs(database, file, { line, column, order, where: late }));
  return { isOther: !isMixed, isProven: true };
}

/** Dates like 2026-03-04 or 4 March 2026 leave no doubt; the first record shows how the file writes them. */
async function hasOneWay({ path, inspection, fit }: SourceFile): Promise<boolean> {
  const [text = ''] = (await pickLines(path, inspection, [fit.linesBefore + 1])).values();
  return !EITHER_ORDER.test(text);
}

interface Sought {
  readonly line: string;
  readonly column: string;
  readonly order: DateOrder;
  /** Which rows are looked at, as SQL. */
  readonly where: string;
}

async function isWrittenAs(
  database: Database,
  { path, inspection }: SourceFile,
  { line, column, order, where }: Sought,
): Promise<boolean> {
  const rows = await database.query(
    z.object({ line: integer }),
    `SELECT s.${line} AS line FROM staging AS s WHERE ${where} ORDER BY 1 LIMIT ${SAMPLE_LINES}`,
  );
  const lines = rows.map((row) => row.line);
  const sign = new RegExp(`(?<![0-9])${PROOF[order]}${AFTER[column === 'time' ? 'time' : 'date']}`);
  return [...(await pickLines(path, inspection, lines)).values()].some((text) => sign.test(text));
}
