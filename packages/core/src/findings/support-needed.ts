import { z } from 'zod';
import { IS_LISTED, idsCell, textCell, whoCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** Library and person each may find a capture serious; only a person may settle it, with grade 1. */
const SUPPORT = `capture_event WHERE nature = 'vulnerability' AND severity_grade IS DISTINCT FROM 1
  AND greatest(coalesce(severity_library, 0), coalesce(severity_grade, 0)) >= 4`;

const totals = z.object({
  captures: integer,
  episodes: integer,
  people: integer,
  most: integer,
  mostEpisodes: integer,
});
const topic = z.object({ topic: z.string() });
const row = z.object({
  id: z.string(),
  person: integer.nullable(),
  account: integer.nullable(),
  topic: z.string(),
  severity: integer.nullable(),
  grade: integer.nullable(),
  createdLocal: z.string(),
});

const CONCERNS = ['4', '5'].map((row) => ({ table: 'capturesByGrade', row, column: 'captures' }));

const level = (severity: number | null) => textCell(severity === null ? 'none' : String(severity));

export default defineFinding({
  id: 'support-needed',
  title: 'Captures that call for support',
  why: 'Some captures are signs that somebody may be at risk or in distress. What matters is that a person saw them soon and that help followed.',
  source:
    'Keeping children safe in education: the DSL takes up such concerns at once and keeps a record of decisions and the reasons for them',
  action:
    'Check that the DSL saw each capture that calls for support, that it was acted on, and that the outcome is recorded.',
  owner: 'DSL',
  confidence: 'possible',
  rank: 10,
  needs: ['capture_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS captures, count(DISTINCT episode) AS episodes, count(DISTINCT subject) AS people,
        ${mostOfOne(`(SELECT * FROM ${SUPPORT})`)} AS most, ${mostOfOne(`(SELECT * FROM ${SUPPORT})`, 'count(DISTINCT episode)')} AS "mostEpisodes" FROM ${SUPPORT}`,
    );
    if (found === undefined || found.captures === 0) return null;
    const rows = await database.query(
      row,
      `SELECT import_id || ':' || line AS id, person_id AS person, subject_account_id AS account, topic, severity_library AS severity,
        severity_grade AS grade, strftime(time_local, '%Y-%m-%d %H:%M') AS "createdLocal" FROM ${SUPPORT} AND ${IS_LISTED}
       ORDER BY coalesce(severity_grade, severity_library) DESC, severity_library DESC, time_local DESC, import_id, line`,
    );
    const { captures, episodes, people, most, mostEpisodes } = found;
    const topics = await database.query(
      topic,
      `SELECT DISTINCT topic FROM capture_event WHERE nature = 'vulnerability' ORDER BY topic`,
    );
    const places = (table: string, columns: readonly string[]) =>
      topics.flatMap(({ topic: row }) => columns.map((column) => ({ table, row, column })));
    const severe = [...places('capturesByTopic', ['4', '5']), ...CONCERNS];
    return {
      importance: 'high',
      words:
        'Captures that may show that somebody needs help: {captures}; episodes: {episodes}; people: {people}. They are matters of care, whatever the rules of use say.',
      figures: [
        {
          id: 'captures',
          label: 'Captures that call for support',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          within: [places('supportMatters', ['captures']), severe],
        },
        {
          id: 'episodes',
          label: 'Episodes',
          unit: 'episodes',
          count: episodes,
          people,
          mostOfOne: mostEpisodes,
          within: [{ figure: 'captures' }, places('supportMatters', ['episodes'])],
        },
        {
          id: 'people',
          label: 'People who may need help',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'episodes' }],
        },
      ],
      evidence: {
        title: 'Captures of pupils, visitors and people not known',
        columns: ['Capture', 'Person', 'Topic', 'Severity in the library', 'Grade given by a person', 'Created'],
        rows: rows.map((each) => [
          textCell(each.id),
          whoCell(each),
          idsCell(each.topic),
          level(each.severity),
          level(each.grade),
          textCell(each.createdLocal),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'severe in the library, or graded so by a person; two of them are one episode',
      captures: [
        { topic: 'self-harm', severity_library: 4, subject: 4, episode: 1 },
        { topic: 'self-harm', severity_library: 5, severity_grade: 5, subject: 4, episode: 1 },
        { topic: 'grooming', severity_library: 2, severity_grade: 4, subject: 8, episode: 2 },
      ],
      finds: { captures: 3, episodes: 2, people: 2 },
    },
    {
      what: 'a lower grade than the library gives does not settle it',
      captures: [{ topic: 'abuse', severity_library: 4, severity_grade: 3 }],
      finds: { captures: 1, episodes: 1, people: 1 },
    },
    {
      what: 'graded as no concern, or severe in neither',
      captures: [
        { topic: 'self-harm', severity_library: 5, severity_grade: 1 },
        { topic: 'extremism', severity_library: 3 },
      ],
      finds: null,
    },
    {
      what: 'a severe capture on a matter of conduct',
      captures: [{ topic: 'bullying', severity_library: 5, severity_grade: 5 }],
      finds: null,
    },
  ],
});
