/** The lines of a sample as a table: how they come apart, and what stands in each column. Nothing of it is kept. */

import { isWrapped, unwrapped } from '../read/syslog.js';
import { compileLogformat } from './compile-logformat.js';
import { SQUID_LAYOUTS } from './logformat-codes.js';
import type { OwnFrame } from './mapping-schema.js';
import { hasContent, headerAt } from './sample-header.js';
import { jsonColumns, keysIn, pairColumns } from './sample-keys.js';

export interface SampleColumn {
  /** Counted from 1; for keys their order. */
  readonly place: number;
  /** Of the header, or the key; null where there is none. */
  readonly name: string | null;
  readonly texts: readonly string[];
}

export interface SampleTable {
  readonly frame: OwnFrame;
  /** Why it was taken for that. */
  readonly reason: string;
  readonly columns: readonly SampleColumn[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const DELIMITER_WORDS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars', ' ': 'spaces' } as const;
type Delimiter = keyof typeof DELIMITER_WORDS;

const LEAST_SHARE = 0.6;

/** A field in quotation marks may hold the delimiter. */
function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [''];
  let isInside = false;
  for (const letter of line) {
    if (letter === '"') isInside = !isInside;
    else if (letter === delimiter && !isInside) fields.push('');
    else fields[fields.length - 1] += letter;
  }
  return fields;
}

function usualCount(rows: readonly (readonly string[])[]): { readonly count: number; readonly share: number } {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [best] = [...counts].toSorted((one, other) => other[1] - one[1] || other[0] - one[0]);
  return { count: best?.[0] ?? 0, share: (best?.[1] ?? 0) / Math.max(rows.length, 1) };
}

function asTable(lines: readonly string[], delimiter: Delimiter): SampleTable | null {
  const rows = lines.map((line) => splitLine(line, delimiter));
  const { count, share } = usualCount(rows);
  const at = headerAt(rows);
  const header = rows[at];
  if (header === undefined && (count < 2 || share < LEAST_SHARE)) return null;
  // Any text has spaces: a log also has numbers, times or addresses in the same place of every line.
  if (delimiter === ' ' && header === undefined && !hasContent(rows)) return null;
  const words = `the lines have ${header?.length ?? count} fields, apart by ${DELIMITER_WORDS[delimiter]}`;
  const body = rows.slice(at + 1).filter(({ length }) => length === (header?.length ?? count));
  const columns = Array.from({ length: header?.length ?? count }, (_, index) => ({
    place: index + 1,
    name: header?.[index]?.trim() || null,
    texts: body.map((row) => row[index] ?? ''),
  }));
  if (header !== undefined)
    return {
      frame: { by: 'header', delimiters: [delimiter] },
      reason: `${words}, and line ${at + 1} names them`,
      columns,
    };
  return {
    frame: { by: 'columns', delimiter, least: count, most: count },
    reason: `${words}, and no line names them`,
    columns,
  };
}

/** The delimiter that the most lines agree on, and of those the one that makes the most fields. */
function delimited(lines: readonly string[], delimiters: readonly Delimiter[]): SampleTable | null {
  const tables = delimiters.map((delimiter) => asTable(lines, delimiter)).filter((table) => table !== null);
  const rank = ({ frame, columns }: SampleTable) => (frame.by === 'header' ? 1_000 : 0) + columns.length;
  return tables.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}

function squidLayout(lines: readonly string[]): SampleTable | null {
  const isOf = (text: string) => {
    const pattern = new RegExp(compileLogformat(text).pattern);
    return lines.filter((line) => pattern.test(line)).length >= lines.length * LEAST_SHARE;
  };
  const found = (['combined', 'squid', 'common'] as const).find((name) => isOf(SQUID_LAYOUTS[name]));
  if (found === undefined) return null;
  return {
    frame: { by: 'logformat', logformat: SQUID_LAYOUTS[found] },
    reason: `it is the layout that Squid calls ${found}`,
    columns: [],
  };
}

function keyed(lines: readonly string[]): SampleTable | null {
  const json = jsonColumns(lines);
  if (json !== null) return { frame: { by: 'json' }, reason: 'each line is one JSON object', columns: json };
  if (lines.filter((line) => line.includes('CEF:')).length >= lines.length * LEAST_SHARE) {
    const columns = pairColumns(
      lines.map((line) => line.replace(/^.*?CEF:(?:[^|]*\|){7}/, '')),
      ' ',
    );
    return { frame: { by: 'cef' }, reason: 'the lines are in the Common Event Format', columns };
  }
  const between = ([' ', '\t', ','] as const)
    .map((each) => keysIn(lines, each))
    .toSorted((one, other) => other.covered - one.covered)[0];
  if (between === undefined || between.covered < LEAST_SHARE || between.keys < 3) return null;
  const bare = between.between === ' ' && between.covered < 0.9 ? { bare: 'words' as const } : {};
  return {
    frame: { by: 'pairs', between: between.between, ...bare },
    reason: `the lines are made of key=value, apart by ${DELIMITER_WORDS[between.between]}`,
    columns: pairColumns(lines, between.between),
  };
}

/** @param lines of the file's beginning */
export function sampleTable(lines: readonly string[]): SampleTable | null {
  const messages = (lines.some(isWrapped) ? lines.map(unwrapped) : lines).filter((line) => line.trim() !== '');
  return keyed(messages) ?? squidLayout(messages) ?? delimited(messages, DELIMITERS) ?? delimited(messages, [' ']);
}
