/** What a suppressed edition prints and withholds, figure by figure. What can be worked out from it: attack.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Disclosure, fullDisclosure, suppress } from '../src/edit/disclosure.js';
import type { Figure } from '../src/edition/index.js';
import type { Count, CountTable, Review } from '../src/find/review.js';
import { countTable } from '../src/find/tables.js';
import { type Database, integer, openDatabase } from '../src/store/database.js';
import { readIssued, recordIssued } from '../src/store/issued.js';
import { SCHEMA } from '../src/store/schema.js';
import { differenceOf, reviewOf } from './support/small-review.js';
import { MONTHS, type SmallEvent, type SmallSchool, smallSchool } from './support/small-school.js';

const THRESHOLD = 5;
const HALF = MONTHS.slice(0, 3);
const SEEDS = Array.from({ length: 12 }, (_, index) => 301 + index);

interface Cell {
  readonly place: string;
  readonly truth: Count;
  readonly figure: Figure | undefined;
}

const NOTHING: Count = { count: 0, people: 0, mostOfOne: 0 };

/** Every cell of every table that an edition may hold. */
function cellsOf(review: Review, disclosure: Disclosure): Cell[] {
  const shown = Object.keys(review.tables).filter((id) => id !== 'blockedByTopicAndStage' && !disclosure.isCoarse(id));
  return shown.flatMap((id) => {
    const table = review.tables[id];
    const { rows, totals } = disclosure.table(id);
    const line = (
      name: string,
      counts: Readonly<Record<string, Count>> | null | undefined,
      figures: readonly Figure[],
    ) =>
      figures.map((figure, column) => {
        const at = table?.columns[column] ?? '';
        return { place: `${id} ${name} ${at}`, truth: counts?.[at] ?? NOTHING, figure };
      });
    return [
      ...rows.flatMap((figures, row) => {
        const name = table?.rows[row] ?? '';
        return line(name, table?.cells[name], figures);
      }),
      ...(totals === null ? [] : line('total', table?.totals, totals)),
    ];
  });
}

describe('a suppressed review', () => {
  it('prints every zero, no figure on one to five people, and none of which one person is more than half', async () => {
    for (const seed of SEEDS) {
      const review = reviewOf(smallSchool(seed), HALF);
      for (const { place, truth, figure } of cellsOf(review, await suppress(review, { thresholdPeople: THRESHOLD }))) {
        const where = `school ${seed}: ${place}`;
        if (truth.count === 0) expect(figure, where).toMatchObject({ kind: 'count', value: 0 });
        if (figure?.kind !== 'count' || truth.count === 0) continue;
        expect(figure.value, where).toBe(truth.count);
        expect(truth.people, where).toBeGreaterThan(THRESHOLD);
        expect(2 * (truth.mostOfOne ?? 0), where).toBeLessThanOrEqual(truth.count);
      }
    }
  });

  it('says the same of a figure wherever it stands', async () => {
    for (const seed of SEEDS) {
      const review = reviewOf(smallSchool(seed), HALF);
      const { cell } = await suppress(review, { thresholdPeople: THRESHOLD });
      const total = cell({ table: 'capturesByTopic', row: null, column: 'total' });
      for (const table of ['capturesByGrade', 'capturesByMonth', 'capturesBySession'])
        expect(cell({ table, row: null, column: 'captures' }), table).toEqual(total);
      for (const row of review.tables['supportMatters']?.rows ?? [])
        expect(cell({ table: 'supportMatters', row, column: 'captures' })).toEqual(
          cell({ table: 'capturesByTopic', row, column: 'total' }),
        );
    }
  });

  it('withholds the same figures every time', async () => {
    const review = reviewOf(smallSchool(7), HALF);
    const [one, other] = [
      await suppress(review, { thresholdPeople: THRESHOLD }),
      await suppress(review, { thresholdPeople: THRESHOLD }),
    ];
    expect([...one.figures]).toEqual([...other.figures]);
  });

  it('is not suppressed for readers who may see everything', () => {
    const review = reviewOf(smallSchool(3), MONTHS);
    const full = fullDisclosure(review);
    for (const { place, truth, figure } of cellsOf(review, full))
      expect(figure, place).toMatchObject({ kind: 'count', value: truth.count });
    expect(full.isCoarse('capturesByStage')).toBe(false);
  });
});

const event = (of: Partial<SmallEvent>): SmallEvent => ({
  kind: 'capture',
  importId: 1,
  month: '2026-01',
  session: 'lesson',
  subject: 4,
  isOne: true,
  group: 'ks2',
  role: 'pupil',
  topic: 'bullying',
  nature: 'breach',
  severity: '2',
  grade: '1',
  action: 'allowed',
  episode: 1,
  method: 'account',
  decision: null,
  ...of,
});
/** So many people, with so many captures each. */
const people = (count: number, each: number, of: Partial<SmallEvent> = {}): SmallEvent[] =>
  Array.from({ length: count * each }, (_, index) =>
    event({ subject: 400 + 4 * (index % count), episode: index, session: index % 2 === 0 ? 'lesson' : 'break', ...of }),
  );
const schoolOf = (events: readonly SmallEvent[]): SmallSchool => ({
  months: MONTHS,
  events,
  reports: [],
  signatures: [],
});
const totalOf = ({ cell }: Disclosure, row: string) => cell({ table: 'capturesByTopic', row, column: 'total' })?.kind;

describe('dominance', () => {
  const others = [...people(20, 4), ...people(12, 3, { topic: 'violence' })];

  it('withholds what one person has more than half of, though many people have a part', async () => {
    const one = Array.from({ length: 20 }, (_, index) => event({ topic: 'games', subject: 8, episode: 900 + index }));
    const review = reviewOf(schoolOf([...others, ...people(10, 1, { topic: 'games' }), ...one]), HALF);
    expect(totalOf(await suppress(review, { thresholdPeople: THRESHOLD }), 'games')).toBe('suppressed');
  });

  it('prints what an account of a whole class has most of, and exactly half of one person', async () => {
    const shared = Array.from({ length: 20 }, () => event({ topic: 'games', subject: 8, isOne: false }));
    const half = Array.from({ length: 10 }, () => event({ topic: 'chat', subject: 12 }));
    const events = [
      ...others,
      ...people(10, 1, { topic: 'games' }),
      ...shared,
      ...people(10, 1, { topic: 'chat' }),
      ...half,
    ];
    const disclosure = await suppress(reviewOf(schoolOf(events), HALF), { thresholdPeople: THRESHOLD });
    expect(totalOf(disclosure, 'games')).toBe('count');
    expect(totalOf(disclosure, 'chat')).toBe('count');
  });
});

describe('groups', () => {
  const pupils = [...people(20, 3), ...people(20, 3, { topic: 'games' })];

  it('stay key stages where each is large enough', async () => {
    const ks1 = [...people(9, 3, { group: 'ks1', topic: 'games' }), ...people(9, 3, { group: 'ks1' })].map((each) => ({
      ...each,
      subject: each.subject + 1000,
    }));
    const disclosure = await suppress(reviewOf(schoolOf([...pupils, ...ks1]), HALF), { thresholdPeople: THRESHOLD });
    expect(disclosure.isCoarse('capturesByStage')).toBe(false);
  });

  it('are laid together where too many stages are small, and then nothing is told by stage', async () => {
    const small = [event({ group: 'ks1', subject: 800 }), event({ group: 'eyfs', subject: 804, topic: 'games' })];
    const review = reviewOf(schoolOf([...pupils, ...small]), HALF);
    const disclosure = await suppress(review, { thresholdPeople: THRESHOLD });
    expect(disclosure.isCoarse('capturesByStage')).toBe(true);
    expect(disclosure.shape('capturesByStage')?.columns).toEqual([
      'pupils',
      'staff',
      'governors',
      'visitors',
      'unattributed',
      'total',
    ]);
    expect(disclosure.cell({ table: 'capturesByStage', row: null, column: 'ks2' })).toBeNull();
    expect(
      [...disclosure.figures.keys()].filter((name) => /group=(ks|eyfs)/.test(name) && name.startsWith('captures')),
    ).toEqual([]);
  });
});

describe('editions issued before', () => {
  it('make the same review print the same', async () => {
    const school = smallSchool(5);
    const review = reviewOf(school, HALF);
    const first = await suppress(review, { thresholdPeople: THRESHOLD });
    const issued = [{ period: review.period, lastImportId: 9, figures: first.figures }];
    const again = await suppress(review, {
      thresholdPeople: THRESHOLD,
      issued,
      differences: [differenceOf(school, [0], [])],
    });
    expect([...again.figures]).toEqual([...first.figures]);
  });

  it('hold back what a late file of one person adds', async () => {
    const before = [...people(20, 4), ...people(20, 2, { topic: 'games' })];
    const late = Array.from({ length: 4 }, (_, index) =>
      event({ topic: 'games', subject: 444, importId: 2, episode: 800 + index }),
    );
    const old = reviewOf(schoolOf(before), HALF);
    const review = reviewOf(schoolOf([...before, ...late]), HALF);
    const first = await suppress(old, { thresholdPeople: THRESHOLD });
    expect(totalOf(first, 'games')).toBe('count');
    const alone = await suppress(review, { thresholdPeople: THRESHOLD });
    expect(totalOf(alone, 'games')).toBe('count');
    const issued = [{ period: old.period, lastImportId: 1, figures: first.figures }];
    const rest = schoolOf(late);
    const guarded = await suppress(review, {
      thresholdPeople: THRESHOLD,
      issued,
      differences: [differenceOf(rest, [0], HALF)],
    });
    expect(totalOf(guarded, 'games')).toBe('suppressed');
  });
});

describe('the register and the tables of the store', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(':memory:');
    await database.run(SCHEMA);
  });
  afterAll(() => database.close());

  it('keeps no value of a withheld figure, gives back what was told, and adds nothing twice', async () => {
    const review = reviewOf(smallSchool(2), HALF);
    const disclosure = await suppress(review, { thresholdPeople: THRESHOLD });
    for (const edition of ['governors', 'governors', 'public'])
      await recordIssued(database, edition, review, disclosure);
    const rows = await database.query(z.object({ n: integer }), 'SELECT count(*) AS n FROM issued_edition');
    expect(rows).toEqual([{ n: 2 }]);
    const [found, ...more] = await readIssued(database, { from: '2026-03-31', to: '2026-08-31' });
    expect(more).toEqual([]);
    expect(new Map(found?.figures)).toEqual(new Map([...disclosure.figures].toSorted()));
    expect([...disclosure.figures.values()]).toContain(null);
    expect(await readIssued(database, { from: '2026-04-01', to: '2026-08-31' })).toEqual([]);
    const months = await database.query(
      z.object({ from: z.string(), to: z.string() }),
      `SELECT DISTINCT span_from::VARCHAR AS "from", span_to::VARCHAR AS "to" FROM issued_figure WHERE quantity LIKE '%month=2026-02%'`,
    );
    expect(months).toEqual([{ from: '2026-02-01', to: '2026-02-28' }]);
  });

  it('count the events of the one person with most of them, but not of a class or of nobody', async () => {
    await database.run(`CREATE OR REPLACE TEMP TABLE tried AS SELECT * FROM (VALUES
      ('a', 'x', 4, FALSE, 1), ('a', 'x', 4, FALSE, 1), ('a', 'x', 8, FALSE, 2), ('a', 'y', 4, NULL, 3), ('b', 'x', 12, TRUE, 4), ('b', 'x', 12, TRUE, 5),
      ('b', 'x', 8, FALSE, 6), ('b', 'y', 3, NULL, 7)) AS t(r1, c1, subject, shared, episode)`);
    const query = {
      id: 't',
      unit: 'captures',
      from: 'tried',
      row: 'r1',
      column: 'c1',
      columns: ['x', 'y'],
      sumColumn: 'total',
    } as const;
    const events: CountTable = await countTable(database, query);
    expect(events.cells).toEqual({
      a: {
        x: { count: 3, people: 2, mostOfOne: 2 },
        y: { count: 1, people: 1, mostOfOne: 1 },
        total: { count: 4, people: 2, mostOfOne: 3 },
      },
      b: {
        x: { count: 3, people: 2, mostOfOne: 1 },
        y: { count: 1, people: 1, mostOfOne: 0 },
        total: { count: 4, people: 3, mostOfOne: 1 },
      },
    });
    expect(events.totals).toEqual({
      x: { count: 6, people: 3, mostOfOne: 2 },
      y: { count: 2, people: 2, mostOfOne: 1 },
      total: { count: 8, people: 4, mostOfOne: 3 },
    });
    const episodes = await countTable(database, { ...query, distinct: 'episode' });
    expect(episodes.totals?.['total']).toEqual({ count: 7, people: 4, mostOfOne: 2 });
  });
});
