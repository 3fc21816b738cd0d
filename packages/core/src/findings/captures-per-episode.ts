import { z } from 'zod';
import { idsCell, numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

const LEAST_CAPTURES = 10;

const totals = z.object({
  captures: integer,
  episodes: integer,
  people: integer,
  most: integer,
  mostEpisodes: integer,
  typical: integer.nullable(),
  long: integer.nullable(),
});
const row = z.object({ topic: z.string(), captures: integer, episodes: integer });

/** Captures of one episode, and whose they are. */
const SIZES = 'SELECT episode, count(*) AS size FROM capture_event GROUP BY episode';
const TOTALS = `SELECT count(*) AS captures, count(DISTINCT episode) AS episodes, count(DISTINCT subject) AS people, ${mostOfOne('capture_event')} AS most,
    ${mostOfOne('capture_event', 'count(DISTINCT episode)')} AS "mostEpisodes", (SELECT quantile_disc(size, 0.5) FROM (${SIZES})) AS typical,
    (SELECT quantile_disc(size, 0.95) FROM (${SIZES})) AS long FROM capture_event`;

const burst = (episode: number, length: number) => Array.from({ length }, () => ({ episode, subject: episode * 4 }));

export default defineFinding({
  id: 'captures-per-episode',
  title: 'Many captures tell of one thing that happened',
  why: 'A child who types one sentence can set off a row of captures. Whoever counts captures sees a storm where one thing happened.',
  source: 'Fair reading of the monitoring log: captures of one account and category within minutes are one episode',
  action:
    'Read captures by episode, and compare months and groups by episodes. Where one episode makes very many captures, ask whether the product can put them together.',
  owner: 'DSL',
  confidence: 'certain',
  rank: 80,
  needs: ['capture_event'],
  async find(database) {
    const [found] = await database.query(totals, TOTALS);
    if (found === undefined || found.captures < LEAST_CAPTURES || found.captures === found.episodes) return null;
    const rows = await database.query(
      row,
      `SELECT topic, count(*) AS captures, count(DISTINCT episode) AS episodes FROM capture_event
       GROUP BY topic HAVING count(*) > count(DISTINCT episode) ORDER BY captures DESC, topic`,
    );
    const { captures, episodes, people, most, mostEpisodes, typical, long } = found;
    const ofOne = { unit: 'captures' as const, people, mostOfOne: 0, within: [{ figure: 'captures' }] };
    return {
      importance: 'information',
      words:
        'Captures: {captures}; episodes, which are what happened: {episodes}; people: {people}. An episode makes this many captures, median: {typical}; nineteen of twenty make at most: {long}.',
      figures: [
        {
          id: 'captures',
          label: 'Captures',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          cell: { table: 'capturesByGrade', row: null, column: 'captures' },
        },
        {
          id: 'episodes',
          label: 'Episodes',
          unit: 'episodes',
          count: episodes,
          people,
          mostOfOne: mostEpisodes,
          cell: { table: 'capturesByMonth', row: null, column: 'episodes' },
        },
        {
          id: 'people',
          label: 'People',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          cell: { table: 'peopleByTopic', row: null, column: 'total' },
          within: [{ figure: 'episodes' }],
        },
        { id: 'typical', label: 'Captures of one episode, median', count: typical ?? 0, ...ofOne },
        { id: 'long', label: 'Captures of one episode, nineteen of twenty at most', count: long ?? 0, ...ofOne },
      ],
      evidence: {
        title: 'Topics',
        columns: ['Topic', 'Captures', 'Episodes'],
        rows: rows.map((each) => [idsCell(each.topic), ...[each.captures, each.episodes].map(numberCell)]),
      },
    };
  },
  examples: [
    {
      what: 'one episode of eight captures and two of one',
      captures: [...burst(1, 8), ...burst(2, 1), ...burst(3, 1)],
      finds: { captures: 10, episodes: 3, people: 3, typical: 1, long: 8 },
    },
    {
      what: 'each capture is an episode of its own',
      captures: Array.from({ length: 12 }, (_, index) => burst(index, 1)).flat(),
      finds: null,
    },
    { what: 'a handful of captures', captures: burst(1, 9), finds: null },
  ],
});
