/** From what a user typed to the texts that can be read: files as they are, members of archives, standard input. */
import { Readable } from 'node:stream';
import { type AppError, fail } from '../errors.js';
import { findFiles } from './find-files.js';
import { inputName, STANDARD_INPUT_MARK } from './input-file.js';
import type { Scratch } from './scratch.js';
import { type FoundSource, faultOf, type Source, sourcesOf } from './unpack.js';

export type StandardInput = AsyncIterable<Uint8Array>;

export interface Wanted {
  readonly scratch: Scratch;
  /** What `-` stands for. */
  readonly standardInput?: StandardInput | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** It comes only once, and is read from its beginning twice: it is written down as it comes, packed or not. */
async function writeStandardInput({ scratch, standardInput, signal }: Wanted): Promise<string> {
  const name = inputName(STANDARD_INPUT_MARK);
  if (standardInput === undefined) throw fail('file-missing', { file: STANDARD_INPUT_MARK });
  return scratch.write({ name, open: async () => Readable.from(standardInput, { objectMode: false }) }, signal);
}

/** @param path of one file, or `-` */
export async function sourcesIn(path: string, wanted: Wanted): Promise<FoundSource[]> {
  const name = inputName(path);
  const sources: FoundSource[] = [];
  try {
    const written = path === STANDARD_INPUT_MARK ? await writeStandardInput(wanted) : path;
    for await (const source of sourcesOf({ path: written, name }, wanted)) sources.push(source);
  } catch (cause) {
    sources.push({ name, fault: faultOf(name, cause, wanted.signal) });
  }
  return sources;
}

/** Paths that lead nowhere become faults; the other files are still found. */
export async function findSources(
  { paths, folder }: { readonly paths: readonly string[]; readonly folder: string },
  wanted: Wanted,
): Promise<{ readonly sources: readonly FoundSource[]; readonly faults: readonly AppError[] }> {
  const { files, faults } = await findFiles(paths, folder);
  const sources: FoundSource[] = [];
  for (const file of files) sources.push(...(await sourcesIn(file, wanted)));
  return { sources, faults };
}

/** @param work gets the path of the text; what had to be unpacked for it is gone afterwards */
export async function withText<Result>(
  source: Source,
  { scratch, signal }: Pick<Wanted, 'scratch' | 'signal'>,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  if (source.path !== null) return work(source.path);
  const path = await scratch.write(source, signal);
  try {
    return await work(path);
  } finally {
    await scratch.remove(path);
  }
}
