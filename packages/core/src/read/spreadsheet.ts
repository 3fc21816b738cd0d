/**
 * A spreadsheet (.xlsx) as the CSV that Excel would save of its first sheet with rows: a row is a line, also an empty one,
 * so that the number of a line is the number of the row. It is read as it is unpacked, never held as a whole.
 */
import { Readable } from 'node:stream';
import { fail } from '../errors.js';
import { type InputFile, nameInside } from './input-file.js';
import { readSharedTexts, readStyles, readWorkbook, type Workbook } from './spreadsheet-parts.js';
import { type CellTexts, type SheetRow, SheetRows } from './spreadsheet-rows.js';
import { xmlPieces } from './spreadsheet-xml.js';
import type { Source } from './unpack.js';
import type { ZipMember } from './unpack-zip.js';

/** Texts that are held in memory while a sheet is read. */
const MOST_SHARED_BYTES = 384 << 20;

async function* rowsOf(file: InputFile, sheet: ZipMember, texts: CellTexts): AsyncGenerator<readonly SheetRow[]> {
  const rows = new SheetRows(file, texts);
  for await (const _ of xmlPieces(file, sheet, rows)) {
    const { taken } = rows;
    rows.taken = [];
    if (taken.length > 0) yield taken;
  }
}

/** So many columns have a filled cell; 0: the sheet is empty. */
async function widthOf(file: InputFile, sheet: ZipMember): Promise<number> {
  let width = 0;
  for await (const rows of rowsOf(file, sheet, { shared: null, styles: [], hasEpoch1904: false }))
    for (const { cells } of rows) width = Math.max(width, cells.length);
  return width;
}

const csvCell = (text: string) => (/[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function* csvPieces(
  file: InputFile,
  sheet: ZipMember,
  { width, texts }: { readonly width: number; readonly texts: CellTexts },
): AsyncGenerator<string> {
  let next = 1;
  for await (const rows of rowsOf(file, sheet, texts)) {
    let piece = '';
    for (const { number, cells } of rows) {
      const padded = Array.from({ length: width }, (_, index) => csvCell(cells[index] ?? ''));
      piece += `${'\n'.repeat(number - next)}${padded.join(',')}\n`;
      next = number + 1;
    }
    yield piece;
  }
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

/** @throws file-empty, spreadsheet-broken */
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
    const open = async () =>
      Readable.from(csvPieces(file, sheet, { width, texts: await cellTexts(file, workbook) }), { objectMode: false });
    return { name, path: null, open };
  }
  throw fail('file-empty', { file: file.name });
}
