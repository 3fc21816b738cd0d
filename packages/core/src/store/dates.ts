/**
 * Day first or month first is decided for a whole file, never by one row: a file whose rejected times would all make
 * sense with the month first was written that way, and then its other dates would be wrong in silence.
 */
import { z } from 'zod';
import { fail } from '../errors.js';
import type { Kind } from '../normalise/kinds.js';
import { pickLines } from '../read/pick-lines.js';
import { integer } from './database.js';
import type { Store } from './open-store.js';
import type { SourceFile } from './stage.js';

/** So many rejected times are looked at; a month-first file rejects about every second one. */
const SAMPLE_LINES = 200;
/** With a time of day after it, where records have one: an address may hold such a date as well. */
const MONTH_FIRST = {
  time: /(?<!\d)(0?[1-9]|1[0-2])\/(1[3-9]|2\d|3[01])\/\d{4},?[ T]+\d{1,2}:\d{2}/,
  date: /(?<!\d)(0?[1-9]|1[0-2])\/(1[3-9]|2\d|3[01])\/\d{4}(?!\d)/,
};

const YEAR_FIRST = {
  time: /(?<!\d)20\d{2}-\d{2}-\d{2}[ T]\d{2}:\d{2}/,
  date: /(?<!\d)20\d{2}-\d{2}-\d{2}(?!\d)/,
};
const DAY_OR_MONTH_FIRST = /(?<!\d)\d{1,2}\/\d{1,2}\/\d{4}/;

/** The column by which a file is judged. Lists of people and devices hold too few dates for it. */
const JUDGED = {
  request: 'time',
  capture: 'time',
  membership: null,
  device: null,
  outcome: 'decidedOn',
  concern: 'day',
  acceptance: 'signedOn',
} as const satisfies Record<Kind, string | null>;

const proof = z.object({ proven: z.boolean().nullable(), rejected: integer, records: integer });

/**
 * @returns true when a day above 12, or the year in front, proves the reading
 * @throws dates-month-first
 */
export async function assertDayFirst(store: Store, file: SourceFile, line: string): Promise<boolean> {
  const column = JUDGED[file.fit.format.kind];
  if (column === null) return true;
  const [found] = await store.query(
    proof,
    `SELECT bool_or(day("${column}") > 12) FILTER (fault = 0) AS proven, count(*) FILTER (fault > 0 AND "${column}" IS NULL) AS rejected,
       count(*) FILTER (fault >= 0) AS records FROM staging`,
  );
  if (found?.records === 0 || (found?.proven ?? false)) return true;
  if ((found?.rejected ?? 0) > 0) await refuseMonthFirst(store, file, line, column);
  return isYearFirst(file, column);
}

const patternOf = (column: string) => (column === 'time' ? 'time' : 'date');

/** Dates like 2026-03-04 leave no doubt; the first record shows how the file writes them. */
async function isYearFirst(file: SourceFile, column: string): Promise<boolean> {
  const first = file.fit.linesBefore + 1;
  const [text = ''] = (await pickLines(file.path, file.inspection.encoding, [first])).values();
  return YEAR_FIRST[patternOf(column)].test(text) && !DAY_OR_MONTH_FIRST.test(text);
}

async function refuseMonthFirst(store: Store, file: SourceFile, line: string, column: string): Promise<void> {
  const rows = await store.query(
    z.object({ line: integer }),
    `SELECT s.${line} AS line FROM staging AS s WHERE fault > 0 AND "${column}" IS NULL ORDER BY 1 LIMIT ${SAMPLE_LINES}`,
  );
  const texts = await pickLines(
    file.path,
    file.inspection.encoding,
    rows.map((row) => row.line),
  );
  const [first] = [...texts].filter(([, text]) => MONTH_FIRST[patternOf(column)].test(text));
  if (first === undefined) return;
  const heading = file.fit.header[file.fit.layout.get(column) ?? 0] ?? column;
  throw fail('dates-month-first', { file: `${file.path}:${first[0]}`, column: heading });
}
