/** Counts the lines of a text while its bytes go by, so that they are the same lines as `lineChunks` cuts. */
import { type Encoding, isWide } from './encoding.js';

/** Old Macintosh programs end lines with a carriage return alone: so it is taken where a file has no line feed at all. */
export type LineEnd = 'lf' | 'cr';

const LF = 10;
const CR = 13;

export class LineEndCounter {
  readonly #wide: Encoding | null;
  #feeds = 0;
  #returns = 0;
  #pairs = 0;
  #last = -1;
  #sinceFeed = 0;
  #sinceReturn = 0;
  #longestToFeed = 0;
  #longestToReturn = 0;

  constructor(wide: Encoding | null) {
    this.#wide = wide;
  }

  get lineEnd(): LineEnd {
    return this.#feeds === 0 && this.#returns > 0 ? 'cr' : 'lf';
  }

  /** Carriage returns inside lines: some readers take them for line ends, and some do not. */
  get hasLoneReturns(): boolean {
    return this.#returns > this.#pairs;
  }

  /** How many lines, when anything after the last line end is a line of its own. */
  get lines(): number {
    const [ends, end] = this.lineEnd === 'cr' ? [this.#returns, CR] : [this.#feeds, LF];
    return ends + (this.#last === -1 || this.#last === end ? 0 : 1);
  }

  /** Not exact: as long as the pieces were in which no line ended. */
  get longestLineBytes(): number {
    return this.lineEnd === 'cr' ? this.#longestToReturn : this.#longestToFeed;
  }

  /** @param whole bytes of whole characters, without a byte order mark */
  add(whole: Buffer): void {
    if (whole.length === 0) return;
    const [feed, back] = isWide(this.#wide) ? this.#addWide(whole) : this.#addNarrow(whole);
    this.#sinceFeed = feed === -1 ? this.#sinceFeed + whole.length : whole.length - feed;
    this.#sinceReturn = back === -1 ? this.#sinceReturn + whole.length : whole.length - back;
    this.#longestToFeed = Math.max(this.#longestToFeed, this.#sinceFeed);
    this.#longestToReturn = Math.max(this.#longestToReturn, this.#sinceReturn);
  }

  /** @returns where the last line feed and the last carriage return stand */
  #addNarrow(bytes: Buffer): [number, number] {
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
      this.#feeds += 1;
      if ((at === 0 ? this.#last : bytes[at - 1]) === CR) this.#pairs += 1;
    }
    for (let at = bytes.indexOf(CR); at !== -1; at = bytes.indexOf(CR, at + 1)) this.#returns += 1;
    this.#last = bytes[bytes.length - 1] ?? -1;
    return [bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)];
  }

  #addWide(bytes: Buffer): [number, number] {
    const places: [number, number] = [-1, -1];
    const isLow = this.#wide === 'utf-16le';
    for (let at = 0; at < bytes.length; at += 2) {
      const unit = isLow ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
      if (unit === LF) {
        this.#feeds += 1;
        if (this.#last === CR) this.#pairs += 1;
        places[0] = at;
      } else if (unit === CR) {
        this.#returns += 1;
        places[1] = at;
      }
      this.#last = unit;
    }
    return places;
  }
}
