/** Reads a mapping file: every fault of it at once, each with its line. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fail } from '../errors.js';
import { pathOf } from '../frames/json-lines.js';
import { groupCount } from '../frames/patterned.js';
import type { Format } from '../normalise/format.js';
import { quoted } from '../normalise/statement.js';
import { type FieldPath, fieldName, readYamlFile } from '../read/yaml-file.js';
import { openDatabase } from '../store/database.js';
import { compileLogformat } from './compile-logformat.js';
import { SQUID_LAYOUTS } from './logformat-codes.js';
import { mappingFaults } from './mapping-faults.js';
import { type Mapping, mappingSchema } from './mapping-schema.js';
import { formatOfMapping } from './own-format.js';
import { ownId } from './own-id.js';

export const isMappingPath = (name: string): boolean => /\.ya?ml$/i.test(name);

/** What the engine itself must take, and where in the mapping it stands. */
interface Tried {
  readonly place: FieldPath;
  readonly sql: string;
  readonly what: string;
}

function triedPattern(place: FieldPath, pattern: string): Tried {
  const names = Array.from({ length: groupCount(pattern) - 1 }, (_, index) => `'g${index + 1}'`).join(', ');
  const groups = names === '' ? '' : `, [${names}]`;
  return { place, sql: `SELECT regexp_extract('', ${quoted(pattern)}${groups})`, what: 'expression' };
}

function triedPatterns({ frame, recognise }: Mapping, format: Format): Tried[] {
  const own = format.frame;
  const line =
    recognise !== undefined && 'line' in recognise ? [triedPattern(['recognise', 'line'], recognise.line)] : [];
  if (own.by === 'pattern')
    return [...line, triedPattern(['frame', frame.by === 'logformat' ? 'logformat' : 'pattern'], own.pattern)];
  return own.by === 'spaces' && own.odd !== undefined ? [...line, triedPattern(['frame', 'odd'], own.odd)] : line;
}

function triedPaths({ frame, fields }: Mapping): Tried[] {
  if (frame.by !== 'json' && frame.by !== 'objects') return [];
  // A list of paths is taken as the frame gives it: what it refuses among several it may take alone.
  const tried = (place: FieldPath, key: string) => ({
    ...{ place, what: 'path' },
    sql: `SELECT json_extract_string('{}', [${quoted(pathOf(key))}, ${quoted(pathOf(key))}])`,
  });
  return Object.entries(fields).flatMap(([name, { aliases = [], with: others = [] }]) => [
    ...aliases.map((key, index) => tried(['fields', name, 'aliases', index], key)),
    ...others.flatMap((keys, at) =>
      typeof keys === 'number' ? [] : keys.map((key) => tried(['fields', name, 'with', at], key)),
    ),
  ]);
}

/** What JavaScript takes and RE2 does not: too many repeats, for instance; and paths that lead nowhere. */
async function refused(all: readonly Tried[]): Promise<Tried[]> {
  if (all.length === 0) return [];
  const database = await openDatabase(':memory:');
  const found: Tried[] = [];
  try {
    for (const each of all) await database.run(each.sql).catch(() => found.push(each));
  } finally {
    database.close();
  }
  return found;
}

/** @param file as the user wrote it: that is how faults name it */
export async function readMapping(file: string, folder: string): Promise<{ mapping: Mapping; format: Format }> {
  const path = resolve(folder, file);
  if (!existsSync(path)) throw fail('mapping-missing', { file });
  const { value: mapping, lineOf } = readYamlFile(path, mappingSchema, {
    errorCode: 'mapping-faults',
    crossCheck: mappingFaults,
  });
  const format = formatOfMapping(mapping, ownId(basename(file)));
  const found = await refused([...triedPatterns(mapping, format), ...triedPaths(mapping)]);
  if (found.length === 0) return { mapping, format };
  const faults = found.map(({ place, what }) => ({
    file: path,
    line: lineOf(place),
    column: null,
    message: `${fieldName(place)}: the engine refuses this ${what}`,
  }));
  throw fail('mapping-faults', { file: path, count: faults.length }, { faults });
}

const LOGFORMAT = 'logformat:';

export const isLogformat = (name: string): boolean => name.startsWith(LOGFORMAT);

const isLayout = (name: string): name is keyof typeof SQUID_LAYOUTS => Object.hasOwn(SQUID_LAYOUTS, name);

/** @param name `logformat:` and a layout of Squid’s own by its name, or the codes of one’s own */
export function formatOfLogformat(name: string): Format {
  const given = name.slice(LOGFORMAT.length).trim();
  const logformat = isLayout(given) ? SQUID_LAYOUTS[given] : given;
  const mapping = mappingSchema.parse({
    ...{ kind: 'request', title: 'Squid access log by its logformat', product: 'Squid', fields: {} },
    frame: { by: 'logformat', logformat: logformat === '' ? ' ' : logformat },
  });
  const { faults: own } = compileLogformat(logformat);
  const messages = [...own, ...mappingFaults(mapping).map(({ message }) => message.replace('frame.logformat: ', ''))];
  if (messages.length > 0) {
    const faults = [...new Set(messages)].map((message) => ({ file: '--as', line: 1, column: null, message }));
    throw fail('mapping-faults', { file: '--as', count: faults.length }, { faults });
  }
  return formatOfMapping(mapping, ownId(isLayout(given) ? `logformat-${given}` : 'logformat'));
}
