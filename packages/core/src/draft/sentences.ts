/** A paragraph as sentences. Full stops of abbreviations, initials and list numbers end none. */

const ABBREVIATION = /(?:\b(?:e\.?g|i\.?e|etc|mr|mrs|ms|dr|st|no|nos|incl|esp|approx|c\.?f)|\b[A-Z])\.$/i;
const END = /[.!?]["')\]]*\s+(?=["'([]?[A-Z\d])/g;

export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(END)) {
    const sentence = text.slice(start, index + end.length).trim();
    // "etc. The" ends one all the same: a capital that begins no name follows rarely.
    if (ABBREVIATION.test(sentence) && !/\betc\.$/i.test(sentence)) continue;
    sentences.push(sentence);
    start = index + end.length;
  }
  const rest = text.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}
