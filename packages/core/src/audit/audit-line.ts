/**
 * A line of `audit.jsonl`: what was done, when and as which reader, in codes and counts; it has no place for a text. Each
 * line carries the hash of the one before it and its own, made with the store's key, so that none can be changed or
 * taken out unseen.
 */
import { z } from 'zod';
import type { Keyring } from '../store/keyring.js';

const code = z.string().regex(/^[a-z][a-z0-9]*([ -][a-z0-9]+)*$/, 'small letters, digits, hyphens');
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const entryShape = z.strictObject({
  /** The command, with what it was told to do: `review`, `keys rotate`. */
  command: code.max(40),
  /** Name of the reader whose key was used; null without a key. */
  reader: code.max(40).nullable().default(null),
  edition: code.max(40).nullable().default(null),
  /** Counts only. */
  detail: z.record(z.string().regex(/^[a-z][A-Za-z]{0,39}$/), z.int()).default({}),
  /** SHA-256 of what was issued. */
  digest: hash.nullable().default(null),
});
export type AuditEntry = z.input<typeof entryShape>;

const lineShape = z.strictObject({
  seq: z.int().positive(),
  time: z.iso.datetime(),
  ...entryShape.shape,
  /** Present when the clock said earlier than the line before. */
  clockMovedBack: z.literal(true).optional(),
  previous: hash,
  hash,
});
export type AuditLine = z.infer<typeof lineShape>;

/** A place in the chain: what the next line hangs on. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}
export const CHAIN_START: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

const HASH_FIELD = /,"hash":"[0-9a-f]{64}"\}$/;

const hashOf = (keyring: Keyring, previous: string, body: string) => keyring.auditHash(`${previous}\u0000${body}`);

export interface LineTime {
  readonly now: Date;
  readonly clockMovedBack: boolean;
}

/** @returns the line without its end, and the chain's new end */
export function auditLineText(
  keyring: Keyring,
  end: ChainEnd,
  entry: AuditEntry,
  { now, clockMovedBack }: LineTime,
): { text: string; end: ChainEnd } {
  const { command, reader, edition, detail, digest } = entryShape.parse(entry);
  const seq = end.seq + 1;
  const moved = clockMovedBack ? { clockMovedBack } : {};
  const time = now.toISOString();
  const body = JSON.stringify({ seq, time, command, reader, edition, detail, digest, ...moved, previous: end.hash });
  const own = hashOf(keyring, end.hash, body);
  return { text: `${body.slice(0, -1)},"hash":"${own}"}`, end: { seq, hash: own } };
}

/** null for what is no line of an audit. */
export function parseAuditLine(text: string): AuditLine | null {
  try {
    return lineShape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the line is, byte for byte, what was once written. */
export const isAsWritten = (keyring: Keyring, text: string, line: AuditLine): boolean =>
  HASH_FIELD.test(text) && hashOf(keyring, line.previous, text.replace(HASH_FIELD, '}')) === line.hash;
