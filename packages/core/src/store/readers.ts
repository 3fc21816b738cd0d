/** Who may open what: the public keys that segments are sealed to. The secret halves are never here. */
import { Encrypter } from 'age-encryption';
import { z } from 'zod';
import { fail } from '../errors.js';
import { type Audience, OFFICES, type Office } from '../map/audience.js';
import type { Database } from './database.js';

/** A deputy opens what the DSL opens. `recovery` opens everything: a spare key that lies in a safe. */
export const READER_OFFICES = [...OFFICES, 'deputy-dsl', 'recovery'] as const;
export type ReaderOffice = (typeof READER_OFFICES)[number];

export interface Reader {
  /** A word for the key, such as `dsl`; never a person's name. */
  readonly name: string;
  readonly offices: readonly ReaderOffice[];
  /** An age recipient: `age1…`. */
  readonly recipient: string;
  /** UTC, ISO. */
  readonly since: string;
  readonly ended: string | null;
}

const NAME = /^[a-z][a-z0-9-]{0,39}$/;

const row = z.object({
  name: z.string(),
  offices: z
    .string()
    .transform((text) => text.split(',').flatMap((word) => READER_OFFICES.filter((each) => each === word))),
  recipient: z.string(),
  since: z.string(),
  ended: z.string().nullable(),
});

const ISO = (column: string) => `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`;

/** Those of today first, by name; then those whose keys were revoked. */
export async function readReaders(database: Database): Promise<Reader[]> {
  return database.query(
    row,
    `SELECT name, offices, recipient, ${ISO('since')} AS since, ${ISO('ended')} AS ended FROM reader ORDER BY ended IS NOT NULL, name, since`,
  );
}

export const isCurrent = ({ ended }: Reader): boolean => ended === null;

/** @throws recipient-invalid */
export function assertRecipient(recipient: string): void {
  try {
    new Encrypter().addRecipient(recipient);
  } catch (cause) {
    throw fail('recipient-invalid', {}, { cause });
  }
}

export interface NewReader {
  readonly name: string;
  readonly offices: readonly ReaderOffice[];
  readonly recipient: string;
}

/** @throws reader-name-invalid, reader-exists, recipient-invalid */
export async function addReader(database: Database, reader: NewReader, now: Date): Promise<void> {
  if (!NAME.test(reader.name)) throw fail('reader-name-invalid', {});
  assertRecipient(reader.recipient);
  const readers = (await readReaders(database)).filter(isCurrent);
  if (readers.some(({ name }) => name === reader.name)) throw fail('reader-exists', { reader: reader.name });
  // One key under two words would open what is kept from each of them alone.
  if (readers.some(({ recipient }) => recipient === reader.recipient)) throw fail('recipient-in-use', {});
  await database.run('INSERT INTO reader VALUES ($1, $2, $3, $4::TIMESTAMP, NULL)', [
    reader.name,
    reader.offices.join(','),
    reader.recipient,
    now.toISOString().slice(0, 19),
  ]);
}

export async function endReader(database: Database, name: string, now: Date): Promise<void> {
  await database.run('UPDATE reader SET ended = $2::TIMESTAMP WHERE name = $1 AND ended IS NULL', [
    name,
    now.toISOString().slice(0, 19),
  ]);
}

/** @throws reader-unknown */
export async function readerNamed(database: Database, name: string): Promise<Reader> {
  const readers = (await readReaders(database)).filter(isCurrent);
  const found = readers.find((reader) => reader.name === name);
  if (found === undefined) {
    const names = readers.map((reader) => reader.name).join(', ') || 'none yet';
    throw fail('reader-unknown', { readers: names });
  }
  return found;
}

/** All keys that a reader has and ever had, the one of today first. @throws reader-unknown when there never was one */
export async function keysOfReader(database: Database, name: string): Promise<Reader[]> {
  const keys = (await readReaders(database)).filter((reader) => reader.name === name);
  return keys.length > 0 ? keys : [await readerNamed(database, name)];
}

/** Whether a reader's key is for matters of this office; the spare key is for all. */
export const opensFor = (reader: Pick<Reader, 'offices'>, office: Office): boolean =>
  isRecovery(reader) || officesOf(reader).includes(office);

/** Whoever holds the office, the office's own key before a deputy's. @throws reader-unknown */
export async function readerForOffice(database: Database, office: Office): Promise<Reader> {
  const readers = (await readReaders(database))
    .filter(isCurrent)
    .filter((reader) => officesOf(reader).includes(office));
  const own = readers.find(({ offices }) => offices.includes(office));
  return own ?? readers[0] ?? readerNamed(database, office);
}

const officeOf = (office: ReaderOffice): Office | null =>
  office === 'recovery' ? null : office === 'deputy-dsl' ? 'dsl' : office;

/** The offices whose matters a reader may open; `recovery` counts for none of them. */
const officesOf = ({ offices }: Pick<Reader, 'offices'>): Office[] =>
  OFFICES.filter((office) => offices.some((each) => officeOf(each) === office));

const isRecovery = ({ offices }: Pick<Reader, 'offices'>): boolean => offices.includes('recovery');

/** Somebody who holds the office that the matter is about is left out, with the spare key too. */
export function mayRead(reader: Pick<Reader, 'offices'>, audience: Audience): boolean {
  const own = officesOf(reader);
  if (own.some((office) => audience.except.includes(office))) return false;
  return isRecovery(reader) || own.some((office) => audience.offices.includes(office));
}

/**
 * The readers of an audience, and the spare key. Somebody who holds the office that the matter is about is left out.
 * @throws reader-missing when nobody could ever open it
 */
export function readersOf(readers: readonly Reader[], audience: Audience): Reader[] {
  const found = readers.filter(isCurrent).filter((reader) => mayRead(reader, audience));
  if (found.length > 0) return found;
  // Where everybody who could read it may be meant, a key of no office is the only way.
  const reader = audience.offices.find((office) => !audience.except.includes(office)) ?? 'recovery';
  throw fail('reader-missing', { office: audience.offices.join(' or '), reader });
}

/** How many people can open what is sealed to each office; a spare key counts by itself. */
export async function readersByOffice(database: Database): Promise<{ office: string; count: number }[]> {
  const readers = (await readReaders(database)).filter(isCurrent);
  return READER_OFFICES.map((office) => ({
    office,
    count: readers.filter(({ offices }) => offices.includes(office)).length,
  }));
}
