/** What people decided was an incident, one by one, for those who may read about the person; and what counts for a ladder. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer } from '../store/database.js';
import type { CountedIncident, ReviewedIncident } from './review.js';

const owner = {
  role: z.string().nullable(),
  duty: z.string().nullable(),
  topic: z.string(),
};

const incident = z.object({
  id: z.string(),
  day: z.string(),
  personId: integer.nullable(),
  accountId: integer.nullable(),
  ...owner,
  shared: z.boolean(),
  yearGroup: z.string().nullable(),
  class: z.string().nullable(),
  outcome: z.string(),
  onPurpose: z.boolean().nullable(),
  step: integer.nullable(),
  decidedOn: z.string(),
  decidedBy: z.string(),
});

/** Those of the period's events, the latest decision first. */
export async function decidedIncidents(database: Database): Promise<ReviewedIncident[]> {
  return database.query(
    incident,
    `SELECT id, day::VARCHAR AS day, person_id AS "personId", account_id AS "accountId", role, duty, coalesce(shared, FALSE) AS shared, topic, year_group AS "yearGroup", class,
       outcome, on_purpose AS "onPurpose", step, decided_on::VARCHAR AS "decidedOn", decided_by AS "decidedBy"
     FROM decision_event WHERE is_incident ORDER BY decided_on DESC, day DESC, kind, id`,
  );
}

const counted = z.object({ personId: integer, ...owner });

/** Breaches on purpose that had been decided by the end of the period. Whose they were then says who may know of them. */
export async function countedIncidents(database: Database, { to }: Period): Promise<CountedIncident[]> {
  return database.query(
    counted,
    `SELECT person_id AS "personId", role, duty, topic FROM counted_incident WHERE decided_on <= DATE '${to}' ORDER BY person_id, decided_on, topic`,
  );
}
