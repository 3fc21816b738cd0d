import { z } from 'zod';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

const totals = z.object({
  requests: integer,
  people: integer,
  total: integer,
  totalPeople: integer,
  most: integer,
  totalMost: integer,
});

export default defineFinding({
  id: 'requests-without-category',
  title: 'Requests for which the log gives no category',
  why: 'A request without a category cannot be laid beside a topic, so whatever was harmful among such requests is counted under none.',
  source: 'DfE filtering and monitoring standard: reports on filtering are in a form that the school can understand',
  action:
    'Ask whether the filter can write its category into the log that has none, or import the log of a system that gives one.',
  owner: 'IT support',
  confidence: 'certain',
  rank: 90,
  needs: ['request_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) FILTER (topic = 'no-category') AS requests, count(DISTINCT subject) FILTER (topic = 'no-category') AS people,
        count(*) AS total, count(DISTINCT subject) AS "totalPeople",
        ${mostOfOne(`(SELECT * FROM request_event WHERE topic = 'no-category')`)} AS most, ${mostOfOne('request_event')} AS "totalMost" FROM request_event`,
    );
    if (found === undefined || found.requests === 0) return null;
    const { requests, people, total, totalPeople, most, totalMost } = found;
    return {
      importance: 'information',
      words:
        'Requests for which the log gives no category: {requests}, out of {total}. They can be laid beside no topic.',
      figures: [
        {
          id: 'requests',
          label: 'Requests without a category',
          unit: 'requests',
          count: requests,
          people,
          mostOfOne: most,
          cell: { table: 'requestsByTopic', row: 'no-category', column: 'total' },
        },
        {
          id: 'total',
          label: 'All requests',
          unit: 'requests',
          count: total,
          people: totalPeople,
          mostOfOne: totalMost,
          cell: { table: 'requestsByTopic', row: null, column: 'total' },
        },
      ],
    };
  },
  examples: [
    {
      what: 'two of three requests',
      requests: [{ topic: 'no-category' }, { topic: 'no-category' }, { topic: 'ordinary' }],
      finds: { requests: 2, total: 3 },
    },
    {
      what: 'a category that nobody mapped is a category',
      requests: [{ topic: 'unmapped', category_id: 3 }],
      finds: null,
    },
  ],
});
