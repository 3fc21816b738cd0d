/** The one text that a preview shows: a file, a member of an archive, the sheet of a workbook, or standard input. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from './errors.js';
import { type StandardInput, sourcesIn } from './read/find-sources.js';
import { type InputFile, STANDARD_INPUT_MARK, shortInputName, splitName } from './read/input-file.js';
import { Scratch } from './read/scratch.js';
import type { FoundSource } from './read/unpack.js';

export interface OpenedInput {
  readonly file: InputFile;
  /** How many texts the archive holds; 1 for a plain file. */
  readonly memberCount: number;
  /** What had to be unpacked goes. */
  close(): Promise<void>;
}

interface OpenOptions {
  /** Folder that a relative path starts from. */
  readonly folder?: string | undefined;
  readonly standardInput?: StandardInput | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** So many members are named to somebody who asked for one that is not there. */
const MOST_NAMED = 10;

function chosen(sources: readonly FoundSource[], path: string, inner: string): FoundSource {
  const outer = shortInputName(path);
  if (inner === '') {
    const [first = null] = [...sources.filter((source) => !('fault' in source)), ...sources];
    if (first === null) throw fail('file-empty', { file: path });
    return first;
  }
  const found = sources.find(({ name }) => splitName(name).inner === inner);
  if (found !== undefined) return found;
  const members = sources.slice(0, MOST_NAMED).map(({ name }) => shortInputName(name));
  throw fail('archive-member-missing', { file: path, member: `${outer}${inner}`, members: members.join(', ') });
}

/** The first text of an archive, or the one that is named after a ` › `. Files that lie plainly are taken as they are. */
export async function openInput(given: string | InputFile, options: OpenOptions = {}): Promise<OpenedInput> {
  if (typeof given !== 'string') return { file: given, memberCount: 1, close: async () => undefined };
  const folder = options.folder ?? '';
  const isWhole = given === STANDARD_INPUT_MARK || existsSync(resolve(folder, given));
  const { outer, inner } = isWhole ? { outer: given, inner: '' } : splitName(given);
  const path = outer === STANDARD_INPUT_MARK ? outer : resolve(folder, outer);
  const scratch = Scratch.amongTemporaryFiles();
  const close = () => scratch.close();
  try {
    const sources = await sourcesIn(path, { ...options, scratch });
    const source = chosen(sources, path, inner);
    if ('fault' in source) throw source.fault;
    const text = source.path ?? (await scratch.write(source, options.signal));
    return { file: { path: text, name: source.name }, memberCount: sources.length, close };
  } catch (error) {
    await close();
    throw error;
  }
}
