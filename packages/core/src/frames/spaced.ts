import { FRAME_FAULT, quoted } from '../normalise/statement.js';
import { type LineFrame, listColumn } from './line-frame.js';
import { groupCount } from './patterned.js';

export interface Spaced {
  readonly fieldCount: number;
  readonly absorbing: number;
  /** RE2 with one group a field, for lines with another number of words; or alternatives with as many groups each. */
  readonly odd?: string;
  /** What the words at these places always hold, where the words are the fields. */
  readonly held?: { readonly text: string; readonly at: readonly number[] };
}

/** SQL: whether the words at the places do not hold what they always hold. @param word SQL for the word at a 1-based place */
export const lacksHeld = ({ held }: Spaced, word: (at: number) => string): readonly string[] =>
  (held?.at ?? []).map((at) => `NOT contains(${word(at)}, ${quoted(held?.text ?? '')})`);

/** The alternative that fits tells the fields; a line that none fits has none. */
function oddFields(odd: string, fieldCount: number): string {
  const names = Array.from({ length: groupCount(odd) - 1 }, (_, index) => `g${index + 1}`);
  const found = `regexp_extract(trim(text), ${quoted(odd)}, [${names.map(quoted).join(', ')}])`;
  const firsts = names.filter((_, index) => index % fieldCount === 0);
  const cases = firsts.map((first, index) => {
    const fields = names.slice(index * fieldCount, (index + 1) * fieldCount).map((name) => `found.${name}`);
    return `WHEN found.${first} <> '' THEN [${fields.join(', ')}]`;
  });
  return `list_transform([${found}], lambda found: CASE ${cases.join(' ')} ELSE []::VARCHAR[] END)[1]`;
}

/** Words apart by spaces; words too many belong to the absorbing field, or are told apart by the format's own expression. */
export function spacedLines(shape: Spaced): LineFrame {
  const { fieldCount, absorbing, odd } = shape;
  const words = `string_split(regexp_replace(trim(text), ' +', ' ', 'g'), ' ')`;
  const after = fieldCount - absorbing;
  const absorbed = `array_to_string(words[${absorbing}:len(words) - ${after}], ' ')`;
  const merged = `words[:${absorbing - 1}] || [${absorbed}] || words[len(words) - ${after - 1}:]`;
  const picked = odd === undefined ? merged : oddFields(odd, fieldCount);
  const number = odd === undefined ? `len(words) > ${fieldCount}` : `len(words) <> ${fieldCount}`;
  const isOdd = [number, ...lacksHeld(shape, (at) => `words[${at}]`)].join(' OR ');
  return {
    fields: `list_transform([${words}], lambda words: CASE WHEN ${isOdd} THEN ${picked} ELSE words END)[1]`,
    faults: [`WHEN len(f) <> ${fieldCount} THEN ${FRAME_FAULT.wrongNumberOfFields}`],
    column: listColumn,
  };
}
