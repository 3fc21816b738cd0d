import { z } from 'zod';
import { addressOwner, deviceOwner } from '../attribute/owners.js';
import { numberCell, textCell, whoCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** Fewer requests of a pupil on a device are a slip. */
const LEAST_REQUESTS = 5;

/** Days on which a list gives a device, or the address of one, to a member of staff or to staff. */
const STAFF_DEVICES = `SELECT owner, valid_from, valid_to FROM owner_person WHERE owner < 0 AND role = 'staff'`;
const by = (owner: string, condition: string) =>
  `SELECT e.subject, e.shared, e.person_id, e.subject_account_id, e.device_id, e.address_id, e.day FROM request_event AS e JOIN staff_device AS d
    ON d.owner = ${owner} AND e.day BETWEEN d.valid_from AND d.valid_to WHERE e.role = 'pupil' AND e.account_id IS NOT NULL AND ${condition}`;
/** Makes `pupil_on_staff_device`. A name of a device says more than its address. */
const ON_THEM = `CREATE OR REPLACE TEMP TABLE pupil_on_staff_device AS WITH staff_device AS MATERIALIZED (${STAFF_DEVICES}), used AS (${by(deviceOwner('e.device_id'), 'e.device_id IS NOT NULL')}
    UNION ALL ${by(addressOwner('e.address_id'), 'e.device_id IS NULL')})
  SELECT * FROM used QUALIFY count(*) OVER (PARTITION BY subject, device_id, address_id) >= ${LEAST_REQUESTS}`;

const totals = z.object({ requests: integer, people: integer, most: integer });
const row = z.object({
  person: integer.nullable(),
  account: integer.nullable(),
  device: integer.nullable(),
  requests: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

const pupil = (length: number, more: Readonly<Record<string, string | number>> = {}) =>
  Array.from({ length }, () => ({ account_id: 5, person_id: 1, device_id: 2, ...more }));
/** Device 2 and address 4, as the owners of devices are numbered. */
const [device, address] = [{ owner: -5 }, { owner: -10 }].map((each) => ({
  ...{ role: 'staff', shared: false, audience: 'staff', method: 'assigned-device', confidence: 'medium' },
  ...{ valid_from: '2026-01-05', valid_to: '2026-04-20', ...each },
}));

export default defineFinding({
  id: 'pupils-on-staff-devices',
  title: 'Pupils’ accounts on devices of staff',
  why: 'A device of staff is filtered for adults and holds what pupils may not see. A pupil who works on one is less protected there.',
  source: 'DfE filtering and monitoring standard: filtering fits the age of whoever is at the device',
  action:
    'Ask the member of staff whose device it is how a pupil came to work on it, and correct the list if the device has changed hands.',
  owner: 'IT support, with the headteacher',
  confidence: 'likely',
  rank: 56,
  needs: ['request_event'],
  async find(database) {
    await database.run(ON_THEM);
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS requests, count(DISTINCT subject) AS people, ${mostOfOne('pupil_on_staff_device')} AS most FROM pupil_on_staff_device`,
    );
    if (found === undefined || found.requests === 0) return null;
    const rows = await database.query(
      row,
      `SELECT person_id AS person, subject_account_id AS account, coalesce(u.device_id, (
           SELECT max(p.device_id) FROM device_entry AS p WHERE p.address_id = u.address_id)) AS device, count(*) AS requests,
         min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay"
       FROM pupil_on_staff_device AS u GROUP BY 1, 2, 3 ORDER BY requests DESC, person, account, device`,
    );
    const { requests, people, most } = found;
    return {
      importance: 'medium',
      words: 'Requests by pupils’ accounts from devices that are listed for staff: {requests}; pupils: {people}.',
      figures: [
        {
          id: 'requests',
          label: 'Requests by pupils from devices of staff',
          unit: 'requests',
          count: requests,
          people,
          mostOfOne: most,
          within: [{ table: 'requestsByPhase', row: 'pupils', column: 'total' }],
        },
        {
          id: 'people',
          label: 'Pupils',
          unit: 'people',
          count: people,
          people,
          mostOfOne: 1,
          within: [{ figure: 'requests' }],
        },
      ],
      evidence: {
        title: 'Pupils and devices',
        columns: ['Pupil', 'Device', 'Requests', 'First day', 'Last day'],
        rows: rows.map((each) => [
          whoCell(each),
          each.device === null ? textCell('not known') : { kind: 'device', deviceId: each.device },
          numberCell(each.requests),
          ...[each.firstDay, each.lastDay].map(textCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'five requests by the name of the device, and six by its address',
      requests: [
        ...pupil(5),
        ...pupil(6, { account_id: 6, person_id: 2, subject: 8, address_id: 4 }).map(
          ({ device_id: _, ...each }) => each,
        ),
      ],
      tables: { owner_person: [{ ...device }, { ...address }] },
      finds: { requests: 11, people: 2 },
    },
    {
      what: 'four requests, a device that was handed back the day before, a device of a class, and a teacher',
      requests: [
        ...pupil(4),
        ...pupil(6, { subject: 8, day: '2026-04-21' }),
        ...pupil(6, { subject: 12, device_id: 3 }),
        ...pupil(6, { subject: 16, role: 'staff' }),
      ],
      tables: { owner_person: [{ ...device }, { ...device, owner: -7, role: 'pupil' }] },
      finds: null,
    },
  ],
});
