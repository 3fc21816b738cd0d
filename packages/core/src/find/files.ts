/** Where the figures come from: every file of the store that has something in the period, and what could not be read. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer } from '../store/database.js';
import type { Review, ReviewedFile } from './review.js';

const file = z.object({
  importId: integer,
  name: z.string(),
  format: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  lines: integer,
  loaded: integer,
  duplicate: integer,
  rejected: integer,
  ignored: integer,
  datesProven: z.boolean(),
});
const people = z.object({ importId: integer, people: integer });

/** Lists without times (people, devices) belong to every period. */
const IN_PERIOD = `(first_day IS NULL OR (first_day <= $2::DATE AND last_day >= $1::DATE))`;

export async function filesOf(database: Database, { from, to }: Period): Promise<Omit<ReviewedFile, 'people'>[]> {
  return database.query(
    file,
    `SELECT import_id AS "importId", name, format, first_day::VARCHAR AS "from", last_day::VARCHAR AS "to",
       lines, loaded, duplicate, rejected, ignored, dates_proven AS "datesProven"
     FROM import_file WHERE ${IN_PERIOD} ORDER BY import_id`,
    [from, to],
  );
}

/** The files of a review, each with the distinct people behind its events; after `map` has made the events. */
export async function filesWithPeople(database: Database, period: Period): Promise<ReviewedFile[]> {
  const counts = await database.query(
    people,
    ['request_event', 'capture_event']
      .map((events) => `SELECT import_id AS "importId", count(DISTINCT subject) AS people FROM ${events} GROUP BY ALL`)
      .join(' UNION ALL '),
  );
  const byImport = new Map(counts.map((each) => [each.importId, each.people]));
  return (await filesOf(database, period)).map((each) => ({ ...each, people: byImport.get(each.importId) ?? null }));
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
