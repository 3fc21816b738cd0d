import { z } from 'zod';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

const totals = z.object({
  attempts: integer,
  people: integer,
  through: integer,
  peopleThrough: integer,
  most: integer,
  mostThrough: integer,
});
const row = z.object({
  site: z.string(),
  subjects: integer,
  blocked: integer,
  through: integer,
  person: integer.nullable(),
});

export default defineFinding({
  id: 'vpn-and-proxy',
  title: 'Ways round the filter were tried',
  why: 'Whoever gets round the filter is neither protected nor seen: what happens after that is in no log.',
  source: 'DfE filtering and monitoring standard: filtering blocks technologies that bypass it',
  action:
    'Block the sites that were let through, find out on which devices it worked, and speak with the people concerned.',
  owner: 'IT support, with the DSL',
  confidence: 'likely',
  rank: 30,
  needs: ['request_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS attempts, count(DISTINCT subject) AS people, count(*) FILTER (action = 'allowed') AS through,
        count(DISTINCT subject) FILTER (action = 'allowed') AS "peopleThrough",
        ${mostOfOne(`(SELECT * FROM request_event WHERE topic = 'bypass')`)} AS most,
        ${mostOfOne(`(SELECT * FROM request_event WHERE topic = 'bypass' AND action = 'allowed')`)} AS "mostThrough" FROM request_event WHERE topic = 'bypass'`,
    );
    if (found === undefined || found.attempts === 0) return null;
    const rows = await database.query(
      row,
      `SELECT site, person_id AS person, count(DISTINCT subject) AS subjects, count(*) FILTER (action = 'blocked') AS blocked,
        count(*) FILTER (action = 'allowed') AS through FROM request_event WHERE topic = 'bypass'
       GROUP BY site, person_id ORDER BY through DESC, blocked DESC, site, person`,
    );
    const { attempts, people, through, peopleThrough, most, mostThrough } = found;
    return {
      importance: through > 0 ? 'high' : 'medium',
      words:
        through > 0
          ? 'Sites that offer a way round the filter were requested {attempts} times by {people} people. {through} of these requests were allowed, for {people-through} people.'
          : 'Sites that offer a way round the filter were requested {attempts} times by {people} people. None of these requests was allowed.',
      figures: [
        {
          id: 'attempts',
          label: 'Requests to such sites',
          unit: 'requests',
          count: attempts,
          people,
          mostOfOne: most,
          cell: { table: 'requestsByTopic', row: 'bypass', column: 'total' },
        },
        {
          id: 'people',
          label: 'People who tried',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'attempts' }],
        },
        {
          id: 'through',
          label: 'Requests that were allowed',
          unit: 'requests',
          count: through,
          people: peopleThrough,
          mostOfOne: mostThrough,
          cell: { table: 'requestsByTopic', row: 'bypass', column: 'allowed' },
        },
        {
          id: 'people-through',
          label: 'People for whom it worked',
          unit: 'people',
          count: peopleThrough,
          people: peopleThrough,
          mostOfOne: 1,
          within: [{ figure: 'through' }, { figure: 'people' }],
        },
      ],
      evidence: {
        title: 'Sites and people',
        columns: ['Site', 'Person', 'Blocked', 'Allowed'],
        rows: rows.map((each) => [
          { kind: 'text', text: each.site },
          each.person === null ? { kind: 'text', text: 'not known' } : { kind: 'person', personId: each.person },
          { kind: 'number', number: each.blocked },
          { kind: 'number', number: each.through },
        ]),
      },
    };
  },
  examples: [
    {
      what: 'three attempts by two people, one of which worked',
      requests: [
        { topic: 'bypass', action: 'blocked', subject: 4, person_id: 1, site: 'tunnel.example' },
        { topic: 'bypass', action: 'blocked', subject: 8, person_id: 2, site: 'tunnel.example' },
        { topic: 'bypass', action: 'allowed', subject: 8, person_id: 2, site: 'hop.example' },
        { topic: 'ordinary', action: 'allowed', subject: 4 },
      ],
      finds: { attempts: 3, people: 2, through: 1, 'people-through': 1 },
    },
    { what: 'ordinary pages only', requests: [{ topic: 'ordinary', action: 'allowed', subject: 4 }], finds: null },
  ],
});
