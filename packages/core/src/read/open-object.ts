/** The object that is being read: what is open in it, and its text so far. */

/** An object that is longer counts as broken: it is followed to its end, and not kept. */
const MOST_CHARACTERS = 4 << 20;
/** After these, what begins an object stands inside the one that is open; elsewhere that was never closed. */
const GOES_ON_AFTER = new Set([':', '"', '{']);

export class OpenObject {
  /** Line ends inside it and behind it that are still to be written. */
  endCount = 0;
  isDropped = false;
  /** How many characters of the piece that is being read come before what is not yet kept; null: all is. */
  #from: number | null;
  #open = ['{'];
  #pieces: string[] = [];
  #characters = 0;

  constructor(from: number) {
    this.#from = from;
  }

  get isClosed(): boolean {
    return this.#open.length === 0;
  }

  get isTooLong(): boolean {
    return this.#characters > MOST_CHARACTERS;
  }

  get isTooDeep(): boolean {
    return this.#open.length > MOST_CHARACTERS;
  }

  get text(): string {
    return this.#pieces.join('');
  }

  /** Whether an object that begins here cannot be one inside this one. */
  isEndedBy(character: string, before: string): boolean {
    return character === '{' && this.#open.at(-1) === '{' && !GOES_ON_AFTER.has(before);
  }

  /** @returns false: a list ends that is not open in the object, so it is the one that the object stands in */
  read(character: string): boolean {
    if (character === '{' || character === '[') this.#open.push(character);
    if (character !== '}' && character !== ']') return true;
    const place = this.#open.lastIndexOf(character === '}' ? '{' : '[');
    if (place !== -1) this.#open.length = place;
    return place !== -1;
  }

  /** Keeps what the piece holds of it. @param isDone nothing further belongs to it */
  keep(piece: string, end: number, isDone: boolean): void {
    if (this.#from !== null && !this.isDropped) {
      this.#pieces.push(piece.slice(this.#from, end));
      this.#characters += end - this.#from;
    }
    this.#from = isDone || this.#from === null ? null : 0;
  }

  drop(): void {
    this.isDropped = true;
    this.#pieces = [];
  }
}
