import { FRAME_FAULT, quoted } from '../normalise/statement.js';
import { type LineFrame, listColumn } from './line-frame.js';

export interface Spaced {
  readonly fieldCount: number;
  readonly absorbing: number;
  /** RE2 with one group a field, for lines with another number of words. */
  readonly odd?: string;
}

/** Words apart by spaces; words too many belong to the absorbing field, or are told apart by the format's own expression. */
export function spacedLines({ fieldCount, absorbing, odd }: Spaced): LineFrame {
  const words = `string_split(regexp_replace(trim(text), ' +', ' ', 'g'), ' ')`;
  const after = fieldCount - absorbing;
  const absorbed = `array_to_string(words[${absorbing}:len(words) - ${after}], ' ')`;
  const merged = `words[:${absorbing - 1}] || [${absorbed}] || words[len(words) - ${after - 1}:]`;
  const names = Array.from({ length: fieldCount }, (_, index) => `g${index + 1}`);
  const picked =
    odd === undefined
      ? merged
      : `list_transform([regexp_extract(trim(text), ${quoted(odd)}, [${names.map(quoted).join(', ')}])], lambda found: CASE WHEN found.g1 = '' THEN words ELSE [${names.map((name) => `found.${name}`).join(', ')}] END)[1]`;
  const fewer = odd === undefined ? `len(words) <= ${fieldCount}` : `len(words) = ${fieldCount}`;
  return {
    fields: `list_transform([${words}], lambda words: CASE WHEN ${fewer} THEN words ELSE ${picked} END)[1]`,
    faults: [`WHEN len(f) <> ${fieldCount} THEN ${FRAME_FAULT.wrongNumberOfFields}`],
    column: listColumn,
  };
}
