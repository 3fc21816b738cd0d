/** Requests that may lead round the filter: what was tried apart from what worked, for the findings on each way. */
import { z } from 'zod';
import { IS_VISIT, VISIT } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import { IS_LISTED, numberCell, textCell, whoCell } from './evidence-cells.js';
import type { Evidence, FoundFigure } from './review.js';
import { IS_ONE_PERSON } from './tables.js';

const totals = z.object({
  attempts: integer,
  people: integer,
  most: integer,
  through: integer,
  peopleThrough: integer,
  mostThrough: integer,
  pupilsThrough: integer,
  visits: integer,
  peopleVisits: integer,
  mostVisits: integer,
  topics: z.array(z.string()).nullable(),
});
export type Tries = z.infer<typeof totals>;

const row = z.object({
  site: z.string(),
  isListed: z.boolean(),
  person: integer.nullable(),
  account: integer.nullable(),
  blocked: integer,
  through: integer,
});

/** SQL over a request: its host is on a shipped list. */
export const hasRole = (role: string): string => `host_id IN (SELECT host_id FROM site_role WHERE role = '${role}')`;

/** SQL over a request: the school keeps the site on its register, so an adult's use of it is meant. */
export const IS_REGISTERED = `(role IS DISTINCT FROM 'pupil' AND site IN (SELECT site FROM known_site))`;

const THROUGH = `action = 'allowed'`;
const VISITED = `${THROUGH} AND ${IS_VISIT}`;

/** By person first, which reads the requests once and leaves few rows. */
const persons = (
  filter: string,
) => `SELECT subject, count(*) AS attempts, count(*) FILTER (${IS_ONE_PERSON}) AS own, count(*) FILTER (${THROUGH}) AS through,
    count(*) FILTER (${THROUGH} AND ${IS_ONE_PERSON}) AS "ownThrough", bool_or(${THROUGH} AND role = 'pupil') AS "isPupilThrough",
    count(DISTINCT ${VISIT}) FILTER (${VISITED}) AS visits, bool_or(${IS_ONE_PERSON}) AS is_one FROM way_round WHERE ${filter} GROUP BY subject`;

const totalsSql = (
  filter: string,
) => `SELECT coalesce(sum(attempts), 0) AS attempts, count(*) AS people, coalesce(max(own), 0) AS most,
    coalesce(sum(through), 0) AS through, count(*) FILTER (through > 0) AS "peopleThrough", coalesce(max("ownThrough"), 0) AS "mostThrough",
    count(*) FILTER ("isPupilThrough") AS "pupilsThrough", coalesce(sum(visits), 0) AS visits, count(*) FILTER (visits > 0) AS "peopleVisits",
    coalesce(max(visits) FILTER (is_one), 0) AS "mostVisits", (SELECT list(DISTINCT topic ORDER BY topic) FROM way_round WHERE ${filter}) AS topics
  FROM (${persons(filter)})`;

const ROWS = `SELECT site, ${IS_LISTED} AS "isListed", CASE WHEN ${IS_LISTED} THEN person_id END AS person,
    CASE WHEN ${IS_LISTED} AND person_id IS NULL THEN subject_account_id END AS account, count(*) FILTER (action = 'blocked') AS blocked, count(*) FILTER (${THROUGH}) AS through
  FROM way_round GROUP BY ALL ORDER BY through DESC, blocked DESC, site, person, account, "isListed"`;

export interface WayRound {
  readonly all: Tries;
  /** Those of the filters asked for, in their order. */
  readonly parts: readonly Tries[];
  readonly evidence: Evidence;
}

/**
 * @param where SQL over `request_event`
 * @param filters SQL over the same: parts to count by themselves
 * @returns null where nothing was tried
 */
export async function wayRound(
  database: Database,
  where: string,
  filters: readonly string[] = [],
): Promise<WayRound | null> {
  await database.run(`CREATE OR REPLACE TEMP TABLE way_round AS SELECT subject, shared, person_id, account_id, subject_account_id, role, duty, topic, site, action, kind, slot, address_id
    FROM request_event WHERE ${where}`);
  try {
    const found: Tries[] = [];
    for (const filter of ['TRUE', ...filters]) found.push(...(await database.query(totals, totalsSql(filter))));
    const [all, ...parts] = found;
    if (all === undefined || all.attempts === 0) return null;
    return { all, parts, evidence: evidenceOf(await database.query(row, ROWS)) };
  } finally {
    await database.run('DROP TABLE way_round');
  }
}

/** Matters of adults go to whom the policy names, so they are counted beside the site alone. */
const evidenceOf = (rows: readonly z.infer<typeof row>[]): Evidence => ({
  title: 'Sites and people',
  columns: ['Site', 'Person', 'Blocked', 'Allowed'],
  rows: rows.map((each) => [
    textCell(each.site),
    each.isListed ? whoCell(each) : textCell('adults of the school'),
    numberCell(each.blocked),
    numberCell(each.through),
  ]),
});

const cells = (topics: Tries['topics'], column: string) =>
  (topics ?? []).map((row) => ({ table: 'requestsByTopic', row, column }));

/** Requests tried and requests that went through, as parts of what the tables count in the same topics. */
export function tryFigures({ all }: WayRound): FoundFigure[] {
  const attempts = { count: all.attempts, people: all.people, mostOfOne: all.most };
  const through = { count: all.through, people: all.peopleThrough, mostOfOne: all.mostThrough };
  return [
    {
      id: 'attempts',
      label: 'Requests tried',
      unit: 'requests',
      ...attempts,
      within: [cells(all.topics, 'total')],
    },
    {
      id: 'through',
      label: 'Requests that were allowed',
      unit: 'requests',
      ...through,
      within: [{ figure: 'attempts' }, cells(all.topics, 'allowed')],
    },
    ...peopleFigures(all, [{ figure: 'attempts' }], [{ figure: 'through' }]),
  ];
}

type Sum = readonly { readonly figure: string }[];

/** @param attempts figures that together count what was tried; `through`: what went through */
export const peopleFigures = (all: Tries, attempts: Sum, through: Sum): FoundFigure[] => [
  {
    id: 'people',
    label: 'People who tried',
    unit: 'people',
    count: all.people,
    people: all.people,
    mostOfOne: 1,
    within: [attempts],
  },
  {
    id: 'people-through',
    label: 'People for whom it worked',
    unit: 'people',
    count: all.peopleThrough,
    people: all.peopleThrough,
    mostOfOne: 1,
    within: [through, { figure: 'people' }],
  },
  {
    id: 'visits',
    label: 'Visits, by pages that were allowed',
    unit: 'visits',
    count: all.visits,
    people: all.peopleVisits,
    mostOfOne: all.mostVisits,
    within: [through],
  },
];
