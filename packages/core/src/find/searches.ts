/** Searches on themes in the period: whose, how often, when. The words themselves are sealed. */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import type { Review } from './review.js';

const found = z.object({
  personId: integer.nullable(),
  accountId: integer.nullable(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  yearGroup: z.string().nullable(),
  class: z.string().nullable(),
  shared: z.boolean(),
  theme: z.string(),
  termId: integer,
  count: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

/** One row a person, office and term, most recent first: a change of duty moves what comes after. After `map` made the events. */
export async function searchesOnThemes(database: Database): Promise<Review['searches']> {
  return database.query(
    found,
    `SELECT person_id AS "personId", CASE WHEN person_id IS NULL THEN account_id END AS "accountId", role, duty,
       any_value(stage) AS stage, any_value(year_group) AS "yearGroup", any_value(class) AS class, coalesce(shared, FALSE) AS shared, s.theme,
       s.term_id AS "termId", count(*) AS count, min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay"
     FROM (FROM search WHERE NOT is_typed_on) AS s JOIN request_event AS e USING (import_id, line) GROUP BY 1, 2, role, duty, coalesce(shared, FALSE), s.theme, s.term_id
     ORDER BY "lastDay" DESC, count DESC, theme, "termId"`,
  );
}
