/** From what a user typed (files, folders, patterns) to the files meant, each once, in an order that does not change. */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { type AppError, fail } from '../errors.js';
import { STANDARD_INPUT_MARK } from './input-file.js';
import { isPassedOver } from './passed-over.js';

export interface FoundFiles {
  /** Paths from the root, and `-` for standard input. */
  readonly files: readonly string[];
  readonly faults: readonly AppError[];
}

const byName = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true });

/** What a user names is taken, whatever it is; what lies beside it in a folder must look like something to import. */
const meant = (files: readonly string[], folder: string) =>
  files
    .map((file) => resolve(file))
    .filter((file) => !isPassedOver(relative(folder, file).replace(/^(\.\.[/\\])+/, '')));

async function filesOf(path: string, folder: string): Promise<string[] | null> {
  if (path === STANDARD_INPUT_MARK) return [path];
  const absolute = resolve(folder, path);
  const found = await stat(absolute).catch(() => null);
  if (found?.isFile()) return [absolute];
  if (found?.isDirectory()) return meant(await glob('**/*', { cwd: absolute, absolute: true, dot: false }), absolute);
  // A Windows user writes back slashes, which a pattern takes for something else.
  const pattern = path.replaceAll('\\', '/');
  if (!isDynamicPattern(pattern)) return null;
  const matching = await glob(pattern, { cwd: folder, absolute: true });
  return matching.length > 0 ? meant(matching, folder) : null;
}

/** Paths that lead nowhere become faults; the other files are still found. */
export async function findFiles(paths: readonly string[], folder: string): Promise<FoundFiles> {
  const files = new Set<string>();
  const faults: AppError[] = [];
  for (const path of paths) {
    const found = await filesOf(path, folder);
    if (found === null) faults.push(fail('file-missing', { file: path }));
    else for (const file of found.toSorted(byName)) files.add(file);
  }
  return { files: [...files], faults };
}
