import { z } from 'zod';
import { IS_LISTED, idsCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { DAYS_WITH_REQUESTS, LAST_DAY, LEAST_DAYS_SEEN, SEEN_PEOPLE } from '../find/seen.js';
import { integer } from '../store/database.js';

/** Roles of which fewer are ever seen do not work with the school’s systems: governors, parents. */
const LEAST_SEEN_SHARE = 0.5;
/** Who has only just joined may not have begun. */
const LEAST_WEEKS_ON_ROSTER = 4;

/** People with an account of their own on the last day, the latest list first. */
const LISTED = `SELECT person_id, role, duty, year_group FROM name_claim
  WHERE method = 'account' AND NOT shared AND ${LAST_DAY} BETWEEN valid_from AND valid_to
    AND person_id IN (SELECT person_id FROM name_claim WHERE valid_from <= ${LAST_DAY} - ${LEAST_WEEKS_ON_ROSTER * 7})
  QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY listed_on DESC, import_id DESC, line DESC) = 1`;

const ABSENT = `WITH listed AS MATERIALIZED (${LISTED}), seen AS MATERIALIZED ${SEEN_PEOPLE},
  roles AS (SELECT l.role FROM listed AS l LEFT JOIN seen AS s USING (person_id) GROUP BY l.role HAVING count(s.person_id) >= ${LEAST_SEEN_SHARE} * count(*))
  SELECT person_id AS person, role, coalesce(year_group, '') AS "yearGroup", ${IS_LISTED} AS "isListed" FROM listed
  WHERE role IN (SELECT role FROM roles) AND person_id NOT IN (SELECT person_id FROM seen WHERE person_id IS NOT NULL)
    AND ${DAYS_WITH_REQUESTS} >= ${LEAST_DAYS_SEEN}
  ORDER BY role, year_group, person_id`;

const row = z.object({ person: integer, role: z.string(), yearGroup: z.string(), isListed: z.boolean() });

const ROLE_GROUPS: ReadonlyMap<string, string> = new Map([
  ['pupil', 'pupils'],
  ['visitor', 'visitors'],
]);

const days = Array.from({ length: 10 }, (_, index) => ({ day: `2026-04-${index + 10}`, person_id: 1 }));
const claim = {
  ...{ name_key: 'x', method: 'account', role: 'pupil', shared: false, import_id: 1, listed_on: '2025-09-01' },
  ...{ year_on: '2025-09-01', valid_from: '2025-09-01', valid_to: '9999-12-31' },
};
const roster = (...people: readonly Readonly<Record<string, string | number | boolean | null>>[]) =>
  people.map((each, index) => ({ ...claim, person_id: index + 1, line: index + 2, ...each }));
const calendar_day = [{ day: '2026-04-30', kind: 'school', is_school_day: true }];

export default defineFinding({
  id: 'people-never-seen',
  title: 'People on the roster whom no log shows',
  why: 'Somebody who has an account and is in no log may be working under another account, or on a device that nobody filters or monitors.',
  source: 'DfE filtering and monitoring standard: a concern can be traced to one person, on every device',
  action:
    'Ask whether the people whom no log shows use the school’s systems at all, and if so, by which account and on which device.',
  owner: 'IT support, with class teachers',
  confidence: 'possible',
  rank: 75,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const rows = await database.query(row, ABSENT);
    if (rows.length === 0) return null;
    return {
      importance: 'low',
      words:
        'People on the roster with an account of their own and neither a request nor a capture in the whole period: {people}.',
      figures: [
        {
          id: 'people',
          label: 'People never seen',
          unit: 'people',
          count: rows.length,
          people: rows.length,
          mostOfOne: 1,
        },
      ],
      evidence: {
        title: 'Pupils and visitors never seen',
        columns: ['Person', 'Group', 'Year group'],
        rows: rows
          .filter(({ isListed }) => isListed)
          .map(({ person, role, yearGroup }) => [
            { kind: 'person', personId: person },
            idsCell(ROLE_GROUPS.get(role) ?? role),
            textCell(yearGroup),
          ]),
      },
    };
  },
  examples: [
    {
      what: 'a pupil in neither log; one by a capture, and one by another account',
      requests: [...days, { account_id: 30 }],
      captures: [{ person_id: 2 }],
      tables: {
        calendar_day,
        name_claim: roster({}, {}, {}, {}),
        account_claim: [{ account_id: 30, person_id: 3, valid_from: '2026-05-01', valid_to: '9999-12-31' }],
      },
      finds: { people: 1 },
    },
    {
      what: 'a leaver, a newcomer, a shared account, an address of mail, and governors, of whom nobody is ever seen',
      requests: days,
      tables: {
        calendar_day,
        name_claim: roster(
          ...[{}, { valid_to: '2026-04-29' }, { valid_from: '2026-04-20' }, { shared: true }, { method: 'mail' }],
          ...[{ role: 'governor' }, { role: 'governor' }],
        ),
      },
      finds: null,
    },
    {
      what: 'too few days with a log',
      requests: days.slice(1),
      tables: { calendar_day, name_claim: roster({}, {}) },
      finds: null,
    },
  ],
});
