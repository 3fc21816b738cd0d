/** Captures that a person should look at, each with what was decided about it. Those that nobody decided about come first. */
import { z } from 'zod';
import { METHODS } from '../attribute/owners.js';
import { clausesOf } from '../map/match-clauses.js';
import { type Database, integer } from '../store/database.js';
import type { ReviewedCapture } from './review.js';
import { IS_TO_LOOK_AT, WEIGHT } from './serious.js';

const texts = z
  .array(z.string())
  .nullable()
  .transform((list) => list ?? []);

const capture = z.object({
  id: z.string(),
  createdLocal: z.string(),
  personId: integer.nullable(),
  accountId: integer.nullable(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  yearGroup: z.string().nullable(),
  class: z.string().nullable(),
  shared: z.boolean(),
  method: z.enum(METHODS),
  topic: z.string(),
  nature: z.string().nullable(),
  severityLibrary: integer.nullable(),
  severityGrade: integer.nullable(),
  phraseId: integer.nullable(),
  source: z.string().nullable(),
  clauses: texts,
  filterAnswer: z.enum(['allowed', 'blocked', 'not-in-log', 'no-site']),
  outcome: z.string().nullable(),
  isIncident: z.boolean().nullable(),
  step: integer.nullable(),
  decidedOn: z.string().nullable(),
  decidedBy: z.string().nullable(),
});
type Row = z.infer<typeof capture>;

function withDecision({ outcome, isIncident, step, decidedOn, decidedBy, ...rest }: Row): ReviewedCapture {
  const isDecided = outcome !== null && decidedOn !== null && decidedBy !== null;
  return {
    ...rest,
    decision: isDecided ? { outcome, isIncident: isIncident === true, step, decidedOn, decidedBy } : null,
  };
}

export async function capturesToReview(database: Database): Promise<ReviewedCapture[]> {
  const rows = await database.query(
    capture,
    `SELECT c.import_id || ':' || c.line AS id, strftime(time_local, '%Y-%m-%d %H:%M') AS "createdLocal", person_id AS "personId", account_id AS "accountId",
       role, duty, stage, year_group AS "yearGroup", class, coalesce(shared, FALSE) AS shared, method, topic, nature, severity_library AS "severityLibrary",
       severity_grade AS "severityGrade", phrase_id AS "phraseId", source, ${clausesOf('capture', 'c')} AS clauses, filter_answer AS "filterAnswer",
       d.outcome AS outcome, d.is_incident AS "isIncident", d.step AS step, d.decided_on::VARCHAR AS "decidedOn", d.decided_by AS "decidedBy"
     FROM (SELECT * FROM capture_event WHERE ${IS_TO_LOOK_AT}) AS c LEFT JOIN decided_event AS d ON d.kind = 'capture' AND d.episode = c.episode
     ORDER BY d.outcome IS NOT NULL, ${WEIGHT} DESC, severity_library DESC, time_utc DESC, c.import_id, c.line`,
  );
  return rows.map(withDecision);
}
