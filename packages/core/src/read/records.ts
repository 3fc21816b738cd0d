/**
 * The row reader, for captures, rosters and registries: odd quoting, line ends inside fields. `fast-csv` frames the
 * records; this file only decides which physical lines belong to one record, so that one stray quotation mark costs
 * one line and not the rest of the file.
 */
import { parseString } from 'fast-csv';
import { z } from 'zod';
import { besideRecords, type TableShape } from './beside-records.js';
import { endsOpen } from './open-marks.js';

export interface FramedRecord {
  /** 1-based physical line on which the record begins. */
  readonly line: number;
  /** How many physical lines it spans. */
  readonly lineCount: number;
  /** The text of each field; null when the line could not be framed. */
  readonly fields: readonly string[] | null;
  readonly fault: 'blank' | 'header' | 'summary' | 'wrong-number-of-fields' | 'quote-not-closed' | null;
}

interface Candidate {
  readonly line: number;
  readonly lines: readonly string[];
}

/** A record that seems to span more lines than this is a quotation mark that was never closed. */
const MOST_LINES = 200;
const BATCH_RECORDS = 2_000;
/** Lines let go of together, so that the beginning is not cut off for every record. */
const LEAST_DROPPED = 10_000;
const parsedRows = z.array(z.array(z.string()));

async function parseRecords(texts: readonly string[], delimiter: string): Promise<string[][] | null> {
  const rows: unknown[] = [];
  return new Promise((resolve) => {
    parseString(texts.join('\n'), { delimiter, headers: false, ignoreEmpty: false, trim: false })
      .on('error', () => resolve(null))
      .on('data', (row: unknown) => rows.push(row))
      .on('end', () => {
        const parsed = parsedRows.safeParse(rows);
        resolve(parsed.success && parsed.data.length === texts.length ? parsed.data : null);
      });
  });
}

/** Parses a batch; where it fails, halves it until the one record at fault stands alone. */
async function parseBatch(batch: readonly Candidate[], delimiter: string): Promise<(readonly string[] | null)[]> {
  const rows = await parseRecords(
    batch.map((candidate) => candidate.lines.join('\n')),
    delimiter,
  );
  if (rows !== null) return rows;
  if (batch.length <= 1) return batch.map(() => null);
  const middle = batch.length >> 1;
  return [
    ...(await parseBatch(batch.slice(0, middle), delimiter)),
    ...(await parseBatch(batch.slice(middle), delimiter)),
  ];
}

/** The lines from `start` that belong together because a field is open at the end of each but the last. */
function candidateAt({ lines, first }: LineWindow, start: number, delimiter: string): Candidate {
  const line = first + start;
  const taken = [lines[start] ?? ''];
  let isOpen = endsOpen(taken[0] ?? '', delimiter, false);
  while (isOpen && start + taken.length < lines.length && taken.length < MOST_LINES) {
    const next = lines[start + taken.length] ?? '';
    taken.push(next);
    isOpen = endsOpen(next, delimiter, true);
  }
  return { line, lines: isOpen ? taken.slice(0, 1) : taken };
}

/** Empty fields behind the last are what spreadsheets leave there. */
const withoutEmptyEnd = (fields: readonly string[], fieldCount: number) =>
  fields.slice(fieldCount).every((text) => text.trim() === '') ? fields.slice(0, fieldCount) : fields;

function judge(
  candidate: Candidate,
  given: readonly string[] | null,
  fieldCount: number,
  shape: TableShape | undefined,
): FramedRecord {
  const place = { line: candidate.line, lineCount: candidate.lines.length };
  const fields = given === null ? null : withoutEmptyEnd(given, fieldCount);
  if (candidate.lines.length === 1 && candidate.lines[0]?.trim() === '')
    return { ...place, fields: null, fault: 'blank' };
  if (fields === null) return { ...place, fields: null, fault: 'quote-not-closed' };
  const beside = shape === undefined || candidate.lines.length > 1 ? null : besideRecords(fields, shape);
  if (beside !== null) return { ...place, fields: null, fault: beside };
  return fields.length === fieldCount
    ? { ...place, fields, fault: null }
    : { ...place, fields: null, fault: 'wrong-number-of-fields' };
}

/** The lines that are looked at now: as many of the text as the next batch needs, never all of it. */
class LineWindow {
  /** Number of the first line that is held. */
  first = 1;
  lines: string[] = [];
  readonly #pieces: AsyncIterator<string>;
  #isEnded = false;

  constructor(pieces: AsyncIterable<string>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Lets go of the lines before `line`: nothing of them will be framed anew. */
  dropBefore(line: number): void {
    if (line - this.first < LEAST_DROPPED) return;
    this.lines = this.lines.slice(line - this.first);
    this.first = line;
  }

  /** Takes pieces until so many lines from `line` on are there, or all that are left. */
  async reach(line: number, lineCount: number): Promise<void> {
    while (this.first + this.lines.length - line < lineCount && !this.#isEnded) {
      const { done, value } = await this.#pieces.next();
      if (done === true) this.#isEnded = true;
      else for (const text of value.split('\n')) this.lines.push(text.replace(/\r$/, ''));
    }
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}

async function nextBatch(
  window: LineWindow,
  line: number,
  batchRecords: number,
  delimiter: string,
): Promise<Candidate[]> {
  const batch: Candidate[] = [];
  let at = line;
  window.dropBefore(line);
  while (batch.length < batchRecords) {
    await window.reach(at, MOST_LINES);
    const start = at - window.first;
    if (start >= window.lines.length) break;
    const candidate = candidateAt(window, start, delimiter);
    batch.push(candidate);
    at += candidate.lines.length;
  }
  return batch;
}

/**
 * @param pieces text of whole lines, joined by `\n`, without the last line end; a record may reach over several pieces
 * @param shape of a table: what stands beside its records is then told apart from broken ones
 * @yields every record of the text in order; the line numbers leave no gap
 */
export async function* records(
  pieces: AsyncIterable<string>,
  delimiter: string,
  fieldCount: number,
  shape?: TableShape,
): AsyncGenerator<FramedRecord> {
  const window = new LineWindow(pieces);
  let at = 1;
  let batchRecords = BATCH_RECORDS;
  try {
    for (;;) {
      const batch = await nextBatch(window, at, batchRecords, delimiter);
      if (batch.length === 0) return;
      const parsed = await parseBatch(batch, delimiter);
      batchRecords = Math.min(BATCH_RECORDS, batchRecords * 2);
      for (const [index, candidate] of batch.entries()) {
        const record = judge(candidate, parsed[index] ?? null, fieldCount, shape);
        const isGivenUp = record.fault !== null && candidate.lines.length > 1;
        yield isGivenUp ? { ...record, lineCount: 1 } : record;
        at = candidate.line + (isGivenUp ? 1 : candidate.lines.length);
        if (!isGivenUp) continue;
        // A joined record that makes no sense was a stray quotation mark: only its first line is given up. The rest of
        // the batch is framed anew: where such marks stand close together, large batches would be wasted work.
        batchRecords = 1;
        break;
      }
    }
  } finally {
    await window.close();
  }
}
