/**
 * From when on each kind of data is kept. Retention counts whole calendar months: a month goes, all of it, once it has
 * ended as many months ago as the configuration says, so that no figure of a month ever rests on half of it.
 */
import type { Configuration } from '../configuration.js';

/** First days, `YYYY-MM-DD`, of what is kept; null: everything is. */
export interface CutOffs {
  readonly captures: string;
  readonly requests: string;
  /** Of rosters and lists of devices: the earlier of the two above, which need them. */
  readonly people: string;
  readonly sealed: string;
  readonly aggregates: string | null;
}

const MONTHS_OF_YEAR = 12;

function monthAt(now: Date, timeZone: string): { year: number; month: number } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: 'numeric' }).formatToParts(now);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: number('year'), month: number('month') };
}

export function cutOffsOf({ retention, timeZone }: Configuration, now: Date): CutOffs {
  const { year, month } = monthAt(now, timeZone);
  const firstDay = (monthsAgo: number) => {
    const index = year * MONTHS_OF_YEAR + month - 1 - monthsAgo;
    const monthOfYear = String((index % MONTHS_OF_YEAR) + 1).padStart(2, '0');
    return `${Math.floor(index / MONTHS_OF_YEAR)}-${monthOfYear}-01`;
  };
  const { captures, requests, sealed, aggregates } = retention;
  return {
    captures: firstDay(captures),
    requests: firstDay(requests),
    people: firstDay(Math.max(captures, requests)),
    sealed: firstDay(sealed),
    aggregates: aggregates === null ? null : firstDay(aggregates),
  };
}
