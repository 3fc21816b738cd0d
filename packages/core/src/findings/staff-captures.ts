import { z } from 'zod';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** Whose matters go past those who usually read captures. */
const HAS_DUTY = `coalesce(duty IN ('headteacher', 'dsl', 'deputy-dsl'), FALSE)`;

const totals = z.object({ captures: integer, people: integer, dutyCaptures: integer, dutyPeople: integer });

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
        count(DISTINCT subject) FILTER (${HAS_DUTY}) AS "dutyPeople" FROM capture_event WHERE role = 'staff' OR ${HAS_DUTY}`,
    );
    if (found === undefined || found.captures === 0) return null;
    const { captures, people, dutyCaptures, dutyPeople } = found;
    return {
      importance: 'medium',
      words:
        'Captures of members of staff: {captures}; people: {people}. Of these captures, about the headteacher, a DSL or a deputy DSL: {duty-captures}. They go to those whom the policy names.',
      figures: [
        { id: 'captures', label: 'Captures of members of staff', unit: 'captures', count: captures, people },
        { id: 'people', label: 'Members of staff concerned', unit: 'people', count: people, people },
        {
          id: 'duty-captures',
          label: 'Of these, about the headteacher or a DSL',
          unit: 'captures',
          count: dutyCaptures,
          people: dutyPeople,
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
