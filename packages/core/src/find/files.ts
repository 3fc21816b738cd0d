/** Where the figures come from: every file of the store that has something in the period, and what could not be read. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer } from '../store/database.js';
import type { Review, ReviewedFile } from './review.js';
import { IS_ONE_PERSON } from './tables.js';

const file = z.object({
  importId: integer,
  name: z.string(),
  format: z.string(),
  kind: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  lines: integer,
  loaded: integer,
  duplicate: integer,
  rejected: integer,
  ignored: integer,
  datesProven: z.boolean(),
});
const people = z.object({ importId: integer, people: integer, mostOfOne: integer });
const month = z.object({ importId: integer, month: z.string(), count: integer });

/** Lists without times (people, devices) belong to every period. */
const IN_PERIOD = `(first_day IS NULL OR (first_day <= $2::DATE AND last_day >= $1::DATE))`;

export async function filesOf(
  database: Database,
  { from, to }: Period,
): Promise<Omit<ReviewedFile, 'people' | 'mostOfOne' | 'months'>[]> {
  return database.query(
    file,
    `SELECT import_id AS "importId", name, format, kind, first_day::VARCHAR AS "from", last_day::VARCHAR AS "to",
       lines, loaded, duplicate, rejected, ignored, dates_proven AS "datesProven"
     FROM import_file WHERE ${IN_PERIOD} ORDER BY import_id`,
    [from, to],
  );
}

const EVENTS = ['request_event', 'capture_event'];

/** In the place of a month: events that an exclusion set aside stand in no table. */
export const SET_ASIDE_PART = 'set-aside';

async function monthsOf(database: Database): Promise<Map<number, Record<string, number>>> {
  const rows = await database.query(
    month,
    [
      ...EVENTS.map((events) => `SELECT import_id AS "importId", month, count(*) AS count FROM ${events} GROUP BY ALL`),
      `SELECT import_id AS "importId", '${SET_ASIDE_PART}' AS month, count(*) AS count FROM excluded_event GROUP BY ALL`,
    ].join(' UNION ALL '),
  );
  const byImport = new Map<number, Record<string, number>>();
  for (const each of rows) byImport.set(each.importId, { ...byImport.get(each.importId), [each.month]: each.count });
  return byImport;
}

/** What a file holds beyond the period: its other lines are in the ledger as well. */
function withOutside(loaded: number, months: Readonly<Record<string, number>>): ReviewedFile['months'] {
  const outside = loaded - Object.values(months).reduce((sum, each) => sum + each, 0);
  return outside === 0 ? months : { ...months, outside };
}

/** The files of a review, each with the distinct people behind its events; after `map` has made the events. */
export async function filesWithPeople(database: Database, period: Period): Promise<ReviewedFile[]> {
  const counts = await database.query(
    people,
    EVENTS.map(
      (events) => `SELECT "importId", count(*) AS people, max(CASE WHEN is_one THEN n ELSE 0 END) AS "mostOfOne" FROM (
        SELECT import_id AS "importId", bool_or(${IS_ONE_PERSON}) AS is_one, count(*) AS n FROM ${events} GROUP BY import_id, subject)
        GROUP BY "importId"`,
    ).join(' UNION ALL '),
  );
  const byImport = new Map(counts.map((each) => [each.importId, each]));
  const months = await monthsOf(database);
  return (await filesOf(database, period)).map((each) => ({
    ...each,
    people: byImport.get(each.importId)?.people ?? null,
    mostOfOne: byImport.get(each.importId)?.mostOfOne ?? null,
    months:
      each.kind === 'request' || each.kind === 'capture'
        ? withOutside(each.loaded, months.get(each.importId) ?? {})
        : {},
  }));
}

const rejection = z.object({
  importId: integer,
  column: z.string().nullable(),
  reason: z.string(),
  count: integer,
  firstLines: z.array(integer),
});

export async function rejectionsOf(database: Database, { from, to }: Period): Promise<Review['rejections']> {
  return database.query(
    rejection,
    `SELECT r.import_id AS "importId", column_name AS column, reason, count(*) AS count, list(line ORDER BY line)[:5] AS "firstLines"
     FROM rejection AS r JOIN import_file USING (import_id) WHERE ${IN_PERIOD} GROUP BY ALL ORDER BY r.import_id, count DESC, reason`,
    [from, to],
  );
}
