import { z } from 'zod';
import { textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { DAYS_WITH_REQUESTS, LAST_DAY, LEAST_DAYS_SEEN, SEEN_PLACES } from '../find/seen.js';
import { integer } from '../store/database.js';

/** Where the logs know fewer of the listed devices, they do not name devices, or by other names. */
const LEAST_SEEN_SHARE = 0.5;

/** By the latest list that says something of a device by the end of the period, or by the first one, if all are later. */
const LISTED = `SELECT DISTINCT ON (device_id) device_id, listed_on, name_key IS NOT NULL AS is_assigned, role, year_group FROM device_entry
  WHERE coalesce(valid_to, DATE '9999-12-31') >= ${LAST_DAY} AND coalesce(valid_from, DATE '0001-01-01') <= ${LAST_DAY}
    AND listed_on <= greatest(${LAST_DAY}, (SELECT min(listed_on) FROM device_entry))
  ORDER BY device_id, listed_on DESC, import_id DESC, line DESC`;

/** A device is seen by its own name or by any address that a list gives it. */
const NEVER_SEEN = `WITH listed AS MATERIALIZED (${LISTED}), seen AS MATERIALIZED ${SEEN_PLACES}, known AS (
    SELECT device_id FROM seen UNION SELECT e.device_id FROM device_entry AS e JOIN seen AS s USING (address_id)
  ), absent AS (SELECT * FROM listed WHERE device_id NOT IN (SELECT device_id FROM known WHERE device_id IS NOT NULL))
  SELECT device_id AS device, listed_on::VARCHAR AS "listedOn",
    CASE WHEN is_assigned THEN 'one person' ELSE concat_ws(', ', role, 'year ' || year_group) END AS "forWhom" FROM absent
  WHERE ${DAYS_WITH_REQUESTS} >= ${LEAST_DAYS_SEEN} AND (SELECT count(*) FROM absent) <= (SELECT count(*) FROM listed) * ${1 - LEAST_SEEN_SHARE}
  ORDER BY device_id`;

const row = z.object({ device: integer, listedOn: z.string(), forWhom: z.string() });

const days = Array.from({ length: 10 }, (_, index) => ({ day: `2026-04-${index + 10}`, address_id: 7 }));
const entry = { import_id: 1, device_id: 1, address_id: 7, listed_on: '2026-01-05', year_on: '2026-01-05' };
const list = (...rows: readonly Readonly<Record<string, string | number | null>>[]) =>
  rows.map((each, index) => ({ ...entry, line: index + 2, ...each }));
const calendar_day = [{ day: '2026-04-30', kind: 'school', is_school_day: true }];

export default defineFinding({
  id: 'devices-never-seen',
  title: 'Devices on the list that no log shows',
  why: 'A device that is in use and in no log is neither filtered nor monitored, and one that is not in use should not be on the list.',
  source: 'DfE filtering and monitoring standard: every device that the school gives out is filtered and monitored',
  action:
    'Look for each device that no log shows: take it off the list if it is gone, else find out why neither product sees it.',
  owner: 'IT support',
  confidence: 'certain',
  rank: 60,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const rows = await database.query(row, NEVER_SEEN);
    if (rows.length === 0) return null;
    return {
      importance: 'medium',
      words: 'Devices on the list of devices with neither a request nor a capture in the whole period: {devices}.',
      figures: [
        {
          id: 'devices',
          label: 'Devices never seen',
          unit: 'devices',
          count: rows.length,
          people: null,
          mostOfOne: null,
        },
      ],
      evidence: {
        title: 'Devices',
        columns: ['Device', 'For whom', 'Day of the list'],
        rows: rows.map(({ device, forWhom, listedOn }) => [
          { kind: 'device', deviceId: device },
          ...[forWhom, listedOn].map(textCell),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'one of three; the others are seen by their address and by a capture',
      requests: days,
      captures: [{ device_id: 2 }],
      tables: {
        calendar_day,
        device_entry: list({}, { device_id: 2, address_id: 8 }, { device_id: 3, address_id: 9 }),
      },
      finds: { devices: 1 },
    },
    {
      what: 'a device that has left, and one that an older list gave the address which is seen',
      requests: days,
      tables: {
        calendar_day,
        device_entry: list(
          ...[{}, { device_id: 2, address_id: 8, valid_to: '2026-04-29' }],
          { device_id: 3, address_id: 9, listed_on: '2026-02-05', import_id: 2 },
          { device_id: 3 },
        ),
      },
      finds: null,
    },
    {
      what: 'a device on a list of after the period, logs that know fewer than half of the devices, and too few days',
      requests: days.slice(1),
      tables: { calendar_day, device_entry: list({}, { device_id: 2, address_id: 8 }) },
      finds: null,
    },
  ],
});
