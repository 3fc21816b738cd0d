/** What formats of one entry a line have in common: reading the lines, and writing them under a heading with their evidence. */
import { isBelowAlone, type ListEntry, type ParsedEntry, parseEntry } from './entry.js';
import type { Effect, ListedEntry, ListFault, ListFaultReason, ListHeader, RawList, ReadEntry } from './list-format.js';

export interface LineEntry {
  readonly parsed: ParsedEntry;
  /** Default: blocked. */
  readonly effect?: Effect;
  readonly isWidened?: boolean;
}

/** What a line says: nothing, one entry or more, or why it is none. */
export type LineMeaning = null | ListFaultReason | readonly LineEntry[];

const LINE_END = /\r\n|\n|\r/;
/** In the heading of every list written here: such a file needs no guess. */
const MARK = 'Format: fmreview list';

export const splitLines = (text: string): string[] => text.split(LINE_END);

const markOf = (id: string): string => `${MARK} ${id}`;

/** The format that a heading of ours names; null: the file is not ours. */
export function markedFormat(lines: readonly string[]): string | null {
  for (const line of lines) {
    const at = line.indexOf(MARK);
    if (at !== -1) return /^ ([a-z0-9-]+)/.exec(line.slice(at + MARK.length))?.[1] ?? null;
  }
  return null;
}

export function readLines(text: string, meaning: (line: string) => LineMeaning): RawList {
  const blocked: ReadEntry[] = [];
  const allowed: ReadEntry[] = [];
  const faults: ListFault[] = [];
  for (const [index, raw] of splitLines(text).entries()) {
    const line = index + 1;
    const said = meaning(raw.trim());
    if (said === null) continue;
    if (typeof said === 'string') {
      faults.push({ line, reason: said });
      continue;
    }
    for (const { parsed, effect = 'block', isWidened = false } of said) {
      if ('fault' in parsed) faults.push({ line, reason: parsed.fault });
      else (effect === 'block' ? blocked : allowed).push({ entry: parsed.entry, line, isWidened });
    }
  }
  return { blocked, allowed, faults };
}

/** An entry as most lists write it, the names below included. */
export const plainEntry = (text: string): readonly LineEntry[] => [
  { parsed: parseEntry(text), isWidened: isBelowAlone(text) },
];

export const hostAlone = (parsed: ParsedEntry): ParsedEntry =>
  'fault' in parsed ? parsed : { entry: { ...parsed.entry, covers: 'host' } };

/** Without a remark that begins with the sign, at the beginning or after a space. */
export function withoutRemark(line: string, sign: string): string {
  if (line.startsWith(sign)) return '';
  const at = line.search(new RegExp(`\\s${sign}`));
  return at === -1 ? line : line.slice(0, at).trim();
}

const MOST_REMARK_CHARACTERS = 400;

/** A remark of one line of plain characters: no end of line, no mark of direction and no end of a comment can be smuggled in. */
export const remark = (text: string): string =>
  text
    .replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim()
    .slice(0, MOST_REMARK_CHARACTERS);

export function headingLines(id: string, { title, madeOn, effect }: ListHeader, count: number): string[] {
  const use = effect === 'block' ? 'to be blocked' : 'to be allowed';
  return [remark(title), `Made on ${madeOn}. Entries ${use}: ${count}.`, markOf(id)];
}

/** Heading, then each entry below the evidence for it. */
export function writeLines(
  { id, comment }: { readonly id: string; readonly comment: (text: string) => string },
  entries: readonly ListedEntry[],
  header: ListHeader,
  toLines: (entry: ListEntry) => readonly string[],
): string {
  const lines = headingLines(id, header, entries.length).map(comment);
  for (const { entry, evidence } of entries) {
    const words = remark(evidence);
    if (words !== '') lines.push(comment(words));
    lines.push(...toLines(entry));
  }
  return `${lines.join('\n')}\n`;
}

/** Where a list writes a host and the names below it in two lines: both together are one entry, at the first of them. */
export function joinPairs({ blocked, allowed, faults }: RawList): RawList {
  return { blocked: joined(blocked), allowed: joined(allowed), faults };
}

function joined(entries: readonly ReadEntry[]): ReadEntry[] {
  const alone = new Map<string, ReadEntry>();
  const below = new Map<string, ReadEntry>();
  for (const read of entries) {
    const half = read.isWidened ? below : alone;
    if (!half.has(read.entry.host)) half.set(read.entry.host, read);
  }
  const used = new Set<ReadEntry>();
  return entries.flatMap((read) => {
    const other = (read.isWidened ? alone : below).get(read.entry.host);
    const isFirst = (read.isWidened ? below : alone).get(read.entry.host) === read;
    if (!isFirst || other === undefined) return [read];
    if (used.has(other)) return [];
    used.add(read);
    return [{ entry: { ...read.entry, covers: 'host-and-below' }, line: read.line, isWidened: false }];
  });
}
