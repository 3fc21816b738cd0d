import { z } from 'zod';
import { IS_LISTED, idsCell, numberCell, textCell, whoCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { DAYS_TO_DECIDE, KNOWN_UNTIL, SERIOUS_CAPTURES } from '../find/serious.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** A capture of the last days may still be on somebody’s desk. */
const WAITING = `(SELECT * FROM ${SERIOUS_CAPTURES} WHERE NOT is_decided AND day < ${KNOWN_UNTIL} - ${DAYS_TO_DECIDE})`;

const totals = z.object({ captures: integer, people: integer, most: integer });
const row = z.object({
  person: integer.nullable(),
  account: integer.nullable(),
  topic: z.string(),
  captures: integer,
  firstDay: z.string(),
});

const UNDECIDED = { table: 'seriousCaptures', row: null, column: 'undecided' };

const serious = { topic: 'bullying', severity_library: 4, person_id: 1, subject: 4, day: '2026-04-20' };
const until = (day: string) => ({ known_until: [{ day }] });

export default defineFinding({
  id: 'decisions-missing',
  title: 'Serious captures that nobody decided about',
  why: 'A capture is only a signal. Whether anything came of it, and whether the same thing happened before, nobody can say without a recorded decision.',
  source:
    'DfE filtering and monitoring standard: incidents, what was done about them and the outcome are recorded; KCSIE: decisions and the reasons for them are kept',
  action:
    'Look at each serious capture, decide, and write the decision into the list of outcomes, also when nothing came of it.',
  owner: 'DSL',
  confidence: 'likely',
  rank: 15,
  needs: ['capture_event'],
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS captures, count(DISTINCT subject) AS people, ${mostOfOne(WAITING)} AS most FROM ${WAITING}`,
    );
    if (found === undefined || found.captures === 0) return null;
    const { captures, people, most } = found;
    const rows = await database.query(
      row,
      `SELECT person_id AS person, CASE WHEN person_id IS NULL THEN subject_account_id END AS account, topic, count(*) AS captures, min(day)::VARCHAR AS "firstDay"
       FROM ${WAITING} WHERE ${IS_LISTED} GROUP BY ALL ORDER BY "firstDay", captures DESC, person, account, topic`,
    );
    return {
      importance: 'medium',
      words:
        'Serious captures without a recorded decision after more than a week: {captures}; people concerned: {people}.',
      figures: [
        {
          id: 'captures',
          label: 'Serious captures without a decision',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          within: [UNDECIDED],
        },
        {
          id: 'people',
          label: 'People concerned',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'captures' }],
        },
      ],
      evidence: {
        title: 'Of pupils, visitors and people not known',
        columns: ['Person', 'Topic', 'Captures', 'Since'],
        rows: rows.map((each) => [
          whoCell(each),
          idsCell(each.topic),
          numberCell(each.captures),
          textCell(each.firstDay),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one capture of two weeks ago, and one of another pupil whose episode was decided about',
      captures: [
        { ...serious, episode: 1 },
        { ...serious, episode: 2, person_id: 2, subject: 8 },
      ],
      tables: { ...until('2026-05-04'), decided_event: [{ kind: 'capture', episode: 2, outcome: 'false-positive' }] },
      finds: { captures: 1, people: 1 },
    },
    {
      what: 'a sign of need from severity three on, eight days ago',
      captures: [{ ...serious, topic: 'self-harm', severity_library: 3 }],
      tables: until('2026-04-28'),
      finds: { captures: 1, people: 1 },
    },
    {
      what: 'of the headteacher and of a governor: nobody but the chair may know whether it was decided',
      captures: [
        { ...serious, role: 'staff', duty: 'headteacher' },
        { ...serious, role: 'governor' },
      ],
      tables: until('2026-05-04'),
      finds: null,
    },
    {
      what: 'a week ago to the day',
      captures: [serious],
      tables: until('2026-04-27'),
      finds: null,
    },
    {
      what: 'nothing serious: conduct of severity three, and a sign of need that a person graded 1',
      captures: [
        { ...serious, severity_library: 3 },
        { ...serious, topic: 'self-harm', severity_library: 5, severity_grade: 1 },
      ],
      tables: until('2026-05-04'),
      finds: null,
    },
  ],
});
