/** Texts that stand where an account should and are no person's. Told by the name without its domain. */
import { hasPupilNumber } from './pupil-numbers.js';
import { namedSql } from './time-forms.js';

/** What a filter writes when nobody has logged on. */
const NOBODY_WORDS = ['anonymous', 'unknown', 'anon', 'unauthenticated', 'not authenticated', 'nobody'];
/** Names under which a computer itself logs on. */
const SYSTEM_WORDS = ['system', 'local system', 'local service', 'network service', 'anonymous logon'];

/** Products that know nobody repeat the address of the computer, some in brackets, or with its network behind it. */
const ADDRESS = '[0-9]{1,3}(?:[.][0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z._-]+)?';

/** A domain from a column of its own stands behind a mark that no text has. */
const withoutDomain = (raw: string) =>
  `trim(regexp_replace(regexp_replace(trim(split_part(${raw}, chr(1), 1)), '^.*\\\\', ''), '(.)@[^@]*$', '\\1'))`;

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/** SQL: whether nobody is meant, or a computer (`FH-IT-01$`), or somebody by a number that is kept nowhere. */
export function isNobody(raw: string, nullWords: readonly string[]): string {
  const words = list([...nullWords, ...NOBODY_WORDS, ...SYSTEM_WORDS]);
  const isNone = (name: string) =>
    `lower(${name}) IN (${words}) OR suffix(${name}, '$') OR regexp_full_match(${name}, '\\[?(?:${ADDRESS})\\]?')`;
  return `(${hasPupilNumber(raw)} OR ${namedSql('bare', withoutDomain(raw), isNone)})`;
}
