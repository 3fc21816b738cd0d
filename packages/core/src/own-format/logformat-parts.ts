/** A `logformat` string in its parts: texts that stand in every line, and codes. */
import { CODES, type Meaning, meaningOf, PASSED_OVER_NAMESPACES } from './logformat-codes.js';

export interface LogformatCode {
  readonly meaning: Meaning | null;
  /** How it is written, for messages. */
  readonly text: string;
  /** Of a header or a note: its name; of a time: how it is written. */
  readonly argument: string;
  /** How odd characters are written; `[` and `"` also by what the code stands in. */
  readonly encoding: '"' | '[' | '#' | '/' | "'" | '';
  readonly padding: 'before' | 'after' | 'none';
}

export type LogformatPart = string | LogformatCode;

export interface Logformat {
  readonly parts: readonly LogformatPart[];
  readonly faults: readonly string[];
}

// `% [encoding] [-] [[0]width] [{argument}] code [{argument}]`
const HEAD = /^%(["[#/']?)(-?)(0?)(\d*)(?:\.\d+)?(?:\{([^}]*)\})?/;

type Quoting = '"' | '[' | '';

/** Whether what follows stands in quotation marks or brackets: then it is written in their way. */
function quotingAfter(text: string, before: Quoting): Quoting {
  return [...text].reduce<Quoting>((quoting, letter) => {
    if (letter === '"') return quoting === '' ? '"' : quoting === '"' ? '' : quoting;
    if (letter === '[') return quoting === '' ? '[' : quoting;
    return letter === ']' && quoting === '[' ? '' : quoting;
  }, before);
}

function codeAt(
  rest: string,
): { readonly code: string; readonly length: number; readonly isPassedOver: boolean } | null {
  const namespace = /^([a-z_]+)::/.exec(rest);
  const name = namespace?.[1] ?? 'http';
  if (PASSED_OVER_NAMESPACES.some((one) => one === name)) {
    const code = /^[a-z_]+::[<>]?[A-Za-z_]+/.exec(rest)?.[0];
    return code === undefined ? null : { code, length: code.length, isPassedOver: true };
  }
  if (name !== 'http') return null;
  const before = namespace?.[0].length ?? 0;
  const code = CODES.find((each) => rest.startsWith(each, before));
  return code === undefined ? null : { code, length: before + code.length, isPassedOver: false };
}

const paddingOf = (isLeft: boolean, isZero: boolean, width: number): LogformatCode['padding'] =>
  width === 0 || isZero ? 'none' : isLeft ? 'after' : 'before';

const isEncoding = (text: string): text is LogformatCode['encoding'] => ['"', '[', '#', '/', "'", ''].includes(text);

interface ReadCode {
  readonly part: LogformatCode | string | null;
  readonly length: number;
}

function readCode(rest: string, quoting: Quoting): ReadCode {
  if (rest.startsWith('%%')) return { part: '%', length: 2 };
  const [head = '%', encoding = '', left = '', zero = '', width = '', argument] = HEAD.exec(rest) ?? [];
  const found = codeAt(rest.slice(head.length));
  if (found === null) return { part: null, length: Math.max(head.length, 1) };
  const end = head.length + found.length;
  const after = argument === undefined ? /^\{([^}]*)\}/.exec(rest.slice(end)) : null;
  const length = end + (after?.[0].length ?? 0);
  const part = {
    meaning: found.isPassedOver ? null : meaningOf(found.code),
    text: rest.slice(0, length),
    argument: argument ?? after?.[1] ?? '',
    encoding: isEncoding(encoding) && encoding !== '' ? encoding : quoting,
    padding: paddingOf(left !== '', zero !== '', Number(width)),
  };
  return { part, length };
}

/** What a line of squid.conf has before the layout itself goes. */
const bare = (text: string) => text.trim().replace(/^logformat\s+[\w-]+\s+/, '');

export function logformatParts(given: string): Logformat {
  const text = bare(given);
  const parts: LogformatPart[] = [];
  const faults: string[] = [];
  let quoting: Quoting = '';
  const addText = (literal: string) => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + literal;
    else parts.push(literal);
    quoting = quotingAfter(literal, quoting);
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    if (!rest.startsWith('%')) {
      const literal = /^[^%]+/.exec(rest)?.[0] ?? rest;
      addText(literal);
      at += literal.length;
      continue;
    }
    const { part, length } = readCode(rest, quoting);
    if (part === null) faults.push(`no code that is known stands at character ${at + 1}`);
    else if (typeof part === 'string') addText(part);
    else parts.push(part);
    at += length;
  }
  return { parts, faults };
}
