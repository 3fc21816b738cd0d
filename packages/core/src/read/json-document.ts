/** A JSON document that holds a list of objects, as lines of one object each, on the line of the document where it begins. */
import { Transform } from 'node:stream';
import iconv from 'iconv-lite';
import { AppError } from '../errors.js';
import { type Encoding, wideEncoding } from './encoding.js';
import { ObjectLines } from './object-lines.js';

/** A list of objects, or the envelope that web services put around one. */
const DOCUMENT = /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*(?:\[|\{\s*"data"\s*:\s*\[)\s*\{/;

/**
 * Signs of JSON are the same bytes in every encoding of one byte a unit: there, bytes are taken and given as they are, and
 * which encoding it is shows when the lines are read. What was UTF-16 is given as UTF-8.
 */
const encodingOf = (wide: Encoding | null) =>
  ({ taken: wide ?? 'latin1', given: wide === null ? 'latin1' : 'utf8' }) as const;

export const isJsonDocument = (start: Buffer): boolean =>
  DOCUMENT.test(iconv.decode(start, encodingOf(wideEncoding(start)).taken));

/**
 * @param name of the file, for people
 * @param start of the document, which shows whether it is UTF-16
 */
export function objectLines(name: string, start: Buffer): Transform {
  const { taken, given } = encodingOf(wideEncoding(start));
  const decoder = iconv.getDecoder(taken);
  const objects = new ObjectLines(name);
  const attempt = (written: () => string, done: (error: Error | null, bytes?: Buffer) => void) => {
    try {
      done(null, Buffer.from(written(), given));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      done(cause);
    }
  };
  return new Transform({
    transform: (bytes: Buffer, _encoding, done) => attempt(() => objects.take(decoder.write(bytes)), done),
    flush: (done) => attempt(() => objects.take(decoder.end() ?? '') + objects.finish(), done),
  });
}
