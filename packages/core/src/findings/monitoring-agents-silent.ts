import { z } from 'zod';
import { numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import { makeSilentAgents, UNWATCHED } from '../find/silent-agents.js';
import { mostOfOne } from '../find/tables.js';
import { integer } from '../store/database.js';

/** One may be a repair. */
const SERIOUS_DEVICES = 3;

const row = z.object({
  device: integer,
  checkedInOn: z.string().nullable(),
  requests: integer,
  lastDay: z.string(),
});
const totals = z.object({ requests: integer, people: integer, most: integer });

const pages = (device_id: number, length: number, day = '2026-04-20') =>
  Array.from({ length }, (_, slot) => ({ device_id, day, slot }));
const captures = (device_id: number, length: number) => Array.from({ length }, () => ({ device_id }));
const entry = { import_id: 1, line: 2, listed_on: '2026-04-30', year_on: '2026-04-30' };

export default defineFinding({
  id: 'monitoring-agents-silent',
  title: 'Devices in use whose monitoring has gone silent',
  why: 'Where the monitoring program of a device has stopped, nobody is told of a child in danger who uses it, and no alert says so.',
  source: 'DfE filtering and monitoring standard: monitoring works on all devices, and somebody checks that it does',
  action:
    'Look at the monitoring program of each of these devices, mend or install it again, and take devices that cannot be monitored out of pupils’ hands.',
  owner: 'IT support, with the monitoring provider',
  confidence: 'likely',
  rank: 15,
  needs: ['request_event'],
  async find(database) {
    await makeSilentAgents(database);
    const rows = await database.query(
      row,
      `SELECT device_id AS device, checked_in_on::VARCHAR AS "checkedInOn", requests, last_day::VARCHAR AS "lastDay" FROM silent_agent
       ORDER BY checked_in_on IS NULL, requests DESC, device`,
    );
    const [found] = await database.query(
      totals,
      `SELECT count(*) AS requests, count(DISTINCT subject) AS people, ${mostOfOne(UNWATCHED)} AS most FROM ${UNWATCHED}`,
    );
    if (rows.length === 0 || found === undefined) return null;
    const stopped = rows.filter(({ checkedInOn }) => checkedInOn !== null).length;
    const devices = (id: string, label: string, count: number) => ({
      ...{ id, label, unit: 'devices' as const, count },
      ...{ people: null, mostOfOne: null },
    });
    return {
      importance: stopped >= SERIOUS_DEVICES ? 'high' : 'medium',
      words:
        'Devices that went on being used for weeks after the last contact of their monitoring: {stopped}; requests from them since: {requests}. Devices that pupils use much and from which no capture came: {bare}.',
      figures: [
        devices('stopped', 'Devices without contact for weeks', stopped),
        {
          id: 'requests',
          label: 'Requests from them since',
          unit: 'requests',
          count: found.requests,
          people: found.people,
          mostOfOne: found.most,
          within: [{ table: 'requestsByMonth', row: null, column: 'total' }],
        },
        devices('bare', 'Devices without one capture where several were to be expected', rows.length - stopped),
      ],
      evidence: {
        title: 'Devices',
        columns: ['Device', 'How sure', 'Last contact', 'Requests since', 'Last used'],
        rows: rows.map((each) => [
          { kind: 'device', deviceId: each.device },
          textCell(each.checkedInOn === null ? 'likely: no capture, where several were to be expected' : 'certain'),
          textCell(each.checkedInOn ?? 'not known'),
          numberCell(each.requests),
          textCell(each.lastDay),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'used for two weeks after the last contact, by name and by address, and not after the list was made',
      requests: [
        ...pages(1, 3, '2026-04-06'),
        ...pages(1, 19, '2026-04-20'),
        ...pages(1, 9, '2026-05-04'),
        { address_id: 7, day: '2026-04-19' },
      ],
      tables: { device_entry: [{ ...entry, device_id: 1, address_id: 7, checked_in_on: '2026-04-06' }] },
      finds: { stopped: 1, requests: 20, bare: 0 },
    },
    {
      what: 'no capture from a device where the one in the middle gives rise to one in twenty pages',
      requests: [...pages(1, 100), ...pages(2, 100), ...pages(3, 100), ...pages(4, 99)],
      captures: [...captures(1, 5), ...captures(2, 30), ...captures(4, 5)],
      finds: { stopped: 0, requests: 0, bare: 1 },
    },
    {
      what: 'contact of late, few requests since, and a device of staff without captures',
      requests: [
        ...pages(1, 30, '2026-04-20'),
        ...pages(2, 19, '2026-04-20'),
        ...pages(3, 300).map((each) => ({ ...each, role: 'staff' })),
      ],
      captures: [...captures(1, 3), ...captures(2, 3)],
      tables: {
        device_entry: [
          { ...entry, device_id: 1, checked_in_on: '2026-04-07' },
          { ...entry, device_id: 2, checked_in_on: '2026-01-06' },
        ],
      },
      finds: null,
    },
  ],
});
