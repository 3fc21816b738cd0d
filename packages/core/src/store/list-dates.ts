/** When a row of a list counts, and on which day its year group and class were right. */

interface Dated {
  /** Whom or what the row is about. */
  readonly who: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The day that the list describes, where the row says it. */
  readonly asOf?: string | null;
}

const EVER = '0001-01-01';
const FOR_GOOD = '9999-12-31';
const DAY_MILLISECONDS = 86_400_000;

const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MILLISECONDS).toISOString().slice(0, 10);

/**
 * As far as a row reaches, its year group is that of the day which the list describes. A list that does not say its day
 * describes the day of its import: start dates are those of admission or employment, and say nothing of when it was made.
 * @param listedOn the day that the list describes; null where nobody said it
 */
export function listDates(rows: readonly Dated[], listedOn: string | null) {
  const today = new Date().toISOString().slice(0, 10);
  const startsOf = new Map<string, string[]>();
  for (const { who, from } of rows) startsOf.set(who, [...(startsOf.get(who) ?? []), from ?? EVER]);
  return rows.map(({ who, from, to, asOf = null }) => {
    const describes = asOf ?? listedOn ?? today;
    const since = from ?? EVER;
    const next = (startsOf.get(who) ?? []).filter((start) => start > since).toSorted()[0];
    const ends = [to ?? FOR_GOOD, next === undefined ? FOR_GOOD : dayBefore(next)].toSorted()[0] ?? FOR_GOOD;
    const [inTime = ends] = [describes, ends].toSorted();
    const [, yearOn = inTime] = [inTime, since].toSorted();
    return { listed_on: describes, year_on: yearOn };
  });
}
