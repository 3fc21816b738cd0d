/** What speaks for UTF-8 in bytes, and what against it: one damaged byte does not change what all other names are. */
import { isAscii, isUtf8 } from 'node:buffer';

/** A text in Windows-1252 hardly ever holds characters of UTF-8; one in UTF-8 may hold a few broken ones. */
const LEAST_VALID_TO_ONE_INVALID = 4;

/** How many bytes a character has by its first; 0: no character begins so. */
function lengthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

export class Utf8Evidence {
  #valid = 0;
  #invalid = 0;
  #isCut = false;

  /** @param bytes of whole characters, but for the last of a file */
  add(bytes: Buffer): void {
    if (isAscii(bytes)) return;
    if (isUtf8(bytes)) {
      for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) >= 0xc0) this.#valid += 1;
    } else this.#count(bytes);
  }

  /** A character that is cut off at the end proves nothing by itself. */
  get isUtf8(): boolean {
    if (this.#invalid > 0) return this.#valid >= this.#invalid * LEAST_VALID_TO_ONE_INVALID;
    return !this.#isCut || this.#valid > 0;
  }

  /** No byte stands for anything but UTF-8. */
  get isWhole(): boolean {
    return this.#invalid === 0 && !this.#isCut;
  }

  #count(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const length = lengthOf(bytes[at] ?? 0);
      if (length === 1) at += 1;
      else if (length > 1 && isUtf8(bytes.subarray(at, at + length))) {
        this.#valid += 1;
        at += length;
      } else {
        const isRest = at + length > bytes.length && bytes.subarray(at + 1).every((byte) => byte >> 6 === 2);
        if (length > 1 && isRest) this.#isCut = true;
        else this.#invalid += 1;
        at = length > 1 && isRest ? bytes.length : at + 1;
      }
    }
  }
}
