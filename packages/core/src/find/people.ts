/** Whom the period's captures are about, and whom the school's lists know. Numbers, not names. */
import { z } from 'zod';
import { clausesOf } from '../map/match-clauses.js';
import { type Database, integer } from '../store/database.js';
import type { GuardedAccount, PersonCounts, Review, RosterPerson } from './review.js';

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
    `WITH own AS (SELECT *, ${clausesOf('capture', 'c')} AS clauses FROM capture_event AS c WHERE person_id IS NOT NULL)
     SELECT person_id AS "personId", arg_max(role, time_utc) AS role, arg_max(duty, time_utc) AS duty, arg_max(stage, time_utc) AS stage,
       arg_max(year_group, time_utc) AS "yearGroup", arg_max(class, time_utc) AS class, count(*) AS captures,
       list_sort(list_distinct(flatten(list(clauses)))) AS clauses
     FROM own GROUP BY person_id ORDER BY captures DESC, person_id`,
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

/** Whoever an event may be attributed to: one row a person; a duty that somebody ever had within the roster counts, so that nothing about them slips through. */
export async function rosterPeople(database: Database): Promise<RosterPerson[]> {
  return database.query(
    rosterPerson,
    `SELECT person_id AS "personId", arg_max(role, valid_from) AS role, arg_max(duty, valid_from) AS duty, any_value(o.stage) AS stage
     FROM name_claim LEFT JOIN (SELECT person_id, arg_max(stage, valid_from) AS stage FROM owner_person GROUP BY person_id) AS o USING (person_id)
     WHERE person_id IN (SELECT person_id FROM account_claim UNION ALL SELECT person_id FROM owner_person) GROUP BY person_id ORDER BY person_id`,
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
