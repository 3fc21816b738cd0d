/** Two lists past the same traffic: what both would change, and what only one of them would. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import type { Configuration } from '../configuration.js';
import { NOBODY, type Rulebook } from '../map/events.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import type { ListEntry } from './entry.js';
import type { ListKind } from './list-kinds.js';
import { dropReplay, replayList, replayPeriod } from './replay.js';

/** A list and what it takes out of itself again. */
export interface ComparedList {
  readonly entries: readonly ListEntry[];
  readonly exceptions?: readonly ListEntry[];
}

export interface ComparedLists {
  readonly kind: ListKind;
  readonly one: ComparedList;
  readonly other: ComparedList;
  /** Groups of the reports that the lists are for; everybody when empty. */
  readonly groups?: readonly string[];
  readonly period?: Period | undefined;
}

const part = z.object({ requests: integer, people: integer, sites: integer });
export type ComparedPart = z.infer<typeof part>;

export interface Comparison {
  readonly period: Period;
  readonly onlyOne: ComparedPart;
  readonly onlyOther: ComparedPart;
  readonly both: ComparedPart;
}

const NOTHING: ComparedPart = { requests: 0, people: 0, sites: 0 };

/** Each host, or part of one, of either list, and which of the lists it is on. */
const marked = ({ entries, exceptions = [] }: ComparedList) => `CREATE OR REPLACE TEMP TABLE marked AS
  WITH asked AS (SELECT DISTINCT host_id, path_id FROM listed_event), taken_out AS (
    SELECT e.host_id, e.path_id, bool_or(x.entry < ${exceptions.length}) AS of_one, bool_or(x.entry >= ${exceptions.length}) AS of_other
    FROM asked AS e JOIN excepted AS x ON x.host_id = e.host_id AND (x.path_id IS NULL OR x.path_id = e.path_id) GROUP BY ALL
  )
  SELECT e.host_id, e.path_id, bool_or(l.entry < ${entries.length}) AND NOT coalesce(any_value(x.of_one), FALSE) AS in_one,
    bool_or(l.entry >= ${entries.length}) AND NOT coalesce(any_value(x.of_other), FALSE) AS in_other
  FROM asked AS e JOIN listed AS l ON l.host_id = e.host_id AND (l.path_id IS NULL OR l.path_id = e.path_id)
  LEFT JOIN taken_out AS x ON x.host_id = e.host_id AND x.path_id IS NOT DISTINCT FROM e.path_id GROUP BY ALL`;

/** @throws no-filter-log, and period-empty when the store has no web-filter log of these days */
export async function compareLists(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  { kind, one, other, groups, period: given }: ComparedLists,
): Promise<Comparison> {
  const period = await replayPeriod(store, given);
  await replayList(store, configuration, rulebook, {
    ...{ period, groups, entries: [...one.entries, ...other.entries] },
    exceptions: [...(one.exceptions ?? []), ...(other.exceptions ?? [])],
  });
  await store.run(marked(one));
  const changed = kind === 'block' ? `e.action IN ('allowed', 'warned', 'flagged')` : `e.action = 'blocked'`;
  const counts = async (where: string) => {
    const [found] = await store.query(
      part,
      `SELECT count(*) AS requests, count(DISTINCT subject) FILTER (subject <> ${NOBODY}) AS people, count(DISTINCT s.site) AS sites FROM listed_event AS e
       JOIN marked AS m ON m.host_id = e.host_id AND m.path_id IS NOT DISTINCT FROM e.path_id JOIN host_site AS s ON s.host_id = e.host_id WHERE ${changed} AND ${where}`,
    );
    return found ?? NOTHING;
  };
  const comparison = {
    period,
    onlyOne: await counts('in_one AND NOT in_other'),
    onlyOther: await counts('in_other AND NOT in_one'),
    both: await counts('in_one AND in_other'),
  };
  await store.run('DROP TABLE marked');
  await dropReplay(store);
  return comparison;
}
