import { z } from 'zod';
import { idsCell, numberCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { NOBODY } from '../map/events.js';
import { integer } from '../store/database.js';

const LEAST_CAPTURES = 10;
const LEAST_PEOPLE = 3;
const LEAST_SHARE = 0.5;

const SESSIONS = ['evening', 'night', 'weekend', 'holiday'] as const;

/** Makes `capture_off_hours`, of somebody known, on days of which the log tells: not before or after it, nor on a school day that it lacks. */
const OFF_HOURS = `CREATE OR REPLACE TEMP TABLE capture_off_hours AS WITH logged AS MATERIALIZED (SELECT DISTINCT day FROM request_event)
  SELECT c.session, c.subject, c.shared, c.day FROM capture_event AS c
  WHERE c.session IN (${SESSIONS.map((session) => `'${session}'`).join(', ')}) AND c.subject <> ${NOBODY}
    AND c.day BETWEEN (SELECT min(day) FROM logged) AND (SELECT max(day) FROM logged) AND (NOT c.is_school_day OR c.day IN (SELECT day FROM logged))`;
/** Makes `capture_unfiltered`: those of them by people of whom the filter has no line on that day. */
const UNFILTERED = `CREATE OR REPLACE TEMP TABLE capture_unfiltered AS SELECT * FROM capture_off_hours AS c ANTI JOIN (
    SELECT r.subject, r.day FROM request_event AS r SEMI JOIN capture_off_hours AS o ON o.subject = r.subject AND o.day = r.day
  ) AS seen ON seen.subject = c.subject AND seen.day = c.day`;

const totals = z.object({ captures: integer, people: integer, most: integer, all: integer });
const row = z.object({ session: z.string(), captures: integer, people: integer });

const captures = (subject: number, length: number, session = 'evening') =>
  Array.from({ length }, () => ({ subject, session, day: '2026-04-20' }));
const logged = { subject: 99, day: '2026-04-20' };

export default defineFinding({
  id: 'captures-off-site',
  title: 'Captures out of hours of which the filter knows nothing',
  why: 'Where monitoring sees people at work on days on which the filter has no line of them, their devices are most likely online without the filter.',
  source: 'DfE filtering and monitoring standard: filtering goes with a device of the school wherever it is used',
  action:
    'Find out whether devices that go home are filtered there, and if not, filter them on the device or say in the policy who watches over them.',
  owner: 'IT support, with the DSL',
  confidence: 'possible',
  rank: 45,
  needs: ['capture_event'],
  async find(database) {
    for (const sql of [OFF_HOURS, UNFILTERED]) await database.run(sql);
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS captures, count(DISTINCT subject) AS people, ${mostOfOne('capture_unfiltered')} AS most,
        (SELECT count(*) FROM capture_off_hours) AS "all" FROM capture_unfiltered`,
    );
    if (found === undefined || found.captures < LEAST_CAPTURES || found.people < LEAST_PEOPLE) return null;
    if (found.captures < LEAST_SHARE * found.all) return null;
    const rows = await database.query(
      row,
      `SELECT session, count(*) AS captures, count(DISTINCT subject) AS people FROM capture_unfiltered GROUP BY session ORDER BY captures DESC, session`,
    );
    const cells = SESSIONS.map((session) => ({ table: 'capturesBySession', row: session, column: 'captures' }));
    return {
      importance: 'medium',
      words:
        'Captures in the evening, at night, at weekends or in the holidays, by people of whom the filter’s log has no line on the same day: {captures}; people: {people}.',
      figures: [
        {
          id: 'captures',
          label: 'Captures out of hours without a line of the filter',
          unit: 'captures',
          count: found.captures,
          people: found.people,
          mostOfOne: found.most,
          within: [cells],
        },
        {
          id: 'people',
          label: 'People',
          unit: 'people',
          count: found.people,
          people: found.people,
          mostOfOne: 1,
          within: [{ figure: 'captures' }],
        },
      ],
      evidence: {
        title: 'Captures by time of day',
        columns: ['Time of day', 'Captures', 'People'],
        rows: rows.map((each) => [idsCell(each.session), numberCell(each.captures), numberCell(each.people)]),
      },
    };
  },
  examples: [
    {
      what: 'ten captures of three people, and as many of somebody whom the filter saw that day',
      requests: [logged],
      captures: [...captures(4, 4), ...captures(8, 4), ...captures(12, 2, 'night'), ...captures(99, 10)],
      finds: { captures: 10, people: 3 },
    },
    {
      what: 'captures on a school day of which there is no log, before the log begins, in lessons and of nobody known',
      requests: [logged, { ...logged, day: '2026-04-22' }],
      captures: [
        ...[4, 8, 12].flatMap((subject) => captures(subject, 9).map((each) => ({ ...each, day: '2026-04-21' }))),
        ...[4, 8, 12].flatMap((subject) => captures(subject, 9).map((each) => ({ ...each, day: '2026-04-19' }))),
        ...[4, 8, 12].flatMap((subject) => captures(subject, 9, 'lesson')),
        ...captures(3, 20),
      ],
      finds: null,
    },
    {
      what: 'fewer than half of the captures out of hours, and two people',
      requests: [logged],
      captures: [...captures(4, 4), ...captures(8, 4), ...captures(12, 2), ...captures(99, 11)],
      finds: null,
    },
    { what: 'two people', requests: [logged], captures: [...captures(4, 9), ...captures(8, 9)], finds: null },
    {
      what: 'no log of the filter at all',
      captures: [...captures(4, 9), ...captures(8, 9), ...captures(12, 9)],
      finds: null,
    },
  ],
});
