/** Shorter names for files that lie together: the folder that they share is left out. */
import { basename, dirname, sep } from 'node:path';
import { splitName } from '@fmreview/core';

export function shortNames(paths: readonly string[]): Map<string, string> {
  const folders = paths.map((path) => dirname(splitName(path).outer).split(sep));
  const [first = []] = folders;
  const differing = first.findIndex((part, depth) => folders.some((folder) => folder[depth] !== part));
  const shared = differing === -1 ? first.length : differing;
  const shorten = (path: string) => {
    const { outer, inner } = splitName(path);
    return `${outer.split(sep).slice(shared).join(sep) || basename(outer)}${inner}`;
  };
  return new Map(paths.map((path) => [path, shorten(path)]));
}
