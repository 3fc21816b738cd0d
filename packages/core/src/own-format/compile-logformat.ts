/** Squid's own description of a log, made into a frame and fields: each code one piece of a regular expression. */
import type { Action } from '../normalise/action-words.js';
import type { AnySource } from '../normalise/header.js';
import { fieldsFrom, RESULT_ACTIONS, type WrittenCodes } from './logformat-fields.js';
import { type LogformatCode, type LogformatPart, logformatParts } from './logformat-parts.js';

export interface CompiledLogformat {
  readonly pattern: string;
  /** Whether times without a zone are UTC. */
  readonly clock: 'utc' | 'local';
  readonly fields: Readonly<Record<string, AnySource>>;
  /** The group of each code; codes are counted from 1. */
  readonly groups: readonly number[];
  /** What the results of Squid mean where they stand without a status. */
  readonly resultActions: Readonly<Record<string, Action>>;
  readonly faults: readonly string[];
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/ +/g, ' +');

/** A class without the character that ends the value: then RE2 never has to try twice. */
const without = (character: string) => `[^${/[\\\]^-]/.test(character) ? `\\${character}` : character}]`;

/** The pieces of a written time; what is not here may be any word. */
const TIME_PIECES: Readonly<Record<string, string>> = {
  ...{ d: '[0-9]{2}', m: '[0-9]{2}', Y: '[0-9]{4}', y: '[0-9]{2}', H: '[0-9]{2}', I: '[0-9]{2}', M: '[0-9]{2}' },
  ...{ S: '[0-9]{2}', b: '[A-Za-z]+', B: '[A-Za-z]+', h: '[A-Za-z]+', a: '[A-Za-z]+', A: '[A-Za-z]+', s: '[0-9]+' },
  ...{ T: '[0-9:]{8}', F: '[0-9-]{10}', R: '[0-9:]{5}', D: '[0-9/]{8}', e: ' ?[0-9]{1,2}', p: '[A-Za-z]{2}' },
  ...{ z: '[+-][0-9]{4}', Z: '[A-Za-z]+' },
};
const USUAL_TIME = '%d/%b/%Y:%H:%M:%S %z';
const timePattern = (form: string) =>
  form
    .split(/(%.)/)
    .map((piece) => (/^%.$/.test(piece) ? (TIME_PIECES[piece.slice(1)] ?? '[^ ]+') : escaped(piece)))
    .join('');

/** What ends the value of a code. */
const endOf = (next: LogformatPart | undefined) => (typeof next === 'string' ? (next[0] ?? '') : '');

function valuePattern(code: LogformatCode, next: LogformatPart | undefined): string {
  const { meaning, argument, encoding } = code;
  if (meaning === 'seconds' || meaning === 'fraction') return '[0-9]+';
  if (meaning === 'start') return '[0-9.]+';
  if (meaning === 'local-time' || meaning === 'utc-time') return timePattern(argument === '' ? USUAL_TIME : argument);
  const end = endOf(next);
  if (end === '"' && encoding === '"') return '(?:[^"\\\\]|\\\\.)+';
  if (encoding === '/') return `(?:"(?:[^"\\\\]|\\\\.)*"|${without(end === '' ? ' ' : end)}+)`;
  if (end !== '') return `${without(end)}+`;
  return meaning === 'header' ? '.+' : '[^ ]+';
}

/** Account names may hold spaces: where a mark follows, they end there. */
const SPACED_END = /^ +(["[])/;

/** Seconds and what comes behind the full stop are one time. */
const isFractionOf = (parts: readonly LogformatPart[], at: number): boolean => {
  const [seconds, dot, fraction] = parts.slice(at, at + 3);
  return (
    typeof seconds === 'object' &&
    typeof fraction === 'object' &&
    seconds.meaning === 'seconds' &&
    dot === '.' &&
    fraction.meaning === 'fraction'
  );
};

interface Written extends WrittenCodes {
  readonly pattern: string;
}

/** Every code is a group: a few more cost little, and a mapping may name any of them. */
function write(parts: readonly LogformatPart[]): Written {
  const codes: LogformatCode[] = [];
  const groups: number[] = [];
  let [pattern, group] = ['', 0];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined) continue;
    if (typeof part === 'string') {
      pattern += escaped(part);
      continue;
    }
    codes.push(part);
    group += 1;
    groups.push(group);
    const fraction = parts[at + 2];
    if (typeof fraction === 'object' && isFractionOf(parts, at)) {
      codes.push(fraction);
      groups.push(group);
      pattern += '([0-9]+\\.[0-9]+)';
      at += 2;
      continue;
    }
    const next = parts[at + 1];
    const bound = part.meaning === 'user' && typeof next === 'string' ? SPACED_END.exec(next)?.[1] : undefined;
    // A space in the layout stands for any number of them, those of padding among them.
    const before = part.padding === 'before' && !pattern.endsWith(' +') ? ' *' : '';
    const after = part.padding === 'after' && endOf(next) !== ' ' ? ' *' : '';
    pattern += `${before}(${bound === undefined ? valuePattern(part, next) : `${without(bound)}+`})${after}`;
    if (bound === undefined) continue;
    pattern += escaped(String(next).trimStart());
    at += 1;
  }
  // Products add columns behind the last, such as the headers of log_mime_hdrs.
  return { pattern: `^${pattern}(?: .*)?$`, codes, groups };
}

function touching(parts: readonly LogformatPart[]): string[] {
  return parts.flatMap((part, at) => {
    const before = parts[at - 1];
    const isTouching = typeof part === 'object' && typeof before === 'object';
    return isTouching ? [`nothing stands between ${before.text} and ${part.text}, so they cannot be told apart`] : [];
  });
}

export function compileLogformat(text: string): CompiledLogformat {
  const { parts, faults } = logformatParts(text);
  const written = write(parts);
  const isUtc = written.codes.some(
    ({ meaning, argument }) => meaning === 'utc-time' && argument !== '' && !/%[zZ]/.test(argument),
  );
  return {
    pattern: written.pattern,
    clock:
      isUtc && !written.codes.some(({ meaning }) => meaning === 'seconds' || meaning === 'start') ? 'utc' : 'local',
    fields: fieldsFrom(written),
    groups: written.groups,
    resultActions: written.codes.some(({ meaning }) => meaning === 'status') ? {} : RESULT_ACTIONS,
    faults: [...faults, ...touching(parts)],
  };
}
