/** Faults of a mapping's frame: expressions that nobody can run, numbers that contradict each other, unknown codes. */
import { groupCount } from '../frames/patterned.js';
import type { FieldFault } from '../read/yaml-file.js';
import type { CompiledLogformat } from './compile-logformat.js';
import { fault, type Outline } from './mapping-outline.js';

/** What RE2 does not have, though JavaScript does. */
const NOT_IN_RE2 = /\(\?<?[=!]|\\[1-9]|\\k</;

/** @returns what is wrong with an expression; null when nothing is */
export function expressionFault(pattern: string): string | null {
  if (NOT_IN_RE2.test(pattern)) return 'it looks ahead, back, or at an earlier group, which this program cannot';
  try {
    new RegExp(pattern);
    return null;
  } catch {
    return 'it is no regular expression: brackets or marks do not add up';
  }
}

export const hasPlaces = (by: string) => ['columns', 'spaces', 'pattern', 'logformat'].includes(by);
const groupsOf = (pattern: string) => (expressionFault(pattern) === null ? groupCount(pattern) - 1 : 0);

/** How many places the frame has; null where it has none, or where it is at fault itself. */
export function placeCount({ frame }: Outline, compiled: CompiledLogformat | null): number | null {
  if (frame.by === 'columns') return frame.most;
  if (frame.by === 'spaces') return frame.fieldCount;
  if (frame.by === 'pattern')
    return frame.pattern === '' || expressionFault(frame.pattern) !== null ? null : groupsOf(frame.pattern);
  return compiled === null || compiled.faults.length > 0 ? null : compiled.groups.length;
}

export function frameFaults({ frame }: Outline, compiled: CompiledLogformat | null): FieldFault[] {
  const faults: FieldFault[] = [];
  const { by, least, most, fieldCount, absorbing, odd, pattern } = frame;
  if (by === 'columns' && least !== null && most !== null && least > most)
    faults.push(fault(['frame', 'least'], 'it is more than most'));
  if (by === 'spaces' && fieldCount !== null && absorbing !== null && absorbing > fieldCount)
    faults.push(fault(['frame', 'absorbing'], `the frame has only ${fieldCount} places`));
  for (const [name, expression] of [['pattern', pattern] as const, ['odd', odd] as const]) {
    const wrong = expression === '' ? null : expressionFault(expression);
    if (wrong !== null) faults.push(fault(['frame', name], wrong));
  }
  if (
    by === 'spaces' &&
    odd !== '' &&
    fieldCount !== null &&
    expressionFault(odd) === null &&
    (groupsOf(odd) === 0 || groupsOf(odd) % fieldCount !== 0)
  )
    faults.push(fault(['frame', 'odd'], `it has ${groupsOf(odd)} groups, and the frame ${fieldCount} places`));
  if (by === 'pattern' && pattern !== '' && expressionFault(pattern) === null && groupsOf(pattern) === 0)
    faults.push(fault(['frame', 'pattern'], 'it has no group in round brackets'));
  return [...faults, ...(compiled?.faults ?? []).map((message) => fault(['frame', 'logformat'], message))];
}
