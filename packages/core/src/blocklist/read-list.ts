/** Reads a list in any of the formats, recognised by its lines where nobody names it. Every fault has its line, and all come at once. */
import { fail } from '../errors.js';
import { listFormats } from '../list-formats/registry.generated.js';
import { parseEntry } from './entry.js';
import type { Effect, ListFault, ListFormat, ReadEntry } from './list-format.js';
import { markedFormat, splitLines } from './list-lines.js';

export interface ReadList {
  readonly format: string;
  /** What the file itself says of its use; block where it says nothing. */
  readonly effect: Effect;
  readonly entries: readonly ReadEntry[];
  /** In a list of what is blocked: what it takes out again. */
  readonly exceptions: readonly ReadEntry[];
  readonly faults: readonly ListFault[];
}

/** So many lines show what a list is. */
const SAMPLED_LINES = 2000;
/** A format fits where it reads more than this share of the lines that say something. */
const LEAST_SHARE = 0.5;

export const allListFormats = (): readonly ListFormat[] => listFormats;

const idsOf = (formats: readonly ListFormat[]) => formats.map(({ id }) => id).join(', ');

/** @throws list-format-not-found */
export function listFormatById(id: string): ListFormat {
  const found = allListFormats().find((format) => format.id === id);
  if (found === undefined) throw fail('list-format-not-found', { format: id, formats: idsOf(allListFormats()) });
  return found;
}

/** @throws list-format-not-found, list-format-unknown, list-format-ambiguous, file-empty */
export function readList(file: string, text: string, as?: string): ReadList {
  const format = as === undefined ? recognise(file, text) : listFormatById(as);
  const { blocked, allowed, faults } = format.read(text);
  const isAllowing = blocked.length === 0 && allowed.length > 0;
  return {
    format: format.id,
    effect: isAllowing ? 'allow' : 'block',
    entries: isAllowing ? allowed : blocked,
    exceptions: isAllowing ? [] : allowed,
    faults,
  };
}

function recognise(file: string, text: string): ListFormat {
  const lines = splitLines(text).slice(0, SAMPLED_LINES);
  if (lines.every((line) => line.trim() === '')) throw fail('file-empty', { file });
  const marked = allListFormats().find(({ id }) => id === markedFormat(lines));
  if (marked !== undefined) return marked;
  const signed = allListFormats().filter(({ sign }) => sign !== null && lines.some((line) => sign.test(line)));
  return onlyOne(file, signed.length > 0 ? signed : formatsThatRead(lines));
}

/** Without a sign of any: names alone are a plain list; else whichever reads most of it. */
function formatsThatRead(lines: readonly string[]): ListFormat[] {
  const sample = lines.join('\n');
  const plain = listFormatById('domains');
  if (readsMost(plain, sample) && !lines.some(namesPart)) return [plain];
  // A table needs its heading, and a program its first word: both are signs.
  const unsigned = allListFormats().filter(({ sign, supports }) => sign === null || supports.paths);
  return unsigned.filter((format) => readsMost(format, sample));
}

const namesPart = (line: string): boolean => {
  const parsed = parseEntry(line);
  return 'entry' in parsed && parsed.entry.segment !== null;
};

function readsMost({ read }: ListFormat, sample: string): boolean {
  const { blocked, allowed, faults } = read(sample);
  const lines = new Set([...blocked, ...allowed].map(({ line }) => line)).size;
  return lines > (lines + faults.length) * LEAST_SHARE;
}

function onlyOne(file: string, fits: readonly ListFormat[]): ListFormat {
  const [first, ...others] = fits;
  if (first === undefined) throw fail('list-format-unknown', { file, formats: idsOf(allListFormats()) });
  if (others.length > 0) throw fail('list-format-ambiguous', { file, formats: idsOf(fits) });
  return first;
}
