/**
 * What can tell who or what was typed: names, accounts, device names, phrases, titles, notes, searched words, rejected
 * lines. It never enters the store; it stands in sealed segments beside it, keyed like the store's dimensions.
 */
import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { z } from 'zod';

/** What a text names or says. */
export const TEXT_KINDS = [
  'account',
  'person',
  'device',
  'address',
  'host',
  'path',
  'phrase',
  'class',
  'category',
  'rule',
  'search-term',
  'capture',
  'outcome',
  'concern',
  'check',
  'exclusion',
  'list-decision',
  'rejection',
  'file',
] as const;

export interface SealedText {
  readonly kind: (typeof TEXT_KINDS)[number];
  /** The key of the dimension; `file:line` for what belongs to one line, the file by its first sixteen digits of SHA-256. */
  readonly key: string;
  /** What the text is: `name`, `first-name`, `window-title`, … */
  readonly field: string;
  readonly text: string;
}

export const sealedText = z.object({ kind: z.enum(TEXT_KINDS), key: z.string(), field: z.string(), text: z.string() });

/** Texts by the id of the audience that may read them. */
export class TextsByAudience {
  readonly #texts = new Map<string, Map<string, SealedText>>();

  /** The same again changes nothing. */
  add(audience: string, { kind, key, field, text }: SealedText): void {
    const own = this.#texts.get(audience) ?? new Map<string, SealedText>();
    own.set(JSON.stringify([kind, key, field]), { kind, key, field, text });
    this.#texts.set(audience, own);
  }

  entries(): [string, SealedText[]][] {
    return [...this.#texts].map(([audience, texts]) => [audience, [...texts.values()]]);
  }
}

export function textsToArrow(texts: readonly SealedText[]): Uint8Array {
  const table = tableFromArrays({
    kind: texts.map((each) => each.kind),
    key: texts.map((each) => each.key),
    field: texts.map((each) => each.field),
    text: texts.map((each) => each.text),
  });
  return tableToIPC(table, 'file');
}

/** @throws when these bytes are no such table */
export const textsFromArrow = (bytes: Uint8Array): SealedText[] =>
  Array.from(tableFromIPC(bytes), (row) => sealedText.parse(row.toJSON()));
