/**
 * What stays for trends when the rows go: how many captures and requests each month had, on which topics, and what the filter
 * did, with everything withheld that rests on a few people.
 */
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import { mapEvents, NOBODY, type Rulebook } from '../map/events.js';
import { type Database, integer } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import type { CutOffs } from './cut-offs.js';
import { deletedBefore } from './deleted-before.js';
import { type Issued, type IssuedSpan, type MonthlyCount, WITHHELD_BEFORE, withheldCounts } from './withhold.js';

/** SQL texts that name a figure, as the register of issued figures does; they tell its source and family too. */
const QUANTITIES = {
  captures: { total: `'captures'`, topic: `'captures|topic=' || topic` },
  requests: { total: `'requests'`, topic: `'requests|topic=' || topic`, action: `'requests|action=' || action` },
} as const;

function placeOf(quantity: string): Pick<MonthlyCount, 'source' | 'family'> {
  const source = quantity.startsWith('captures') ? 'captures' : 'requests';
  if (quantity === source) return { source, family: 'total' };
  return { source, family: quantity.startsWith(`${source}|topic=`) ? 'topic' : 'action' };
}

const counted = z.object({
  month: z.string(),
  quantity: z.string(),
  count: integer,
  people: integer,
  mostOfOne: integer,
});

/** Persons first, then figures: one scan of the events for each kind of figure. */
const countsSql = (events: string, quantity: string, before: string) =>
  `SELECT month, quantity, sum(n) AS count, count(*) AS people, coalesce(max(n) FILTER (is_one), 0) AS "mostOfOne" FROM (
     SELECT month, ${quantity} AS quantity, subject, count(*) AS n, subject <> ${NOBODY} AND NOT coalesce(bool_or(shared), FALSE) AS is_one
     FROM ${events} WHERE day < DATE '${before}' GROUP BY month, quantity, subject
   ) GROUP BY ALL`;

const span = z.object({ from: z.string(), to: z.string() });

/** The days whose rows go now for the first time; null when there are none. */
async function spanOf(database: Database, cutOffs: CutOffs): Promise<IssuedSpan | null> {
  const before = await deletedBefore(database);
  const days = (['captures', 'requests'] as const).map((kind) => {
    const since = before[kind] === null ? '' : `AND time_local >= DATE '${before[kind]}'`;
    return `SELECT time_local::DATE AS day FROM ${kind.slice(0, -1)} WHERE time_local < DATE '${cutOffs[kind]}' ${since}`;
  });
  const [found] = await database.query(
    z.object({ from: z.string().nullable(), to: z.string().nullable() }),
    `SELECT min(day)::VARCHAR AS "from", max(day)::VARCHAR AS "to" FROM (${days.join(' UNION ALL ')})`,
  );
  return found === undefined || found.from === null || found.to === null ? null : { from: found.from, to: found.to };
}

async function countsOf(database: Database, cutOffs: CutOffs): Promise<MonthlyCount[]> {
  const before = await deletedBefore(database);
  const selects = (['captures', 'requests'] as const).flatMap((kind) => {
    const events = `${kind.slice(0, -1)}_event`;
    const from = before[kind] === null ? events : `(FROM ${events} WHERE day >= DATE '${before[kind]}')`;
    return Object.values(QUANTITIES[kind]).map((quantity) => countsSql(from, quantity, cutOffs[kind]));
  });
  const rows = await database.query(counted, selects.join(' UNION ALL '));
  return rows.map((row) => ({ ...row, ...placeOf(row.quantity), isStored: false }));
}

const stored = z.object({ month: z.string(), quantity: z.string(), value: integer.nullable() });

async function storedCounts(database: Database): Promise<MonthlyCount[]> {
  const rows = await database.query(stored, 'SELECT month, quantity, value FROM monthly_figure');
  return rows.map(({ month, quantity, value }) => ({
    month,
    quantity,
    ...placeOf(quantity),
    count: value ?? WITHHELD_BEFORE,
    people: 0,
    mostOfOne: 0,
    isStored: true,
  }));
}

const MONTHS = (from: string, to: string) => `strftime(${from}, '%Y-%m') AS "from", strftime(${to}, '%Y-%m') AS "to"`;

/** What readers of issued editions know: sums over which months, and which figures they were not given. */
async function issuedBefore(database: Database): Promise<Issued> {
  const spans = await database.query(span, `SELECT DISTINCT ${MONTHS('period_from', 'period_to')} FROM issued_edition`);
  const withheld = await database.query(
    span.extend({ quantity: z.string() }),
    `SELECT DISTINCT regexp_replace(quantity, '\\|month=\\d{4}-\\d{2}', '') AS quantity, ${MONTHS('span_from', 'span_to')} FROM issued_figure WHERE value IS NULL`,
  );
  return { spans, withheld };
}

export interface MonthlyFigures {
  readonly made: number;
  readonly withheld: number;
  /** Within the caller's transaction. */
  record(): Promise<void>;
}

const COLUMNS = { month: 'VARCHAR', quantity: 'VARCHAR', value: 'BIGINT' };

/** Computes them while the rows are still there. A month that has its figures keeps them. */
export async function prepareMonthlyFigures(
  store: Store,
  configuration: Configuration,
  rulebook: Rulebook,
  cutOffs: CutOffs,
): Promise<MonthlyFigures> {
  const days = await spanOf(store, cutOffs);
  if (days === null) return { made: 0, withheld: 0, record: async () => undefined };
  await mapEvents(store, configuration, days, rulebook);
  const fresh = await countsOf(store, cutOffs);
  for (const events of ['capture_event', 'request_event']) await store.run(`DROP TABLE ${events}`);
  const counts = [...(await storedCounts(store)), ...fresh];
  const isWithheld = withheldCounts(counts, await issuedBefore(store), configuration.suppression.thresholdPeople);
  const rows = fresh.map((cell) => ({
    month: cell.month,
    quantity: cell.quantity,
    value: isWithheld(cell) ? null : cell.count,
  }));
  return {
    made: rows.length,
    withheld: rows.filter(({ value }) => value === null).length,
    async record() {
      for (const { month, quantity } of counts.filter((cell) => cell.isStored && isWithheld(cell)))
        await store.run('UPDATE monthly_figure SET value = NULL WHERE month = $1 AND quantity = $2', [month, quantity]);
      await store.insert('monthly_figure', COLUMNS, rows);
    },
  };
}
