/**
 * Local wall time and UTC. ICU's conversion is the dearest step of an import when it runs on every row; the clock of one
 * place changes twice a year, so a comparison with the few changes inside the file's days does the same.
 */
import { z } from 'zod';
import type { ClockKind } from '../normalise/statement.js';
import { type Database, integer } from './database.js';

/** From this instant on, local time is UTC plus the offset. */
export interface ClockChange {
  readonly utcSeconds: number;
  readonly offsetBeforeSeconds: number;
  readonly offsetAfterSeconds: number;
}

export interface Clock {
  readonly changes: readonly ClockChange[];
  /** Offset before the first change. */
  readonly firstOffsetSeconds: number;
}

const change = z
  .object({ at: integer, before: integer.nullable(), after: integer })
  .transform(({ at, before, after }) => ({ utcSeconds: at, offsetBeforeSeconds: before, offsetAfterSeconds: after }));

/**
 * The clock changes of a zone from two days before `from` to two days after `to` (SQL timestamps), found through ICU.
 * Clocks change on a half hour, so the steps are counted from midnight and not from the file's first record.
 */
export async function clockOf(database: Database, zone: string, from: string, to: string): Promise<Clock> {
  const rows = await database.query(
    change,
    `WITH instant AS (
       SELECT unnest(generate_series(date_trunc('day', $2::TIMESTAMP) - INTERVAL 2 DAY, $3::TIMESTAMP + INTERVAL 2 DAY, INTERVAL 30 MINUTE)) AS utc
     ), offsets AS (
       SELECT utc, epoch(timezone($1, timezone('UTC', utc)))::BIGINT - epoch(utc)::BIGINT AS seconds FROM instant
     ), compared AS (
       SELECT utc, seconds, lag(seconds) OVER (ORDER BY utc) AS before FROM offsets
     )
     SELECT epoch(utc)::BIGINT AS at, before, seconds AS after FROM compared WHERE before IS DISTINCT FROM seconds ORDER BY utc`,
    [zone, from, to],
  );
  const [first, ...later] = rows;
  const changes = later.flatMap((row) =>
    row.offsetBeforeSeconds === null ? [] : [{ ...row, offsetBeforeSeconds: row.offsetBeforeSeconds }],
  );
  return { changes, firstOffsetSeconds: first?.offsetAfterSeconds ?? 0 };
}

const instant = (seconds: number) =>
  `TIMESTAMP '${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}'`;
const interval = (seconds: number) => `INTERVAL (${seconds}) SECOND`;

/** A ladder of comparisons; one branch for each stretch between two changes. */
function ladder(clock: Clock, time: string, boundary: (change: ClockChange) => number): string {
  const cases = clock.changes.map(
    (each) => `WHEN ${time} < ${instant(boundary(each))} THEN ${interval(each.offsetBeforeSeconds)}`,
  );
  const last = clock.changes.at(-1)?.offsetAfterSeconds ?? clock.firstOffsetSeconds;
  return cases.length === 0 ? interval(last) : `CASE ${cases.join(' ')} ELSE ${interval(last)} END`;
}

export interface Times {
  readonly utc: string;
  readonly local: string;
  /** True in the hour that the clock shows twice. */
  readonly ambiguous: string;
}

/** SQL for both clocks from a column that holds UTC. */
export function timesFromUtc(clock: Clock, time: string): Times {
  // A log in UTC says which of the two hours it was; only its local time looks the same twice.
  return {
    utc: time,
    local: `${time} + ${ladder(clock, time, (each) => each.utcSeconds)}`,
    ambiguous: 'FALSE',
  };
}

/** SQL for both clocks from a column of local wall time. In the repeated hour the first pass is taken, and flagged. */
export function timesFromLocal(clock: Clock, time: string): Times {
  const offset = ladder(
    clock,
    time,
    (each) => each.utcSeconds + Math.max(each.offsetBeforeSeconds, each.offsetAfterSeconds),
  );
  const repeated = clock.changes
    .filter((each) => each.offsetAfterSeconds < each.offsetBeforeSeconds)
    .map(
      (each) =>
        `(${time} >= ${instant(each.utcSeconds + each.offsetAfterSeconds)} AND ${time} < ${instant(each.utcSeconds + each.offsetBeforeSeconds)})`,
    );
  return {
    utc: `${time} - (${offset})`,
    local: time,
    ambiguous: repeated.length === 0 ? 'FALSE' : repeated.join(' OR '),
  };
}

/**
 * SQL for both clocks from a staged column.
 * @param column its name, without the table's; where each row says itself, `"<column> utc"` stands beside it
 */
export function timesOf(clock: Clock, kind: ClockKind, table: string, column: string): Times {
  const time = `${table}."${column}"`;
  if (kind !== 'mixed') return (kind === 'utc' ? timesFromUtc : timesFromLocal)(clock, time);
  const [told, wall] = [timesFromUtc(clock, time), timesFromLocal(clock, time)];
  const either = (name: keyof Times) => `CASE WHEN ${table}."${column} utc" THEN ${told[name]} ELSE ${wall[name]} END`;
  return { utc: either('utc'), local: either('local'), ambiguous: either('ambiguous') };
}
