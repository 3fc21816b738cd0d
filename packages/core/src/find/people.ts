/** Whom the period's captures are about, and which captures a person should look at. Numbers, not names. */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import type { GuardedAccount, PersonCounts, Review, ReviewedCapture, RosterPerson } from './review.js';

const CLAUSES = (event: string) =>
  `(SELECT list(DISTINCT k.clause ORDER BY k.clause) FROM clause_rule AS k WHERE k.topic = ${event}.topic AND k.role = ${event}.role AND (k.stage IS NULL OR k.stage = ${event}.stage))`;

const texts = z
  .array(z.string())
  .nullable()
  .transform((list) => list ?? []);
const membership = {
  role: z.string(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
  yearGroup: z.string().nullable(),
  class: z.string().nullable(),
};

const person = z.object({
  personId: integer,
  ...membership,
  captures: integer,
  clauses: texts,
});

/** People with at least one capture, most captures first. Role, year and class are those of their latest capture. */
export async function peopleWithCaptures(database: Database): Promise<PersonCounts[]> {
  return database.query(
    person,
    `WITH own AS (SELECT *, ${CLAUSES('c')} AS clauses FROM capture_event AS c WHERE person_id IS NOT NULL)
     SELECT person_id AS "personId", arg_max(role, time_utc) AS role, arg_max(duty, time_utc) AS duty, arg_max(stage, time_utc) AS stage,
       arg_max(year_group, time_utc) AS "yearGroup", arg_max(class, time_utc) AS class, count(*) AS captures,
       list_sort(list_distinct(flatten(list(clauses)))) AS clauses
     FROM own GROUP BY person_id ORDER BY captures DESC, person_id`,
  );
}

const capture = z.object({
  id: z.string(),
  createdLocal: z.string(),
  personId: integer.nullable(),
  accountId: integer.nullable(),
  ...membership,
  role: z.string().nullable(),
  topic: z.string(),
  nature: z.string().nullable(),
  severityLibrary: integer.nullable(),
  severityGrade: integer.nullable(),
  phraseId: integer.nullable(),
  source: z.string().nullable(),
  clauses: texts,
});

/**
 * Captures to look at. Conduct: a person's grade decides where there is one, else the library's severity, from 4. Support:
 * from 3 by either of the two, because missing one weighs more; what a person graded 1 is settled.
 */
export async function capturesToReview(database: Database): Promise<ReviewedCapture[]> {
  const weight = `coalesce(severity_grade, severity_library, 0)`;
  return database.query(
    capture,
    `SELECT import_id || ':' || line AS id, strftime(time_local, '%Y-%m-%d %H:%M') AS "createdLocal", person_id AS "personId", account_id AS "accountId",
       role, duty, stage, year_group AS "yearGroup", class, topic, nature, severity_library AS "severityLibrary", severity_grade AS "severityGrade",
       phrase_id AS "phraseId", source, ${CLAUSES('c')} AS clauses
     FROM capture_event AS c
     WHERE CASE WHEN nature = 'vulnerability' THEN severity_grade IS DISTINCT FROM 1 AND greatest(severity_grade, severity_library, 0) >= 3 ELSE ${weight} >= 4 END
     ORDER BY ${weight} DESC, severity_library DESC, time_utc DESC, import_id, line`,
  );
}

const unattributed = z.object({ accountId: integer.nullable(), requests: integer, captures: integer });

/** Accounts that no person of the roster owns on the day; without an account, one row with none. */
export async function unattributedAccounts(database: Database): Promise<Review['unattributed']> {
  return database.query(
    unattributed,
    `SELECT account AS "accountId", sum(requests) AS requests, sum(captures) AS captures FROM (
       SELECT subject_account_id AS account, count(*) AS requests, 0 AS captures FROM request_event WHERE audience = 'unattributed' GROUP BY ALL
       UNION ALL SELECT subject_account_id, 0, count(*) FROM capture_event WHERE audience = 'unattributed' GROUP BY ALL
     ) GROUP BY account ORDER BY account IS NULL, 3 DESC, 2 DESC, account`,
  );
}

const rosterPerson = z.object({
  personId: integer,
  role: z.string(),
  duty: z.string().nullable(),
  stage: z.string().nullable(),
});

/** One row a person; a duty that somebody ever had within the roster counts, so that nothing about them slips through. */
export async function rosterPeople(database: Database): Promise<RosterPerson[]> {
  return database.query(
    rosterPerson,
    `SELECT person_id AS "personId", arg_max(role, valid_from) AS role, arg_max(duty, valid_from) AS duty, arg_max(stage, valid_from) AS stage
     FROM account_claim GROUP BY person_id ORDER BY person_id`,
  );
}

const guardedAccount = z.object({ accountId: integer, role: z.string(), duty: z.string().nullable() });

/** Accounts that an adult of the school ever claimed, with every role and duty that claims them. */
export async function guardedAccounts(database: Database): Promise<GuardedAccount[]> {
  return database.query(
    guardedAccount,
    `SELECT account_id AS "accountId", role, duty FROM account_candidate
     WHERE account_id IN (SELECT account_id FROM account_candidate WHERE duty IS NOT NULL OR role IN ('staff', 'governor'))
     ORDER BY account_id, role, duty`,
  );
}
