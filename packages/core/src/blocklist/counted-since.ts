/**
 * The requests since each decision, counted as it would have them and otherwise. Where another decision says the opposite about
 * the same request, and goes before or stands beside, the request proves nothing about either and is left out.
 */
import { z } from 'zod';
import { STAGES } from '../attribute/stages.js';
import { integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import type { DecidedEntry } from './decided-entries.js';
import { isAddress } from './entry.js';

/** Days that a change takes to reach every device. */
const SETTLING_DAYS = 3;

const counted = z.object({
  entry: integer,
  audience: z.string(),
  requests: integer,
  people: integer,
  asDecided: integer,
  settled: integer,
  settledAsDecided: integer,
  /** The first as decided after the last otherwise, whoever that was. */
  firstAsDecided: z.string().nullable(),
  lastOtherwise: z.string().nullable(),
});
export type Counted = z.infer<typeof counted>;

const DECIDED = {
  ...{ entry: 'INTEGER', list: 'VARCHAR', user_group: 'VARCHAR', decided_on: 'DATE' },
  ...{ depth: 'INTEGER', nearness: 'INTEGER' },
};

/** How narrow an entry is: of two about the same request, the greater number lies within the other. */
const depthOf = ({ entry: { host, covers, segment } }: DecidedEntry): number =>
  (isAddress(host) ? 1 : host.split('.').length) * 4 + (covers === 'host' ? 2 : 0) + (segment === null ? 0 : 1);

/** How near a decision is to a person: everybody, all of a role, a stage or a year. */
function nearnessOf({ group }: DecidedEntry): number {
  if (group === null) return 0;
  return STAGES.some((stage) => stage === group) || /^\d+$/.test(group) ? 2 : 1;
}

/** What goes as decided: an allow list and an exception let through, a block list does not. */
const AS_DECIDED = `CASE WHEN d.list = 'block' THEN e.action = 'blocked' ELSE e.action IN ('allowed', 'warned', 'flagged') END`;
const IN_GROUP = `(d.user_group IS NULL OR d.user_group = e.audience::VARCHAR OR d.user_group = e.year_group::VARCHAR OR (d.user_group = 'pupils' AND e.role = 'pupil'))`;

/** Narrower, or for fewer people; of two alike the later, and of one day the one that opens. */
const GOES_BEFORE = `(o.depth > a.depth OR o.nearness > a.nearness
    OR (o.depth = a.depth AND o.nearness = a.nearness AND (o.decided_on > a.decided_on OR (o.decided_on = a.decided_on AND a.list = 'block'))))`;

const COUNTS = `WITH about AS (
    SELECT e.rowid AS event, e.audience::VARCHAR AS audience, e.subject, e.day, d.*, ${AS_DECIDED} AS as_decided
    FROM listed_event AS e JOIN listed AS l ON l.host_id = e.host_id AND (l.path_id IS NULL OR l.path_id = e.path_id)
    JOIN decided AS d ON d.entry = l.entry AND e.day >= d.decided_on AND ${IN_GROUP} WHERE e.action <> 'unknown'
  ), open_to_both AS (
    SELECT DISTINCT a.event, a.entry FROM about AS a JOIN about AS o ON o.event = a.event AND (o.list = 'block') <> (a.list = 'block') AND ${GOES_BEFORE}
  ), own AS (
    SELECT *, max(day) FILTER (NOT as_decided) OVER (PARTITION BY entry) AS otherwise
    FROM (FROM about WHERE day > decided_on) ANTI JOIN open_to_both USING (event, entry)
  )
  SELECT entry, audience, count(*) AS requests, count(DISTINCT subject) AS people, count(*) FILTER (as_decided) AS "asDecided",
    count(*) FILTER (day > decided_on + ${SETTLING_DAYS}) AS settled, count(*) FILTER (as_decided AND day > decided_on + ${SETTLING_DAYS}) AS "settledAsDecided",
    min(day) FILTER (as_decided AND (otherwise IS NULL OR day > otherwise))::VARCHAR AS "firstAsDecided", max(day) FILTER (NOT as_decided)::VARCHAR AS "lastOtherwise"
  FROM own GROUP BY entry, audience ORDER BY entry, audience`;

/** After `replayList` of the entries. @returns by the place of the decision, from 0, and the group of the reports */
export async function countedSince(store: Store, decisions: readonly DecidedEntry[]): Promise<Counted[]> {
  const columns = Object.entries(DECIDED).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE decided (${columns.join(', ')})`);
  const rows = decisions.map((decision, entry) => ({
    ...{ entry, list: decision.list, user_group: decision.group, decided_on: decision.decidedOn },
    ...{ depth: depthOf(decision), nearness: nearnessOf(decision) },
  }));
  await store.insert('decided', DECIDED, rows);
  const found = await store.query(counted, COUNTS);
  await store.run('DROP TABLE decided');
  return found;
}
