/** One way into a policy document of any kind: what the file is, in which encoding, and its blocks. */
import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import iconv from 'iconv-lite';
import { fail } from '../errors.js';
import { markedEncoding } from '../read/encoding.js';
import { unreadable } from '../read/inspect-file.js';
import type { Block, SourceDocument } from './blocks.js';
import { ArchiveFault } from './docx-archive.js';
import { docxBlocks } from './docx-blocks.js';
import { htmlBlocks } from './html-blocks.js';
import { markdownBlocks } from './markdown-blocks.js';
import { textBlocks } from './text-blocks.js';

const MEGABYTE = 1 << 20;
const MOST_MEGABYTES = 20;
const MOST_TEXT_MEGABYTES = 2;

const startsWith = (bytes: Buffer, start: string): boolean =>
  bytes.subarray(0, start.length).toString('latin1') === start;
const OLD_OFFICE = '\u00d0\u00cf\u0011\u00e0';

/** Kinds that no text can be taken from here; the words complete "The file … is …". */
function refuse(file: string, bytes: Buffer): void {
  if (startsWith(bytes, OLD_OFFICE)) {
    // Word puts a document with a password into the same container that old documents are.
    const isLocked = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw isLocked
      ? fail('document-locked', { file })
      : fail('document-kind', { file, what: 'an old Word document (.doc)' });
  }
  if (startsWith(bytes, '%PDF')) throw fail('document-kind', { file, what: 'a PDF' });
  if (startsWith(bytes, '{\\rtf')) throw fail('document-kind', { file, what: 'rich text (.rtf)' });
  if (startsWith(bytes, '\u001f\u008b')) throw fail('document-kind', { file, what: 'compressed (gzip)' });
}

function decoded(file: string, bytes: Buffer): string {
  const marked = markedEncoding(bytes);
  if (marked === null && bytes.includes(0)) throw fail('document-kind', { file, what: 'no text' });
  return iconv.decode(bytes, marked ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252'), { stripBOM: true });
}

async function blocksOf(file: string, bytes: Buffer): Promise<Block[]> {
  if (startsWith(bytes, 'PK\u0003\u0004')) return docxBlocks(bytes);
  if (bytes.length > MOST_TEXT_MEGABYTES * MEGABYTE)
    throw fail('document-too-large', { file, megabytes: MOST_TEXT_MEGABYTES });
  const text = decoded(file, bytes);
  const extension = extname(file).toLowerCase();
  if (/^\.x?html?$/.test(extension) || /^\s*<(?:!doctype html|html)\b/i.test(text)) return htmlBlocks(text);
  return extension === '.md' || extension === '.markdown' ? markdownBlocks(text) : textBlocks(text);
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size <= MOST_MEGABYTES * MEGABYTE) return await readFile(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw fail('document-too-large', { file, megabytes: MOST_MEGABYTES });
}

export async function readDocument(file: string): Promise<SourceDocument> {
  const bytes = await readBytes(file);
  refuse(file, bytes);
  const blocks = await blocksOf(file, bytes).catch((cause: unknown) => {
    if (cause instanceof ArchiveFault) throw fail('document-broken', { file, reason: cause.message }, { cause });
    // The reader of Markdown calls itself: quotations within quotations without end are not a policy.
    if (cause instanceof RangeError)
      throw fail('document-broken', { file, reason: 'it is nested too deeply' }, { cause });
    throw cause;
  });
  if (blocks.length === 0) throw fail('document-empty', { file });
  return { file, countedIn: startsWith(bytes, 'PK') ? 'paragraph' : 'line', blocks };
}
