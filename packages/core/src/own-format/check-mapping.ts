/** A mapping looked at before it is used: its faults, and in numbers what it would make of a file. */

import { fieldsOf } from '../normalise/header.js';
import type { PreviewOptions } from '../preview.js';
import { type ReadCounts, readCounts } from '../read-counts.js';
import { readMapping } from './read-mapping.js';

export interface MappingCheck {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly fields: readonly string[];
  /** Null when no file was given. */
  readonly counts: ReadCounts | null;
}

/** @throws mapping-faults with every fault of it */
export async function checkMapping(
  mapping: string,
  file: string | undefined,
  options: Omit<PreviewOptions, 'format'> = {},
): Promise<MappingCheck> {
  const { format } = await readMapping(mapping, options.folder ?? '');
  const { id, kind, title } = format;
  const counts = file === undefined ? null : await readCounts(file, { ...options, format: mapping });
  return { id, kind, title, fields: fieldsOf(format).map(([name]) => name), counts };
}
