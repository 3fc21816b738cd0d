/** Records that read well and still cannot stand: what they speak of is not in the store, or they contradict themselves. */
import type { FaultMeaning } from '../normalise/statement.js';
import type { Database } from './database.js';

/**
 * Rejects the staged records that meet a condition and had no fault before.
 * @param condition SQL over `s`
 * @returns the faults, with this one added
 */
export async function rejectWhere(
  database: Database,
  faults: readonly FaultMeaning[],
  meaning: FaultMeaning,
  condition: string,
): Promise<FaultMeaning[]> {
  await database.run(
    `UPDATE staging AS s SET fault = ${faults.length + 1} WHERE s.fault = 0 AND coalesce(${condition}, FALSE)`,
  );
  return [...faults, meaning];
}
