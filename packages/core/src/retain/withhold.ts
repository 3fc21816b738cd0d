/**
 * Which monthly figures are withheld, for good: those on a few people, those that one person dominates, and as many more as
 * it takes that neither a month's total nor an edition issued for a longer period gives one of them back.
 */

export interface MonthlyCount {
  /** `YYYY-MM` */
  readonly month: string;
  readonly source: 'captures' | 'requests';
  /** The figures of one family are the parts of the month's total of their source. */
  readonly family: 'total' | 'topic' | 'action';
  readonly quantity: string;
  readonly count: number;
  readonly people: number;
  /** Events of the one person with most of them; 0 where nobody can be told apart. */
  readonly mostOfOne: number;
  /** Made by an earlier run: it may still be withheld, with what others give away since. */
  readonly isStored: boolean;
}

/** What an earlier run withheld is not known any more, only that it was enough. */
export const WITHHELD_BEFORE = Number.POSITIVE_INFINITY;

/** Months, both included, of an edition that was issued. */
export interface IssuedSpan {
  readonly from: string;
  readonly to: string;
}

export interface Issued {
  readonly spans: readonly IssuedSpan[];
  /** Figures that an edition withheld: what it kept back is not told here, month by month. */
  readonly withheld: readonly (IssuedSpan & { readonly quantity: string })[];
}

const isFew = ({ count, people, mostOfOne }: MonthlyCount, thresholdPeople: number): boolean =>
  count === WITHHELD_BEFORE || (people >= 1 && people <= thresholdPeople) || mostOfOne * 2 > count;

/** Known together, each of them at least one: how far one of them may lie from what it could be at least. */
function isSafe(hidden: readonly MonthlyCount[], thresholdPeople: number): boolean {
  const sum = hidden.reduce((total, { count }) => total + count, 0);
  return hidden.length >= 2 && sum - hidden.length > thresholdPeople;
}

class Withheld {
  readonly #cells = new Set<MonthlyCount>();
  has = (cell: MonthlyCount): boolean => this.#cells.has(cell);
  get size(): number {
    return this.#cells.size;
  }
  /** Zero stays zero: it is about nobody. */
  add(cells: readonly MonthlyCount[]): void {
    for (const cell of cells) if (cell.count > 0) this.#cells.add(cell);
  }
}

const smallest = (cells: readonly MonthlyCount[]): MonthlyCount[] =>
  cells.toSorted((one, other) => one.count - other.count).slice(0, 1);

/** One family of one month against its total. */
function protectFamily(
  family: readonly MonthlyCount[],
  total: MonthlyCount,
  withheld: Withheld,
  threshold: number,
): void {
  const parts = family.filter(({ count }) => count > 0);
  const hidden = parts.filter(withheld.has);
  const shown = parts.filter((cell) => !withheld.has(cell));
  // Without the total a family says nothing of what it hides, but one that hides nothing is the total.
  const isEnough = withheld.has(total) ? hidden.length > 0 : hidden.length === 0 || isSafe(hidden, threshold);
  if (!isEnough) withheld.add(shown.length > 0 ? smallest(shown) : [total]);
}

function protectMonths(counts: readonly MonthlyCount[], withheld: Withheld, threshold: number): void {
  for (const total of counts.filter(({ family }) => family === 'total')) {
    const parts = counts.filter(({ month, source }) => month === total.month && source === total.source);
    for (const name of ['topic', 'action'] as const) {
      const family = parts.filter((cell) => cell.family === name);
      if (family.length > 0) protectFamily(family, total, withheld, threshold);
    }
  }
}

/** An issued figure of several months less all but one of them is that one: so all of them are withheld, or none. */
function protectSpans(counts: readonly MonthlyCount[], withheld: Withheld, spans: readonly IssuedSpan[]): void {
  for (const { from, to } of spans) {
    const within = counts.filter(({ month }) => month >= from && month <= to);
    const quantities = new Set(within.filter(withheld.has).map(({ quantity }) => quantity));
    withheld.add(within.filter(({ quantity }) => quantities.has(quantity)));
  }
}

const wasWithheld = ({ month, quantity }: MonthlyCount, { withheld }: Issued): boolean =>
  withheld.some((each) => each.quantity === quantity && month >= each.from && month <= each.to);

export function withheldCounts(
  counts: readonly MonthlyCount[],
  issued: Issued,
  thresholdPeople: number,
): (cell: MonthlyCount) => boolean {
  const withheld = new Withheld();
  withheld.add(counts.filter((cell) => isFew(cell, thresholdPeople) || wasWithheld(cell, issued)));
  for (let before = -1; before < withheld.size; ) {
    before = withheld.size;
    protectMonths(counts, withheld, thresholdPeople);
    protectSpans(counts, withheld, issued.spans);
  }
  return withheld.has;
}
