/** A .docx is a ZIP archive. Only the parts that are asked for are unpacked, and never more than a fixed size of them. */
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

const MOST_UNPACKED_BYTES = 40 << 20;

/** Why the archive could not be read, in words for `document-broken`. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';
}

function openArchive(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (error) reject(new ArchiveFault('it is not a whole ZIP archive', { cause: error }));
      else resolve(archive);
    });
  });
}

async function unpack(archive: ZipFile, entry: Entry, mostBytes: number): Promise<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    archive.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    // What the archive says of its own size may be a lie, so the bytes are counted.
    if (size > mostBytes) throw new ArchiveFault('unpacked, it is larger than any policy');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** @throws ArchiveFault */
export async function archiveParts(bytes: Buffer, names: readonly string[]): Promise<Map<string, string>> {
  const archive = await openArchive(bytes);
  const parts = new Map<string, string>();
  let left = MOST_UNPACKED_BYTES;
  try {
    await new Promise<void>((resolve, reject) => {
      archive.on('error', reject);
      archive.on('end', resolve);
      archive.on('entry', (entry: Entry) => {
        if (!names.includes(entry.fileName) || parts.has(entry.fileName)) return archive.readEntry();
        if (entry.isEncrypted()) return reject(new ArchiveFault('it is protected with a password'));
        unpack(archive, entry, left).then((part) => {
          left -= part.length;
          parts.set(entry.fileName, part.toString('utf8'));
          archive.readEntry();
        }, reject);
      });
      archive.readEntry();
    });
  } catch (cause) {
    throw cause instanceof ArchiveFault ? cause : new ArchiveFault('its ZIP archive is damaged', { cause });
  } finally {
    archive.close();
  }
  return parts;
}
