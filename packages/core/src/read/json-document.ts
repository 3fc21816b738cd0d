/**
 * A JSON document that holds a list of objects, as lines of one object each. A record keeps the number of the line on which
 * it begins: its further lines become empty ones. Objects that share a line get one each, as the rows of a spreadsheet do.
 */
import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { fail } from '../errors.js';

/** A list of objects, or the envelope that web services put around one. */
const DOCUMENT = /^\uFEFF?\s*(?:\[|\{\s*"data"\s*:\s*\[)\s*\{/;

export const isJsonDocument = (start: Buffer): boolean => DOCUMENT.test(start.toString('utf8'));

/** Texts as a whole, so that brackets inside them do not count; one that is not closed ends with its line. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\],:]/g;
const OPENS = new Set(['{', '[']);
const CLOSES = new Set(['}', ']']);
/** An object that is longer was never closed: it is given up as broken. */
const MOST_OBJECT_CHARACTERS = 4 << 20;
const MOST_LINE_MEGABYTES = 64;

/** Takes the lines one after the other: no text of JSON reaches over a line end. */
class ObjectLines {
  #object = '';
  #isRecord = false;
  #depth = 0;
  #before = '';
  /** Line ends inside the object that is open. */
  #ends = 0;
  /** Whether an object stands on the line that is being written. */
  #isFilled = false;

  /** @returns what is written for a line, line ends and all */
  take(line: string): string {
    let written = '';
    let from = 0;
    for (const { 0: token, index } of line.matchAll(TOKEN)) {
      if (this.#depth > 0) {
        if (OPENS.has(token)) this.#depth += 1;
        else if (CLOSES.has(token)) this.#depth -= 1;
        if (this.#depth === 0) written += this.close(line.slice(from, index + 1));
      } else if (token === '{' && /[[,:]/.test(this.#before)) {
        // What stands behind a name says something of the list, such as which page it is.
        this.#isRecord = this.#before !== ':';
        this.#depth = 1;
        from = index;
      }
      this.#before = token.startsWith('"') ? '"' : token;
    }
    if (this.#depth > 0) return written + this.#keep(line.slice(from));
    this.#isFilled = false;
    return `${written}\n`;
  }

  /** Ends the object that is open. @param rest what is still to come of it */
  close(rest: string): string {
    const text = this.#isRecord ? `${this.#isFilled ? '\n' : ''}${this.#object}${rest}` : '';
    const ends = '\n'.repeat(this.#ends);
    this.#isFilled = ends === '' && (this.#isFilled || this.#isRecord);
    [this.#object, this.#ends, this.#depth, this.#isRecord] = ['', 0, 0, false];
    return text + ends;
  }

  #keep(text: string): string {
    if (this.#isRecord) this.#object += `${text} `;
    this.#ends += 1;
    return this.#object.length > MOST_OBJECT_CHARACTERS ? this.close('') : '';
  }
}

/** @param name of the file, for people */
export function objectLines(name: string): Transform {
  const decoder = new StringDecoder('utf8');
  const objects = new ObjectLines();
  let rest = '';
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      const lines = (rest + decoder.write(bytes)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      if (rest.length > MOST_LINE_MEGABYTES << 20)
        return done(fail('line-too-long', { file: name, megabytes: MOST_LINE_MEGABYTES }));
      return done(null, lines.map((line) => objects.take(line)).join(''));
    },
    flush(done) {
      const last = rest === '' ? '' : objects.take(rest);
      return done(null, last + objects.close(''));
    },
  });
}
