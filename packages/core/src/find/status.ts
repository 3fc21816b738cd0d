/** What a store holds, in numbers. */
import { z } from 'zod';
import { OFFICES, type Office } from '../map/audience.js';
import { REASONS, type Reason } from '../normalise/transforms.js';
import { type Database, integer } from '../store/database.js';
import { type ReaderOffice, readersByOffice } from '../store/readers.js';
import { filesOf } from './files.js';

const MOST_REJECTIONS = 200;

const counts = z.object({
  requests: integer,
  captures: integer,
  people: integer,
  accounts: integer,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});

const rejection = z.object({
  importId: integer,
  name: z.string(),
  line: integer,
  column: z.string().nullable(),
  reason: z.string(),
});

export interface StoreStatus extends z.infer<typeof counts> {
  readonly files: readonly {
    readonly importId: number;
    readonly name: string;
    readonly format: string;
    readonly lines: number;
    readonly loaded: number;
    readonly duplicate: number;
    readonly rejected: number;
    readonly ignored: number;
    readonly firstDay: string | null;
    readonly lastDay: string | null;
  }[];
  readonly keys: { readonly missing: readonly Office[]; readonly hasRecovery: boolean };
  /** The first ones; `rejected` of the files says how many there are. */
  readonly rejections: readonly z.infer<typeof rejection>[];
}

/** The offices that nobody has a key for; what goes to them cannot be imported unless there is a spare key. */
async function keysOf(database: Database): Promise<StoreStatus['keys']> {
  const readers = await readersByOffice(database);
  const has = (office: ReaderOffice) => readers.some((each) => each.office === office && each.count > 0);
  const missing = OFFICES.filter((office) => !has(office) && !(office === 'dsl' && has('deputy-dsl')));
  return { missing, hasRecovery: has('recovery') };
}

const isReason = (reason: string): reason is Reason => reason in REASONS;

export async function storeStatus(database: Database): Promise<StoreStatus> {
  const files = await filesOf(database, { from: '0001-01-01', to: '9999-12-01' });
  const [found] = await database.query(
    counts,
    `SELECT (SELECT count(*) FROM request) AS requests, (SELECT count(*) FROM capture) AS captures,
       (SELECT count(DISTINCT person_id) FROM membership) AS people, (SELECT count(*) FROM account) AS accounts,
       min(first_day)::VARCHAR AS "firstDay", max(last_day)::VARCHAR AS "lastDay" FROM import_file`,
  );
  const rejections = await database.query(
    rejection,
    `SELECT import_id AS "importId", name, line, column_name AS column, reason FROM rejection JOIN import_file USING (import_id)
     ORDER BY import_id, line LIMIT ${MOST_REJECTIONS}`,
  );
  return {
    ...(found ?? { requests: 0, captures: 0, people: 0, accounts: 0, firstDay: null, lastDay: null }),
    keys: await keysOf(database),
    files: files.map(({ from, to, datesProven: _, ...file }) => ({ ...file, firstDay: from, lastDay: to })),
    rejections: rejections.map((each) => ({
      ...each,
      reason: isReason(each.reason) ? REASONS[each.reason] : each.reason,
    })),
  };
}
