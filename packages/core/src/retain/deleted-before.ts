/** How far back the store still has rows: of what was before, nothing is reported, because zero would be a lie. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { fail } from '../errors.js';
import type { Database } from '../store/database.js';

/** First days that are still there; null when retention has deleted nothing. */
export interface DeletedBefore {
  readonly captures: string | null;
  readonly requests: string | null;
}

const row = z.object({ kind: z.enum(['captures', 'requests']), day: z.string() });

export async function deletedBefore(database: Database): Promise<DeletedBefore> {
  const rows = await database.query(row, 'SELECT kind, max(before_day)::VARCHAR AS day FROM deletion GROUP BY kind');
  const dayOf = (kind: keyof DeletedBefore) => rows.find((each) => each.kind === kind)?.day ?? null;
  return { captures: dayOf('captures'), requests: dayOf('requests') };
}

/** @throws period-deleted */
export async function assertNotDeleted(database: Database, { from }: Period): Promise<void> {
  const { captures, requests } = await deletedBefore(database);
  const [day] = [captures, requests]
    .flatMap((each) => (each === null ? [] : [each]))
    .toSorted()
    .toReversed();
  if (day !== undefined && from < day) throw fail('period-deleted', { from, day });
}
