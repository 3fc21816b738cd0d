/**
 * What a list would have done to traffic that is stored already: for how many people, when, at what cost, and what other rules
 * do anyway. Nothing is changed, and nothing is asked of the filter.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import type { Configuration } from '../configuration.js';
import { NOBODY, type Rulebook } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { coverageOfDays, type DayCoverage } from './day-coverage.js';
import type { ListEntry } from './entry.js';
import type { ListKind } from './list-kinds.js';
import { dropExcepted, dropReplay, groupsSql, replayList, replayPeriod } from './replay.js';
import { unseeableEntries } from './unseeable-entries.js';

export interface BacktestRequest {
  readonly kind: ListKind;
  readonly entries: readonly ListEntry[];
  /** What the list itself takes out again: it changes nothing there. */
  readonly exceptions?: readonly ListEntry[];
  /** All stored days when left out. */
  readonly period?: Period | undefined;
  /** Groups of the reports that the list is for; everybody when empty. */
  readonly groups?: readonly string[];
}

const counts = { requests: integer, visits: integer, people: integer, unattributed: integer };
export interface Part {
  readonly id: string;
  readonly requests: number;
  readonly visits: number;
  /** Persons, or accounts of nobody known by name. */
  readonly people: number;
  /** Requests that belong to nobody known: how many people these are cannot be told. */
  readonly unattributed: number;
}

export interface EntryEffect {
  /** Place in the list given, from 0. */
  readonly entry: number;
  readonly changed: number;
  readonly people: number;
  readonly already: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface Backtest {
  readonly kind: ListKind;
  readonly period: Period;
  readonly coverage: DayCoverage;
  readonly groups: readonly string[];
  /** Requests to sites of the list, whatever became of them. */
  readonly matched: number;
  /** Those that the list would have changed: let through and now blocked, or blocked and now let through. */
  readonly changed: Omit<Part, 'id'> & { readonly firstDay: string | null; readonly lastDay: string | null };
  /** What was done to them anyway, by whatever rule. */
  readonly already: number;
  /** Requests of which the log does not say what became of them. */
  readonly unknown: number;
  readonly byGroup: readonly Part[];
  readonly bySession: readonly Part[];
  readonly byTopic: readonly Part[];
  /** Of the changed ones: to sites of education and help, and in lessons to sites of no topic that a rule is about. */
  readonly good: Omit<Part, 'id'> & { readonly sites: readonly Part[] };
  /** Captures on a site of the list that the filter had let through, and captures within minutes after such a page. */
  readonly captures: { readonly onSite: number; readonly shortlyAfter: number };
  /** Entries that changed something or were matched; the others never met any traffic. */
  readonly entries: readonly EntryEffect[];
  readonly entryCount: number;
  /** Entries about a part of a site that these logs cannot show: see `unseeable-entries.ts`. */
  readonly unseeable: number;
  readonly exceptionCount: number;
}

/** Minutes after a page in which a capture belongs to it. */
const SHORTLY_MINUTES = 2;

const LET_THROUGH = `action IN ('allowed', 'warned', 'flagged')`;

const isChanged = (kind: ListKind) => (kind === 'block' ? LET_THROUGH : `action = 'blocked'`);
const isAlready = (kind: ListKind) => (kind === 'block' ? `action = 'blocked'` : LET_THROUGH);

const COUNTS = `count(*) AS requests, count(DISTINCT visit) AS visits, count(DISTINCT subject) FILTER (subject <> ${NOBODY}) AS people, count(*) FILTER (subject = ${NOBODY}) AS unattributed`;

const total = z.object({
  matched: integer,
  already: integer,
  unknown: integer,
  ...counts,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});
const part = z.object({ id: z.string(), ...counts });

const partsBy = (database: Database, column: string, from = 'changed_event'): Promise<Part[]> =>
  database.query(part, `SELECT ${column}::VARCHAR AS id, ${COUNTS} FROM ${from} GROUP BY 1 ORDER BY requests DESC, id`);

/** Sites of education and help by the shipped lists, and pages in lessons that no rule is about. */
const GOOD = `(SELECT * FROM changed_event WHERE host_id IN (SELECT host_id FROM site_role WHERE role IN ('education', 'help'))
    OR (topic = 'ordinary' AND session = 'lesson'))`;
const MOST_GOOD_SITES = 10;

const effect = z.object({
  entry: integer,
  changed: integer,
  people: integer,
  already: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

/** By host and person first: few rows are left before entries that overlap are laid beside them. */
const effects = (kind: ListKind) => `WITH own AS (
    SELECT host_id, path_id, subject, count(*) FILTER (${isChanged(kind)}) AS changed, count(*) FILTER (${isAlready(kind)}) AS already, min(day) AS first_day, max(day) AS last_day
    FROM listed_event GROUP BY ALL
  )
  SELECT l.entry, sum(changed) AS changed, count(DISTINCT subject) FILTER (changed > 0 AND subject <> ${NOBODY}) AS people, sum(already) AS already,
    min(first_day)::VARCHAR AS "firstDay", max(last_day)::VARCHAR AS "lastDay"
  FROM own JOIN listed AS l ON l.host_id = own.host_id AND (l.path_id IS NULL OR l.path_id = own.path_id) GROUP BY l.entry ORDER BY changed DESC, l.entry`;

const captured = z.object({ onSite: integer, shortlyAfter: integer });

/**
 * Of the groups asked for; a capture is counted on the site before it is counted after a page. Where the filter had stopped
 * every request of the moment, the list would have prevented nothing; of nobody known no two events belong together.
 */
const captures = (inGroups: string) => `WITH stopped AS (
    SELECT c.import_id, c.line FROM capture_event AS c JOIN listed_event AS e ON e.subject = c.subject AND e.host_id = c.host_id
      AND e.time_utc BETWEEN c.time_utc - INTERVAL ${SHORTLY_MINUTES} MINUTE AND c.time_utc
    WHERE c.subject <> ${NOBODY} GROUP BY ALL HAVING bool_and(e.action = 'blocked')
  ), on_site AS (
    SELECT c.import_id, c.line FROM capture_event AS c SEMI JOIN (FROM listed WHERE path_id IS NULL AND host_id NOT IN (SELECT host_id FROM excepted WHERE path_id IS NULL)) AS l ON l.host_id = c.host_id
    ANTI JOIN stopped AS s ON s.import_id = c.import_id AND s.line = c.line ${inGroups}
  ), after_page AS (
    SELECT DISTINCT c.import_id, c.line FROM capture_event AS c JOIN (SELECT subject, time_utc FROM changed_event WHERE visit IS NOT NULL AND subject <> ${NOBODY}) AS e
      ON e.subject = c.subject AND e.time_utc BETWEEN c.time_utc - INTERVAL ${SHORTLY_MINUTES} MINUTE AND c.time_utc ${inGroups}
  )
  SELECT (SELECT count(*) FROM on_site) AS "onSite", (SELECT count(*) FROM after_page ANTI JOIN on_site USING (import_id, line)) AS "shortlyAfter"`;

async function figuresOf(
  store: Store,
  { kind, entries, exceptions = [], groups = [] }: BacktestRequest,
  period: Period,
): Promise<Backtest> {
  if (exceptions.length > 0) await dropExcepted(store);
  await store.run(`CREATE OR REPLACE TEMP VIEW changed_event AS SELECT * FROM listed_event WHERE ${isChanged(kind)}`);
  const [all] = await store.query(
    total,
    `SELECT * FROM (SELECT count(*) AS matched, count(*) FILTER (${isAlready(kind)}) AS already, count(*) FILTER (action = 'unknown') AS unknown FROM listed_event),
       (SELECT ${COUNTS}, min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay" FROM changed_event)`,
  );
  const [good] = await store.query(z.object(counts), `SELECT ${COUNTS} FROM ${GOOD}`);
  const inGroups = groups.length === 0 ? '' : `WHERE c.audience IN (${groupsSql(groups)})`;
  const [linked] = kind === 'block' ? await store.query(captured, captures(inGroups)) : [];
  const none = { requests: 0, visits: 0, people: 0, unattributed: 0 };
  const nothing = { matched: 0, already: 0, unknown: 0, ...none, firstDay: null, lastDay: null };
  const { matched, already, unknown, ...changed } = all ?? nothing;
  return {
    ...{ kind, period, groups, matched, already, unknown, changed, entryCount: entries.length },
    exceptionCount: exceptions.length,
    unseeable: (await unseeableEntries(store, entries, period)).size,
    coverage: await coverageOfDays(store, period),
    byGroup: await partsBy(store, 'audience'),
    bySession: await partsBy(store, 'session'),
    byTopic: await partsBy(store, 'topic'),
    good: {
      ...(good ?? none),
      sites: (await partsBy(store, 'site', `(FROM ${GOOD} JOIN host_site USING (host_id))`)).slice(0, MOST_GOOD_SITES),
    },
    captures: linked ?? { onSite: 0, shortlyAfter: 0 },
    entries: await store.query(effect, effects(kind)),
  };
}

/** @throws no-filter-log, and period-empty when the store has no web-filter log of these days */
export async function backtestList(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  request: BacktestRequest,
): Promise<Backtest> {
  const period = await replayPeriod(store, request.period);
  await replayList(store, configuration, rulebook, { ...request, period });
  const figures = await figuresOf(store, request, period);
  await store.run('DROP VIEW changed_event');
  await dropReplay(store);
  return figures;
}
