/** Reads a mapping file: every fault of it at once, each with its line. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fail } from '../errors.js';
import { groupCount } from '../frames/patterned.js';
import type { Format } from '../normalise/format.js';
import { quoted } from '../normalise/statement.js';
import { readYamlFile } from '../read/yaml-file.js';
import { openDatabase } from '../store/database.js';
import { compileLogformat } from './compile-logformat.js';
import { SQUID_LAYOUTS } from './logformat-codes.js';
import { mappingFaults } from './mapping-faults.js';
import { type Mapping, mappingSchema } from './mapping-schema.js';
import { formatOfMapping } from './own-format.js';
import { ownId } from './own-id.js';

export const isMappingPath = (name: string): boolean => /\.ya?ml$/i.test(name);

/** The expressions that the engine itself must take. */
function expressionsOf({ frame }: Format): { readonly name: string; readonly pattern: string }[] {
  if (frame.by === 'pattern') return [{ name: 'pattern', pattern: frame.pattern }];
  return frame.by === 'spaces' && frame.odd !== undefined ? [{ name: 'odd', pattern: frame.odd }] : [];
}

/** What JavaScript takes and RE2 does not: too many repeats, for instance. @returns the names of those it refuses */
async function refusedExpressions(format: Format): Promise<string[]> {
  const expressions = expressionsOf(format);
  if (expressions.length === 0) return [];
  const database = await openDatabase(':memory:');
  const refused: string[] = [];
  try {
    for (const { name, pattern } of expressions) {
      const names = Array.from({ length: groupCount(pattern) - 1 }, (_, index) => `'g${index + 1}'`).join(', ');
      await database.run(`SELECT regexp_extract('', ${quoted(pattern)}, [${names}])`).catch(() => refused.push(name));
    }
  } finally {
    database.close();
  }
  return refused;
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
  const refused = await refusedExpressions(format);
  if (refused.length === 0) return { mapping, format };
  const faults = refused.map((name) => {
    const place = ['frame', mapping.frame.by === 'logformat' ? 'logformat' : name];
    return {
      file: path,
      line: lineOf(place),
      column: null,
      message: `${place.join('.')}: the engine refuses this expression`,
    };
  });
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
