/** What the loaders of all kinds are told about the file whose records stand in `staging`. */
import { z } from 'zod';
import type { ClockKind } from '../normalise/statement.js';
import { type Clock, clockOf, timesOf } from './clock.js';
import { type Database, integer } from './database.js';

export interface Loading {
  readonly importId: number;
  /** Names the file in the sealed texts: a number would be given again after a crash. */
  readonly fileKey: string;
  readonly format: string;
  /** SQL for the physical line of a row of `staging`, without the table's name. */
  readonly line: string;
  readonly clock: ClockKind;
  readonly timeZone: string;
  /** The day that a list describes, `YYYY-MM-DD`; null: the day of its import, unless the list says it. */
  readonly listedOn: string | null;
  /** Whether everybody who is not on the list had left by that day. */
  readonly isComplete: boolean;
}

export interface StagedSpan {
  readonly clock: Clock;
  /** SQL timestamps of the first and last record. */
  readonly firstUtc: string;
  readonly lastUtc: string;
  /** Local dates of the first and last record. */
  readonly firstDay: string;
  readonly lastDay: string;
}

const bounds = z.object({ first: z.string().nullable(), last: z.string().nullable() });
const bothClocks = z.object({ firstUtc: z.string(), lastUtc: z.string(), firstDay: z.string(), lastDay: z.string() });

/** The span of the staged times, and the clock changes in it; null when no record has a time. */
export async function stagedSpan(
  database: Database,
  loading: Pick<Loading, 'clock' | 'timeZone'>,
  kind: 'request' | 'capture',
): Promise<StagedSpan | null> {
  const [found] = await database.query(
    bounds,
    'SELECT min(time)::VARCHAR AS first, max(time)::VARCHAR AS last FROM staging WHERE fault = 0',
  );
  if (found === undefined || found.first === null || found.last === null) return null;
  const { first, last } = found;
  // A capture may be graded months after it was made: the clock must know the changes up to then.
  const all = kind === 'capture' ? 'time, received, graded, viewed, acted' : 'time, time';
  const [reach] = await database.query(
    bounds,
    `SELECT min(least(${all}))::VARCHAR AS first, max(greatest(${all}))::VARCHAR AS last FROM staging WHERE fault = 0`,
  );
  const clock = await clockOf(database, loading.timeZone, reach?.first ?? first, reach?.last ?? last);
  // Where each row says itself which clock it is by, the first of the texts need not be the first of the instants.
  const rows =
    loading.clock === 'mixed'
      ? `(SELECT * FROM staging WHERE fault = 0)`
      : `(VALUES (TIMESTAMP '${first}'), (TIMESTAMP '${last}')) AS v(time)`;
  const times = timesOf(clock, loading.clock, 's', 'time');
  const [ends] = await database.query(
    bothClocks,
    `SELECT min(utc)::VARCHAR AS "firstUtc", max(utc)::VARCHAR AS "lastUtc", min(local)::DATE::VARCHAR AS "firstDay", max(local)::DATE::VARCHAR AS "lastDay"
     FROM (SELECT ${times.utc} AS utc, ${times.local} AS local FROM (SELECT * FROM ${rows}) AS s)`,
  );
  return ends === undefined ? null : { clock, ...ends };
}

/** Other imports of the same format whose records lie in the same days. */
export async function overlappingImports(database: Database, format: string, span: StagedSpan): Promise<number[]> {
  const rows = await database.query(
    z.object({ id: integer }),
    `SELECT import_id AS id FROM import_file WHERE format = $1 AND first_time_utc <= $3::TIMESTAMP AND last_time_utc >= $2::TIMESTAMP`,
    [format, span.firstUtc, span.lastUtc],
  );
  return rows.map((row) => row.id);
}
