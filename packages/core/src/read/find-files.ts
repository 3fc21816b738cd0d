/** From what a user typed (files, folders, patterns) to the files meant, each once, in an order that does not change. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { type AppError, fail } from '../errors.js';

export interface FoundFiles {
  readonly files: readonly string[];
  readonly faults: readonly AppError[];
}

const byName = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true });

async function filesOf(path: string, folder: string): Promise<string[] | null> {
  const absolute = resolve(folder, path);
  const found = await stat(absolute).catch(() => null);
  if (found?.isFile()) return [absolute];
  if (found?.isDirectory())
    return (await glob('**/*', { cwd: absolute, absolute: true, dot: false })).map((file) => resolve(file));
  // A Windows user writes back slashes, which a pattern takes for something else.
  const pattern = path.replaceAll('\\', '/');
  if (!isDynamicPattern(pattern)) return null;
  const matching = await glob(pattern, { cwd: folder, absolute: true });
  return matching.length > 0 ? matching.map((file) => resolve(file)) : null;
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
