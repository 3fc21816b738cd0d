/** The XML of a workbook's part, element by element as its bytes are unpacked. */
import { StringDecoder } from 'node:string_decoder';
import { Parser } from 'htmlparser2';
import type { InputFile } from './input-file.js';
import { openMember, type ZipMember } from './unpack-zip.js';

/** Excel's largest sheet, full of short texts, is about as large. */
const MOST_BYTES = 1 << 30;

export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(piece: string): void;
  close?(name: string): void;
}

/** Programs other than Excel write a prefix before every name. */
const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** @yields after every piece of the text: the reader has seen so much of it */
export async function* xmlPieces(file: InputFile, part: ZipMember, reader: XmlReader): AsyncGenerator<void> {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(localName(name), attributes),
      ontext: (piece) => reader.text?.(piece),
      onclosetag: (name) => reader.close?.(localName(name)),
    },
    { xmlMode: true },
  );
  const decoder = new StringDecoder('utf8');
  for await (const bytes of await openMember(file, part, 1, MOST_BYTES)) {
    parser.write(decoder.write(Buffer.from(bytes)));
    yield;
  }
  parser.end(decoder.end());
  yield;
}

export async function readXml(file: InputFile, part: ZipMember, reader: XmlReader): Promise<void> {
  for await (const _ of xmlPieces(file, part, reader));
}
