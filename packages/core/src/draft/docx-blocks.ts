/** The text of a .docx in its order. Text that was deleted with changes tracked is not in it, nor the copy for old programs. */
import { Parser } from 'htmlparser2';
import { type Block, plainText } from './blocks.js';
import { ArchiveFault, archiveParts } from './docx-archive.js';
import { type ListPlace, markerCounter, readNumbering } from './docx-numbering.js';
import { outlineLevel, readStyles } from './docx-styles.js';
import { item, markedText, paragraphOrItem } from './item-markers.js';
import { CELL_BREAK, type TableRow, tableBlocks } from './table-blocks.js';

const DOCUMENT = 'word/document.xml';
const NUMBERING = 'word/numbering.xml';
const STYLES = 'word/styles.xml';
const LEFT_OUT = new Set(['mc:Fallback', 'w:del', 'w:moveFrom', 'w:instrText']);
/** In a .docx, list 0 says "no list", whatever the style says. */
const NO_LIST = '0';

interface Piece {
  text: string;
  readonly line: number;
  style: string;
  list: string | null;
  level: string;
  headingLevel: number | null;
}

interface Cell {
  text: string;
}

interface Row {
  readonly cells: Cell[];
  readonly line: number;
}

type Finish = (piece: Piece) => Block[];

/** Paragraphs hold text boxes with paragraphs of their own, and cells hold tables: so both lie on stacks. */
function collectBlocks(xml: string, finish: Finish): Block[] {
  const blocks: Block[] = [];
  const pieces: Piece[] = [];
  const rows: Row[] = [];
  /** Finished rows of the outermost table. */
  let table: TableRow[] = [];
  let [line, leftOut, isText] = [0, 0, false];

  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    const value = attributes['w:val'] ?? '';
    const piece = pieces.at(-1);
    if (name === 'w:p') {
      line += 1;
      pieces.push({ text: '', line, style: '', list: null, level: '0', headingLevel: null });
    } else if (name === 'w:tr') rows.push({ cells: [], line: line + 1 });
    else if (name === 'w:tc') rows.at(-1)?.cells.push({ text: '' });
    else if (piece === undefined) return;
    else if (name === 'w:t') isText = true;
    else if (name === 'w:tab') piece.text += '\t';
    else if (name === 'w:br' || name === 'w:cr') piece.text += '\n';
    else if (name === 'w:noBreakHyphen') piece.text += '-';
    else if (name === 'w:pStyle') piece.style = value;
    else if (name === 'w:numId') piece.list = value;
    else if (name === 'w:ilvl') piece.level = value;
    else if (name === 'w:outlineLvl') piece.headingLevel = outlineLevel(value);
  };
  const closeParagraph = () => {
    const piece = pieces.pop();
    if (piece === undefined) return;
    const cell = rows.at(-1)?.cells.at(-1);
    if (cell === undefined) blocks.push(...finish(piece));
    else cell.text += `${piece.text}${CELL_BREAK}`;
  };
  const closeRow = () => {
    const row = rows.pop();
    if (row === undefined) return;
    const outer = rows.at(-1)?.cells.at(-1);
    const texts = row.cells.map(({ text }) => text);
    if (outer === undefined) table.push({ cells: texts, line: row.line });
    else outer.text += texts.join(CELL_BREAK);
  };
  const closeTable = () => {
    if (rows.length > 0) return;
    blocks.push(...tableBlocks(table));
    table = [];
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (LEFT_OUT.has(name)) leftOut += 1;
        if (leftOut === 0) open(name, attributes);
      },
      ontext(data) {
        const piece = pieces.at(-1);
        if (isText && leftOut === 0 && piece !== undefined) piece.text += data;
      },
      onclosetag(name) {
        if (LEFT_OUT.has(name)) leftOut -= 1;
        else if (leftOut > 0) return;
        else if (name === 'w:t') isText = false;
        else if (name === 'w:p') closeParagraph();
        else if (name === 'w:tr') closeRow();
        else if (name === 'w:tbl') closeTable();
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  // Rows of a table that never ends.
  closeTable();
  return blocks;
}

/** Marks typed by hand, one a line of a single paragraph. */
function typedLines(text: string, line: number): Block[] {
  const lines = text.split('\n').filter((each) => plainText(each) !== '');
  const isList = lines.slice(1).some((each) => markedText(each) !== null);
  return (isList ? lines : [text]).map((each) => paragraphOrItem(each, line));
}

/** @throws ArchiveFault */
export async function docxBlocks(bytes: Buffer): Promise<Block[]> {
  const parts = await archiveParts(bytes, [DOCUMENT, NUMBERING, STYLES]);
  const xml = parts.get(DOCUMENT);
  if (xml === undefined) throw new ArchiveFault('it is an archive, but no Word document');
  const styles = readStyles(parts.get(STYLES) ?? '');
  const markerAt = markerCounter(readNumbering(parts.get(NUMBERING) ?? ''));

  return collectBlocks(xml, (piece) => {
    const { text, line } = piece;
    if (plainText(text) === '') return [];
    const style = styles.get(piece.style);
    const level = piece.headingLevel ?? style?.headingLevel ?? null;
    if (level !== null) return [{ kind: 'heading', level, text: plainText(text), line }];
    const list = piece.list ?? style?.list ?? null;
    if (list === null || list === NO_LIST) return typedLines(text, line);
    const place: ListPlace = { list, level: piece.level };
    const marker = markerAt(place);
    const typed = markedText(text);
    return [
      item(
        { marker: marker ?? typed?.marker ?? null, text: typed?.text ?? plainText(text) },
        line,
        Number(piece.level) || 0,
      ),
    ];
  });
}
