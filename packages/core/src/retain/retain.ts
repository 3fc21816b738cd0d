/**
 * Retention: what has had its time goes, in one transaction, and the audit says how much. What a dry run shows is what a run
 * does: it takes the same steps and then takes them back.
 */
import { z } from 'zod';
import { assertClock, recordAudit } from '../audit/record-audit.js';
import type { Configuration } from '../configuration.js';
import { removeReview } from '../find/save-review.js';
import type { Rulebook } from '../map/events.js';
import { type Database, integer, transaction } from '../store/database.js';
import type { Store } from '../store/open-store.js';
import { demandRewrite } from '../store/rewrite-store.js';
import { type CutOffs, cutOffsOf } from './cut-offs.js';
import {
  type DoomedRows,
  doomedRows,
  EMPTIED_IMPORTS,
  monthsKept,
  orphanDeletions,
  pastSegments,
  RETENTION_KINDS,
  type RetentionKind,
} from './doomed-rows.js';
import { prepareMonthlyFigures } from './monthly-figures.js';
import { removeOrphanSegments } from './orphan-segments.js';

export interface RetentionLine {
  readonly kind: RetentionKind;
  /** Null: kept for good. */
  readonly months: number | null;
  /** First day that is kept. */
  readonly before: string | null;
  readonly rows: number;
  /** Imported files that lose rows or texts. */
  readonly files: number;
  readonly segments: number;
}

export interface RetentionResult {
  readonly lines: readonly RetentionLine[];
  /** Monthly figures made of the rows that went, and how many of them are withheld. */
  readonly figures: { readonly made: number; readonly withheld: number };
}

export interface RetentionRequest {
  readonly rulebook: Rulebook;
  readonly now?: Date;
}

type Gone = Pick<RetentionLine, 'rows' | 'files' | 'segments'>;

const count = z.object({ n: integer });

async function countOf(database: Database, sql: string): Promise<number> {
  return (await database.query(count, sql))[0]?.n ?? 0;
}

/** Tables whose rows came from an imported file. */
const hasImports = ({ table }: DoomedRows) => !['monthly_figure', 'issued_figure', 'issued_edition'].includes(table);

async function deleteRows(database: Database, doomed: readonly DoomedRows[]): Promise<Gone> {
  const imports = doomed
    .filter(hasImports)
    .map(({ table, condition }) => `SELECT import_id FROM ${table} WHERE ${condition}`)
    .join(' UNION ');
  const files = imports === '' ? 0 : await countOf(database, `SELECT count(DISTINCT import_id) AS n FROM (${imports})`);
  let rows = 0;
  for (const { table, condition } of doomed) {
    rows += await countOf(database, `SELECT count(*) AS n FROM ${table} WHERE ${condition}`);
    await database.run(`DELETE FROM ${table} WHERE ${condition}`);
  }
  return { rows, files, segments: 0 };
}

/** After the rows: an import without rows needs no names. */
async function deleteSegments(database: Database, cutOffs: CutOffs): Promise<Gone> {
  const where = `WHERE import_id IN (${pastSegments(cutOffs)})`;
  const sums = z.object({ texts: integer, files: integer, segments: integer });
  const [found] = await database.query(
    sums,
    `SELECT coalesce(sum(texts), 0) AS texts, count(DISTINCT import_id) AS files, count(*) AS segments FROM sealed_segment ${where}`,
  );
  await database.run(`DELETE FROM sealed_segment ${where}`);
  const { texts, files, segments } = found ?? { texts: 0, files: 0, segments: 0 };
  return { rows: texts, files, segments };
}

async function deleteAll(store: Store, configuration: Configuration, cutOffs: CutOffs): Promise<RetentionLine[]> {
  const doomed = doomedRows(cutOffs);
  const months = monthsKept(configuration);
  const lines: RetentionLine[] = [];
  for (const kind of RETENTION_KINDS) {
    const gone = kind === 'sealed' ? await deleteSegments(store, cutOffs) : await deleteRows(store, doomed[kind]);
    lines.push({ kind, months: months[kind], before: cutOffs[kind], ...gone });
  }
  for (const statement of orphanDeletions()) await store.run(statement);
  return lines;
}

/** What stays known of what has gone: which files, and from which day on there are rows. */
async function markDeletion(store: Store, lines: readonly RetentionLine[], now: Date): Promise<void> {
  const time = now.toISOString().slice(0, 19);
  await store.run(
    `UPDATE import_file SET rows_deleted_at = $1::TIMESTAMP WHERE rows_deleted_at IS NULL AND import_id IN (${EMPTIED_IMPORTS})`,
    [time],
  );
  for (const { kind, before, rows } of lines) {
    if (rows === 0 || before === null || (kind !== 'captures' && kind !== 'requests')) continue;
    await store.run('DELETE FROM deletion WHERE kind = $1 AND before_day <= $2::DATE', [kind, before]);
    await store.run('INSERT INTO deletion VALUES ($1, $2::DATE, $3::TIMESTAMP)', [kind, before, time]);
  }
}

/** Counts only. */
function auditDetail(lines: readonly RetentionLine[], figures: RetentionResult['figures']): Record<string, number> {
  const rows = lines.map(({ kind, rows: gone }): [string, number] => [kind, gone]);
  const segments = lines.reduce((sum, line) => sum + line.segments, 0);
  return { ...Object.fromEntries(rows), segments, figures: figures.made };
}

class TakenBack extends Error {}

/** What a run would delete. @throws clock-moved-back */
export async function planRetention(
  store: Store,
  configuration: Configuration,
  now: Date = new Date(),
): Promise<RetentionLine[]> {
  await assertClock(store, now);
  let lines: RetentionLine[] = [];
  try {
    await transaction(store, async () => {
      lines = await deleteAll(store, configuration, cutOffsOf(configuration, now));
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return lines;
}

/**
 * The bytes of what was deleted go with `finishRewrite`, once the store is closed.
 * @throws clock-moved-back, audit-unwritable: then nothing was deleted
 */
export async function retain(
  store: Store,
  configuration: Configuration,
  { rulebook, now = new Date() }: RetentionRequest,
): Promise<RetentionResult> {
  await assertClock(store, now);
  const cutOffs = cutOffsOf(configuration, now);
  const figures = await prepareMonthlyFigures(store, configuration, rulebook, cutOffs);
  const { made, withheld } = figures;
  const lines = await transaction(store, async () => {
    await figures.record();
    const deleted = await deleteAll(store, configuration, cutOffs);
    await markDeletion(store, deleted, now);
    if (deleted.some(({ rows, segments }) => rows + segments > 0)) await demandRewrite(store.workspace);
    await recordAudit(store, { command: 'retain', detail: auditDetail(deleted, { made, withheld }) }, now);
    return deleted;
  });
  // Only now are the files nobody's: killed before this, the next run finds them.
  await removeOrphanSegments(store);
  await removeReview(store.workspace);
  await store.run('CHECKPOINT');
  return { lines, figures: { made, withheld } };
}
