/** The parts of a workbook (.xlsx is a ZIP archive of XML files): which sheets there are, shared texts, styles. */
import { posix } from 'node:path';
import type { InputFile } from './input-file.js';
import { type NumberStyle, numberStyles } from './spreadsheet-styles.js';
import { readXml } from './spreadsheet-xml.js';
import type { ZipMember } from './unpack-zip.js';

export type OfficeKind =
  | { readonly kind: 'workbook'; readonly workbook: ZipMember }
  | { readonly kind: 'refused'; readonly what: string };

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.bin$/i, 'a binary spreadsheet (.xlsb)'],
  [/^word\//i, 'a Word document'],
  [/^ppt\//i, 'a presentation'],
  [/^meta-inf\/manifest\.xml$/i, 'an OpenDocument file (.ods or .odt)'],
];

/** Whether an archive is the file of an office program; null: an archive like any other. */
export function officeKind(members: readonly ZipMember[]): OfficeKind | null {
  const has = (path: string) => members.some((member) => member.path === path);
  if (!has('[Content_Types].xml') && !has('content.xml')) return null;
  const workbook = members.find(({ path }) => /^xl\/workbook\d*\.xml$/i.test(path));
  if (workbook !== undefined) return { kind: 'workbook', workbook };
  const refused = REFUSED.find(([sign]) => members.some(({ path }) => sign.test(path)));
  return refused === undefined ? null : { kind: 'refused', what: refused[1] };
}

export interface Workbook {
  readonly sheets: readonly ZipMember[];
  readonly hasEpoch1904: boolean;
  readonly sharedTexts: ZipMember | null;
  readonly styles: ZipMember | null;
}

interface Relationship {
  readonly type: string;
  readonly target: string;
}

async function relationships(file: InputFile, members: readonly ZipMember[], of: ZipMember) {
  const { dir, base } = posix.parse(of.path);
  const part = members.find(({ path }) => path === posix.join(dir, '_rels', `${base}.rels`));
  const found = new Map<string, Relationship>();
  if (part === undefined) return found;
  await readXml(file, part, {
    open(name, { Id: id, Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship' || id === undefined) return;
      found.set(id, { type: posix.basename(type), target: posix.resolve('/', dir, target).slice(1) });
    },
  });
  return found;
}

/** The identifier that binds a sheet to its part; its prefix is up to the program that wrote it. */
const relationOf = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

const isTrue = (text: string | undefined) => text === '1' || text === 'true';

/** Sheets in the order of their tabs. Hidden ones are left out: nobody who looks at the workbook knows of them. */
export async function readWorkbook(
  file: InputFile,
  members: readonly ZipMember[],
  workbook: ZipMember,
): Promise<Workbook> {
  const relations = await relationships(file, members, workbook);
  const partOf = (target: string) => members.find(({ path }) => path === target) ?? null;
  const partOfType = (wanted: string) => {
    const relation = [...relations.values()].find(({ type }) => type === wanted);
    return relation === undefined ? null : partOf(relation.target);
  };
  const sheets: ZipMember[] = [];
  let hasEpoch1904 = false;
  await readXml(file, workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') hasEpoch1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const relation = relations.get(relationOf(attributes));
      // A tab may hold a chart alone.
      const part = relation?.type === 'worksheet' ? partOf(relation.target) : null;
      if (part !== null) sheets.push(part);
    },
  });
  return { sheets, hasEpoch1904, sharedTexts: partOfType('sharedStrings'), styles: partOfType('styles') };
}

/** Texts that cells point to by number. */
export async function readSharedTexts(file: InputFile, part: ZipMember | null): Promise<string[]> {
  const texts: string[] = [];
  if (part === null) return texts;
  let [text, isText, isReading] = ['', false, false];
  await readXml(file, part, {
    open(name) {
      if (name === 'si') text = '';
      // How a name is pronounced, in East Asian workbooks: not part of the text.
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 'si') texts.push(text);
      else if (name === 'rPh') isReading = false;
      else if (name === 't') isText = false;
    },
  });
  return texts;
}

/** How the numbers of cells are shown, by the number of their style. */
export async function readStyles(file: InputFile, part: ZipMember | null): Promise<NumberStyle[]> {
  if (part === null) return [];
  const codes = new Map<number, string>();
  const used: number[] = [];
  let isOfCells = false;
  await readXml(file, part, {
    open(name, { numFmtId: id = '0', formatCode: code = '' }) {
      if (name === 'numFmt') codes.set(Number(id), code);
      else if (name === 'cellXfs') isOfCells = true;
      else if (name === 'xf' && isOfCells) used.push(Number(id));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return numberStyles(used, codes);
}
