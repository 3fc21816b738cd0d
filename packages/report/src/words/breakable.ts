/** Break points for words that are longer than a column: after punctuation, or anywhere if there is none. */

/** Words up to this length are never broken: an id stays whole for whoever copies it. */
export const longestWordLetters = 20;

const zeroWidthSpace = '\u200b';
const longWord = new RegExp(`\\S{${longestWordLetters + 1},}`, 'gu');
const punctuation = /[/.,;:_?&=@\\-](?=.)/gu;
const longRun = /[\p{L}\p{N}]{14}(?=.)/gu;

/** The words with a mark wherever a line may end. */
export const breakable = (words: string, mark: string = zeroWidthSpace): string =>
  words.replace(longWord, (word) => word.replace(punctuation, `$&${mark}`).replace(longRun, `$&${mark}`));
