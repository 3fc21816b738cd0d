/**
 * What the same person, else the same account, did in the filter's log around a capture. Only for whoever may read the capture;
 * of the log only what they may read of that person. Parts of pages and what programs do on their own are told as numbers.
 */
import { z } from 'zod';
import { fail } from '../errors.js';
import { nameAudience, uncertainAudience } from '../map/audience.js';
import { mayReadEvent } from '../map/event-readers.js';
import { makeSomeEvents, NOBODY } from '../map/events.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { mayRead } from '../store/readers.js';
import type { SubjectSources } from './subject-events.js';

/** `told`: there are rows. Else why there are none; see `ABSENCES`. */
export const ABSENCES = ['no-account', 'no-log-that-day', 'no-log-in-that-time', 'nothing-of-this-account'] as const;

const row = z.object({
  /** `lines`: parts of pages, or a program's own requests, before the first page. */
  kind: z.enum(['page', 'lines']),
  /** Of the school's own clock. */
  timeLocal: z.string(),
  untilLocal: z.string(),
  /** The host where it names nobody, else its registrable domain; empty where the log tells none. */
  site: z.string(),
  action: z.string(),
  session: z.string(),
  topic: z.string(),
  /** Pages of the site, one after the other. */
  pages: integer,
  /** What followed until the next page of another site: lines that are parts of pages, those of programs, and how many of both were blocked. */
  parts: integer,
  background: integer,
  blocked: integer,
});
type Lines = z.infer<typeof row>;

interface CaptureRow {
  readonly kind: 'capture';
  readonly timeLocal: string;
  readonly session: string;
  readonly topic: string;
}
export type AroundRow = Lines | CaptureRow;

export interface Around {
  readonly id: string;
  readonly minutes: number;
  readonly log: 'told' | (typeof ABSENCES)[number];
  /** In order of time, the capture in its place. */
  readonly rows: readonly AroundRow[];
  /** Requests of the same time that are sealed to other readers. */
  readonly closedRequests: number;
}

const capture = z.object({
  timeLocal: z.string(),
  session: z.string(),
  topic: z.string(),
  role: z.string().nullable(),
  duty: z.string().nullable(),
  shared: z.boolean().nullable(),
  subject: integer,
});
type Capture = z.infer<typeof capture>;

interface EventId {
  readonly importId: number;
  readonly line: number;
}

function parseId(id: string): EventId {
  const match = /^(\d{1,9}):(\d{1,15})$/.exec(id.trim());
  if (match === null) throw fail('event-not-found', { event: id });
  return { importId: Number(match[1]), line: Number(match[2]) };
}

const days = z.object({ from: z.string(), to: z.string() });

async function daysAround(store: Store, { importId, line }: EventId, minutes: number) {
  const [found] = await store.query(
    days,
    `SELECT (time_local - INTERVAL ${minutes} MINUTE)::DATE::VARCHAR AS "from", (time_local + INTERVAL ${minutes} MINUTE)::DATE::VARCHAR AS "to"
     FROM capture WHERE import_id = $1 AND line = $2`,
    [importId, line],
  );
  return found ?? null;
}

const CLOCK = `'%Y-%m-%d %H:%M:%S'`;

const timeOf = ({ importId, line }: EventId) =>
  `SELECT time_utc FROM capture WHERE import_id = ${importId} AND line = ${line}`;

/** After the events of the days were made: an excluded capture is one all the same. */
async function findCapture(store: Store, { importId, line }: EventId): Promise<Capture | null> {
  const [found] = await store.query(
    capture,
    `SELECT strftime(time_local, ${CLOCK}) AS "timeLocal", session::VARCHAR AS session, topic::VARCHAR AS topic, role, duty, shared, subject
     FROM capture_event WHERE import_id = $1 AND line = $2`,
    [importId, line],
  );
  return found ?? null;
}

const COLUMNS = [
  'import_id',
  'line',
  'time_utc',
  'time_local',
  'host_id',
  'site',
  'action',
  'session',
  'topic',
  'kind',
];
const OWNER_COLUMNS = ['subject', 'role', 'duty', 'shared', 'account_id'];

const owner = z.object({
  role: z.string().nullable(),
  duty: z.string().nullable(),
  shared: z.boolean(),
  accountId: integer.nullable(),
});
const claim = z.object({ role: z.string(), duty: z.string().nullable() });

/** Takes what is sealed to others out of `around_event`. @returns how many requests that were */
async function keepReadable({ unlocked: { store }, rulebook, reader }: SubjectSources): Promise<number> {
  const { policy, taxonomy } = rulebook;
  const owners = await store.query(
    owner,
    'SELECT DISTINCT role, duty, coalesce(shared, FALSE) AS shared, account_id AS "accountId" FROM around_event',
  );
  let closed = 0;
  for (const each of owners) {
    const own = `account_id IS NOT DISTINCT FROM ${each.accountId ?? 'NULL'}`;
    const claims = await store.query(claim, `SELECT DISTINCT role, duty FROM account_candidate WHERE ${own}`);
    const audience =
      each.role === null ? uncertainAudience(policy, taxonomy, claims) : nameAudience(policy, taxonomy, each);
    if (mayRead(reader, audience)) continue;
    const [gone] = await store.query(
      z.object({ Count: integer }),
      `DELETE FROM around_event WHERE ${own} AND role IS NOT DISTINCT FROM $1 AND duty IS NOT DISTINCT FROM $2 AND coalesce(shared, FALSE) = ${each.shared}`,
      [each.role, each.duty],
    );
    closed += gone?.Count ?? 0;
  }
  return closed;
}

const ORDER = 'time_utc, import_id, line';
const FIRST = (column: string) => `arg_min(${column}::VARCHAR, (${ORDER}))`;

/** Pages of one site, one after the other, and what followed them; a run without a page is what came before the first. */
const rowsSql = (event: EventId) => `WITH e AS (
    SELECT e.*, coalesce(CASE WHEN h.is_whole THEN h.name END, e.site) AS shown, e.time_utc > (${timeOf(event)}) AS is_after
    FROM around_event AS e LEFT JOIN host AS h ON h.host_id = e.host_id
  ), marked AS (
    SELECT *, CASE WHEN kind = 'page' THEN concat_ws('|', shown, action, session, is_after) END AS page FROM e
  ), following AS (
    SELECT *, page IS NOT NULL AND page IS DISTINCT FROM last_value(page IGNORE NULLS) OVER (ORDER BY ${ORDER} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_new
    FROM marked
  ), runs AS (SELECT *, count(*) FILTER (is_new) OVER (ORDER BY ${ORDER} ROWS UNBOUNDED PRECEDING) AS run FROM following)
  SELECT CASE WHEN run = 0 THEN 'lines' ELSE 'page' END AS kind, strftime(min(time_local), ${CLOCK}) AS "timeLocal", strftime(max(time_local), ${CLOCK}) AS "untilLocal",
    ${FIRST('shown')} AS site, ${FIRST('action')} AS action, ${FIRST('session')} AS session, ${FIRST('topic')} AS topic,
    count(*) FILTER (kind = 'page') AS pages, count(*) FILTER (kind = 'sub-resource') AS parts, count(*) FILTER (kind = 'background') AS background,
    count(*) FILTER (kind <> 'page' AND action = 'blocked') AS blocked
  FROM runs GROUP BY run ORDER BY run`;

/** SQL over `request`: in the time around the capture. */
function near(event: EventId, minutes: number): string {
  const time = `(${timeOf(event)})`;
  return `time_utc BETWEEN ${time} - INTERVAL ${minutes} MINUTE AND ${time} + INTERVAL ${minutes} MINUTE`;
}

async function hasLines(store: Store, condition: string): Promise<boolean> {
  return (await store.query(z.object({}), `SELECT 1 FROM request WHERE ${condition} LIMIT 1`)).length > 0;
}

/** Why nothing is told: the whole log is silent, or it has nothing of this person. */
async function absenceOf(store: Store, { subject, timeLocal }: Capture, time: string): Promise<Around['log']> {
  if (!(await hasLines(store, `time_local::DATE = DATE '${timeLocal.slice(0, 10)}'`))) return 'no-log-that-day';
  if (!(await hasLines(store, time))) return 'no-log-in-that-time';
  return subject === NOBODY ? 'no-account' : 'nothing-of-this-account';
}

/** The capture after all that began before it. */
function inPlace(rows: readonly Lines[], { timeLocal, session, topic }: Capture): AroundRow[] {
  const before = rows.filter((each) => each.timeLocal <= timeLocal);
  return [...before, { kind: 'capture', timeLocal, session, topic }, ...rows.slice(before.length)];
}

/** @throws event-not-found, event-sealed */
export async function aroundCapture(sources: SubjectSources, id: string, minutes: number): Promise<Around> {
  const { unlocked, configuration, rulebook, reader } = sources;
  const { store } = unlocked;
  const event = parseId(id);
  const period = await daysAround(store, event, minutes);
  if (period === null) throw fail('event-not-found', { event: id });
  const time = near(event, minutes);
  const facts = `(SELECT * FROM request WHERE ${time})`;
  const columns = [...COLUMNS, ...OWNER_COLUMNS];
  await makeSomeEvents(store, configuration, period, { ...rulebook, table: 'around_event', facts, columns });
  const found = await findCapture(store, event);
  if (found === null) throw fail('event-not-found', { event: id });
  if (!(await mayReadEvent(store, rulebook, { ...found, ...event, kind: 'capture' }, reader)))
    throw fail('event-sealed', { event: id });
  await store.run(`DELETE FROM around_event WHERE subject <> ${found.subject} OR subject = ${NOBODY}`);
  const closedRequests = await keepReadable(sources);
  const rows = await store.query(row, rowsSql(event));
  await store.run('DROP TABLE around_event');
  const isTold = rows.length > 0 || closedRequests > 0;
  return {
    ...{ id, minutes, closedRequests, rows: inPlace(rows, found) },
    log: isTold ? 'told' : await absenceOf(store, found, time),
  };
}
