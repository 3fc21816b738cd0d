/** Both clocks of a place against the language's own calendar, which gets its time zones from elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Clock, clockOf, timesFromLocal, timesFromUtc } from '../src/store/clock.js';
import { type Database, openDatabase } from '../src/store/database.js';
import { fc, runs } from './support/properties.js';

const ZONES = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Pacific/Auckland'];
const FIRST = Date.UTC(2015, 0, 1) / 1000;
const LAST = Date.UTC(2035, 11, 31) / 1000;
const DAY_SECONDS = 86_400;

let database: Database;
beforeAll(async () => {
  database = await openDatabase(':memory:');
});
afterAll(() => database.close());

const sqlText = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

function wallClock(zone: string): (seconds: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (seconds) => format.format(seconds * 1000);
}

const shown = z.object({ utc: z.string(), local: z.string(), ambiguous: z.boolean() });

async function timesOf(clock: Clock, times: typeof timesFromUtc, texts: readonly string[]) {
  const { utc, local, ambiguous } = times(clock, 't');
  const values = texts.map((text, index) => `(${index}, TIMESTAMP '${text}')`);
  return database.query(
    shown,
    `SELECT (${utc})::VARCHAR AS utc, (${local})::VARCHAR AS local, (${ambiguous}) AS ambiguous
     FROM (VALUES ${values.join(', ')}) AS v(i, t) ORDER BY i`,
  );
}

/** Every instant that a wall clock shows as this text: none in the hour that is left out, two in the one that is repeated. */
function instantsShowing(text: string, show: (seconds: number) => string): string[] {
  const near = Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
  const offsets = Array.from({ length: 2 * 60 }, (_, index) => (index - 60) * 900);
  return offsets
    .map((offset) => near + offset)
    .filter((seconds) => show(seconds) === text)
    .map(sqlText);
}

/** Anywhere in twenty years, and close to the clock changes more often than chance would have it. */
function instants(clock: Clock): fc.Arbitrary<number[]> {
  const changes = clock.changes.map((change) => change.utcSeconds);
  const anywhere = fc.integer({ min: FIRST, max: LAST });
  const nearChange = fc
    .tuple(
      fc.constantFrom(...(changes.length > 0 ? changes : [FIRST])),
      fc.integer({ min: -3 * 3_600, max: 3 * 3_600 }),
    )
    .map(([change, distance]) => change + distance);
  return fc.array(fc.oneof(anywhere, nearChange), { minLength: 50, maxLength: 50 });
}

describe.each(ZONES)('%s', (zone) => {
  const show = wallClock(zone);
  let clock: Clock;
  beforeAll(async () => {
    clock = await clockOf(database, zone, sqlText(FIRST), sqlText(LAST));
  });

  it('shows any instant as the wall clock does', async () => {
    await fc.assert(
      fc.asyncProperty(instants(clock), async (seconds) => {
        const found = await timesOf(clock, timesFromUtc, seconds.map(sqlText));
        expect(found).toEqual(seconds.map((each) => ({ utc: sqlText(each), local: show(each), ambiguous: false })));
      }),
      runs(6),
    );
  });

  it('finds the instant behind any wall time, and flags exactly those that there were twice', async () => {
    await fc.assert(
      fc.asyncProperty(instants(clock), async (seconds) => {
        const texts = seconds.map(show);
        for (const [index, found] of (await timesOf(clock, timesFromLocal, texts)).entries()) {
          const text = texts[index] ?? '';
          const all = instantsShowing(text, show);
          expect(found).toEqual({ utc: all[0], local: text, ambiguous: all.length === 2 });
        }
      }),
      runs(6),
    );
  });

  it('comes to the same from the few days of one file, whenever its first record is', async () => {
    const spans = fc
      .tuple(instants(clock), fc.integer({ min: 0, max: 3 * DAY_SECONDS }))
      .map(([[first = FIRST], length]) => ({ first, last: first + length }));
    await fc.assert(
      fc.asyncProperty(spans, async ({ first, last }) => {
        const seconds = Array.from({ length: 25 }, (_, index) => Math.floor(first + ((last - first) * index) / 24));
        const narrow = await clockOf(database, zone, sqlText(first), sqlText(last));
        const texts = seconds.map(sqlText);
        expect(await timesOf(narrow, timesFromUtc, texts)).toEqual(await timesOf(clock, timesFromUtc, texts));
        expect(await timesOf(narrow, timesFromLocal, texts)).toEqual(await timesOf(clock, timesFromLocal, texts));
      }),
      runs(6),
    );
  });
});

it('takes the hour that does not exist for the clock that was not put forward', async () => {
  const clock = await clockOf(database, 'Europe/London', '2026-03-29 00:59:07', '2026-03-29 02:30:00');
  const texts = ['2026-03-29 00:59:59', '2026-03-29 01:00:00', '2026-03-29 01:59:59', '2026-03-29 02:00:00'];
  expect((await timesOf(clock, timesFromLocal, texts)).map(({ utc }) => utc)).toEqual([
    '2026-03-29 00:59:59',
    '2026-03-29 01:00:00',
    '2026-03-29 01:59:59',
    '2026-03-29 01:00:00',
  ]);
});

it('flags the hour that is repeated from its first second to its last', async () => {
  const clock = await clockOf(database, 'Europe/London', '2026-10-25 00:17:07', '2026-10-25 09:00:00');
  const texts = ['2026-10-25 00:59:59', '2026-10-25 01:00:00', '2026-10-25 01:59:59', '2026-10-25 02:00:00'];
  expect(await timesOf(clock, timesFromLocal, texts)).toEqual([
    { utc: '2026-10-24 23:59:59', local: texts[0], ambiguous: false },
    { utc: '2026-10-25 00:00:00', local: texts[1], ambiguous: true },
    { utc: '2026-10-25 00:59:59', local: texts[2], ambiguous: true },
    { utc: '2026-10-25 02:00:00', local: texts[3], ambiguous: false },
  ]);
});
