/**
 * Figures of editions issued before, laid beside those of the review. They are facts: only what is printed now can still be
 * withheld. A reader subtracts one from the other; what is left must not rest on a few people either.
 */
import type { Difference } from '../../find/differences.js';
import type { Count, Review } from '../../find/review.js';
import type { IssuedEdition } from '../../store/issued.js';
import { isOfPeople } from './relations.js';
import { type Counted, isSensitive, namedCounts, relateReview } from './review-system.js';
import type { SystemBuilder } from './system.js';
import { COARSE, cellsOf, groupOf, isPupilGroup, NOTHING } from './table-figures.js';

export interface IssuedBefore {
  readonly issued: readonly IssuedEdition[];
  readonly differences: readonly Difference[];
}

interface Rest {
  readonly ours: ReadonlyMap<string, Count>;
  readonly theirs: ReadonlyMap<string, Count>;
  readonly hasTheirs: boolean;
}

const NONE: ReadonlySet<string> = new Set();
/** Counts of files are of no period; what they load is told by their months. */
const isOfFiles = (name: string) => name.startsWith('loaded|') || name.startsWith('file|');

/** A decision may be taken back or changed, and nobody can say on whom that rests. */
const isOfDecisions = (name: string) => /^(serious|decisions|incidents|reports)(\||$)/.test(name);

const monthOf = (name: string): string | undefined => /\|month=([^|]+)/.exec(name)?.[1];

/**
 * What is left, by name. A month of which nothing is left was covered as a whole, and a reader knows that: its figures are
 * left out, so that they are taken for the same.
 */
function countsOf(counted: Counted | null): Map<string, Count> {
  const counts = counted === null ? [] : namedCounts(counted, NONE);
  const live = new Set(counts.flatMap(({ name, count }) => (count.count > 0 ? [monthOf(name)] : [])));
  return new Map(counts.filter(({ name }) => live.has(monthOf(name))).map(({ name, count }) => [name, count]));
}

const restOf = ({ ours, theirs }: Difference): Rest => ({
  ours: countsOf(ours),
  theirs: countsOf(theirs),
  hasTheirs: theirs !== null,
});

const markOf = (place: number) => `issued ${place}: `;

export function addIssued(
  builder: SystemBuilder,
  review: Review,
  { issued, differences }: IssuedBefore,
  thresholdPeople: number,
): void {
  const names = builder.names.filter((name) => !isOfFiles(name));
  const wholes = differences.filter(
    ({ editions, ours, theirs }) => editions.length > 1 && ours === null && theirs === null,
  );
  for (const [place, edition] of issued.entries()) {
    const difference = differences.find(({ editions }) => editions.length === 1 && editions[0] === place);
    if (difference === undefined) continue;
    const isCovered = wholes.some(({ editions }) => editions.includes(place));
    const desk = { builder, review, names, mark: markOf(place), thresholdPeople, isCovered };
    addEdition(desk, edition, restOf(difference));
  }
  for (const difference of differences.filter(({ editions }) => editions.length > 1))
    addParts({ builder, review, names, mark: '', thresholdPeople, isCovered: false }, difference);
}

interface Desk {
  readonly builder: SystemBuilder;
  readonly review: Review;
  readonly names: readonly string[];
  readonly mark: string;
  readonly thresholdPeople: number;
  /** The edition is one of several that are the whole review together. */
  readonly isCovered: boolean;
}

function addEdition(desk: Desk, { figures }: IssuedEdition, rest: Rest): void {
  const { builder, review, names, mark } = desk;
  const printed = printedNames(review, figures);
  for (const name of names) {
    const now = builder.variable(name)?.value ?? 0;
    const then = now - (rest.ours.get(name)?.count ?? 0) + (rest.theirs.get(name)?.count ?? 0);
    const told = figures.has(name) ? (figures.get(name) ?? null) : printed.has(name) ? 0 : undefined;
    if (told === undefined) addHidden(desk, name, then, rest);
    else if (told === null) addWithheld(desk, name, then, rest);
    else addTold(desk, name, { told, now, then }, rest);
  }
  // A file loads the same number for whoever tells it.
  for (const name of builder.names.filter((each) => each.startsWith('loaded|')))
    if (typeof figures.get(name) === 'number') builder.same(`${mark}${name}`, name, true);
  relateReview(builder.marked(mark), review, names);
}

/** Cells of tables that stood in the edition: where one is in no register, it was in no row either, and zero. */
function printedNames({ tables }: Review, figures: ReadonlyMap<string, number | null>): Set<string> {
  const all = Object.values(tables).map((table) => [...new Set(cellsOf(table).map(({ name }) => name))]);
  const uses = new Map<string, number>();
  for (const name of all.flat()) uses.set(name, (uses.get(name) ?? 0) + 1);
  // A figure that stands in several tables does not tell which of them was there.
  return new Set(all.filter((names) => names.some((name) => uses.get(name) === 1 && figures.has(name))).flat());
}

const isWholeMonth = (counts: ReadonlyMap<string, Count>, name: string) =>
  monthOf(name) !== undefined && !counts.has(name);

/**
 * Tables that an edition of some of these days showed by coarser groups. They stay coarse: the zeros of the finer table
 * would say which group was all of a figure that was withheld then.
 */
export function coarseBefore({ tables }: Review, issued: readonly IssuedEdition[]): string[] {
  return Object.keys(COARSE).filter((fine) => {
    const table = tables[fine];
    const stages =
      table === undefined ? [] : cellsOf(table).filter(({ place }) => isPupilGroup(groupOf(place) ?? 'total'));
    return issued.some(({ figures }) => stages.length > 0 && !stages.some(({ name }) => figures.has(name)));
  });
}

/** Months that both cover whole, and everything where nothing came since: one figure, and not two. */
function isSame({ builder }: Desk, name: string, rest: Rest): boolean {
  const isCovered = (counts: ReadonlyMap<string, Count>) => counts.size === 0 || isWholeMonth(counts, name);
  return isCovered(rest.ours) && isCovered(rest.theirs) && builder.variable(name)?.isPrinted === true;
}

/** Then and what came since are now and what is no longer in it. */
function link(desk: Desk, name: string, rest: Rest): void {
  const { builder, mark, thresholdPeople, isCovered } = desk;
  // With other editions it makes up the whole, and that says more.
  if (isCovered) return;
  const unknown = { ours: false, theirs: false };
  const side = (kind: 'ours' | 'theirs'): string[] => {
    const counts = rest[kind];
    if (counts.size === 0 || isWholeMonth(counts, name)) return [];
    const count = counts.get(name) ?? NOTHING;
    if (!isSensitive(count, thresholdPeople)) {
      unknown[kind] = true;
      return [];
    }
    const id = `${mark}${kind} ${name}`;
    builder.add({ id, value: count.count, isPrinted: false, isSensitive: true });
    return [id];
  };
  const [then, now] = [
    [`${mark}${name}`, ...side('ours')],
    [name, ...side('theirs')],
  ];
  if (unknown.ours && unknown.theirs) return;
  if (isOfPeople(name)) {
    if (!unknown.ours) builder.atMost([name], then);
    if (!unknown.theirs) builder.atMost([`${mark}${name}`], now);
  } else if (unknown.ours) builder.atMost(then, now);
  else if (unknown.theirs) builder.atMost(now, then);
  else builder.equal(then, now);
}

function addHidden(desk: Desk, name: string, then: number, rest: Rest): void {
  if (then < 0) return;
  desk.builder.add({ id: `${desk.mark}${name}`, value: then, isPrinted: false, isSensitive: false });
  link(desk, name, rest);
}

function addWithheld(desk: Desk, name: string, then: number, rest: Rest): void {
  // The data have changed since, and the figure is not known any more.
  if (then < 1) return;
  if (isSame(desk, name, rest)) {
    desk.builder.same(`${desk.mark}${name}`, name, false);
    return;
  }
  desk.builder.add({ id: `${desk.mark}${name}`, value: then, isPrinted: true, isIssued: true, isSensitive: true });
  link(desk, name, rest);
}

interface Told {
  readonly told: number;
  readonly now: number;
  readonly then: number;
}

function addTold(desk: Desk, name: string, { told, now, then }: Told, rest: Rest): void {
  const { builder, mark, thresholdPeople } = desk;
  if (told === now && told === then && isSame(desk, name, rest)) {
    builder.same(`${mark}${name}`, name, true);
    return;
  }
  builder.add({ id: `${mark}${name}`, value: told, isPrinted: true, isIssued: true, isSensitive: false });
  if (told === then) {
    link(desk, name, rest);
    return;
  }
  // Counted otherwise than then (a new list of people, a new map): nobody can say on how many people the difference rests.
  const difference = Math.abs(now - told);
  const isEvents = name.startsWith('captures') || name.startsWith('requests');
  const isSmall = difference <= thresholdPeople || (isEvents && !rest.hasTheirs) || isOfDecisions(name);
  if (difference > 0 && isSmall && builder.variable(name)?.isPrinted === true)
    builder.add({ id: name, value: now, isPrinted: true, isSensitive: true });
}

/** Editions that share no day are parts of the review: with the rest, they add up to it. */
function addParts(desk: Desk, difference: Difference): void {
  const { builder, names, thresholdPeople } = desk;
  const rest = countsOf(difference.ours);
  for (const name of names) {
    const parts = difference.editions.map((place) => `${markOf(place)}${name}`);
    const count = rest.get(name) ?? NOTHING;
    const id = `rest of ${difference.editions.join(' and ')}: ${name}`;
    const hasRest = rest.size > 0 && !isWholeMonth(rest, name);
    if (hasRest)
      builder.add({ id, value: count.count, isPrinted: false, isSensitive: isSensitive(count, thresholdPeople) });
    const all = hasRest ? [...parts, id] : parts;
    if (isOfPeople(name)) {
      builder.atMost([name], all);
      for (const part of all) builder.atMost([part], [name]);
    } else builder.equal(all, [name]);
  }
}
