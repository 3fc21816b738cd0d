/** find: everything that a review says, from the tables that `map` made. A finding that fails becomes an error finding. */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { fail } from '../errors.js';
import { findings } from '../findings/registry.generated.js';
import { VISIT } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import { coverageOf } from './coverage.js';
import { filesWithPeople, rejectionsOf } from './files.js';
import type { Finding } from './finding.js';
import { capturesToReview, peopleWithCaptures, rosterPeople, unattributedAccounts } from './people.js';
import type { CellPlace, FoundFigure, FoundFinding, Review } from './review.js';
import { reviewTables } from './review-tables.js';

export const allFindings = (): readonly Finding[] => findings;

const IMPORTANCE_ORDER = ['high', 'medium', 'low', 'information'];

async function runFinding(database: Database, finding: Finding): Promise<FoundFinding | null> {
  try {
    const rows = finding.needs.map((table) => `(SELECT 1 FROM ${table} LIMIT 1)`).join(' UNION ALL ');
    if ((await database.query(z.object({}), rows)).length === 0) return null;
    const found = await finding.find(database);
    return found === null ? null : { id: finding.id, evidence: null, failure: null, ...found };
  } catch (error) {
    // The message may quote data, so only its kind is passed on.
    const failure = error instanceof Error ? error.name : 'unknown fault';
    return {
      id: finding.id,
      importance: 'medium',
      words: 'This could not be computed.',
      figures: [],
      evidence: null,
      failure,
    };
  }
}

async function runFindings(database: Database): Promise<FoundFinding[]> {
  const found: FoundFinding[] = [];
  for (const finding of findings.toSorted((one, other) => one.rank - other.rank)) {
    const each = await runFinding(database, finding);
    if (each !== null) found.push(each);
  }
  // Sorting keeps the order of equals, which is that of rank.
  const place = ({ importance }: FoundFinding) => IMPORTANCE_ORDER.indexOf(importance);
  return found.toSorted((one, other) => place(one) - place(other));
}

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
       SELECT count(*) AS visits FROM (SELECT DISTINCT ${VISIT} FROM request_event WHERE site <> '')
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

const unknown = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.enum(['requests', 'captures', 'accounts', 'lines', 'files']),
  count: integer,
  people: integer.nullable(),
});

const REQUESTS = (row: string) => ({ table: 'requestsByTopic', row, column: 'total' });

/** Where the same count stands in a table. */
const UNKNOWN_CELLS: Readonly<Record<string, CellPlace>> = {
  'requests-unattributed': { table: 'requestsByStage', row: 'unattributed', column: 'total' },
  'captures-unattributed': { table: 'capturesByStage', row: null, column: 'unattributed' },
  'requests-unmapped': REQUESTS('unmapped'),
  'captures-unmapped': { table: 'capturesByTopic', row: 'unmapped', column: 'total' },
  'requests-no-category': REQUESTS('no-category'),
  'requests-unknown-action': { table: 'requestsByMonth', row: null, column: 'unknown' },
};

/** What could not be matched or mapped. Zero is worth printing: it says that nothing was left out. */
async function unknownsOf(database: Database, review: Pick<Review, 'files'>): Promise<FoundFigure[]> {
  const count = (id: string, label: string, unit: string, from: string) =>
    `SELECT '${id}' AS id, '${label}' AS label, '${unit}' AS unit, count(*) AS count, count(DISTINCT subject) AS people FROM ${from}`;
  const rows = await database.query(
    unknown,
    [
      count(
        'requests-unattributed',
        'Requests that belong to nobody on the roster',
        'requests',
        `request_event WHERE audience = 'unattributed'`,
      ),
      count(
        'captures-unattributed',
        'Captures that belong to nobody on the roster',
        'captures',
        `capture_event WHERE audience = 'unattributed'`,
      ),
      count(
        'requests-unmapped',
        'Requests in categories that are on no map',
        'requests',
        `request_event WHERE topic = 'unmapped'`,
      ),
      count(
        'captures-unmapped',
        'Captures in categories that are on no map',
        'captures',
        `capture_event WHERE topic = 'unmapped'`,
      ),
      count(
        'requests-no-category',
        'Requests for which the log gives no category',
        'requests',
        `request_event WHERE topic = 'no-category'`,
      ),
      count(
        'requests-unknown-action',
        'Requests of which the log does not say whether they were allowed',
        'requests',
        `request_event WHERE action = 'unknown'`,
      ),
    ].join(' UNION ALL '),
  );
  const rejected = review.files.reduce((sum, file) => sum + file.rejected, 0);
  const unproven = review.files.filter((file) => !file.datesProven).length;
  return [
    ...rows.map((row) => {
      const cell = UNKNOWN_CELLS[row.id];
      return cell === undefined ? row : { ...row, cell };
    }),
    { id: 'lines-rejected', label: 'Lines that could not be read', unit: 'lines', count: rejected, people: null },
    {
      id: 'files-dates-unproven',
      label: 'Files whose dates were read day first without proof',
      unit: 'files',
      count: unproven,
      people: null,
    },
  ];
}

/** @throws period-empty when the store has nothing in the period */
export async function buildReview(database: Database, period: Period): Promise<Review> {
  const totals = await totalsOf(database);
  if (totals.captures.count + totals.requests.count === 0) throw fail('period-empty', period);
  const files = await filesWithPeople(database, period);
  return {
    period,
    totals,
    files,
    tables: await reviewTables(database, period),
    coverage: await coverageOf(database),
    findings: await runFindings(database),
    people: await peopleWithCaptures(database),
    roster: await rosterPeople(database),
    captures: await capturesToReview(database),
    unknowns: await unknownsOf(database, { files }),
    rejections: await rejectionsOf(database, period),
    unattributed: await unattributedAccounts(database),
  };
}
