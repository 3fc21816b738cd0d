import { FRAME_FAULT, quoted } from '../normalise/statement.js';
import { type LineFrame, listColumn } from './line-frame.js';

export interface Delimited {
  readonly delimiter: string;
  readonly least: number;
  readonly most: number;
  readonly quotes: 'some' | 'always' | 'none';
}

/** Every field in marks; what stands inside one, marks and all, is the field's. */
function alwaysQuoted(delimiter: string): string {
  return `CASE WHEN starts_with(text, '"') AND ends_with(text, '"') THEN string_split(text[2:-2], ${quoted(`"${delimiter}"`)}) END`;
}

/** Plain, quoted throughout, or mixed; NULL when the quotation marks do not add up. */
function sometimesQuoted(delimiter: string): string {
  const between = quoted(`"${delimiter}"`);
  const marks = `(length(text) - length(replace(text, '"', '')))`;
  const inner = 'text[2:-2]';
  const plain = `string_split(text, ${quoted(delimiter)})`;
  const everywhere = `string_split(${inner}, ${between})`;
  const mark = { '\t': '\\t', '|': '\\|' }[delimiter] ?? delimiter;
  // Some products put a space before a quotation mark; a mark inside a field that does not begin with one stands for itself.
  const each = `regexp_extract_all(text || ${quoted(delimiter)}, '( *"(?:[^"]|"")*"|[^"${mark}][^${mark}]*|)${mark}')`;
  const bare = `list_transform(${each}, lambda part: CASE WHEN starts_with(ltrim(part), '"') THEN replace(ltrim(part)[2:-3], '""', '"') ELSE part[:-2] END)`;
  const isWhole = `array_to_string(${each}, '') = text || ${quoted(delimiter)}`;
  return `CASE WHEN ${marks} = 0 THEN ${plain}
    WHEN starts_with(text, '"') AND ends_with(text, '"') AND ${marks} = 2 * len(${everywhere}) THEN ${everywhere}
    WHEN ${isWhole} THEN ${bare} END`;
}

function split({ delimiter, quotes }: Delimited): string {
  if (quotes === 'none') return `string_split(text, ${quoted(delimiter)})`;
  return quotes === 'always' ? alwaysQuoted(delimiter) : sometimesQuoted(delimiter);
}

/** Empty fields behind the last are what spreadsheets leave there. */
export function delimitedLines(shape: Delimited): LineFrame {
  const isRagged = `len(f) < ${shape.least} OR (len(f) > ${shape.most} AND array_to_string(f[${shape.most + 1}:], '') <> '')`;
  return {
    fields: split(shape),
    faults: [
      `WHEN f IS NULL THEN ${FRAME_FAULT.quoteNotClosed}`,
      `WHEN ${isRagged} THEN ${FRAME_FAULT.wrongNumberOfFields}`,
    ],
    column: listColumn,
  };
}
