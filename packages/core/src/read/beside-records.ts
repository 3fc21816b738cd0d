/** What stands in an export beside its records: counts behind the table or between its groups, and further preambles. */
import type { Format } from '../normalise/format.js';
import { foldName } from '../normalise/header.js';

/** Of RE2 and JavaScript alike, over small letters. */
export const SUMMARIES =
  '^"?(?:grand )?(?:counts?|totals?|number of (?:records|rows)|end of (?:report|file)|generated|report generated)\\b';
const SUMMARY = new RegExp(SUMMARIES);

/** A record has more fields that say something than a count with its label. */
const MOST_SUMMARY_FIELDS = 2;
/** A shorter label would be found in records as well. */
const LEAST_LABEL_LETTERS = 3;

/** A line of the preamble, up to its colon: another preamble further down says the same of other people or days. */
export function preambleLabel(line: string, delimiter: string): string | null {
  const [label = ''] = /^[^:]*:?/.exec(line.replaceAll('"', '').replaceAll(delimiter, ' ').trim()) ?? [];
  return label.length < LEAST_LABEL_LETTERS ? null : label;
}

export interface TableShape {
  readonly header: readonly string[];
  /** The lines before the header, up to their colons. */
  readonly preamble: readonly string[];
  readonly format: Format;
}

/** A row of another log, by the column that says so; see `frames/other-rows`. */
function isOtherRow(fields: readonly string[], { header, format: { frame } }: TableShape): boolean {
  if (frame.by !== 'header' || frame.others === undefined || fields.length !== header.length) return false;
  const { name, unless } = frame.others;
  const index = header.findIndex((text) => foldName(text) === foldName(name));
  const text = (fields[index] ?? '').trim().toLowerCase();
  return text !== '' && text !== unless;
}

/** What a line is that is no record, from its fields; null: it may be one. */
export function besideRecords(fields: readonly string[], shape: TableShape): 'blank' | 'header' | 'summary' | null {
  const { header, preamble } = shape;
  if (header.length > 1 && header.every((text, index) => fields[index]?.trim() === text.trim())) return 'header';
  const filled = fields.map((text) => text.trim()).filter((text) => text !== '');
  if (filled.length === 0) return 'blank';
  if (isOtherRow(fields, shape)) return 'summary';
  const isWhole = fields.length === header.length && filled.length > Math.min(MOST_SUMMARY_FIELDS, header.length - 1);
  if (isWhole) return null;
  const [first = ''] = filled;
  const isSummary = SUMMARY.test(first.toLowerCase());
  const text = filled.join(' ');
  const isPreamble = preamble.some((label) => (label.endsWith(':') ? text.startsWith(label) : text === label));
  const isFurtherCount =
    filled.length <= MOST_SUMMARY_FIELDS && filled.some((text) => SUMMARY.test(text.toLowerCase()));
  return isSummary || isFurtherCount || isPreamble ? 'summary' : null;
}
