/** Archives and workbooks for tests, byte by byte, so that they can be made wrong as well. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Buffer;
  /** Unix mode, such as that of a link. */
  readonly mode?: number;
  readonly isEncrypted?: boolean;
  /** What it says its checksum is. */
  readonly checksum?: number;
  readonly method?: number;
}

const DEFLATED = 8;
const UNIX_VERSION = 0x0314;

function entryFields({ name, content, isEncrypted = false, checksum, method = DEFLATED }: ZipEntry) {
  const bytes = Buffer.from(content);
  const packed = deflateRawSync(bytes);
  const nameBytes = Buffer.from(name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x800 | (isEncrypted ? 1 : 0), 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(checksum ?? crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameBytes.length, 22);
  return { fields, nameBytes, packed };
}

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const entry of entries) {
    const { fields, nameBytes, packed } = entryFields(entry);
    const all = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const version = Buffer.alloc(2);
    version.writeUInt16LE(UNIX_VERSION);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), version, fields, tail, nameBytes]));
    local.push(all);
    offset += all.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\u0005\u0006'), end]);
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface WorkbookParts {
  /** The rows of each sheet as XML: `<row r="1"><c …/></row>`. */
  readonly sheets: readonly string[];
  readonly shared?: readonly string[];
  /** Formats of numbers; the cell style n has the n-th. A number is one that is built in. */
  readonly styles?: readonly (number | string)[];
  readonly isOf1904?: boolean;
}

function stylesXml(styles: readonly (number | string)[]): string {
  const own = styles.flatMap((style, index) =>
    typeof style === 'string' ? [`<numFmt numFmtId="${200 + index}" formatCode="${style}"/>`] : [],
  );
  const used = styles.map((style, index) => `<xf numFmtId="${typeof style === 'string' ? 200 + index : style}"/>`);
  return `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${used.join('')}</cellXfs></styleSheet>`;
}

export function workbookOf({ sheets, shared = [], styles = [0], isOf1904 = false }: WorkbookParts): Buffer {
  const numbers = sheets.map((_, index) => index + 1);
  const tabs = numbers.map((number) => `<sheet name="Toskelby ${number}" sheetId="${number}" r:id="rId${number}"/>`);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${isOf1904 ? ' date1904="1"' : ''}/><sheets>${tabs.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}">${numbers.map((number) => relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`)).join('')}${relation('rIdS', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('rIdT', 'styles', 'styles.xml')}</Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${MAIN}">${shared.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    },
    { name: 'xl/styles.xml', content: stylesXml(styles) },
    ...sheets.map((rows, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    })),
  ]);
}

const cellXml = (place: string, text: string) =>
  `<c r="${place}" t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;

/** Rows of texts, from row 1 on. An empty row is left out, as programs do. */
export const rowsXml = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells, row) => {
      const filled = cells.map((text, column) =>
        text === '' ? '' : cellXml(`${String.fromCharCode(65 + column)}${row + 1}`, text),
      );
      return cells.length === 0 ? '' : `<row r="${row + 1}">${filled.join('')}</row>`;
    })
    .join('');
