/**
 * `key=value` in any order. One search a key: measured twice as fast as one expression for all keys or a map of all pairs.
 * The literal before a key must be one character, or the search slows down by three.
 */
import { FRAME_FAULT } from '../normalise/statement.js';
import type { LineFrame } from './line-frame.js';

export interface Paired {
  readonly between: ' ' | ',' | '\t' | '|';
  readonly bare: 'word' | 'words';
  readonly keys: readonly string[];
  /** Keys whose values stand in quotation marks at the file's beginning: that way is tried first. */
  readonly quotedKeys: ReadonlySet<string>;
}

/** Stands for what comes before the first separator, which some products write without a key. */
export const FIRST = '(first)';
/** Stands for the whole line with its syslog header, for what has no key of its own. */
const LINE = '(line)';

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll("'", "''");
const group = (pattern: string, from = 'text') => `regexp_extract(${from}, '${pattern}', 1)`;
const either = (one: string, other: string) => `coalesce(nullif(${one}, ''), ${other})`;

/** As they stand in an expression, and in SQL. */
const SEPARATORS = { ' ': [' ', `' '`], ',': [',', `','`], '\t': ['\\t', 'chr(9)'], '|': ['\\|', `'|'`] } as const;

/** Up to the comma before the next key in capitals: a value of several parts is rare, and only then the slow way is gone. */
function commaWords(before: string, from: string): string {
  const next = '(?:,[A-Z][A-Z_]*=|$)';
  return either(group(`${before}([^,]*)${next}`, from), group(`${before}(.*?)${next}`, from));
}

/** One word, or words up to the one that is the next key. @param not further characters that no word holds */
function spacedWords(before: string, from: string, not: string): string {
  const oneWord = group(`${before}([^ ${not}]*)(?: [^ =]+=| *$)`, from);
  return either(oneWord, `regexp_replace(${group(`${before}([^ ${not}]*(?: [^ =]*)*=?)`, from)}, ' [^ =]*=$', '')`);
}

/** A value without marks. */
function bareValue(before: string, { between, bare }: Paired, from: string): string {
  if (between === ',' && bare === 'words') return commaWords(before, from);
  if (between !== ' ') return group(`${before}([^${SEPARATORS[between][0]}"]*)`, from);
  return bare === 'word' ? group(`${before}([^ "]*)`, from) : spacedWords(before, from, '"');
}

/** In LEEF the first pair stands behind the bar that ends the header. */
const unheaded = (value: string, key: string, shape: Paired) =>
  shape.between === '\t' ? either(value, bareValue(`\\|${literal(key)}=`, shape, 'text')) : value;

/**
 * The pairs without marks alone. What stands inside marks was often written by whoever sat at the computer, and may look
 * like a key: ` user=somebody` in the name of a browser must not become the user.
 */
const isMarked = ({ between }: Paired) => between === ' ' || between === ',';
const withoutMarked = ({ between }: Paired) =>
  `CASE WHEN contains(text, '="') THEN regexp_replace(text, '${between}[^${between}="]+="[^"]*"', '', 'g') ELSE text END`;

function pairValue(key: string, shape: Paired): string {
  const [separator, asText] = SEPARATORS[shape.between];
  if (key === LINE) return 'line';
  if (key === FIRST) return `trim(split_part(text[2:], ${asText}, 1))`;
  const before = `${separator}${literal(key)}=`;
  // A value that is spaced at its beginning, or whose marks are doubled, is still the value; two marks alone are an empty one.
  const marked = `ltrim(${group(`${before}"("[^" ,\\t\\]][^"]*|[^"]*)"`)}, '"')`;
  const plain = unheaded(bareValue(before, shape, isMarked(shape) ? 'f' : 'text'), key, shape);
  return shape.quotedKeys.has(key) ? either(marked, plain) : either(plain, marked);
}

export function pairedLines(shape: Paired): LineFrame {
  return {
    fields: isMarked(shape) ? withoutMarked(shape) : null,
    faults: [`WHEN NOT contains(text, '=') THEN ${FRAME_FAULT.notARecord}`],
    column: (index) => pairValue(shape.keys[index] ?? '', shape),
  };
}

/** The pairs behind the seven fields of CEF: `\=` is a `=` inside a value. Marks mean nothing there, but some products write them. */
export function cefLines(keys: readonly string[], quotedKeys: ReadonlySet<string>): LineFrame {
  const of = (key: string) => {
    const bare = either(spacedWords(` ${literal(key)}=`, 'text', ''), spacedWords(`\\|${literal(key)}=`, 'text', ''));
    const value = quotedKeys.has(key) ? either(group(` ${literal(key)}="([^"]*)"`), bare) : bare;
    return `replace(${value}, '\\=', '=')`;
  };
  return {
    fields: null,
    faults: [`WHEN NOT contains(text, 'CEF:') THEN ${FRAME_FAULT.notARecord}`],
    column: (index) => of(keys[index] ?? ''),
  };
}
