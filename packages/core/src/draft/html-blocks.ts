/** HTML: headings, paragraphs, lists and tables in the order of the text; what a page has beside its text is left out. */
import { Parser } from 'htmlparser2';
import { type Block, plainText } from './blocks.js';
import { item, paragraphOrItem } from './item-markers.js';
import { ordinal } from './ordinals.js';
import { CELL_BREAK, type TableRow, tableBlocks } from './table-blocks.js';

const HEADING = /^h([1-6])$/;
const IGNORED = new Set(['script', 'style', 'head', 'nav', 'template', 'noscript', 'svg', 'select', 'title']);
const BREAKS = new Set(
  'address article aside blockquote body dd div dl dt figcaption figure footer form header hr html li main ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);

interface List {
  /** null: bullets. */
  readonly style: string | null;
  next: number;
}

function listOf(name: string, attributes: Readonly<Record<string, string>>): List {
  const start = Number.parseInt(attributes['start'] ?? '1', 10);
  return { style: name === 'ol' ? (attributes['type'] ?? '1') : null, next: Number.isNaN(start) ? 1 : start };
}

class BlockCollector {
  readonly blocks: Block[] = [];
  #text = '';
  #line = 1;
  #level: number | null = null;
  readonly #lists: List[] = [];
  #marker: string | null = null;
  #isInItem = false;
  #cells: string[] | null = null;
  #cell: string | null = null;
  #rowLine = 1;
  #rows: TableRow[] = [];
  #ignored = 0;

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    if (IGNORED.has(name)) this.#ignored += 1;
    if (name === 'br') this.text('\n', line);
    const heading = HEADING.exec(name)?.[1];
    if (heading === undefined && !BREAKS.has(name) && name !== 'td' && name !== 'th') return;
    this.#flush();
    if (heading !== undefined) this.#level = Number(heading);
    else if (name === 'ul' || name === 'ol') this.#lists.push(listOf(name, attributes));
    else if (name === 'li') this.#openItem();
    else if (name === 'tr') [this.#cells, this.#rowLine] = [[], line];
    else if (name === 'td' || name === 'th') this.#cell = '';
  }

  text(text: string, line: number): void {
    if (this.#ignored > 0) return;
    if (this.#cell !== null) this.#cell += text;
    else {
      if (plainText(this.#text) === '') {
        const blankLines = /^\s*/.exec(text)?.[0].split('\n').length ?? 1;
        this.#line = line + (text.trim() === '' ? 0 : blankLines - 1);
      }
      this.#text += text;
    }
  }

  close(name: string): void {
    if (IGNORED.has(name)) this.#ignored = Math.max(0, this.#ignored - 1);
    if (name === 'td' || name === 'th') this.#closeCell();
    else if (name === 'tr') this.#closeRow();
    else if (HEADING.test(name) || BREAKS.has(name)) {
      this.#flush();
      if (name === 'table') this.#closeTable();
      if (name === 'ul' || name === 'ol') this.#lists.pop();
      if (name === 'li') this.#isInItem = false;
      this.#level = null;
    }
  }

  end(): void {
    this.#flush();
    this.#closeTable();
  }

  #openItem(): void {
    const list = this.#lists.at(-1);
    this.#isInItem = true;
    this.#marker = list === undefined || list.style === null ? null : ordinal(list.next++, list.style);
  }

  #closeCell(): void {
    if (this.#cell !== null) this.#cells?.push(this.#cell);
    this.#cell = null;
  }

  #closeRow(): void {
    this.#closeCell();
    if (this.#cells !== null) this.#rows.push({ cells: this.#cells, line: this.#rowLine });
    this.#cells = null;
  }

  #closeTable(): void {
    const rows = this.#rows;
    this.#rows = [];
    this.blocks.push(...tableBlocks(rows));
  }

  #flush(): void {
    if (this.#cell !== null) {
      this.#cell += CELL_BREAK;
      return;
    }
    const [raw, line] = [this.#text, this.#line];
    this.#text = '';
    const text = plainText(raw);
    if (text === '') return;
    if (this.#level !== null) this.blocks.push({ kind: 'heading', level: this.#level, text, line });
    else if (this.#isInItem) {
      const typed = paragraphOrItem(text, line);
      const marker = typed.kind === 'item' ? typed.marker : null;
      this.blocks.push(
        item({ marker: this.#marker ?? marker, text: typed.text }, line, Math.max(0, this.#lists.length - 1)),
      );
    } else this.blocks.push(...this.#paragraphs(raw, line));
  }

  /** Marks typed by hand, one a line of a single paragraph. */
  #paragraphs(raw: string, line: number): Block[] {
    const lines = raw.split('\n').filter((each) => each.trim() !== '');
    const typed = lines.map((each, index) => paragraphOrItem(each, line + index));
    const isList = lines.length > 1 && typed.slice(1).every(({ kind }) => kind === 'item');
    return isList ? typed : [paragraphOrItem(raw, line)];
  }
}

/** Where each line begins, so that a place in the text can be told as a line. */
function lineFinder(text: string): (offset: number) => number {
  let [line, reached] = [1, 0];
  return (offset) => {
    for (let at = text.indexOf('\n', reached); at !== -1 && at < offset; at = text.indexOf('\n', reached)) {
      line += 1;
      reached = at + 1;
    }
    return line;
  };
}

export function htmlBlocks(html: string): Block[] {
  const text = html.replace(/\r\n?/g, '\n');
  const lineAt = lineFinder(text);
  const collector = new BlockCollector();
  const parser = new Parser({
    onopentag: (name, attributes) => collector.open(name, attributes, lineAt(parser.startIndex)),
    ontext: (data) => collector.text(data, lineAt(parser.startIndex)),
    onclosetag: (name) => collector.close(name),
  });
  parser.end(text);
  collector.end();
  return collector.blocks;
}
