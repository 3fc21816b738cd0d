/**
 * A spreadsheet (.xlsx) as the CSV that Excel would save of its first sheet with rows: a row is a line, also an empty one,
 * so that the number of a line is the number of the row. It is read as it is unpacked, never held as a whole.
 */
import { Readable } from 'node:stream';
import { fail } from '../errors.js';
import { type InputFile, nameInside } from './input-file.js';
import { chained } from './pipes.js';
import { readSharedTexts, readStyles, readWorkbook, type Workbook } from './spreadsheet-parts.js';
import { type CellTexts, type SheetRow, SheetRows } from './spreadsheet-rows.js';
import { xmlPieces } from './spreadsheet-xml.js';
import type { Source } from './unpack.js';
import { limiter } from './unpack-limits.js';
import type { ZipMember } from './unpack-zip.js';

/** Texts that are held in memory while a sheet is read. */
const MOST_SHARED_BYTES = 384 << 20;
/** A header stands within them. */
const FIRST_ROWS = 40;
const MOST_WIDTH = 1_000;
const PIECE_CHARACTERS = 1 << 16;

async function* rowsOf(file: InputFile, sheet: ZipMember, texts: CellTexts): AsyncGenerator<readonly SheetRow[]> {
  const rows = new SheetRows(file, texts);
  for await (const _ of xmlPieces(file, sheet, rows)) {
    const { taken } = rows;
    rows.taken = [];
    if (taken.length > 0) yield taken;
  }
}

/** So many columns the table has, as its first rows show; 0: the sheet is empty. */
async function widthOf(file: InputFile, sheet: ZipMember): Promise<number> {
  let [width, rowCount] = [0, 0];
  for await (const rows of rowsOf(file, sheet, { shared: null, styles: [], hasEpoch1904: false })) {
    for (const { cells } of rows.slice(0, FIRST_ROWS - rowCount)) width = Math.max(width, cells.length);
    rowCount += rows.length;
    if (width > MOST_WIDTH) throw fail('spreadsheet-too-wide', { file: file.name, limit: MOST_WIDTH });
    if (rowCount >= FIRST_ROWS) break;
  }
  return width;
}

const csvCell = (text: string) => (/[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A cell beyond the table makes a row of too many fields, which is rejected; what is empty before it would only take up room. */
const rowCells = (cells: readonly string[], width: number): readonly string[] => [
  ...Array.from({ length: width }, (_, index) => cells[index] ?? ''),
  ...cells.slice(width).filter((text) => text !== ''),
];

async function* csvPieces(
  file: InputFile,
  sheet: ZipMember,
  { width, texts }: { readonly width: number; readonly texts: CellTexts },
): AsyncGenerator<string> {
  let next = 1;
  let piece = '';
  for await (const rows of rowsOf(file, sheet, texts)) {
    for (const { number, cells } of rows) {
      piece += `${'\n'.repeat(number - next)}${rowCells(cells, width).map(csvCell).join(',')}\n`;
      next = number + 1;
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

async function cellTexts(file: InputFile, { sharedTexts, styles, hasEpoch1904 }: Workbook): Promise<CellTexts> {
  if (sharedTexts !== null && sharedTexts.entry.uncompressedSize > MOST_SHARED_BYTES)
    throw fail('spreadsheet-too-large', { file: file.name });
  return {
    shared: await readSharedTexts(file, sharedTexts),
    styles: await readStyles(file, styles),
    hasEpoch1904,
  };
}

/** @throws file-empty, spreadsheet-broken, spreadsheet-too-wide */
export async function openSpreadsheet(
  file: InputFile,
  members: readonly ZipMember[],
  workbookPart: ZipMember,
): Promise<Source> {
  const workbook = await readWorkbook(file, members, workbookPart);
  const { sheets } = workbook;
  for (const [index, sheet] of sheets.entries()) {
    const width = await widthOf(file, sheet);
    if (width === 0) continue;
    // The title of a sheet may name somebody: its place says which one it is.
    const name = sheets.length === 1 ? file.name : nameInside(file.name, `sheet ${index + 1} of ${sheets.length}`);
    const packedBytes = sheet.entry.compressedSize + (workbook.sharedTexts?.entry.compressedSize ?? 0);
    const open = async () => {
      const pieces = csvPieces(file, sheet, { width, texts: await cellTexts(file, workbook) });
      return chained(Readable.from(pieces, { objectMode: false }), [limiter({ name, packedBytes })]);
    };
    return { name, path: null, open };
  }
  throw fail('file-empty', { file: file.name });
}
