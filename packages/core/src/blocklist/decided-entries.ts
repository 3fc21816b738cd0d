/** What people decided about entries of lists, as it stands on a day: the latest decision on each entry, list and group. */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import { type ListEntry, parseEntry } from './entry.js';
import { LIST_KINDS, type ListKind } from './list-kinds.js';

export interface DecidedEntry {
  readonly entry: ListEntry;
  readonly text: string;
  readonly list: ListKind;
  readonly decision: 'approve' | 'refuse' | 'withdraw';
  /** A role, a stage or a year group; null: everybody. */
  readonly group: string | null;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedOn: string;
  readonly reviewOn: string | null;
}

const LAST_DAY = '9999-12-31';

const row = z.object({
  text: z.string(),
  list: z.enum(LIST_KINDS),
  decision: z.enum(['approve', 'refuse', 'withdraw']),
  group: z.string().nullable(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedOn: z.string(),
  reviewOn: z.string().nullable(),
});

/** @param on `YYYY-MM-DD`; the latest of all days when left out */
export async function decidedEntries(database: Database, on = LAST_DAY): Promise<DecidedEntry[]> {
  const rows = await database.query(
    row,
    `SELECT entry AS text, list, decision, user_group AS "group", reason, decided_by AS "decidedBy", decided_on::VARCHAR AS "decidedOn", review_on::VARCHAR AS "reviewOn"
     FROM list_decision WHERE decided_on <= $1::DATE
     QUALIFY row_number() OVER (PARTITION BY entry, list, user_group ORDER BY decided_on DESC, import_id DESC, line DESC) = 1
     ORDER BY list, entry, user_group`,
    [on],
  );
  return rows.flatMap((each) => {
    const parsed = parseEntry(each.text);
    return 'entry' in parsed ? [{ ...each, entry: parsed.entry }] : [];
  });
}

/** The highest number of a zone file within a day. */
const MOST_REVISIONS = 99;
const change = z.object({ madeOn: z.string(), revision: integer });

/**
 * The last day on which anything was decided about a list for any of the groups, and how often on it: an entry that is taken
 * off makes a new list too. Null: nothing was.
 */
export async function lastChange(
  database: Database,
  { list, on = LAST_DAY }: { readonly list: ListKind; readonly on?: string | undefined },
  groups: readonly (string | null)[],
): Promise<z.infer<typeof change> | null> {
  const among = groups.map((_, index) => `user_group IS NOT DISTINCT FROM $${index + 3}`);
  const [found] = await database.query(
    change,
    `SELECT decided_on::VARCHAR AS "madeOn", least(count(*), ${MOST_REVISIONS}) AS revision FROM list_decision
     WHERE list = $1 AND decided_on <= $2::DATE AND (${among.join(' OR ')}) GROUP BY decided_on ORDER BY decided_on DESC LIMIT 1`,
    [list, on, ...groups],
  );
  return found ?? null;
}
