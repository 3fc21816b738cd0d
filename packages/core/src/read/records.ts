/**
 * The row reader, for captures, rosters and registries: odd quoting, line ends inside fields. `fast-csv` frames the
 * records; this file only decides which physical lines belong to one record, so that one stray quotation mark costs
 * one line and not the rest of the file.
 */
import { parseString } from 'fast-csv';
import { z } from 'zod';

export interface FramedRecord {
  /** 1-based physical line on which the record begins. */
  readonly line: number;
  /** How many physical lines it spans. */
  readonly lineCount: number;
  /** The text of each field; null when the line could not be framed. */
  readonly fields: readonly string[] | null;
  readonly fault: 'blank' | 'wrong-number-of-fields' | 'quote-not-closed' | null;
}

interface Candidate {
  readonly line: number;
  readonly lines: readonly string[];
}

/** A record that seems to span more lines than this is a quotation mark that was never closed. */
const MOST_LINES = 200;
const BATCH_RECORDS = 2_000;
const parsedRows = z.array(z.array(z.string()));

const isOddQuoted = (line: string) => (line.split('"').length - 1) % 2 === 1;

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

/** The lines from `start` that belong together because quotation marks are open at the end of each but the last. */
function candidateAt(lines: readonly string[], start: number): Candidate {
  const taken = [lines[start] ?? ''];
  let isOpen = isOddQuoted(taken[0] ?? '');
  while (isOpen && start + taken.length < lines.length && taken.length < MOST_LINES) {
    const next = lines[start + taken.length] ?? '';
    taken.push(next);
    if (isOddQuoted(next)) isOpen = false;
  }
  return isOpen ? { line: start + 1, lines: taken.slice(0, 1) } : { line: start + 1, lines: taken };
}

function judge(candidate: Candidate, fields: readonly string[] | null, fieldCount: number): FramedRecord {
  const place = { line: candidate.line, lineCount: candidate.lines.length };
  if (candidate.lines.length === 1 && candidate.lines[0]?.trim() === '')
    return { ...place, fields: null, fault: 'blank' };
  if (fields === null) return { ...place, fields: null, fault: 'quote-not-closed' };
  return fields.length === fieldCount
    ? { ...place, fields, fault: null }
    : { ...place, fields: null, fault: 'wrong-number-of-fields' };
}

/** @yields every record of the text in order; the line numbers leave no gap */
export async function* records(text: string, delimiter: string, fieldCount: number): AsyncGenerator<FramedRecord> {
  const physical = text.split('\n');
  if (physical.at(-1) === '') physical.pop();
  const lines = physical.map((line) => line.replace(/\r$/, ''));
  let at = 0;
  let batchRecords = BATCH_RECORDS;
  while (at < lines.length) {
    const batch: Candidate[] = [];
    while (at < lines.length && batch.length < batchRecords) {
      const candidate = candidateAt(lines, at);
      batch.push(candidate);
      at += candidate.lines.length;
    }
    const parsed = await parseBatch(batch, delimiter);
    batchRecords = Math.min(BATCH_RECORDS, batchRecords * 2);
    for (const [index, candidate] of batch.entries()) {
      const record = judge(candidate, parsed[index] ?? null, fieldCount);
      yield record.fault !== null && candidate.lines.length > 1 ? { ...record, lineCount: 1 } : record;
      if (record.fault === null || candidate.lines.length === 1) continue;
      // A joined record that makes no sense was a stray quotation mark: only its first line is given up.
      at = candidate.line;
      // The rest of the batch is framed anew: where such marks stand close together, large batches would be wasted work.
      batchRecords = 1;
      break;
    }
  }
}
