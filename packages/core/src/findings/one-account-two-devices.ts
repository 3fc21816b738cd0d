import { z } from 'zod';
import { makeDeviceAddresses } from '../find/device-addresses.js';
import { IS_LISTED, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { integer } from '../store/database.js';

/** A device that is put down for another one is no sign of two people; that it goes to and fro for a while is. */
const LEAST_CHANGES = 2;
const LEAST_SLOTS = 3;

/** Pages alone, because a device that was left on goes on asking by itself. */
const OWN_PAGES = `kind = 'page' AND person_id IS NOT NULL AND subject_account_id IS NOT NULL AND NOT shared`;
const NAMED = 'coalesce(-1 - device_id::BIGINT, address_id)';
const IS_OWN = 'account_id NOT IN (SELECT account_id FROM account WHERE is_generic)';
/**
 * Listed devices are the same in every log. What is on no list may be called differently by two filters, and has an address of
 * each internet protocol: that is laid side by side within one log alone, and by the older protocol.
 */
const IS_CLEAR = `(device_id IS NOT NULL OR address_id NOT IN (SELECT address_id FROM address WHERE ip LIKE '%:%'))`;
const BY_ACCOUNT = 'PARTITION BY account, log, slot';
const BUSY_DAYS = `WITH days AS MATERIALIZED (
    SELECT subject_account_id, day FROM request_event WHERE ${OWN_PAGES} GROUP BY ALL HAVING min(${NAMED}) <> max(${NAMED})
  ), named AS (
    SELECT e.subject_account_id AS account, e.slot, e.day, e.person_id, e.subject, e.role, e.duty, e.time_utc, e.line, e.import_id, e.address_id,
      coalesce(e.device_id, a.device_id) AS device_id, coalesce(e.device_id, a.device_id) IN (SELECT device_id FROM device_entry) AS is_listed
    FROM (SELECT * FROM request_event SEMI JOIN days USING (subject_account_id, day) WHERE ${OWN_PAGES} AND ${IS_OWN}) AS e LEFT JOIN device_address AS a USING (address_id)
  ), own AS MATERIALIZED (
    SELECT *, CASE WHEN coalesce(is_listed, FALSE) THEN 0 ELSE import_id END AS log, ${NAMED} AS place
    FROM named WHERE coalesce(is_listed, FALSE) OR ${IS_CLEAR}
  ), twofold AS (
    SELECT account, log, slot FROM own GROUP BY ALL HAVING min(place) <> max(place)
  ), moved AS (
    SELECT o.*, place <> lag(place) OVER (${BY_ACCOUNT} ORDER BY time_utc, import_id, line) AS is_change FROM own AS o SEMI JOIN twofold AS t
      ON t.account = o.account AND t.log = o.log AND t.slot = o.slot
  ), alternating AS (
    SELECT subject, person_id, day, slot, any_value(role) AS role, any_value(duty) AS duty FROM moved
    GROUP BY account, log, slot, subject, person_id, day HAVING count(*) FILTER (is_change) >= ${LEAST_CHANGES}
  ), busy AS (
    SELECT subject, person_id, day, any_value(role) AS role, any_value(duty) AS duty, count(DISTINCT slot) AS slots FROM alternating
    GROUP BY subject, person_id, day HAVING slots >= ${LEAST_SLOTS}
  )
  SELECT person_id AS person, any_value(role) = 'pupil' AS "isPupil", bool_and(${IS_LISTED}) AS "isListed", count(*) AS days, sum(slots) AS slots,
    min(day)::VARCHAR AS "firstDay", max(day)::VARCHAR AS "lastDay"
  FROM busy GROUP BY subject, person_id ORDER BY slots DESC, person`;

const row = z.object({
  person: integer,
  isPupil: z.boolean(),
  isListed: z.boolean(),
  days: integer,
  slots: integer,
  firstDay: z.string(),
  lastDay: z.string(),
});

/** Pages of one account within a slot, each from the next of these addresses. */
const slot = (number: number, addresses: readonly number[], more: Readonly<Record<string, string | number>> = {}) =>
  addresses.map((address_id, index) => ({
    ...{ account_id: 5, person_id: 1, slot: number, address_id, time_utc: `2026-04-20 09:0${index}:00`, ...more },
  }));
const busy = (addresses: readonly number[], more: Readonly<Record<string, string | number>> = {}) =>
  [1, 2, 3].flatMap((number) => slot(number, addresses, more));

export default defineFinding({
  id: 'one-account-two-devices',
  title: 'Accounts of one person in use on two devices at once',
  why: 'Where one account opens pages on two devices in turn within minutes, two people are most likely using it, and nobody can say which of them did what.',
  source:
    'DfE filtering and monitoring standard, with the cyber security standard: every user has an account of their own',
  action:
    'Ask the owners whether somebody else uses their account, and change the passwords; somebody who works at two devices, such as a telephone beside a laptop, explains it too.',
  owner: 'IT support, with class teachers',
  confidence: 'possible',
  rank: 55,
  needs: ['request_event'],
  async find(database) {
    await makeDeviceAddresses(database);
    const rows = await database.query(row, BUSY_DAYS);
    if (rows.length === 0) return null;
    const pupils = rows.filter(({ isPupil }) => isPupil).length;
    const people = (id: string, label: string, count: number) => ({
      ...{ id, label, unit: 'people' as const, count, people: count, mostOfOne: 1 },
    });
    return {
      importance: pupils > 0 ? 'medium' : 'low',
      words:
        'People whose own account opened pages on two devices in turn within minutes, again and again on one day: {people}; pupils among them: {pupils}.',
      figures: [
        people('people', 'People whose account was in use on two devices', rows.length),
        { ...people('pupils', 'Pupils among them', pupils), within: [{ figure: 'people' }] },
      ],
      evidence: {
        title: 'Pupils and visitors',
        columns: ['Person', 'Days', 'Spans of five minutes', 'First day', 'Last day'],
        rows: rows
          .filter(({ isListed }) => isListed)
          .map((each) => [
            { kind: 'person', personId: each.person },
            ...[each.days, each.slots].map(numberCell),
            ...[each.firstDay, each.lastDay].map(textCell),
          ]),
      },
    };
  },
  examples: [
    {
      what: 'a pupil on two addresses, and a teacher on two named devices',
      requests: [
        ...busy([7, 8, 7]),
        ...busy([7, 7, 7], { account_id: 6, person_id: 2, subject: 8, role: 'staff' }).map((each, index) => ({
          ...each,
          device_id: index % 2,
        })),
      ],
      finds: { people: 2, pupils: 1 },
    },
    {
      what: 'from one device to the other and not back, two spans of a day only, and parts of pages',
      requests: [
        ...busy([7, 8, 8]),
        ...[1, 2].flatMap((number) => slot(number, [7, 8, 7], { account_id: 6, person_id: 2, subject: 8 })),
        ...busy([7, 8, 7], { account_id: 7, person_id: 3, subject: 12, kind: 'sub-resource' }),
      ],
      finds: null,
    },
    {
      what: 'two filters, two internet protocols, and an account that is not one person’s by its name',
      requests: [
        ...busy([7, 8, 7]).map((each) => ({ ...each, import_id: each.address_id })),
        ...busy([7, 9, 7], { account_id: 6, person_id: 2, subject: 8 }),
        ...busy([7, 8, 7], { account_id: 12, person_id: 3, subject: 12 }),
      ],
      tables: {
        address: [{ address_id: 9, ip: '2001:db8::9' }],
        account: [{ account_id: 12, name_key: 'x', is_generic: true }],
      },
      finds: null,
    },
    {
      what: 'two listed devices, one of which only the other filter saw, and an account in two spellings',
      requests: busy([7, 8, 7]).map((each, index) => ({
        ...{ ...each, import_id: each.address_id, account_id: index, subject_account_id: 5 },
      })),
      tables: {
        device_entry: [7, 8].map((id) => ({
          ...{ import_id: 1, line: id, device_id: id, address_id: id, listed_on: '2026-01-05', year_on: '2026-01-05' },
        })),
      },
      finds: { people: 1, pupils: 1 },
    },
  ],
});
