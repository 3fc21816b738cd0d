/**
 * What lies between a review and editions issued before: the events that only one of them covers. A reader who holds both
 * can subtract, so the same tables and findings are made of that rest, to see how many people it rests on.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer } from '../store/database.js';
import type { IssuedEdition } from '../store/issued.js';
import { countOnly } from './build-review.js';
import type { Review } from './review.js';

export type Counted = Pick<Review, 'tables' | 'findings' | 'unknowns'>;

export interface Difference {
  /** Places in the list of issued editions; several that share no day are laid together. */
  readonly editions: readonly number[];
  /** What the review covers and they do not; null when that is nothing. */
  readonly ours: Counted | null;
  /** What they cover and the review does not. */
  readonly theirs: Counted | null;
}

export interface DifferenceOptions {
  readonly period: Period;
  readonly issued: readonly IssuedEdition[];
  /** Makes the events of another span, and what was decided about them. */
  readonly map: (span: Period) => Promise<void>;
}

const EVENTS = ['request_event', 'capture_event', 'decision_event', 'concern_event', 'excluded_event'];
/** Who had signed what on the last day: no event, and of no part of the period. */
const STOCKS = ['agreement_person'];

const within = ({ from, to }: Period) => `day BETWEEN DATE '${from}' AND DATE '${to}'`;
const covered = ({ period, lastImportId }: IssuedEdition) => `(${within(period)} AND import_id <= ${lastImportId})`;

/** Runs the work on those events only. */
async function restricted<Result>(database: Database, condition: string, work: () => Promise<Result>): Promise<Result> {
  for (const table of [...EVENTS, ...STOCKS]) {
    await database.run(`ALTER TABLE ${table} RENAME TO all_${table}`);
    const kept = STOCKS.includes(table) ? 'FALSE' : condition;
    await database.run(`CREATE TEMP VIEW ${table} AS SELECT * FROM all_${table} WHERE ${kept}`);
  }
  try {
    return await work();
  } finally {
    for (const table of [...EVENTS, ...STOCKS]) {
      await database.run(`DROP VIEW ${table}`);
      await database.run(`ALTER TABLE all_${table} RENAME TO ${table}`);
    }
  }
}

const size = z.object({ n: integer });

async function countedWhere(database: Database, period: Period, condition: string): Promise<Counted | null> {
  const counts = EVENTS.map((events) => `(SELECT count(*) FROM ${events} WHERE ${condition})`);
  const [found] = await database.query(size, `SELECT ${counts.join(' + ')} AS n`);
  if (found === undefined || found.n === 0) return null;
  return restricted(database, condition, () => countOnly(database, period));
}

const isInside = (inner: Period, outer: Period) => inner.from >= outer.from && inner.to <= outer.to;
const sharesADay = (one: Period, other: Period) => one.from <= other.to && other.from <= one.to;

/** The newest editions inside the period that share no day: two halves of a year. */
function apart(issued: readonly IssuedEdition[], period: Period): number[] {
  const chosen: number[] = [];
  for (const [place, each] of [...issued.entries()].reverse()) {
    const isFree = chosen.every((other) => !sharesADay(issued[other]?.period ?? period, each.period));
    const isPart = isInside(each.period, period) && !isInside(period, each.period);
    if (isPart && isFree) chosen.push(place);
  }
  return chosen.toSorted((one, other) => one - other);
}

function hullOf(periods: readonly Period[]): Period {
  const from = periods.map((each) => each.from).toSorted()[0] ?? '';
  const to =
    periods
      .map((each) => each.to)
      .toSorted()
      .at(-1) ?? '';
  return { from, to };
}

const imports = z.object({ last: integer.nullable() });

/** The same days of the same files: nothing lies between. */
function isSameData({ period: { from, to }, lastImportId }: IssuedEdition, period: Period, last: number): boolean {
  return from === period.from && to === period.to && lastImportId >= last;
}

/** It leaves the events of the period in their tables. */
export async function findDifferences(
  database: Database,
  { period, issued, map }: DifferenceOptions,
): Promise<Difference[]> {
  const [imported] = await database.query(imports, 'SELECT max(import_id) AS last FROM import_file');
  const same = issued.map((each) => isSameData(each, period, imported?.last ?? 0));
  if (!same.includes(false))
    return [...issued.keys()].map((place) => ({ editions: [place], ours: null, theirs: null }));
  await map(period);
  const parts = apart(issued, period);
  const groups = [...issued.keys()].map((place) => [place]);
  if (parts.length > 1) groups.push(parts);
  const found: Difference[] = [];
  for (const editions of groups) {
    const theirs = editions.flatMap((place) => issued[place] ?? []);
    const conditions = theirs.map(covered).join(' OR ');
    const hull = hullOf([period, ...theirs.map((each) => each.period)]);
    const isWider = !isInside(hull, period);
    if (isWider) await map(hull);
    found.push({
      editions,
      ours: await countedWhere(database, period, `${within(period)} AND NOT (${conditions})`),
      theirs: isWider ? await countedWhere(database, hull, `NOT (${within(period)}) AND (${conditions})`) : null,
    });
    if (isWider) await map(period);
  }
  return found;
}
