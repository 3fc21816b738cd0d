/**
 * The objects of a document's list, one a line. A broken object costs nothing but itself: where the grammar allows none, an
 * object that begins says that the one before was never closed. Where nothing says so up to the end of the document, its
 * layout does: it is read again, and every line that begins as the list's objects do begins one.
 */
import { fail } from '../errors.js';
import { NumberedLines } from './numbered-lines.js';
import { OpenObject } from './open-object.js';

type Part = 'before' | 'list' | 'behind';

const MOST_INDENT = 200;
const BLANKS = new Set([' ', '\t', '\r', '\0']);
const NO_END = 'an object in it has no end';
const lineEndCount = (text: string) => text.split('\n').length - 1;

export class ObjectLines {
  readonly #name: string;
  readonly #lines = new NumberedLines();
  #part: Part = 'before';
  #object: OpenObject | null = null;
  /** What is open round the list. */
  #envelope: string[] = [];
  #before = '';
  #isText = false;
  #isEscaped = false;
  /** What stands before the first character of the line; null: that is past. */
  #indent: string | null = '';
  /** How the first object that begins a line is indented. */
  #listIndent: string | null = null;
  #isByIndent = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** @returns what is written for a piece of the document, however it was cut */
  take(piece: string): string {
    let written = '';
    for (let at = 0; at < piece.length; at++) {
      const character = piece.charAt(at);
      if (character === '\n') written += this.#endLine();
      else if (this.#isText) this.#readText(character);
      else if (BLANKS.has(character)) this.#indentBy(character);
      else {
        written += this.#read(character, piece, at);
        this.#before = character;
        this.#indent = null;
      }
    }
    const object = this.#object;
    object?.keep(piece, piece.length, false);
    if (object?.isTooDeep) throw this.#damaged(NO_END);
    return object?.isTooLong && !object.isDropped ? written + this.#giveUp(object) : written;
  }

  /** @throws archive-damaged when what is left may hold more objects than one */
  finish(): string {
    const object = this.#object;
    if (object === null) return '';
    const again = this.#takeByIndent(object);
    if (again !== null) return again + this.finish();
    const hasComeToItsEnd = this.#before === '}' || this.#before === ']';
    if (object.isDropped || (this.#listIndent === null && hasComeToItsEnd)) throw this.#damaged(NO_END);
    return this.#write(object);
  }

  #endLine(): string {
    // A text that is not closed ends with its line, and what was open in it is as good as over.
    if (this.#isText) this.#before = ',';
    [this.#isText, this.#isEscaped, this.#indent] = [false, false, ''];
    if (this.#object === null || this.#object.isDropped) return this.#lines.ends(1);
    this.#object.endCount += 1;
    return '';
  }

  #readText(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === '\\') this.#isEscaped = true;
    else if (character === '"') this.#isText = false;
  }

  #indentBy(character: string): void {
    if (this.#indent !== null) this.#indent = this.#indent.length < MOST_INDENT ? this.#indent + character : null;
  }

  #read(character: string, piece: string, at: number): string {
    this.#isText = character === '"';
    if (this.#object !== null) return this.#readInside(this.#object, character, piece, at);
    if (this.#part === 'list') this.#readList(character, at);
    else this.#readAround(character);
    return '';
  }

  #readList(character: string, at: number): void {
    if (character === ']') this.#part = 'behind';
    if (character === ']' || character === ',') return;
    // Whatever else begins here has lost its brace: it is read to where that would be closed.
    this.#object = new OpenObject(at);
    if (character !== '{') this.#object.read(character);
    else if (this.#indent !== null) this.#listIndent ??= this.#indent;
  }

  #readInside(object: OpenObject, character: string, piece: string, at: number): string {
    const beginsLine = this.#isByIndent && character === '{' && this.#indent === this.#listIndent;
    const isOver = object.isClosed || beginsLine || object.isEndedBy(character, this.#before);
    if (isOver || !object.read(character)) {
      object.keep(piece, at, true);
      const written = this.#write(object);
      this.#readList(character, at);
      return written;
    }
    if (object.isClosed) object.keep(piece, at + 1, true);
    return '';
  }

  /** What stands round the list says something of it, such as which page it is; no record is looked for there. */
  #readAround(character: string): void {
    const open = this.#envelope;
    if (this.#part === 'before' && character === '[') {
      this.#part = 'list';
      return;
    }
    const isMisplaced = character === '{' && open.at(-1) === '{' && this.#before !== ':';
    if (this.#part === 'behind' && (open.length === 0 || isMisplaced))
      throw this.#damaged('more follows after its end');
    if (character === '{' || character === '[') open.push(character);
    else if (character === '}' || character === ']') open.pop();
    if (open.length > MOST_INDENT) throw this.#damaged('what follows its list is nested too deeply');
  }

  #write(object: OpenObject): string {
    this.#object = null;
    if (object.isDropped) return '';
    return this.#lines.record(object.text.replaceAll(/\r?\n|\r/g, ' ')) + this.#lines.ends(object.endCount);
  }

  #giveUp(object: OpenObject): string {
    const again = this.#takeByIndent(object);
    if (again !== null) return again;
    object.drop();
    return this.#lines.record('{') + this.#lines.ends(object.endCount);
  }

  /** Takes what was kept once more, by its layout. @returns null when that shows no further object */
  #takeByIndent(object: OpenObject): string | null {
    const { text, endCount } = object;
    const start = `\n${this.#listIndent}{`;
    const place = this.#isByIndent || this.#listIndent === null ? -1 : text.indexOf(start);
    if (place === -1) return null;
    const next = place + start.length - 1;
    [this.#isByIndent, this.#isText, this.#isEscaped, this.#indent] = [true, false, false, this.#listIndent];
    const broken = new OpenObject(0);
    broken.keep(text, next, true);
    broken.endCount = lineEndCount(text.slice(0, next));
    const written = this.#write(broken);
    return written + this.take(text.slice(next) + '\n'.repeat(endCount - lineEndCount(text)));
  }

  #damaged(reason: string) {
    return fail('archive-damaged', { file: this.#name, reason });
  }
}
