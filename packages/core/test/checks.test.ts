/** Filter checks come back: counted once, closed by a later list, sealed in what was tried; and where nobody tested is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkMatrix } from '../src/find/check-matrix.js';
import { makeDecisions } from '../src/find/make-decisions.js';
import { eraseSubject, retain, unlock } from '../src/index.js';
import { mapEvents } from '../src/map/events.js';
import { integer } from '../src/store/database.js';
import { configurationOf, type DecidedSchool, decidedSchool, listText } from './support/decided-school.js';
import { importOptions } from './support/keys.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const HEADER =
  'Date,Time,Checked by,Test,Tested,Device,Device name,Location,User group,Connection,Expected,Actual,Action,Owner,Closed on';
const PERIOD = { from: '2026-03-02', to: '2026-03-27' };

function ownSchool(name: string): () => DecidedSchool {
  let folder = '';
  let school: DecidedSchool;
  beforeAll(async () => {
    folder = await temporaryFolder(name);
    school = await decidedSchool(folder);
  });
  afterAll(async () => {
    school.store.close();
    await removeFolder(folder);
  });
  return () => school;
}

const rejection = z.object({ line: integer, column: z.string(), reason: z.string() });
const rejections = (school: DecidedSchool) =>
  school.rows(
    rejection,
    'SELECT line, column_name AS column, reason FROM rejection WHERE import_id = (SELECT max(import_id) FROM import_file) ORDER BY line',
  );

const held = z.object({
  test: z.string(),
  group: z.string().nullable(),
  owner: z.string().nullable(),
  closed: z.string().nullable(),
  action: z.boolean(),
  site: z.string().nullable(),
});
const checks = (school: DecidedSchool) =>
  school.rows(
    held,
    `SELECT test, user_group AS "group", owner, closed_on::VARCHAR AS closed, has_action AS action, h.registrable AS site
     FROM filter_check LEFT JOIN host AS h USING (host_id) ORDER BY checked_on, test`,
  );

describe('filter checks', () => {
  const opened = ownSchool('checks');
  const FIRST = [
    '03/03/2026,09:15,IT support,illegal images,https://test.example.org/pages,laptop,FH-LT-02,classroom,KS2,wifi,blocked,blocked,,,',
    '03/03/2026,09:20,IT support,ways round,a proxy for pupils,laptop,FH-LT-02,classroom,year 6,wifi,blocked,allowed,,,',
    '04/03/2026,,Deputy DSL,monitoring alert,,chromebook,,library,sixth form,,alert,no alert,ticket raised for brenka,IT provider,',
  ];

  it('are loaded as people write them; every other line says why not', async () => {
    const wrong = [
      '03/03/2026,,IT support,category,,,,,,,blocked,alert,,,',
      '03/03/2026,,IT support,set-up unchanged,,,,,,,blocked,blocked,,,',
      '03/03/2026,,IT support,illegal images,,,,,,,allowed,allowed,,,',
      '03/03/2026,,IT support,category,,,,,,,blocked,allowed,,,02/03/2026',
      '03/03/2126,,IT support,category,,,,,,,blocked,blocked,,,',
      '03/03/2026,,IT support,category,,toaster,,,,,blocked,blocked,,,',
      '03/03/2026,,IT support,category,,,,moon,,,blocked,blocked,,,',
      '03/03/2026,,IT support,category,,,,,Brenka,,blocked,blocked,,,',
      '03/03/2026,,IT support,category,,,,,,string,blocked,blocked,,,',
      '03/03/2026,,IT support,category,,,,,,,blocked,perhaps,,,',
      '03/03/2026,,IT support,category,,,,,,,blocked,blocked,,Toskelby,',
    ];
    const counts = await opened().importList('checks.csv', listText(HEADER, ...FIRST, ...wrong));
    expect(counts).toEqual({ lines: 15, loaded: 3, duplicate: 0, rejected: 11, ignored: 1 });
    expect(await rejections(opened())).toEqual([
      { line: 5, column: 'expected', reason: 'contradicts-test' },
      { line: 6, column: 'expected', reason: 'contradicts-test' },
      { line: 7, column: 'expected', reason: 'contradicts-test' },
      { line: 8, column: 'closedOn', reason: 'before-the-event' },
      { line: 9, column: 'day', reason: 'after-today' },
      { line: 10, column: 'deviceKind', reason: 'not-a-kind-of-device' },
      { line: 11, column: 'location', reason: 'not-a-place' },
      { line: 12, column: 'userGroup', reason: 'not-a-group' },
      { line: 13, column: 'connection', reason: 'not-a-connection' },
      { line: 14, column: 'actual', reason: 'not-a-result' },
      { line: 15, column: 'owner', reason: 'not-an-office' },
    ]);
    expect(await checks(opened())).toEqual([
      { test: 'bypass', group: '6', owner: null, closed: null, action: false, site: null },
      { test: 'illegal-images', group: 'ks2', owner: null, closed: null, action: false, site: 'example.org' },
      { test: 'monitoring-alert', group: 'post-16', owner: 'it-provider', closed: null, action: true, site: null },
    ]);
  });

  it('are sealed in what was tried and done, and the store has none of these words', async () => {
    expect(await opened().textsOpenTo('dsl')).toEqual(
      expect.arrayContaining(['a proxy for pupils', 'ticket raised for brenka', 'FH-LT-02']),
    );
    const columns = await opened().rows(
      z.object({ row: z.string() }),
      'SELECT to_json(c)::VARCHAR AS row FROM filter_check AS c',
    );
    expect(columns.map(({ row }) => row).join(' ')).not.toMatch(/proxy|brenka|FH-LT|pages/i);
  });

  it('count once, and a later list closes what an earlier one left open', async () => {
    const [held1 = '', open = '', alert = ''] = FIRST;
    const closed = open.replace(/,,,$/, ',blocked by rule 7,IT provider,06/03/2026');
    const again = listText(HEADER, held1, closed, alert, closed);
    expect(await opened().importList('checks 2.csv', again)).toEqual({
      ...{ lines: 5, loaded: 0, duplicate: 4, rejected: 0, ignored: 1 },
    });
    const rows = (await checks(opened())).filter(({ test }) => test === 'bypass');
    // Nobody makes the same test twice in the same minute.
    expect(rows.map(({ closed: on, owner }) => [on, owner])).toEqual([['2026-03-06', 'it-provider']]);
    expect(await opened().textsOpenTo('dsl')).toContain('blocked by rule 7');
  });

  it('stay closed when an older list comes later', async () => {
    const older = listText(HEADER, ...FIRST, '05/03/2026,,DSL,safe search,,,,,,,blocked,blocked,,,');
    expect(await opened().importList('checks 0.csv', older)).toMatchObject({ loaded: 1, duplicate: 3 });
    expect((await checks(opened())).filter(({ test }) => test === 'bypass').map(({ closed }) => closed)).toEqual([
      '2026-03-06',
    ]);
  });

  it('make a matrix of where was tested, with what is open and what nobody tested again', async () => {
    const before = [
      '03/06/2025,,IT support,category,,tablet,,library,KS1,,blocked,blocked,,,',
      '03/02/2024,,IT support,category,,desktop,,office,staff,,blocked,blocked,,,',
    ];
    await opened().importList('checks before.csv', listText(HEADER, ...before));
    const devices = listText(
      'Device,Type,Location,IP address,For,Last check-in',
      'FH-ST-01,Laptop,Office,10.20.1.15,Staff,01/03/2026 08:12',
      'FH-GO-01,A thing of a sort,,,Governor,',
    );
    await opened().importList('devices.csv', devices);
    const configuration = configurationOf(opened());
    const { rulebook } = importOptions(configuration);
    await mapEvents(opened().store, configuration, PERIOD, rulebook);
    await makeDecisions(opened().store, configuration, PERIOD, rulebook);
    expect(await checkMatrix(opened().store)).toEqual([
      {
        ...{ deviceKind: 'chromebook', location: 'library', userGroup: 'post-16' },
        ...{ lastOn: '2026-03-04', state: 'failed' },
      },
      { deviceKind: 'laptop', location: 'classroom', userGroup: '6', lastOn: '2026-03-03', state: 'ok' },
      { deviceKind: 'laptop', location: 'classroom', userGroup: 'ks2', lastOn: '2026-03-03', state: 'ok' },
      // The school has laptops, and nobody tried one as a member of staff.
      { deviceKind: 'laptop', location: null, userGroup: 'staff', lastOn: null, state: 'never' },
      { deviceKind: 'tablet', location: 'library', userGroup: 'ks1', lastOn: '2025-06-03', state: 'not-in-period' },
    ]);
    const shape = z.object({ day: z.string().nullable() });
    expect(await opened().rows(shape, 'SELECT checked_in_on::VARCHAR AS day FROM device_place ORDER BY line')).toEqual([
      { day: '2026-03-01' },
      { day: null },
    ]);
  });
});

describe('filter checks over time', () => {
  const opened = ownSchool('checks-over-time');
  const count = async () =>
    (await opened().rows(z.object({ n: integer }), 'SELECT count(*) AS n FROM filter_check'))[0]?.n;

  it('stay when a person is erased, without the name of what was that person’s own device', async () => {
    const captures = ['Capture ID,Created,Username,Device,Source,Library category,Severity'];
    await opened().importFiles({
      'more captures.csv': listText(...captures, 'd1,16/03/2026 10:00:00,pupil4,own-tablet,Keyboard,Bullying,3'),
    });
    const row = (device: string) =>
      `03/03/2026,,IT support,category,,tablet,${device},classroom,KS2,,blocked,blocked,,,`;
    await opened().importList('checks.csv', listText(HEADER, row('own-tablet'), row('FH-LT-03')));
    const configuration = configurationOf(opened());
    const unlocked = await unlock(opened().store, [opened().secrets.dsl]);
    try {
      await eraseSubject({ unlocked, configuration, reader: { name: 'dsl', offices: ['dsl'] } }, 'pupil4');
    } finally {
      await unlocked.close();
    }
    expect(await count()).toBe(2);
    const texts = await opened().textsOpenTo('dsl');
    expect(texts).toContain('FH-LT-03');
    expect(texts).not.toContain('own-tablet');
  });

  it('go by their day, with what was sealed of them', async () => {
    await retain(opened().store, configurationOf(opened()), new Date('2027-03-10T12:00:00Z'));
    expect(await count()).toBe(2);
    await retain(opened().store, configurationOf(opened()), new Date('2027-04-02T12:00:00Z'));
    expect(await count()).toBe(0);
    expect(await opened().textsOpenTo('dsl')).not.toContain('FH-LT-03');
  });
});
