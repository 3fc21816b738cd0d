/**
 * From the texts of a column to numbers: the distinct texts leave the database, are understood once each, and come back
 * as a small map table to join with. What costs a function a row is paid once a value.
 */
import { z } from 'zod';
import { TRANSFORMS, type TransformName } from '../normalise/transforms.js';
import type { Database } from './database.js';

export interface DistinctText {
  /** As it stands in the file. */
  readonly raw: string;
  /** What its transform makes of it; null when that is nothing. */
  readonly value: string | null;
}

const distinctText = z.object({ raw: z.string(), value: z.string().nullable() });

/** @param where which rows count, as SQL */
export async function distinctTexts(
  database: Database,
  column: string,
  transform: TransformName,
  where = 'fault = 0',
): Promise<DistinctText[]> {
  const value = TRANSFORMS[transform].sql('raw');
  return database.query(
    distinctText,
    `SELECT raw, ${value} AS value FROM (SELECT DISTINCT "${column}" AS raw FROM staging WHERE ${where} AND "${column}" IS NOT NULL)`,
  );
}

/** Makes the temporary table `map_<name>(raw, id)`; a text that means nothing has no id. */
export async function makeMap(
  database: Database,
  name: string,
  entries: readonly { raw: string; id: number | null }[],
): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE map_${name} (raw VARCHAR, id INTEGER)`);
  await database.insert(`map_${name}`, { raw: 'VARCHAR', id: 'INTEGER' }, entries);
}

export async function dropMaps(database: Database, names: readonly string[]): Promise<void> {
  for (const name of names) await database.run(`DROP TABLE IF EXISTS map_${name}`);
}
