import { z } from 'zod';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** Whose matters go past those who usually read captures. */
const HAS_DUTY = `coalesce(duty IN ('headteacher', 'dsl', 'deputy-dsl'), FALSE)`;

const ADULTS = ['staff', 'governors', 'visitors'].map((column) => ({ table: 'capturesByStage', row: null, column }));

const totals = z.object({
  captures: integer,
  people: integer,
  dutyCaptures: integer,
  dutyPeople: integer,
  staff: integer,
  most: integer,
  dutyMost: integer,
});

const CONCERNED = `role = 'staff' OR ${HAS_DUTY}`;
const STAFF_COLUMN = { table: 'capturesByStage', row: null, column: 'staff' };

export default defineFinding({
  id: 'staff-captures',
  title: 'Captures of members of staff',
  why: 'A matter about an adult goes to those whom the policy names. Nobody looks into a matter about themselves.',
  source: 'Keeping children safe in education, part four: concerns about staff have a route of their own',
  action:
    'Pass captures of staff to those whom the policy names, and check in the monitoring system that nobody reads captures about themselves.',
  owner: 'Headteacher; for the headteacher and the DSLs, the person whom the policy names',
  confidence: 'certain',
  rank: 55,
  needs: ['capture_event'],
  // No rows of evidence: the reader may be one of those concerned.
  async find(database) {
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS captures, count(DISTINCT subject) AS people, count(*) FILTER (${HAS_DUTY}) AS "dutyCaptures",
        count(DISTINCT subject) FILTER (${HAS_DUTY}) AS "dutyPeople", count(*) FILTER (role = 'staff') AS staff,
        ${mostOfOne(`(SELECT * FROM capture_event WHERE ${CONCERNED})`)} AS most, ${mostOfOne(`(SELECT * FROM capture_event WHERE ${HAS_DUTY})`)} AS "dutyMost"
       FROM capture_event WHERE ${CONCERNED}`,
    );
    if (found === undefined || found.captures === 0) return null;
    const { captures, people, dutyCaptures, dutyPeople, staff, most, dutyMost } = found;
    // A duty of a governor or a visitor is no usual thing, but then the figure is more than the column of staff.
    const place = captures === staff ? { cell: STAFF_COLUMN } : { within: [ADULTS] };
    return {
      importance: 'medium',
      words:
        'Captures of members of staff: {captures}; people: {people}. Of these captures, about the headteacher, a DSL or a deputy DSL: {duty-captures}. They go to those whom the policy names.',
      deskWords:
        'Captures of members of staff: {captures}; people: {people}. They go to those whom the policy names. What may be about the headteacher, a safeguarding lead or a governor is not among them.',
      figures: [
        {
          id: 'captures',
          label: 'Captures of members of staff',
          unit: 'captures',
          count: captures,
          people,
          mostOfOne: most,
          ...place,
        },
        {
          id: 'people',
          label: 'Members of staff concerned',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'captures' }],
        },
        {
          id: 'duty-captures',
          label: 'Of these, about the headteacher or a DSL',
          unit: 'captures',
          count: dutyCaptures,
          people: dutyPeople,
          mostOfOne: dutyMost,
          partOf: { figure: 'captures' },
        },
      ],
    };
  },
  examples: [
    {
      what: 'a teacher twice and the DSL once',
      captures: [
        { role: 'staff', audience: 'staff', subject: 4 },
        { role: 'staff', audience: 'staff', subject: 4 },
        { role: 'staff', audience: 'staff', duty: 'dsl', subject: 8 },
      ],
      finds: { captures: 3, people: 2, 'duty-captures': 1 },
    },
    {
      what: 'a teacher only',
      captures: [{ role: 'staff', audience: 'staff', subject: 4 }, { role: 'pupil' }],
      finds: { captures: 1, people: 1, 'duty-captures': 0 },
    },
    {
      what: 'pupils, the chair of governors and an account of nobody',
      captures: [
        { role: 'pupil' },
        { role: 'governor', audience: 'governors', duty: 'chair-of-governors' },
        { role: null, audience: 'unattributed' },
      ],
      finds: null,
    },
  ],
});
