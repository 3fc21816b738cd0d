/** find: everything that a review says, from the tables that `map` made. A finding that fails becomes an error finding. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { LIST_KINDS } from '../blocklist/list-kinds.js';
import { type Candidate, candidatesOfReview } from '../blocklist/suggest.js';
import { fail } from '../errors.js';
import { findings } from '../findings/registry.generated.js';
import { IS_VISIT, NO_CATEGORY, UNMAPPED, VISIT } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { capturesToReview } from './captures-to-review.js';
import { checksOfReview } from './checks-of-review.js';
import { clauseCellsOf } from './clause-cells.js';
import { coverageOf } from './coverage.js';
import { deskCounts } from './desk-counts.js';
import { exclusionsOf, SET_ASIDE } from './exclusions.js';
import { filesWithPeople, rejectionsOf } from './files.js';
import type { Finding } from './finding.js';
import { countedIncidents, decidedIncidents } from './incidents.js';
import { blockedRequestsOf, mattersOf } from './matters.js';
import { guardedAccounts, peopleWithCaptures, rosterPeople, unattributedAccounts } from './people.js';
import type { CellPlace, FoundFigure, Review, ReviewedFile } from './review.js';
import { reviewTables } from './review-tables.js';
import { runFindings } from './run-findings.js';
import { searchesOnThemes } from './searches.js';
import { sitesOf } from './sites.js';
import { mostOfOne } from './tables.js';

export const allFindings = (): readonly Finding[] => findings;

const totals = z.object({
  captures: integer,
  capturePeople: integer,
  episodes: integer,
  requests: integer,
  requestPeople: integer,
  visits: integer,
  blocked: integer,
  blockedPeople: integer,
  persons: integer,
});

async function totalsOf(database: Database): Promise<Review['totals']> {
  const [found] = await database.query(
    totals,
    `SELECT * FROM (
       SELECT count(*) AS captures, count(DISTINCT subject) AS "capturePeople", count(DISTINCT episode) AS episodes, count(DISTINCT person_id) AS persons FROM capture_event
     ), (
       SELECT count(*) AS requests, count(DISTINCT subject) AS "requestPeople", count(*) FILTER (action = 'blocked') AS blocked,
         count(DISTINCT subject) FILTER (action = 'blocked') AS "blockedPeople" FROM request_event
     ), (
       SELECT count(*) AS visits FROM (SELECT DISTINCT ${VISIT} FROM request_event WHERE ${IS_VISIT})
     )`,
  );
  if (found === undefined) throw fail('period-empty', { from: '', to: '' });
  return {
    captures: { count: found.captures, people: found.capturePeople },
    episodes: { count: found.episodes, people: found.capturePeople },
    requests: { count: found.requests, people: found.requestPeople },
    visits: { count: found.visits, people: found.requestPeople },
    blocked: { count: found.blocked, people: found.blockedPeople },
    peopleWithCaptures: found.persons,
  };
}

/** What could not be matched or mapped: which events, and where a table counts the same. */
const UNKNOWNS: readonly (Pick<FoundFigure, 'id' | 'label' | 'unit'> & {
  readonly from: string;
  readonly cell?: CellPlace;
})[] = [
  ...SET_ASIDE,
  {
    id: 'requests-unattributed',
    label: 'Requests that belong to nobody on the roster',
    unit: 'requests',
    from: `request_event WHERE audience = 'unattributed'`,
    cell: { table: 'requestsByStage', row: 'unattributed', column: 'total' },
  },
  {
    id: 'captures-unattributed',
    label: 'Captures that belong to nobody on the roster',
    unit: 'captures',
    from: `capture_event WHERE audience = 'unattributed'`,
    cell: { table: 'capturesByStage', row: null, column: 'unattributed' },
  },
  {
    id: 'requests-unmapped',
    label: 'Requests in categories that are on no map',
    unit: 'requests',
    from: `request_event WHERE topic = '${UNMAPPED}'`,
    cell: { table: 'requestsByTopic', row: UNMAPPED, column: 'total' },
  },
  {
    id: 'captures-unmapped',
    label: 'Captures in categories that are on no map',
    unit: 'captures',
    from: `capture_event WHERE topic = '${UNMAPPED}'`,
    cell: { table: 'capturesByTopic', row: UNMAPPED, column: 'total' },
  },
  {
    id: 'requests-no-category',
    label: 'Requests for which the log gives no category',
    unit: 'requests',
    from: `request_event WHERE topic = '${NO_CATEGORY}'`,
    cell: { table: 'requestsByTopic', row: NO_CATEGORY, column: 'total' },
  },
  {
    id: 'requests-unknown-action',
    label: 'Requests of which the log does not say whether they were allowed',
    unit: 'requests',
    from: `request_event WHERE action = 'unknown'`,
    cell: { table: 'requestsByMonth', row: null, column: 'unknown' },
  },
];

const counted = z.object({ place: integer, count: integer, people: integer, mostOfOne: integer });

/** Zero is worth printing: it says that nothing was left out. */
async function unknownsOf(database: Database, files: readonly ReviewedFile[]): Promise<FoundFigure[]> {
  const rows = await database.query(
    counted,
    UNKNOWNS.map(
      ({ from }, place) =>
        `SELECT ${place} AS place, count(*) AS count, count(DISTINCT subject) AS people, ${mostOfOne(`(SELECT * FROM ${from})`)} AS "mostOfOne" FROM ${from}`,
    ).join(' UNION ALL '),
  );
  const counts = new Map(rows.map((row) => [row.place, row]));
  const lines = (id: string, label: string, unit: 'lines' | 'files', count: number) => ({
    id,
    label,
    unit,
    count,
    people: null,
    mostOfOne: null,
  });
  return [
    ...UNKNOWNS.map(({ from: _, ...unknown }, place) => {
      const { count, people, mostOfOne: most } = counts.get(place) ?? { count: 0, people: 0, mostOfOne: 0 };
      return { ...unknown, count, people, mostOfOne: most };
    }),
    lines(
      'lines-rejected',
      'Lines that could not be read',
      'lines',
      files.reduce((sum, file) => sum + file.rejected, 0),
    ),
    lines(
      'files-dates-unproven',
      'Files whose dates were read day first without proof',
      'files',
      files.filter((file) => !file.datesProven).length,
    ),
  ];
}

/** The figures alone, of whatever events stand in the tables now. */
export async function countOnly(
  database: Database,
  period: Period,
): Promise<Pick<Review, 'tables' | 'findings' | 'unknowns'>> {
  return {
    tables: await reviewTables(database, period),
    findings: await runFindings(database, findings),
    unknowns: await unknownsOf(database, []),
  };
}

/** As many of each list as an edition prints. */
const MOST_PUT_FORWARD = 25;

/** By domain: the sites of a review are such. */
const domainsPutForward = (candidates: readonly Candidate[]): string[] => [
  ...new Set(
    LIST_KINDS.flatMap((kind) =>
      candidates
        .filter(({ list, site, pathKey }) => list === kind && site !== null && pathKey === null)
        .slice(0, MOST_PUT_FORWARD)
        .map(({ domain }) => domain),
    ),
  ),
];

/** What the school excluded is told as such, even where nothing else is there. */
const hasExcluded = async (database: Database) =>
  (await database.query(z.object({}), 'SELECT 1 FROM excluded_event LIMIT 1')).length > 0;

/**
 * After `mapEvents` and `makeDecisions` of the same period.
 * @throws period-empty when the store has nothing in the period
 */
export async function buildReview(database: Store, period: Period): Promise<Omit<Review, 'listEffects'>> {
  const totals = await totalsOf(database);
  if (totals.captures.count + totals.requests.count === 0 && !(await hasExcluded(database)))
    throw fail('period-empty', period);
  const files = await filesWithPeople(database, period);
  const candidates = await candidatesOfReview(database, period);
  return {
    period,
    clauseCells: await clauseCellsOf(database),
    totals,
    files,
    tables: await reviewTables(database, period),
    desk: await deskCounts(database, period),
    coverage: await coverageOf(database),
    findings: await runFindings(database, findings),
    people: await peopleWithCaptures(database),
    matters: await mattersOf(database),
    blocked: await blockedRequestsOf(database),
    searches: await searchesOnThemes(database),
    sites: await sitesOf(database, domainsPutForward(candidates)),
    candidates,
    checks: await checksOfReview(database),
    exclusions: await exclusionsOf(database, period),
    roster: await rosterPeople(database),
    guarded: await guardedAccounts(database),
    captures: await capturesToReview(database),
    incidents: await decidedIncidents(database),
    countedIncidents: await countedIncidents(database, period),
    unknowns: await unknownsOf(database, files),
    rejections: await rejectionsOf(database, period),
    unattributed: await unattributedAccounts(database),
  };
}
