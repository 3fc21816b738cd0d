/**
 * What is written for the lines of a document, so that a record keeps the number of the line on which it begins. Records
 * that share a line get one each: the numbers behind them run ahead until empty lines have made up for it.
 */
export class NumberedLines {
  /** Whether a record stands on the line that is being written. */
  #isFilled = false;
  #aheadCount = 0;

  record(text: string): string {
    const isShared = this.#isFilled;
    if (isShared) this.#aheadCount += 1;
    this.#isFilled = true;
    return isShared ? `\n${text}` : text;
  }

  /** Line ends of the document, as many of them as are written. */
  ends(count: number): string {
    const left = count - Math.min(count, this.#aheadCount);
    this.#aheadCount -= count - left;
    if (left > 0) this.#isFilled = false;
    return '\n'.repeat(left);
  }
}
