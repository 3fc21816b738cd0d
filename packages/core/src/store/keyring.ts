/** Keyed pseudonyms: HMAC-SHA-256 with the store's key, so that nobody without the key can try names against the store. */
import { createHmac } from 'node:crypto';

type Purpose =
  | 'account'
  | 'surname'
  | 'domain'
  | 'person'
  | 'device'
  | 'host'
  | 'path'
  | 'phrase'
  | 'class'
  | 'category'
  | 'action'
  | 'rule'
  | 'search-term'
  | 'capture-id'
  | 'decision'
  | 'report'
  | 'check'
  | 'exclusion'
  | 'list-decision';

export interface Keyring {
  /** @returns 32 hexadecimal digits (128 bits); equal texts of one purpose give equal keys */
  keyOf(purpose: Purpose, text: string): string;
  /** @returns 64 hexadecimal digits: the whole of it, because a chain of lines hangs on each */
  auditHash(text: string): string;
}

const KEY_HEX_DIGITS = 32;

export const keyring = (secret: Buffer): Keyring => ({
  keyOf: (purpose, text) =>
    createHmac('sha256', secret).update(`${purpose}\u0000${text}`, 'utf8').digest('hex').slice(0, KEY_HEX_DIGITS),
  auditHash: (text) => createHmac('sha256', secret).update(`audit\u0000${text}`, 'utf8').digest('hex'),
});
