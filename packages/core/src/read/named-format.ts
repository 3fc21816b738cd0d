/** The format that a user names with `--as`: one of the catalogue, a mapping of one's own, or Squid's `logformat`. */
import type { Format } from '../normalise/format.js';
import { formatOfLogformat, isLogformat, isMappingPath, readMapping } from '../own-format/read-mapping.js';
import { formatById } from './detect-format.js';

/** @param folder that a relative path starts from */
export async function namedFormat(name: string | undefined, folder: string): Promise<Format | undefined> {
  if (name === undefined) return undefined;
  // The layout that Squid has by itself has a format of its own, which also reads names with spaces.
  if (name === 'logformat:squid') return formatById('squid-native');
  if (isLogformat(name)) return formatOfLogformat(name);
  if (isMappingPath(name)) return (await readMapping(name, folder)).format;
  return formatById(name);
}
