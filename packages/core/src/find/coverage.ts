/** Coverage: on which school days there is a log, in which school weeks a capture. Zero means nothing without it. */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import type { DaySpan, Review } from './review.js';

const span = z.object({ from: z.string(), to: z.string(), schoolDays: integer });

/** Runs of consecutive school days without one request; the weekend between does not end a run. */
const LOG_GAPS = `SELECT min(day)::VARCHAR AS "from", max(day)::VARCHAR AS "to", count(*) AS "schoolDays" FROM (
    SELECT day, is_bare, row_number() OVER (ORDER BY day) - row_number() OVER (PARTITION BY is_bare ORDER BY day) AS run FROM (
      SELECT day, day NOT IN (SELECT DISTINCT day FROM request_event) AS is_bare FROM calendar_day WHERE is_school_day
    )
  ) WHERE is_bare GROUP BY run ORDER BY 1`;

/** Weeks whose Monday and Friday lie in the period, without one capture on a school day. A week that is cut off proves nothing. */
const SILENT_WEEKS = `SELECT min(day)::VARCHAR AS "from", max(day)::VARCHAR AS "to", count(*) AS "schoolDays"
  FROM calendar_day WHERE is_school_day GROUP BY date_trunc('week', day)
  HAVING date_trunc('week', day) >= (SELECT min(day) FROM calendar_day) AND date_trunc('week', day) + INTERVAL 4 DAY <= (SELECT max(day) FROM calendar_day)
    AND date_trunc('week', day) NOT IN (SELECT date_trunc('week', day) FROM capture_event) ORDER BY 1`;

const days = z.object({ schoolDays: integer, schoolDaysWithRequests: integer, schoolDaysWithCaptures: integer });

export async function coverageOf(database: Database): Promise<Review['coverage']> {
  const [counts] = await database.query(
    days,
    `SELECT count(*) AS "schoolDays", count(*) FILTER (day IN (SELECT DISTINCT day FROM request_event)) AS "schoolDaysWithRequests",
      count(*) FILTER (day IN (SELECT day FROM capture_event)) AS "schoolDaysWithCaptures" FROM calendar_day WHERE is_school_day`,
  );
  const logGaps: DaySpan[] = await database.query(span, LOG_GAPS);
  const silentWeeks: DaySpan[] = await database.query(span, SILENT_WEEKS);
  return {
    ...(counts ?? { schoolDays: 0, schoolDaysWithRequests: 0, schoolDaysWithCaptures: 0 }),
    logGaps,
    silentWeeks,
  };
}
