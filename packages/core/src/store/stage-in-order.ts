/** Stages a file in its product's usual order of dates; where the file proves the other one, once more in that. */
import type { Database } from './database.js';
import { type DateOrder, otherOrder, readDates, usualOrder } from './dates.js';
import { type SourceFile, type Staged, type StageOptions, stageFile, stageQuickly, type Trial } from './stage.js';

export interface StagedInOrder {
  readonly staged: Staged;
  /** False when every date of the file could be read the other way round as well. */
  readonly datesProven: boolean;
}

/** @param trial what `stageQuickly` gave in the usual order, if it was asked */
export async function stageInOrder(
  database: Database,
  file: SourceFile,
  trial: Trial | null,
  optionsIn: (order: DateOrder) => StageOptions,
): Promise<StagedInOrder> {
  const order = usualOrder(file.fit);
  const staged = await stageFile(database, file, trial, optionsIn(order));
  const { isOther, isProven } = await readDates(database, file, staged, order);
  if (!isOther) return { staged, datesProven: isProven };
  const again = optionsIn(otherOrder(order));
  const retrial = await stageQuickly(database, file, file.fit, again);
  return { staged: await stageFile(database, file, retrial, again), datesProven: true };
}
