import { z } from 'zod';
import { IS_LISTED, idsCell, numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

const LEAST_EPISODES = 3;
const LEAST_DAYS = 3;

/** A shared account is many people, so it says nothing about one. */
const PEOPLE = `SELECT person_id AS person, count(*) AS captures, count(DISTINCT episode) AS episodes, count(DISTINCT day) AS days,
    list(DISTINCT topic ORDER BY topic) AS topics, bool_and(${IS_LISTED}) AS "isListed"
  FROM capture_event WHERE nature = 'breach' AND severity_grade >= 4 AND person_id IS NOT NULL AND NOT coalesce(shared, FALSE)
  GROUP BY person_id HAVING episodes >= ${LEAST_EPISODES} AND days >= ${LEAST_DAYS} ORDER BY episodes DESC, days DESC, person`;

const row = z.object({
  person: integer,
  captures: integer,
  episodes: integer,
  days: integer,
  topics: z.array(z.string()),
  isListed: z.boolean(),
});

const CONCERNS = ['4', '5'].map((row) => ({ table: 'capturesByGrade', row, column: 'captures' }));

const serious = { topic: 'bullying', severity_grade: 4, person_id: 1, subject: 4 };

export default defineFinding({
  id: 'repeat-incidents',
  title: 'The same people in serious captures again and again',
  why: 'Serious behaviour that comes back on several days is rarely settled by a single talk, and others may be suffering from it.',
  source:
    'DfE filtering and monitoring standard: incidents, what was done about them and the outcome are recorded; the acceptable use policy says which step comes next',
  action:
    'Look at the serious captures of each person concerned together, check that each step was taken and recorded, and ask what lies behind them.',
  owner: 'DSL',
  confidence: 'likely',
  rank: 45,
  needs: ['capture_event'],
  async find(database) {
    const rows = await database.query(row, PEOPLE);
    if (rows.length === 0) return null;
    const people = rows.length;
    const captures = rows.reduce((sum, each) => sum + each.captures, 0);
    const most = Math.max(...rows.map((each) => each.captures));
    return {
      importance: 'high',
      words:
        'People with several episodes, on different days, that were graded serious: {people}; serious captures in them: {captures}.',
      figures: [
        {
          id: 'people',
          label: 'People with repeated serious captures',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'captures' }],
        },
        {
          id: 'captures',
          label: 'Captures graded serious',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          within: [CONCERNS],
        },
      ],
      evidence: {
        title: 'Pupils and visitors',
        columns: ['Person', 'Episodes', 'Days', 'Topics'],
        rows: rows
          .filter(({ isListed }) => isListed)
          .map((each) => [
            { kind: 'person', personId: each.person },
            numberCell(each.episodes),
            numberCell(each.days),
            idsCell(...each.topics),
          ]),
      },
    };
  },
  examples: [
    {
      what: 'three episodes on three days, one of them of two captures',
      captures: [
        { ...serious, day: '2026-04-20', episode: 1 },
        { ...serious, day: '2026-04-20', episode: 1 },
        { ...serious, day: '2026-04-22', episode: 2, topic: 'violence' },
        { ...serious, day: '2026-05-06', episode: 3, severity_grade: 5 },
      ],
      finds: { people: 1, captures: 4 },
    },
    {
      what: 'three episodes on two days, and two episodes on three days, one of them over midnight',
      captures: [
        ...['2026-04-20', '2026-04-21', '2026-04-24'].map((day, index) => ({
          ...serious,
          person_id: 2,
          subject: 8,
          day,
          episode: index < 2 ? 8 : 9,
        })),
        { ...serious, day: '2026-04-20', episode: 1 },
        { ...serious, day: '2026-04-20', episode: 2 },
        { ...serious, day: '2026-04-22', episode: 3 },
      ],
      finds: null,
    },
    {
      what: 'matters of support are never counted here',
      captures: ['2026-04-20', '2026-04-21', '2026-04-22'].map((day, episode) => ({
        ...serious,
        topic: 'self-harm',
        day,
        episode,
      })),
      finds: null,
    },
    {
      what: 'a class account that many pupils share, and captures that only the library finds serious',
      captures: ['2026-04-20', '2026-04-21', '2026-04-22'].flatMap((day, episode) => [
        { ...serious, shared: true, day, episode },
        { ...serious, person_id: 2, severity_grade: null, severity_library: 5, day, episode: episode + 9 },
      ]),
      finds: null,
    },
  ],
});
