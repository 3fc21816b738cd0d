/**
 * Text as it may be printed. Characters that have no shape (controls, direction overrides, private ones) are dropped:
 * they could hide or turn round what stands beside them. Characters without a glyph become a square.
 */
import { readFileSync } from 'node:fs';
import { fontFiles } from '../fonts.js';
import { type Coverage, fontCoverage } from './font-coverage.js';

const missingGlyph = '□';

/** For outputs that find their own fonts. */
export const readable = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Co}]/gu, '');

let shippedCoverage: Coverage | undefined;

/** For the PDF and the charts, which know the shipped font only. */
export function printable(words: string): string {
  shippedCoverage ??= fontCoverage(readFileSync(fontFiles.regular));
  const isCovered = shippedCoverage;
  return Array.from(readable(words), (character) =>
    isCovered(character.codePointAt(0) ?? 0) ? character : missingGlyph,
  ).join('');
}
