/** Captures that somebody should look at, and whether somebody decided about them: one rule for lists, tables and findings. */

/** SQL: how serious a capture of conduct is. A person's grade counts where there is one, else the library's severity. */
export const WEIGHT = 'coalesce(severity_grade, severity_library, 0)';

/**
 * SQL: worth a look. Conduct from 4; support from 3 by either of the two, because missing one weighs more, and what a person
 * graded 1 is settled.
 */
export const IS_TO_LOOK_AT = `CASE WHEN nature = 'vulnerability' THEN severity_grade IS DISTINCT FROM 1 AND greatest(severity_grade, severity_library, 0) >= 3
  ELSE ${WEIGHT} >= 4 END`;

/** SQL: a matter of support is never laid among those of conduct. */
export const KIND = `CASE WHEN nature = 'vulnerability' THEN 'support' ELSE 'conduct' END`;

/**
 * SQL over an event: it is certainly not about somebody who holds an office, nor about an account that such a person may have
 * used. What was decided about them is told to nobody but the office it goes to, not even as a number: it would tell the
 * person concerned that something was decided.
 */
export const IS_COUNTED = `(duty IS NULL AND coalesce(role, '') <> 'governor' AND NOT (coalesce(shared, FALSE) AND coalesce(role, '') = 'staff')
  AND NOT (person_id IS NULL AND coalesce(account_id IN (SELECT account_id FROM account_candidate WHERE duty IS NOT NULL OR role = 'governor'), FALSE)))`;

/** A subquery over the captures to look at that are counted, with `is_decided`: somebody decided about one of the same episode. */
export const SERIOUS_CAPTURES = `(SELECT c.*, d.episode IS NOT NULL AS is_decided FROM capture_event AS c
  LEFT JOIN (SELECT DISTINCT episode FROM decided_event WHERE kind = 'capture') AS d ON d.episode = c.episode WHERE ${IS_TO_LOOK_AT} AND ${IS_COUNTED})`;

/** SQL: the last day of which the store can know anything; see `makeDecisions`. */
export const KNOWN_UNTIL = '(SELECT max(day) FROM known_until)';

/** Somebody needs a few days to look and to decide. */
export const DAYS_TO_DECIDE = 7;
