import { FRAME_FAULT, quoted } from '../normalise/statement.js';
import type { LineFrame } from './line-frame.js';

/** How many groups an expression has: brackets that are neither escaped, nor in a class, nor `(?:`. */
export const groupCount = (pattern: string): number => new RegExp(`${pattern}|`).exec('')?.length ?? 1;

/** A regular expression over the whole line; its first group is never empty. */
export function patternedLines(pattern: string): LineFrame {
  const names = Array.from({ length: groupCount(pattern) - 1 }, (_, index) => `'g${index + 1}'`);
  return {
    fields: `regexp_extract(text, ${quoted(pattern)}, [${names.join(', ')}])`,
    faults: [`WHEN f.g1 = '' THEN ${FRAME_FAULT.notARecord}`],
    column: (index) => `f.g${index + 1}`,
  };
}
