/**
 * The register of what was issued to readers outside the safeguarding team: what they know already, and what the figures of
 * a later edition could be taken from. It holds figures only, and no value of one that was withheld.
 */
import { z } from 'zod';
import type { Period } from '../attribute/calendar.js';
import { type Database, integer, transaction } from './database.js';

export interface IssuedEdition {
  readonly period: Period;
  /** Later imports were not in it. */
  readonly lastImportId: number;
  /** Quantity → value; null where it was withheld. */
  readonly figures: ReadonlyMap<string, number | null>;
}

const edition = z.object({ id: integer, edition: z.string(), from: z.string(), to: z.string(), lastImportId: integer });
const figure = z.object({ quantity: z.string(), value: integer.nullable() });

async function figuresOf(database: Database, issueId: number): Promise<Map<string, number | null>> {
  const rows = await database.query(
    figure,
    'SELECT quantity, value FROM issued_figure WHERE issue_id = $1 ORDER BY quantity',
    [issueId],
  );
  return new Map(rows.map(({ quantity, value }) => [quantity, value]));
}

/** Editions of one review are one to their readers: a figure is withheld only where all of them withhold it. */
function merged(editions: readonly IssuedEdition[]): IssuedEdition[] {
  const bySpan = new Map<string, IssuedEdition>();
  for (const each of editions) {
    const key = `${each.period.from} ${each.period.to} ${each.lastImportId}`;
    const figures = new Map(bySpan.get(key)?.figures);
    for (const [quantity, value] of each.figures) figures.set(quantity, figures.get(quantity) ?? value);
    bySpan.set(key, { ...each, figures });
  }
  return [...bySpan.values()];
}

/** Editions issued before of periods that share a day with this one, oldest first. */
export async function readIssued(database: Database, { from, to }: Period): Promise<IssuedEdition[]> {
  const rows = await database.query(
    edition,
    `SELECT issue_id AS id, edition, period_from::VARCHAR AS "from", period_to::VARCHAR AS "to", last_import_id AS "lastImportId"
     FROM issued_edition WHERE period_from <= $2::DATE AND period_to >= $1::DATE ORDER BY issue_id`,
    [from, to],
  );
  const found: IssuedEdition[] = [];
  for (const { id, lastImportId, ...row } of rows)
    found.push({ period: { from: row.from, to: row.to }, lastImportId, figures: await figuresOf(database, id) });
  return merged(found);
}

/** The days that a quantity is about: a month of the period, or all of it. */
function spanOf(quantity: string, { from, to }: Period): Period {
  const month = /\|month=(\d{4}-\d{2})/.exec(quantity)?.[1];
  if (month === undefined) return { from, to };
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
  return { from: from > `${month}-01` ? from : `${month}-01`, to: to < last ? to : last };
}

const newest = z.object({ issue: integer.nullable(), lastImportId: integer.nullable() });

/** Whether this edition of this period stands in the register with the same figures. */
async function isKnown(
  database: Database,
  name: string,
  { from, to }: Period,
  figures: ReadonlyMap<string, number | null>,
): Promise<boolean> {
  const rows = await database.query(
    edition,
    `SELECT issue_id AS id, edition, period_from::VARCHAR AS "from", period_to::VARCHAR AS "to", last_import_id AS "lastImportId"
     FROM issued_edition WHERE edition = $1 AND period_from = $2::DATE AND period_to = $3::DATE ORDER BY issue_id DESC LIMIT 1`,
    [name, from, to],
  );
  const [latest] = rows;
  if (latest === undefined) return false;
  const known = await figuresOf(database, latest.id);
  return known.size === figures.size && [...figures].every(([quantity, value]) => known.get(quantity) === value);
}

const COLUMNS = { issue_id: 'INTEGER', quantity: 'VARCHAR', span_from: 'DATE', span_to: 'DATE', value: 'BIGINT' };

/** Adds what is issued now; the same again adds nothing. */
export async function recordIssued(
  database: Database,
  name: string,
  { period }: { readonly period: Period },
  { figures }: { readonly figures: ReadonlyMap<string, number | null> },
): Promise<void> {
  if (await isKnown(database, name, period, figures)) return;
  await transaction(database, async () => {
    const [last] = await database.query(
      newest,
      `SELECT (SELECT max(issue_id) FROM issued_edition) AS issue, (SELECT max(import_id) FROM import_file) AS "lastImportId"`,
    );
    const issueId = (last?.issue ?? 0) + 1;
    await database.run(`INSERT INTO issued_edition VALUES ($1, $2, $3::DATE, $4::DATE, $5, now()::TIMESTAMP)`, [
      issueId,
      name,
      period.from,
      period.to,
      last?.lastImportId ?? 0,
    ]);
    const rows = [...figures].map(([quantity, value]) => {
      const span = spanOf(quantity, period);
      return { issue_id: issueId, quantity, span_from: span.from, span_to: span.to, value };
    });
    await database.insert('issued_figure', COLUMNS, rows);
  });
}
