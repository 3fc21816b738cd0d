/**
 * The line that names the columns of a table. A row of people's data must never be taken for it, because names of columns
 * are written into a draft.
 */
import { foldName } from '../normalise/header.js';
import { knownNames } from './known-names.js';

type Row = readonly string[];

const MOST_LINES = 40;
const LEAST_KNOWN_NAMES = 2;
const MOST_NAME_LETTERS = 60;
const LEAST_SHARE = 0.8;

/** What no name of a column looks like: addresses, accounts, numbers, times. */
const IS_CONTENT = /:\/\/|@|\\|^\d|^[\d.:/ -]+$|\.(?:com|org|net|uk|ie)\b/i;
const isContent = (text: string) => IS_CONTENT.test(text.trim());

/** Whether some column holds what no name looks like, from top to bottom. */
export function hasContent(rows: readonly Row[]): boolean {
  const widest = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: widest }, (_, index) => rows.filter((row) => isContent(row[index] ?? '')).length).some(
    (count) => rows.length > 0 && count >= rows.length * LEAST_SHARE,
  );
}

/** Words such as Student may be names of columns and what stands in them; then they stand in other rows as well. */
function isRepeated(row: Row, index: number, rows: readonly Row[]): boolean {
  const own = foldName(row[index] ?? '');
  const whole = row.join('\n');
  return rows.some((other) => foldName(other[index] ?? '') === own && other.join('\n') !== whole);
}

function isHeader(row: Row, at: number, rows: readonly Row[]): boolean {
  const names = row.map((text) => text.trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length < 2 || filled.some((name) => name.length > MOST_NAME_LETTERS || isContent(name))) return false;
  const folded = filled.map(foldName);
  if (new Set(folded).size < folded.length) return false;
  const known = names.filter((name, index) => knownNames().has(foldName(name)) && !isRepeated(row, index, rows)).length;
  if (known >= LEAST_KNOWN_NAMES) return true;
  // One is enough where every column has a name and the rows below hold what the names do not look like.
  const below = rows.slice(at + 1).filter(({ length }) => length === row.length);
  return known === 1 && filled.length === names.length && hasContent(below);
}

/** @returns -1 where no line names the columns */
export const headerAt = (rows: readonly Row[]): number =>
  rows.slice(0, MOST_LINES).findIndex((row, index) => row.length > 1 && isHeader(row, index, rows));
