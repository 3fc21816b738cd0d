import { z } from 'zod';
import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** Fewer do not show what the filter means to do for a year group. */
const LEAST_REQUESTS = 10;
const LEAST_PEOPLE = 5;
const NEARLY_ALL_SHARE = 0.9;

const OF_PUPILS = `action IN ('blocked', 'allowed') AND role = 'pupil' AND stage IS NOT NULL AND year_group IS NOT NULL AND category_id IS NOT NULL`;

/** By person first: few rows are left. What is blocked for nobody is left out before that. */
const MAKE = `CREATE OR REPLACE TEMP TABLE year_subject AS
  SELECT stage, topic, category_id, year_group, subject, coalesce(shared, FALSE) AS shared, count(*) FILTER (action = 'blocked') AS blocked, count(*) FILTER (action = 'allowed') AS allowed
  FROM request_event WHERE ${OF_PUPILS} AND category_id IN (SELECT category_id FROM request_event WHERE action = 'blocked' AND ${OF_PUPILS}) GROUP BY ALL`;

const YEARS = `SELECT stage, topic, category_id, year_group, sum(blocked) AS blocked, sum(allowed) AS allowed,
    CASE WHEN sum(blocked) >= ${NEARLY_ALL_SHARE} * sum(blocked + allowed) THEN 'blocked' WHEN sum(allowed) >= ${NEARLY_ALL_SHARE} * sum(blocked + allowed) THEN 'allowed' END AS habit
  FROM year_subject GROUP BY ALL HAVING sum(blocked + allowed) >= ${LEAST_REQUESTS} AND count(DISTINCT subject) >= ${LEAST_PEOPLE} AND habit IS NOT NULL`;
const SPLIT = `SELECT stage, category_id FROM year_habit GROUP BY ALL HAVING count(DISTINCT habit) = 2`;

const MAKE_SPLIT = `CREATE OR REPLACE TEMP TABLE split_request AS SELECT s.* FROM year_subject AS s
  SEMI JOIN (SELECT * FROM year_habit SEMI JOIN (${SPLIT}) AS p USING (stage, category_id)) AS h USING (stage, category_id, year_group)`;

const part = (
  column: string,
) => `sum(${column}) AS ${column}, count(DISTINCT subject) FILTER (${column} > 0) AS "${column}People",
    ${mostOfOne('split_request', `sum(${column})`)} AS "${column}Most"`;
const TOTALS = `SELECT count(DISTINCT (stage, category_id)) AS categories, count(DISTINCT subject) AS people, ${part('blocked')}, ${part('allowed')} FROM split_request`;

const totals = z.object({
  categories: integer,
  people: integer,
  blocked: integer.nullable(),
  blockedPeople: integer,
  blockedMost: integer,
  allowed: integer.nullable(),
  allowedPeople: integer,
  allowedMost: integer,
});
const row = z.object({
  category: integer,
  topic: z.string(),
  stage: z.string(),
  blockedYears: z.string(),
  allowedYears: z.string(),
  blocked: integer,
  allowed: integer,
});

const years = (habit: string) =>
  `string_agg(year_group, ', ' ORDER BY year_group) FILTER (habit = '${habit}') AS "${habit}Years"`;
const ROWS = `SELECT category_id AS category, min(topic) AS topic, stage, ${years('blocked')}, ${years('allowed')}, sum(h.blocked) AS blocked, sum(h.allowed) AS allowed
  FROM year_habit AS h SEMI JOIN (${SPLIT}) AS p USING (stage, category_id) GROUP BY category_id, stage ORDER BY sum(h.blocked + h.allowed) DESC, category_id, stage`;

const of = (year_group: string, action: string, length: number, more = {}) =>
  Array.from({ length }, (_, index) => ({
    ...{ topic: 'chat', category_id: 7, year_group, action, subject: Number(year_group) * 100 + (index % 5) * 4 },
    ...more,
  }));

export default defineFinding({
  id: 'blocked-for-some-groups',
  title: 'Blocked for one year group and allowed for another of the same stage',
  why: 'Children of one key stage are protected alike unless somebody decided otherwise. Such a difference is most likely a setting that reached some groups and not the others.',
  source: 'DfE filtering and monitoring standard: filtering fits the age and ability of the users',
  action:
    'Compare the filter’s rules of these year groups. Make them alike, or write down why they differ and who decided it.',
  owner: 'IT support, with the DSL',
  confidence: 'likely',
  rank: 42,
  needs: ['request_event'],
  async find(database) {
    await database.run(MAKE);
    await database.run(`CREATE OR REPLACE TEMP TABLE year_habit AS ${YEARS}`);
    await database.run(MAKE_SPLIT);
    const [found] = await database.query(totals, TOTALS);
    const rows = await database.query(row, ROWS);
    await database.run('DROP TABLE split_request; DROP TABLE year_habit; DROP TABLE year_subject');
    if (found === undefined || found.categories === 0) return null;
    const { categories, people, blockedPeople, blockedMost, allowedPeople, allowedMost } = found;
    const cells = (column: string) => [
      { table: 'requestsByPhase', row: 'pupils', column },
      [...new Set(rows.map(({ topic }) => topic))].map((topic) => ({ table: 'requestsByTopic', row: topic, column })),
    ];
    return {
      importance: 'medium',
      words:
        'The filter treats year groups of one stage differently. Categories: {categories}; requests blocked in these year groups: {blocked}; allowed: {allowed}; pupils: {people}.',
      figures: [
        { id: 'categories', label: 'Categories', unit: 'categories', count: categories, people: null, mostOfOne: null },
        {
          id: 'blocked',
          label: 'Requests blocked in these year groups',
          unit: 'requests',
          count: found.blocked ?? 0,
          people: blockedPeople,
          mostOfOne: blockedMost,
          within: cells('blocked'),
        },
        {
          id: 'allowed',
          label: 'Requests allowed in these year groups',
          unit: 'requests',
          count: found.allowed ?? 0,
          people: allowedPeople,
          mostOfOne: allowedMost,
          within: cells('allowed'),
        },
        {
          id: 'people',
          label: 'Pupils',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [[{ figure: 'blocked' }, { figure: 'allowed' }]],
        },
      ],
      evidence: {
        title: 'Categories, stages and year groups',
        columns: ['Category', 'Stage', 'Blocked for year', 'Allowed for year', 'Requests blocked', 'Requests allowed'],
        rows: rows.map((each) => [
          { kind: 'category', categoryId: each.category },
          idsCell(each.stage),
          ...[each.blockedYears, each.allowedYears].map(textCell),
          ...[each.blocked, each.allowed].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'ten of five pupils in each of two years, and a third that is neither',
      requests: [
        ...of('4', 'blocked', 10),
        ...of('6', 'allowed', 10),
        ...of('5', 'allowed', 5),
        ...of('5', 'blocked', 5),
      ],
      finds: { categories: 1, blocked: 10, allowed: 10, people: 10 },
    },
    {
      what: 'nine in ten are enough on either side',
      requests: [
        ...of('4', 'blocked', 9),
        ...of('4', 'allowed', 1),
        ...of('6', 'allowed', 9),
        ...of('6', 'blocked', 1),
      ],
      finds: { categories: 1, blocked: 10, allowed: 10, people: 10 },
    },
    {
      what: 'years of two stages',
      requests: [...of('2', 'blocked', 10, { stage: 'ks1', audience: 'ks1' }), ...of('6', 'allowed', 10)],
      finds: null,
    },
    {
      what: 'too few requests, and too few pupils',
      requests: [...of('4', 'blocked', 9), ...of('6', 'allowed', 10), ...of('3', 'blocked', 12, { subject: 4 })],
      finds: null,
    },
  ],
});
