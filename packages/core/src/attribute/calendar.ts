/** The school's calendar as a table: what kind of day each date is, and which session a time of day belongs to. */
import { type Configuration, minuteOfDay } from '../configuration.js';
import type { Database } from '../store/database.js';

export interface Period {
  /** Local dates, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

const spans = (list: readonly { from: string; to: string }[]) =>
  list.map(({ from, to }) => `day BETWEEN DATE '${from}' AND DATE '${to}'`).join(' OR ') || 'FALSE';

/** Makes the temporary table `calendar_day(day, kind, is_school_day)`, kind: school, weekend, inset or holiday. */
export async function makeCalendar(
  database: Database,
  calendar: Configuration['calendar'],
  period: Period,
): Promise<void> {
  const inset = calendar.inset.map((date) => `DATE '${date}'`).join(', ');
  await database.run(`CREATE OR REPLACE TEMP TABLE calendar_day AS SELECT *, kind = 'school' AS is_school_day FROM (
      SELECT day, CASE WHEN isodow(day) >= 6 THEN 'weekend'
        WHEN ${inset === '' ? 'FALSE' : `day IN (${inset})`} THEN 'inset'
        WHEN NOT (${spans(calendar.terms)}) OR ${spans(calendar.breaks)} THEN 'holiday' ELSE 'school' END AS kind
      FROM (SELECT unnest(generate_series(DATE '${period.from}', DATE '${period.to}', INTERVAL 1 DAY))::DATE AS day)
    )`);
}

/** SQL for the session of a local time, beside a row of `calendar_day`. */
export function sessionOf(calendar: Configuration['calendar'], time: string, kind: string): string {
  const minute = `(hour(${time}) * 60 + minute(${time}))`;
  const bands = calendar.day.map((band) => `WHEN ${minute} < ${minuteOfDay(band.to)} THEN '${band.session}'`);
  return `CASE WHEN ${kind} <> 'school' THEN ${kind} ELSE CASE ${bands.join(' ')} END END`;
}
