/** Shorter names for files that lie together: the folder that they share is left out. */
import { basename, dirname, sep } from 'node:path';

export function shortNames(paths: readonly string[]): Map<string, string> {
  const folders = paths.map((path) => dirname(path).split(sep));
  const [first = []] = folders;
  const differing = first.findIndex((part, depth) => folders.some((folder) => folder[depth] !== part));
  const shared = differing === -1 ? first.length : differing;
  const shorten = (path: string) => path.split(sep).slice(shared).join(sep);
  return new Map(paths.map((path) => [path, shorten(path) || basename(path)]));
}
