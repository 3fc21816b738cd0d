/**
 * Stored traffic played once more past a list: `listed_event` holds the requests that the list is about, each with its person,
 * session and topic. Everything else of the store is only looked at, never joined.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import type { Configuration } from '../configuration.js';
import { fail } from '../errors.js';
import { makeSomeEvents, type Rulebook } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import type { ListEntry } from './entry.js';
import { matchEntries } from './match-entries.js';

/** Days of the school's own clock that the web-filter logs of the store reach over; null: there is none. */
export async function storedPeriod(store: Database): Promise<Period | null> {
  const [span] = await store.query(
    z.object({ from: z.string().nullable(), to: z.string().nullable() }),
    `SELECT min(first_day)::VARCHAR AS "from", max(last_day)::VARCHAR AS "to" FROM import_file WHERE kind = 'request' AND rows_deleted_at IS NULL`,
  );
  return span === undefined || span.from === null || span.to === null ? null : { from: span.from, to: span.to };
}

/**
 * The days to look at: those asked for, else all that the logs reach over.
 * @throws no-filter-log, period-empty
 */
export async function replayPeriod(store: Database, given: Period | undefined): Promise<Period> {
  const stored = await storedPeriod(store);
  if (stored === null) throw fail('no-filter-log', {});
  const period = given ?? stored;
  if (period.from > stored.to || period.to < stored.from) throw fail('period-empty', period);
  return period;
}

/** SQL over `r`: an entry of the table is about this request. */
const isListed = (table: string, hasPaths: boolean): string =>
  hasPaths
    ? `(r.host_id IN (SELECT host_id FROM ${table} WHERE path_id IS NULL) OR (r.path_id IS NOT NULL AND (r.host_id, r.path_id) IN (SELECT (host_id, path_id) FROM ${table})))`
    : `r.host_id IN (SELECT host_id FROM ${table})`;

export const within = ({ from, to }: Period) =>
  `r.time_local >= DATE '${from}' AND r.time_local < DATE '${to}' + INTERVAL 1 DAY`;

/** What is asked of each request: of tens of millions, no more is carried along. */
const COLUMNS = ['host_id', 'path_id', 'time_utc', 'day', 'session', 'audience', 'subject', 'topic', 'action'];

export interface Replay {
  readonly entries: readonly ListEntry[];
  readonly period: Period;
  /** Entries that take sites out of the list again. */
  readonly exceptions?: readonly ListEntry[] | undefined;
  /** Groups of the reports that the list is for; everybody when empty. */
  readonly groups?: readonly string[] | undefined;
  /** Further columns of each request. */
  readonly more?: readonly string[];
}

export const groupsSql = (groups: readonly string[]) =>
  groups.map((group) => `'${group.replaceAll("'", "''")}'`).join(', ');

/** Makes `listed(entry, host_id, path_id)`, the same of the exceptions as `excepted`, and `listed_event` of the groups. */
export async function replayList(
  store: Store,
  configuration: Configuration,
  { taxonomy }: Rulebook,
  { entries, period, exceptions = [], groups = [], more = [] }: Replay,
): Promise<void> {
  await matchEntries(store, entries, 'listed');
  await matchEntries(store, exceptions, 'excepted');
  const [paths] = await store.query(
    z.object({ n: integer }),
    'SELECT count(*) AS n FROM listed WHERE path_id IS NOT NULL',
  );
  const facts = `(SELECT * FROM request AS r WHERE ${isListed('listed', (paths?.n ?? 0) > 0)} AND ${within(period)})`;
  await makeSomeEvents(store, configuration, period, {
    taxonomy,
    table: 'listed_event',
    facts,
    columns: [...COLUMNS, ...more],
  });
  if (groups.length > 0) await store.run(`DELETE FROM listed_event WHERE audience NOT IN (${groupsSql(groups)})`);
}

/** Takes out of `listed_event` what an exception is about: of one list alone. */
export const dropExcepted = (store: Store): Promise<void> =>
  store.run(
    `DELETE FROM listed_event WHERE rowid IN (SELECT r.rowid FROM listed_event AS r WHERE ${isListed('excepted', true)})`,
  );

export const dropReplay = (store: Store): Promise<void> =>
  store.run('DROP TABLE listed_event; DROP TABLE listed; DROP TABLE excepted');
