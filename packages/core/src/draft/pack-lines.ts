/** Small pieces of YAML, written by hand because every line of a draft may carry a comment. */
import type { People } from './people-words.js';

const PLAIN = /^[A-Za-z][\w (),.;'/-]*[\w).]$/;
const MEANS_SOMETHING_ELSE = /^(?:true|false|null|yes|no|on|off|y|n)$|,? #|: /i;

/** Quoted where YAML could take it for anything but these words. */
export const scalar = (text: string): string =>
  PLAIN.test(text) && !MEANS_SOMETHING_ELSE.test(text) ? text : JSON.stringify(text);

export const orNull = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));

export const flowList = (words: readonly string[]): string => `[${words.join(', ')}]`;

export const audienceOf = ({ roles, stages }: People): string =>
  `{ roles: ${flowList(roles)}, stages: ${stages === null ? 'null' : flowList(stages)} }`;

export interface Place {
  readonly document: string;
  readonly section: string;
}

export const referenceTo = ({ document, section }: Place): string =>
  `{ document: ${JSON.stringify(document)}, section: ${JSON.stringify(section)} }`;

export const numberedReference = ({ document, section }: Place): string =>
  `{ document: ${JSON.stringify(document)}, section: ${JSON.stringify(section)}, number: null }`;

const MOST_CHARACTERS = 110;

/** The beginning of the wording, to be rewritten: brackets hold examples and names. */
export function shortened(wording: string): string {
  const plain = wording
    .replace(/\s*\([^()]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= MOST_CHARACTERS) return plain;
  const cut = plain.slice(0, MOST_CHARACTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_CHARACTERS - 30))} …`;
}

export const toCheck = (text: string): string => JSON.stringify(`CHECK: ${text}`);

export const indented = (lines: readonly string[], columns: number): string[] =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(columns)}${line}`));
