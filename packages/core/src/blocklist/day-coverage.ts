/** How much of a period a back-test could see: school days with a line of web-filter log. Days without one prove nothing. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer } from '../store/database.js';

export interface DayCoverage {
  readonly days: number;
  readonly schoolDays: number;
  readonly schoolDaysWithLogs: number;
}

const row = z.object({ days: integer, schoolDays: integer, schoolDaysWithLogs: integer });

/** After the calendar of the period. */
export async function coverageOfDays(database: Database, { from, to }: Period): Promise<DayCoverage> {
  const [found] = await database.query(
    row,
    `SELECT count(*) AS days, count(*) FILTER (is_school_day) AS "schoolDays", count(*) FILTER (is_school_day AND l.day IS NOT NULL) AS "schoolDaysWithLogs"
     FROM calendar_day AS c LEFT JOIN (SELECT DISTINCT time_local::DATE AS day FROM request WHERE time_local >= DATE '${from}' AND time_local < DATE '${to}' + INTERVAL 1 DAY) AS l USING (day)`,
  );
  return found ?? { days: 0, schoolDays: 0, schoolDaysWithLogs: 0 };
}
