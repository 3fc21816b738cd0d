/** Records that read well and still cannot stand: what they speak of is not in the store, or they contradict themselves. */
import type { FaultMeaning } from '../normalise/statement.js';
import type { Database } from './database.js';

/** Today at the school, `YYYY-MM-DD`. */
export const todayIn = (timeZone: string): string => new Date().toLocaleDateString('sv-SE', { timeZone });

/** Nobody has decided, answered or signed anything yet on a day to come. @returns the faults, with one for each column added */
export async function rejectAfterToday(
  database: Database,
  faults: readonly FaultMeaning[],
  timeZone: string,
  columns: readonly string[],
): Promise<FaultMeaning[]> {
  let found = [...faults];
  for (const column of columns) {
    const isToCome = `s."${column}" > DATE '${todayIn(timeZone)}'`;
    found = await rejectWhere(database, found, { column, reason: 'after-today' }, isToCome);
  }
  return found;
}

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
