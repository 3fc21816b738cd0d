import { z } from 'zod';
import { numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** A capture without any category is unmapped too, but there is nothing to map. */
const unmapped = (events: string, requests: string, captures: string) =>
  `SELECT category_id, subject, shared, ${requests} AS requests, ${captures} AS captures FROM ${events} WHERE topic = 'unmapped' AND category_id IS NOT NULL`;
const UNMAPPED = `(${unmapped('request_event', '1', '0')} UNION ALL ${unmapped('capture_event', '0', '1')})`;
const COUNTS = 'coalesce(sum(requests), 0) AS requests, coalesce(sum(captures), 0) AS captures';

const counts = { requests: integer, captures: integer };
const totals = z.object({
  ...counts,
  categories: integer,
  requestPeople: integer,
  capturePeople: integer,
  requestMost: integer,
  captureMost: integer,
});
const row = z.object({ ...counts, category: integer });

export default defineFinding({
  id: 'categories-nobody-mapped',
  title: 'Categories that are on no map',
  why: 'What a supplier puts into a category that is on no map is counted in no topic, and a table by topic does not show what it is about.',
  source: 'UK Safer Internet Centre definitions: the kinds of content that a school watches for are covered in full',
  action: 'Decide for each category that is on no map which topic it belongs to, and add it to the map of its product.',
  owner: 'Whoever runs this review, with the DSL',
  confidence: 'certain',
  rank: 80,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT ${COUNTS}, count(DISTINCT category_id) AS categories, count(DISTINCT subject) FILTER (requests = 1) AS "requestPeople",
        count(DISTINCT subject) FILTER (captures = 1) AS "capturePeople",
        ${mostOfOne(UNMAPPED, 'sum(requests)')} AS "requestMost", ${mostOfOne(UNMAPPED, 'sum(captures)')} AS "captureMost" FROM ${UNMAPPED}`,
    );
    if (found === undefined || found.categories === 0) return null;
    const rows = await database.query(
      row,
      `SELECT category_id AS category, ${COUNTS} FROM ${UNMAPPED} GROUP BY category_id ORDER BY captures DESC, requests DESC, category`,
    );
    const { requests, captures, categories, requestPeople, capturePeople, requestMost, captureMost } = found;
    return {
      importance: 'low',
      words:
        'Categories of the suppliers that are on no map: {categories}; requests in them: {requests}; captures in them: {captures}.',
      figures: [
        {
          id: 'categories',
          label: 'Categories on no map',
          unit: 'categories',
          count: categories,
          people: null,
          mostOfOne: null,
        },
        {
          id: 'requests',
          label: 'Requests in them',
          unit: 'requests',
          count: requests,
          people: requestPeople,
          mostOfOne: requestMost,
          cell: { table: 'requestsByTopic', row: 'unmapped', column: 'total' },
        },
        {
          id: 'captures',
          label: 'Captures in them',
          unit: 'captures',
          count: captures,
          people: capturePeople,
          mostOfOne: captureMost,
          cell: { table: 'capturesByTopic', row: 'unmapped', column: 'total' },
        },
      ],
      evidence: {
        title: 'Categories',
        columns: ['Category', 'Requests', 'Captures'],
        rows: rows.map((each) => [
          { kind: 'category', categoryId: each.category },
          numberCell(each.requests),
          numberCell(each.captures),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one category of the filter, one of the monitoring, and a capture without any',
      requests: [
        { topic: 'unmapped', category_id: 3, subject: 4 },
        { topic: 'unmapped', category_id: 3, subject: 8 },
      ],
      captures: [
        { topic: 'unmapped', category_id: 9, subject: 4 },
        { topic: 'unmapped', category_id: null, subject: 4 },
      ],
      finds: { categories: 2, requests: 2, captures: 1 },
    },
    {
      what: 'mapped, or without any category',
      requests: [{ topic: 'games', category_id: 3 }, { topic: 'no-category' }],
      captures: [{ topic: 'unmapped', category_id: null }],
      finds: null,
    },
  ],
});
