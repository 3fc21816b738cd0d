/**
 * The attack: an outsider holds the governors' and the public edition of two periods that follow each other, and of the
 * whole that joins them, lays every printed figure side by side and asks a solver. No `c` may be worked out.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationText, readConfiguration } from '../src/configuration.js';
import { type Disclosure, fullDisclosure, suppress } from '../src/edit/disclosure.js';
import { editGovernors } from '../src/edit/governors.js';
import { editPublic } from '../src/edit/public.js';
import type { Figure } from '../src/edition/index.js';
import type { Count, Review } from '../src/find/review.js';
import { type Held, readAll, recover } from './support/outsider.js';
import { differenceOf, reviewOf } from './support/small-review.js';
import { MONTHS, smallPolicy as policy, type SmallSchool, smallSchool, taxonomy } from './support/small-school.js';

const SCHOOLS = 200;
/** Of so many schools, one has its year edited as well: that takes as long as ten halves do. */
const YEARS = 10;
const THRESHOLD = 5;
const HALVES = [MONTHS.slice(0, 3), MONTHS.slice(3)] as const;

function schoolConfiguration() {
  const folder = mkdtempSync(join(tmpdir(), 'fmreview-attack-'));
  const file = join(folder, 'fmreview.yaml');
  writeFileSync(file, configurationText({ name: 'Fern Hollow', timeZone: 'Europe/London', policy: 'beech-green' }));
  const configuration = readConfiguration(file);
  rmSync(folder, { recursive: true });
  return configuration;
}

const configuration = schoolConfiguration();
const background = { policy, taxonomy };

const heldOf = (period: string, review: Review, disclosure: Disclosure): Held[] => {
  const context = { review, configuration, policy, taxonomy };
  return [editGovernors(context, disclosure), editPublic(context, disclosure)].map((edition) => ({ period, edition }));
};

/** Both halves as they are issued; then the year, when the halves stand in the register. */
async function editionsOf(school: SmallSchool, hasYear: boolean): Promise<Held[]> {
  const [first, second] = [reviewOf(school, HALVES[0]), reviewOf(school, HALVES[1])];
  const disclosures: Disclosure[] = [];
  for (const review of [first, second]) disclosures.push(await suppress(review, { thresholdPeople: THRESHOLD }));
  const halves = [first, second].flatMap((review, place) => {
    const disclosure = disclosures[place];
    return disclosure === undefined ? [] : heldOf(`half ${place + 1}`, review, disclosure);
  });
  if (!hasYear) return halves;
  const year = reviewOf(school, MONTHS);
  const issued = [first, second].map((review, place) => ({
    period: review.period,
    lastImportId: 100,
    figures: disclosures[place]?.figures ?? new Map<string, number | null>(),
  }));
  const differences = [
    differenceOf(school, [0], HALVES[1]),
    differenceOf(school, [1], HALVES[0]),
    differenceOf(school, [0, 1], []),
  ];
  const whole = await suppress(year, { thresholdPeople: THRESHOLD, issued, differences });
  return [...halves, ...heldOf('year', year, whole)];
}

/** What primary suppression alone would print: `c` only where a figure itself rests on a few people. */
function primaryOnly(review: Review): Disclosure {
  const full = fullDisclosure(review);
  const shown = (figure: Figure, count: Count | undefined): Figure => {
    const people = count?.people ?? null;
    const isFew = people !== null && people >= 1 && people <= THRESHOLD;
    return figure.kind === 'count' && isFew ? { kind: 'suppressed', unit: figure.unit } : figure;
  };
  const figures: Disclosure['table'] = (id) => {
    const { rows, totals } = full.table(id);
    const table = full.shape(id);
    const line = (counts: Readonly<Record<string, Count>> | undefined | null, own: readonly Figure[]) =>
      own.map((figure, place) => shown(figure, counts?.[table?.columns[place] ?? '']));
    return {
      rows: rows.map((row, place) => line(table?.cells[table.rows[place] ?? ''], row)),
      totals: totals === null ? null : line(table?.totals, totals),
    };
  };
  const foundIn = (id: string, figure: string) =>
    review.findings.find((each) => each.id === id)?.figures.find((each) => each.id === figure);
  return {
    ...full,
    thresholdPeople: THRESHOLD,
    table: figures,
    cell(place) {
      const table = review.tables[place.table];
      const line =
        place.row === null
          ? figures(place.table).totals
          : figures(place.table).rows[table?.rows.indexOf(place.row) ?? -1];
      return line?.[table?.columns.indexOf(place.column) ?? -1] ?? null;
    },
    finding: (id, figure) => shown(full.finding(id, figure), foundIn(id, figure)),
    unknown: (id) =>
      shown(
        full.unknown(id),
        review.unknowns.find((each) => each.id === id),
      ),
  };
}

const withheldIn = (held: readonly Held[]): number =>
  held.reduce((sum, { edition }) => sum + edition.suppression.suppressedCount, 0);

describe('an outsider with the governors’ and the public edition of two halves and their year', () => {
  it(`works out no withheld figure of ${SCHOOLS} schools`, { timeout: 180_000 }, async () => {
    let withheld = 0;
    for (let seed = 1; seed <= SCHOOLS; seed++) {
      const hasYear = seed % YEARS === 0;
      const held = await editionsOf(smallSchool(seed), hasYear);
      const recovered = await recover(readAll(held, background, hasYear ? 'year' : null), THRESHOLD);
      expect(recovered, `school ${seed}`).toEqual([]);
      withheld += withheldIn(held);
    }
    // Otherwise there was nothing to find.
    expect(withheld).toBeGreaterThan(SCHOOLS * 20);
  });

  it('would work out figures of most schools if only the small ones were withheld', async () => {
    let found = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const review = reviewOf(smallSchool(seed), HALVES[0]);
      const held = heldOf('half 1', review, primaryOnly(review));
      if ((await recover(readAll(held, background, null), THRESHOLD)).length > 0) found++;
    }
    expect(found).toBeGreaterThan(5);
  });

  it('would subtract the halves from a year that was edited without a look at them', async () => {
    let found = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const school = smallSchool(seed);
      const held: Held[] = [];
      for (const [period, months] of [
        ['half 1', HALVES[0]],
        ['half 2', HALVES[1]],
        ['year', MONTHS],
      ] as const) {
        const review = reviewOf(school, months);
        held.push(...heldOf(period, review, await suppress(review, { thresholdPeople: THRESHOLD })));
      }
      if ((await recover(readAll(held, background, 'year'), THRESHOLD)).length > 0) found++;
    }
    expect(found).toBeGreaterThan(0);
  });
});
