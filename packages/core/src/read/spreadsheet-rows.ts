/** The rows of a sheet as they come out of its XML, each with the number that Excel shows beside it. */
import { fail } from '../errors.js';
import type { InputFile } from './input-file.js';
import { type NumberStyle, numberText } from './spreadsheet-styles.js';
import type { XmlReader } from './spreadsheet-xml.js';

export interface SheetRow {
  readonly number: number;
  /** Empty cells before the last one that is filled are empty texts. */
  readonly cells: readonly string[];
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

export interface CellTexts {
  /** null: the place of a shared text stands for the text, which is enough to know that there is one. */
  readonly shared: readonly string[] | null;
  readonly styles: readonly NumberStyle[];
  readonly hasEpoch1904: boolean;
}

interface Cell {
  readonly type: string;
  readonly style: number;
  text: string;
}

/** Characters that XML cannot hold stand as their numbers: `_x000D_`. */
const unescaped = (text: string) =>
  text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** One row is one line: what breaks the line inside a cell is kept as a line separator. */
const ON_ONE_LINE = /\r\n?|\n|\u2028|\u2029/g;

function textOf({ type, style, text }: Cell, { shared, styles, hasEpoch1904 }: CellTexts): string {
  if (type === 's') return shared === null ? text : (shared[Number(text)] ?? '');
  if (type === 'b') return text === '' ? '' : text === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return text.replace('T', ' ').replace(/(\.\d+)?Z?$/, '');
  return type === 'n' ? numberText(text, styles[style], hasEpoch1904) : text;
}

const lineText = (text: string) => unescaped(text).replaceAll('\0', '').replaceAll(ON_ONE_LINE, '\u2028');

/** `BC12` is column 55; null where no place is said. */
function columnOf(place: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(place ?? '')?.[0];
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export class SheetRows implements XmlReader {
  /** Rows that are whole and have a filled cell; whoever takes them empties the list. */
  taken: SheetRow[] = [];
  readonly #file: InputFile;
  readonly #texts: CellTexts;
  #number = 0;
  #column = 0;
  #cells: string[] = [];
  #cell: Cell | null = null;
  #isText = false;
  #isReading = false;

  constructor(file: InputFile, texts: CellTexts) {
    this.#file = file;
    this.#texts = texts;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes['r']);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'rPh') this.#isReading = true;
    else if (name === 'v' || name === 't') this.#isText = !this.#isReading;
  }

  text(piece: string): void {
    if (this.#isText && this.#cell !== null) this.#cell.text += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isText = false;
    else if (name === 'rPh') this.#isReading = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' && this.#cells.length > 0) {
      this.taken.push({ number: this.#number, cells: Array.from(this.#cells, (cell) => cell ?? '') });
    }
  }

  #openRow(place: string | undefined): void {
    const number = place === undefined ? this.#number + 1 : Number(place);
    // Rows out of order would make any number of lines out of a few.
    if (!Number.isInteger(number) || number <= this.#number || number > MOST_ROWS) throw this.#broken();
    this.#number = number;
    this.#column = 0;
    this.#cells = [];
  }

  #openCell({ r: place, t: type = 'n', s: style = '0' }: Readonly<Record<string, string>>): void {
    this.#column = columnOf(place) ?? this.#column + 1;
    if (this.#column > MOST_COLUMNS) throw this.#broken();
    this.#cell = { type, style: Number(style), text: '' };
  }

  #closeCell(): void {
    const text = this.#cell === null ? '' : lineText(textOf(this.#cell, this.#texts));
    if (text !== '') this.#cells[this.#column - 1] = text;
    this.#cell = null;
  }

  #broken() {
    return fail('spreadsheet-broken', { file: this.#file.name });
  }
}
