import { FRAME_FAULT, quoted } from '../normalise/statement.js';
import { type LineFrame, listColumn } from './line-frame.js';

/** `event.user` → `$."event"."user"`; a key that holds a dot itself stands in quotation marks already. */
export const pathOf = (alias: string): string =>
  alias.startsWith('$')
    ? alias
    : `$.${alias
        .split('.')
        .map((key) => `"${key.replace(/["\\]/g, '\\$&')}"`)
        .join('.')}`;

/** One JSON object a line, parsed once for all paths. */
export function jsonLines(keys: readonly string[]): LineFrame {
  const paths = keys.map((key) => quoted(pathOf(key))).join(', ');
  return {
    fields: `CASE WHEN json_valid(text) THEN json_extract_string(text, [${paths}]) END`,
    faults: [`WHEN f IS NULL THEN ${FRAME_FAULT.notJson}`],
    column: listColumn,
  };
}
