/**
 * store: one file into the store, in one transaction, with a ledger that balances to the line. Whatever goes wrong, the
 * store is as it was; killed at any moment, the file can be imported again.
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { FaultMeaning } from '../normalise/statement.js';
import { detectFormat, type Fit } from '../read/detect-format.js';
import { inspectFile } from '../read/inspect-file.js';
import { pickLines } from '../read/pick-lines.js';
import { sampleLines } from '../read/sample.js';
import { TOOL_VERSION } from '../version.js';
import { captureTexts, loadCaptures, resolveCaptures } from './captures.js';
import { integer, transaction } from './database.js';
import { assertDayFirst } from './dates.js';
import { loadDevices } from './devices.js';
import { addIdentities, type Identity } from './identities.js';
import { type Loading, type StagedSpan, stagedSpan } from './loading.js';
import { loadMemberships, rejectSharedClaims } from './memberships.js';
import type { Store } from './open-store.js';
import { loadRequests, requestUptake, resolveRequests } from './requests.js';
import { assertBalance, type SourceFile, stageColumns, stageFile, type Trial } from './stage.js';

export interface Ledger {
  readonly lines: number;
  readonly loaded: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly ignored: number;
}

export interface ImportedFile extends Ledger {
  readonly outcome: 'imported';
  readonly file: string;
  readonly format: string;
  /** False when every date of the file could be read with the month first as well. */
  readonly datesProven: boolean;
}
export interface SkippedFile {
  readonly outcome: 'skipped';
  readonly file: string;
  /** Name under which the same bytes were imported before. */
  readonly sameAs: string;
}

export interface ImportOptions {
  /** Id of the format; found by the content when left out. */
  readonly format?: string | undefined;
  readonly timeZone: string;
  readonly signal?: AbortSignal | undefined;
  readonly onShare?: ((share: number) => void) | undefined;
}

/** Rejected lines whose text is kept for people with access; more would only repeat what these show. */
const MOST_KEPT_LINES = 1_000;
const FILE_KEY_DIGITS = 16;

export async function importFile(
  store: Store,
  path: string,
  options: ImportOptions,
): Promise<ImportedFile | SkippedFile> {
  const fit = await detectFormat(path, await sampleLines(path), options.format);
  const onAbort = () => store.connection.interrupt();
  options.signal?.addEventListener('abort', onAbort);
  try {
    const { inspection, trial } = await inspectAndTry(store, path, fit, options);
    const [same] = await store.query(z.object({ name: z.string() }), 'SELECT name FROM import_file WHERE sha256 = $1', [
      inspection.sha256,
    ]);
    if (same !== undefined) return { outcome: 'skipped', file: path, sameAs: same.name };
    return await importStaged(store, { path, fit, inspection }, trial, options);
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    await store.run('DROP TABLE IF EXISTS staging');
  }
}

const stageOptions = (fit: Fit, { signal, onShare }: ImportOptions) => ({
  uptake: fit.format.kind === 'request' ? requestUptake(fit) : () => 'transform' as const,
  signal,
  onShare,
});

/**
 * The bytes are hashed and counted while DuckDB already reads the columns: one core each. A file of a size that the
 * store has seen is looked at first, because then it may well be the same.
 */
async function inspectAndTry(store: Store, path: string, fit: Fit, options: ImportOptions) {
  const { size } = await stat(path);
  const seen = await store.query(z.object({}), 'SELECT 1 FROM import_file WHERE bytes = $1', [size]);
  if (seen.length > 0) return { inspection: await inspectFile(path, options.signal), trial: null };
  const [inspection, trial] = await Promise.allSettled([
    inspectFile(path, options.signal),
    stageColumns(store, path, fit, stageOptions(fit, options)),
  ]);
  if (inspection.status === 'rejected') throw inspection.reason;
  if (trial.status === 'rejected') throw trial.reason;
  return { inspection: inspection.value, trial: trial.value };
}

async function importStaged(
  store: Store,
  file: SourceFile,
  trial: Trial | null,
  options: ImportOptions,
): Promise<ImportedFile> {
  const { format } = file.fit;
  const staged = await stageFile(store, file, trial, stageOptions(file.fit, options));
  const datesProven = format.clock === 'utc' || (await assertDayFirst(store, file, staged.line));
  const faults = format.kind === 'membership' ? await rejectSharedClaims(store, staged.faults) : staged.faults;
  options.signal?.throwIfAborted();
  const ledger = await transaction(store, async () => {
    const [next] = await store.query(
      z.object({ id: integer }),
      'SELECT coalesce(max(import_id), 0) + 1 AS id FROM import_file',
    );
    const loading: Loading = {
      importId: next?.id ?? 1,
      fileKey: file.inspection.sha256.slice(0, FILE_KEY_DIGITS),
      format: format.id,
      line: staged.line,
      clock: format.clock,
      timeZone: options.timeZone,
    };
    const { kind } = format;
    const span = kind === 'request' || kind === 'capture' ? await stagedSpan(store, loading, kind) : null;
    const { loaded, identities } = await loadKind(store, file, loading, span);
    const balanced = await closeLedger(store, file, {
      loading,
      faults,
      loaded,
      linesOutside: staged.linesOutside,
      span,
      datesProven,
    });
    const rejected = await rejectedTexts(store, file, loading);
    await addIdentities(store.workspace.identitiesFile, [...identities, ...rejected]);
    return balanced;
  });
  return { outcome: 'imported', file: file.path, format: format.id, datesProven, ...ledger };
}

async function loadKind(
  store: Store,
  file: SourceFile,
  loading: Loading,
  span: StagedSpan | null,
): Promise<{ loaded: number; identities: Identity[] }> {
  switch (file.fit.format.kind) {
    case 'request': {
      if (span === null) return { loaded: 0, identities: [] };
      const identities = await resolveRequests(store, file.fit);
      return { loaded: await loadRequests(store, loading, span, file.fit), identities };
    }
    case 'capture': {
      if (span === null) return { loaded: 0, identities: [] };
      const identities = await resolveCaptures(store, loading.format);
      const loaded = await loadCaptures(store, loading, span.clock);
      return { loaded, identities: [...identities, ...(await captureTexts(store, loading))] };
    }
    case 'membership':
      return { loaded: await fineRows(store), identities: await loadMemberships(store, loading) };
    case 'device':
      return { loaded: await fineRows(store), identities: await loadDevices(store, loading) };
  }
}

const stagedCounts = z.object({ fine: integer, rejected: integer, ignored: integer });

async function countStaged(store: Store) {
  const [counts] = await store.query(
    stagedCounts,
    'SELECT count(*) FILTER (fault = 0) AS fine, count(*) FILTER (fault > 0) AS rejected, count(*) FILTER (fault < 0) AS ignored FROM staging',
  );
  return counts ?? { fine: 0, rejected: 0, ignored: 0 };
}

const fineRows = async (store: Store) => (await countStaged(store)).fine;

interface Closing {
  readonly loading: Loading;
  readonly faults: readonly FaultMeaning[];
  readonly loaded: number;
  readonly linesOutside: number;
  readonly span: StagedSpan | null;
  readonly datesProven: boolean;
}

/** Writes the rejections and the ledger; refuses when the lines do not add up. */
async function closeLedger(store: Store, file: SourceFile, closing: Closing): Promise<Ledger> {
  const { loading, loaded, span } = closing;
  const { fine, rejected, ignored } = await countStaged(store);
  const ledger = {
    lines: file.inspection.lines,
    loaded,
    duplicate: fine - loaded,
    rejected,
    ignored: ignored + closing.linesOutside,
  };
  assertBalance(file, ledger.loaded + ledger.duplicate + ledger.rejected + ledger.ignored);
  const meanings = closing.faults.map(
    ({ column, reason }, index) => `(${index + 1}, ${column === null ? 'NULL' : `'${column}'`}, '${reason}')`,
  );
  await store.run(`INSERT INTO rejection SELECT ${loading.importId}, s.${loading.line}, f.column_name, f.reason
    FROM staging AS s JOIN (VALUES ${meanings.join(', ')}) AS f(fault, column_name, reason) USING (fault) ORDER BY 2`);
  await store.run(
    `INSERT INTO import_file VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::TIMESTAMP, $13::TIMESTAMP, $14::DATE, $15::DATE, $16, now()::TIMESTAMP, $17)`,
    [
      loading.importId,
      file.inspection.sha256,
      basename(file.path),
      loading.format,
      file.fit.format.kind,
      file.inspection.bytes,
      ledger.lines,
      ledger.loaded,
      ledger.duplicate,
      ledger.rejected,
      ledger.ignored,
      span?.firstUtc ?? null,
      span?.lastUtc ?? null,
      span?.firstDay ?? null,
      span?.lastDay ?? null,
      closing.datesProven,
      TOOL_VERSION,
    ],
  );
  return ledger;
}

async function rejectedTexts(store: Store, file: SourceFile, { importId, fileKey }: Loading): Promise<Identity[]> {
  const rows = await store.query(
    z.object({ line: integer }),
    `SELECT line FROM rejection WHERE import_id = ${importId} ORDER BY line LIMIT ${MOST_KEPT_LINES}`,
  );
  const texts = await pickLines(
    file.path,
    file.inspection.encoding,
    rows.map((row) => row.line),
  );
  return [...texts].map(([line, text]) => ({ kind: 'rejection', key: `${fileKey}:${line}`, field: 'line', text }));
}
