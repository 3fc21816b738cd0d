/**
 * Captures by whom they are about and what they are about: so fine that an edition can take what its reader may see and
 * count the rest. Role and duty are those of the day, because somebody's change of role moves only what comes after it.
 */
import { z } from 'zod';
import { METHODS } from '../attribute/owners.js';
import { type Database, integer } from '../store/database.js';
import type { BlockedRequests, Matter } from './review.js';

const matter = z.object({
  personId: integer.nullable(),
  accountId: integer.nullable(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  shared: z.boolean(),
  method: z.enum(METHODS),
  topic: z.string(),
  captures: integer,
  episodes: integer,
  decidedEpisodes: integer,
  gradedNoConcern: integer,
});

/** Episodes are of one account and one category, so those of different matters can be added up. */
export async function mattersOf(database: Database): Promise<Matter[]> {
  return database.query(
    matter,
    `SELECT person_id AS "personId", CASE WHEN person_id IS NULL THEN subject_account_id END AS "accountId", role, duty, stage,
       coalesce(shared, FALSE) AS shared, method, topic, count(*) AS captures, count(DISTINCT episode) AS episodes,
       count(DISTINCT episode) FILTER (episode IN (SELECT episode FROM decided_event WHERE kind = 'capture')) AS "decidedEpisodes", count(*) FILTER (severity_grade = 1) AS "gradedNoConcern"
     FROM capture_event GROUP BY ALL ORDER BY captures DESC, topic, 1, 2, role, duty, stage, method`,
  );
}

const blocked = z.object({
  personId: integer,
  role: z.string().nullable(),
  duty: z.string().nullable(),
  shared: z.boolean(),
  requests: integer,
});

/** Of people with captures: whose requests the filter blocked. */
export async function blockedRequestsOf(database: Database): Promise<BlockedRequests[]> {
  return database.query(
    blocked,
    `SELECT person_id AS "personId", role, duty, coalesce(shared, FALSE) AS shared, count(*) AS requests FROM request_event
     WHERE action = 'blocked' AND person_id IN (SELECT person_id FROM capture_event) GROUP BY ALL ORDER BY 1, role, duty, shared`,
  );
}
