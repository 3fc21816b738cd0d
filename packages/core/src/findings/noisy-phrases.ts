import { z } from 'zod';
import { numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

const LEAST_CAPTURES = 20;
const LEAST_GRADED = 10;
const NO_CONCERN_SHARE = 0.8;

const COUNTS = `count(*) AS captures, count(*) FILTER (severity_grade = 1) AS "noConcern", count(*) FILTER (severity_grade >= 4) AS serious`;
const NOISY = `SELECT phrase_id FROM capture_event WHERE phrase_id IS NOT NULL GROUP BY phrase_id
  HAVING count(*) >= ${LEAST_CAPTURES} AND count(severity_grade) >= ${LEAST_GRADED}
    AND count(*) FILTER (severity_grade = 1) >= ${NO_CONCERN_SHARE} * count(severity_grade)`;

const mostOf = (more: string) => mostOfOne(`(SELECT * FROM capture_event WHERE phrase_id IN (${NOISY})${more})`);

const counts = { captures: integer, noConcern: integer, serious: integer };
const totals = z.object({
  ...counts,
  people: integer,
  noConcernPeople: integer,
  seriousPeople: integer,
  most: integer,
  noConcernMost: integer,
  seriousMost: integer,
});
const row = z.object({ ...counts, phrase: integer });

const CONCERNS = ['4', '5'].map((row) => ({ table: 'capturesByGrade', row, column: 'captures' }));

const graded = (length: number, severity_grade: number | null) =>
  Array.from({ length }, (_, index) => ({ phrase_id: 3, topic: 'language', severity_grade, subject: index * 4 }));

export default defineFinding({
  id: 'noisy-phrases',
  title: 'Phrases that hardly ever mean anything',
  why: 'Captures of no concern take up the time of those who read them, and the one that matters is easier to miss.',
  source: 'DfE filtering and monitoring standard: monitoring fits the risks of the school and is managed well',
  action:
    'Ask for the phrases that hardly ever mean anything to be narrowed, after a look at the serious captures that would have been lost. Phrases about harm to a child stay as they are unless the DSL agrees.',
  owner: 'DSL, with the monitoring provider',
  confidence: 'likely',
  rank: 60,
  needs: ['capture_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT ${COUNTS}, count(DISTINCT subject) AS people, count(DISTINCT subject) FILTER (severity_grade = 1) AS "noConcernPeople",
        count(DISTINCT subject) FILTER (severity_grade >= 4) AS "seriousPeople", ${mostOf('')} AS most, ${mostOf(' AND severity_grade = 1')} AS "noConcernMost",
        ${mostOf(' AND severity_grade >= 4')} AS "seriousMost" FROM capture_event WHERE phrase_id IN (${NOISY})`,
    );
    if (found === undefined || found.captures === 0) return null;
    const rows = await database.query(
      row,
      `SELECT phrase_id AS phrase, ${COUNTS} FROM capture_event WHERE phrase_id IN (${NOISY})
       GROUP BY phrase_id ORDER BY captures DESC, phrase`,
    );
    const { captures, noConcern, serious, people, noConcernPeople, seriousPeople, most, noConcernMost, seriousMost } =
      found;
    return {
      importance: 'medium',
      words:
        'Captures of phrases that are of no concern nearly every time: {captures}; graded as no concern: {no-concern}. Graded serious, and lost if the phrases had been muted: {serious}.',
      figures: [
        {
          id: 'captures',
          label: 'Captures of such phrases',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          within: [{ table: 'capturesByGrade', row: null, column: 'captures' }],
        },
        {
          id: 'no-concern',
          label: 'Graded as no concern',
          unit: 'captures',
          count: noConcern,
          people: noConcernPeople,
          mostOfOne: noConcernMost,
          partOf: { figure: 'captures' },
          within: [{ table: 'capturesByGrade', row: '1', column: 'captures' }],
        },
        {
          id: 'serious',
          label: 'Graded serious',
          unit: 'captures',
          count: serious,
          people: seriousPeople,
          mostOfOne: seriousMost,
          partOf: { figure: 'captures' },
          within: [CONCERNS],
        },
      ],
      evidence: {
        title: 'Phrases',
        columns: ['Phrase', 'Captures', 'Graded 1', 'Graded 4 or 5'],
        rows: rows.map((each) => [
          { kind: 'phrase', phraseId: each.phrase },
          ...[each.captures, each.noConcern, each.serious].map(numberCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'eight of ten grades are no concern, one is serious, and ten captures have no grade',
      captures: [...graded(8, 1), ...graded(1, 4), ...graded(1, 2), ...graded(10, null)],
      finds: { captures: 20, 'no-concern': 8, serious: 1 },
    },
    {
      what: 'seven of ten grades are not enough',
      captures: [...graded(7, 1), ...graded(3, 2), ...graded(10, null)],
      finds: null,
    },
    { what: 'hardly anybody graded the phrase', captures: [...graded(9, 1), ...graded(30, null)], finds: null },
    { what: 'too few captures to speak of noise', captures: graded(19, 1), finds: null },
  ],
});
