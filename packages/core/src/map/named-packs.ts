/** The packs that a configuration names: what is wrong with their names is told where they are named. */
import { existsSync } from 'node:fs';
import { policyPlaces } from '../configuration.js';
import { type Fault, fail } from '../errors.js';
import { isPackPath, shippedIds } from './policy.js';

function faultOf(pack: string, before: readonly string[]): string | null {
  if (before.includes(pack)) return 'this pack is named twice';
  if (isPackPath(pack))
    return existsSync(pack) ? null : 'there is no such file; a path starts from the workspace folder';
  const ids = shippedIds();
  return ids.includes(pack)
    ? null
    : `no such pack is shipped; choose one of ${ids.join(', ')}, or give the path of a .yaml file`;
}

/**
 * @param packs ids, and paths from the root
 * @throws configuration-faults
 */
export function assertNamedPacks(configurationFile: string, packs: readonly string[]): void {
  const messages = packs.map((pack, index) => faultOf(pack, packs.slice(0, index)));
  if (messages.every((message) => message === null)) return;
  const places = policyPlaces(configurationFile);
  const faults = messages.flatMap((message, index): Fault[] =>
    message === null
      ? []
      : [{ file: configurationFile, line: places[index] ?? 1, column: null, message: `policy: ${message}` }],
  );
  throw fail('configuration-faults', { file: configurationFile, count: faults.length }, { faults });
}
