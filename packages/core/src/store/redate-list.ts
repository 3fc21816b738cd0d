/** A list that was imported before, and of which somebody now says which day it describes, or that it was complete. */
import { z } from 'zod';
import { transaction } from './database.js';
import type { ImportOptions } from './import-options.js';
import type { Store } from './open-store.js';
import { guardAttribution } from './reattribution.js';

/** Rows that said their own day keep it: only what was taken to describe the day of the import is dated anew. */
const redate = (table: string, who: string, importId: number, day: string) => `UPDATE ${table} AS t
  SET listed_on = DATE '${day}', year_on = greatest(coalesce(t.valid_from, DATE '0001-01-01'), least(DATE '${day}', r.ends))
  FROM (
    SELECT import_id, line, least(coalesce(valid_to, DATE '9999-12-31'),
      coalesce(lead(valid_from) OVER (PARTITION BY ${who} ORDER BY valid_from NULLS FIRST, line) - 1, DATE '9999-12-31')) AS ends
    FROM ${table} WHERE import_id = ${importId}
  ) AS r WHERE t.import_id = r.import_id AND t.line = r.line
    AND t.listed_on = (SELECT imported_at::DATE FROM import_file WHERE import_id = ${importId})`;

export interface SameFile {
  readonly importId: number;
  readonly kind: string;
}

/**
 * @returns whether anything was asked for that a list can be given
 * @throws list-reattributes
 */
export async function redateList(
  store: Store,
  path: string,
  { importId, kind }: SameFile,
  { configuration, listedOn, isComplete = false, mayReattribute = false }: ImportOptions,
): Promise<boolean> {
  const isList = kind === 'membership' || kind === 'device';
  if (!isList || (listedOn === undefined && !isComplete)) return false;
  const guard = { file: path, isAgreed: mayReattribute };
  await transaction(store, () =>
    guardAttribution(store, configuration, guard, async () => {
      if (listedOn !== undefined)
        await store.run(
          kind === 'membership'
            ? redate('membership', 'person_id', importId, listedOn)
            : redate('device_place', 'device_id', importId, listedOn),
        );
      if (isComplete && kind === 'membership') {
        await store.run(`DELETE FROM complete_list WHERE import_id = ${importId}`);
        await store.run(`INSERT INTO complete_list SELECT import_id, max(listed_on), role FROM membership
          WHERE import_id = ${importId} GROUP BY import_id, role`);
      }
    }),
  );
  return true;
}

export const sameFile = z.object({ importId: z.int(), kind: z.string(), name: z.string(), format: z.string() });
