/** Requests that the filter blocked to sites of a shipped list that a school means to be open. */
import { z } from 'zod';
import { type Database, integer } from '../store/database.js';
import { numberCell, textCell } from './evidence-cells.js';
import type { Evidence, FoundFigure } from './review.js';
import { mostOfOne } from './tables.js';

const row = z.object({
  site: z.string(),
  requests: integer,
  pages: integer,
  people: integer,
  pupils: integer,
  /** Requests of pupils that were allowed in the same period. */
  open: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});
export type BlockedSite = z.infer<typeof row>;

const totals = z.object({
  requests: integer,
  people: integer,
  most: integer,
  pages: integer,
  peoplePages: integer,
  mostPages: integer,
  topics: z.array(z.string()).nullable(),
});

const PAGES = `kind = 'page'`;
const BLOCKED = `(SELECT * FROM listed_request WHERE action = 'blocked')`;

const TOTALS = `SELECT count(*) AS requests, count(DISTINCT subject) AS people, ${mostOfOne(BLOCKED)} AS most, count(*) FILTER (${PAGES}) AS pages,
    count(DISTINCT subject) FILTER (${PAGES}) AS "peoplePages", ${mostOfOne(`(SELECT * FROM ${BLOCKED} WHERE ${PAGES})`)} AS "mostPages",
    list(DISTINCT topic ORDER BY topic) AS topics FROM ${BLOCKED}`;

const OPEN = `(SELECT site, count(*) AS open FROM listed_request WHERE action = 'allowed' AND role = 'pupil' GROUP BY site)`;
const ROWS = `SELECT b.site, requests, pages, people, pupils, coalesce(open, 0) AS open, "firstDay", "lastDay" FROM (
    SELECT site, count(*) AS requests, count(*) FILTER (${PAGES}) AS pages, count(DISTINCT subject) AS people,
      count(DISTINCT subject) FILTER (role = 'pupil') AS pupils, min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay" FROM ${BLOCKED} GROUP BY site
  ) AS b LEFT JOIN ${OPEN} AS o USING (site) ORDER BY pupils DESC, people DESC, requests DESC, site`;

interface BlockedSites {
  readonly people: number;
  readonly sites: readonly BlockedSite[];
  readonly figures: readonly FoundFigure[];
  readonly evidence: Evidence;
}

/** @param where SQL over `request_event`: the requests to such sites, also those that were allowed where they matter */
export async function blockedSites(database: Database, where: string): Promise<BlockedSites | null> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE listed_request AS SELECT subject, shared, role, topic, site, action, kind, day FROM request_event WHERE ${where}`,
  );
  try {
    const [found] = await database.query(totals, TOTALS);
    if (found === undefined || found.requests === 0) return null;
    const sites = await database.query(row, ROWS);
    return { people: found.people, sites, figures: figuresOf(found, sites), evidence: evidenceOf(sites) };
  } finally {
    await database.run('DROP TABLE listed_request');
  }
}

function figuresOf(found: z.infer<typeof totals>, sites: readonly BlockedSite[]): FoundFigure[] {
  const { requests, people, most, pages, peoplePages, mostPages, topics } = found;
  const blocked = (topics ?? []).map((each) => ({ table: 'requestsByTopic', row: each, column: 'blocked' }));
  return [
    {
      id: 'requests',
      label: 'Blocked requests',
      unit: 'requests',
      count: requests,
      people,
      mostOfOne: most,
      within: [blocked],
    },
    {
      id: 'pages',
      label: 'Of these, for pages that somebody wanted to open',
      unit: 'requests',
      count: pages,
      people: peoplePages,
      mostOfOne: mostPages,
      partOf: { figure: 'requests' },
    },
    {
      id: 'people',
      label: 'People',
      unit: 'people',
      count: people,
      people,
      mostOfOne: 1,
      within: [{ figure: 'requests' }],
    },
    {
      id: 'sites',
      label: 'Sites',
      unit: 'sites',
      count: sites.length,
      people,
      mostOfOne: 0,
      within: [{ figure: 'requests' }],
    },
  ];
}

const evidenceOf = (sites: readonly BlockedSite[]): Evidence => ({
  title: 'Sites blocked',
  columns: ['Site', 'Blocked requests', 'For pages', 'People', 'First day', 'Last day'],
  rows: sites.map((each) => [
    textCell(each.site),
    ...[each.requests, each.pages, each.people].map(numberCell),
    ...[each.firstDay, each.lastDay].map(textCell),
  ]),
});
