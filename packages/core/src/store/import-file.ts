/**
 * store: one file into the store, in one transaction, with a ledger that balances to the line. Whatever goes wrong, the
 * store is as it was; killed at any moment, the file can be imported again.
 */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { PATH_HOSTS } from '../blocklist/shared-platforms.js';
import { fail } from '../errors.js';
import type { Kind } from '../normalise/kinds.js';
import { withoutPupilNumbers } from '../normalise/pupil-numbers.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { REASONS } from '../normalise/transforms.js';
import { detectFormat, type Fit } from '../read/detect-format.js';
import { type InputFile, shortInputName } from '../read/input-file.js';
import { inspectFile } from '../read/inspect-file.js';
import { pickLines } from '../read/pick-lines.js';
import { sampleLines } from '../read/sample.js';
import { TOOL_VERSION } from '../version.js';
import { integer, transaction } from './database.js';
import { type DateOrder, usualOrder } from './dates.js';
import type { ImportOptions } from './import-options.js';
import { todayIn } from './judge-records.js';
import { keepInMemory } from './keep-in-memory.js';
import { judgeKind, type Load, loadKind } from './load-kind.js';
import { type Loading, type StagedSpan, stagedSpan } from './loading.js';
import { textAudiences } from './named-owners.js';
import type { Store } from './open-store.js';
import { readReaders } from './readers.js';
import { redateList, sameFile } from './redate-list.js';
import { rejectedLineAudiences } from './rejected-lines.js';
import { requestUptake } from './requests.js';
import { safeFileName } from './safe-file-name.js';
import { TextsByAudience } from './sealed-texts.js';
import { recordSegments, removeSegmentFiles, type Segment, writeSegment } from './segments.js';
import { assertBalance, type SourceFile, type Staged, stageQuickly, type Trial } from './stage.js';
import { stageInOrder } from './stage-in-order.js';
import { countStaged, isMostlyRejected } from './staged-counts.js';

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
  /** Its times have no year, and nobody said when it was exported: the latest year that is not to come was taken. */
  readonly isYearTaken: boolean;
  /** A list with year groups that does not say which day it describes: it was taken for today's. */
  readonly isTakenForToday: boolean;
}
export interface SkippedFile {
  readonly outcome: 'skipped';
  readonly file: string;
  /** Name under which the same bytes were imported before. */
  readonly sameAs: string;
  /** A list that now describes another day than before, or is complete. */
  readonly isDatedAnew: boolean;
}

/** Rejected lines whose text is kept for people with access; more would only repeat what these show. */
const MOST_KEPT_LINES = 1_000;
const FILE_KEY_DIGITS = 16;

export const importFile = (
  store: Store,
  file: InputFile,
  options: ImportOptions,
): Promise<ImportedFile | SkippedFile> => keepInMemory(store, file.name, () => importInMemory(store, file, options));

async function importInMemory(
  store: Store,
  file: InputFile,
  options: ImportOptions,
): Promise<ImportedFile | SkippedFile> {
  const fit = await detectFormat(file.name, await sampleLines(file), options.format);
  const onAbort = () => store.connection.interrupt();
  options.signal?.addEventListener('abort', onAbort);
  try {
    const { inspection, trial } = await inspectAndTry(store, file, fit, options);
    const [same] = await store.query(
      sameFile,
      'SELECT import_id AS "importId", kind, name, format FROM import_file WHERE sha256 = $1',
      [inspection.sha256],
    );
    if (same !== undefined) {
      assertSameFormat(file, fit, same.format, options);
      const isDatedAnew = await redateList(store, file.name, same, options);
      return { outcome: 'skipped', file: file.name, sameAs: same.name, isDatedAnew };
    }
    return await importStaged(store, { ...file, fit, inspection }, trial, options);
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    await store.run('DROP TABLE IF EXISTS staging');
  }
}

const stageOptions = (fit: Fit, order: DateOrder, { signal, onShare, searches, ...options }: ImportOptions) => ({
  searchEngines: searches.engines,
  pathHosts: PATH_HOSTS,
  uptake: fit.format.kind === 'request' ? requestUptake(fit) : () => 'transform' as const,
  time: { dateOrder: order, exportedOn: options.exportedOn ?? todayIn(options.configuration.timeZone) },
  signal,
  onShare,
});

/** A file is stored once, as what it was first read as: that it was read wrongly must not pass for being up to date. */
function assertSameFormat({ name }: InputFile, { format }: Fit, before: string, options: ImportOptions): void {
  if (options.format === undefined || format.id === before) return;
  throw fail('imported-as-another', { file: name, before, format: format.id });
}

/**
 * The bytes are hashed and counted while DuckDB already reads the columns: one core each. A file of a size that the
 * store has seen is looked at first, because then it may well be the same.
 */
async function inspectAndTry(store: Store, file: InputFile, fit: Fit, options: ImportOptions) {
  const { size } = await stat(file.path);
  const seen = await store.query(z.object({}), 'SELECT 1 FROM import_file WHERE bytes = $1', [size]);
  if (seen.length > 0) return { inspection: await inspectFile(file, options.signal), trial: null };
  const [inspection, trial] = await Promise.allSettled([
    inspectFile(file, options.signal),
    stageQuickly(store, file, fit, stageOptions(fit, usualOrder(fit), options)),
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
  const { staged, datesProven } = await stageInOrder(store, file, trial, (order) =>
    stageOptions(file.fit, order, options),
  );
  await assertReadable(store, file, staged, options);
  const faults = await judgeKind(store, format.kind, staged, options);
  options.signal?.throwIfAborted();
  const sealed: Segment[] = [];
  try {
    const ledger = await transaction(store, async () => {
      const loading = await nextLoading(store, file, staged.line, options);
      const isTimed = format.kind === 'request' || format.kind === 'capture';
      const span = isTimed ? await stagedSpan(store, loading, format.kind) : null;
      const texts = new TextsByAudience();
      const load = { loading, span, options, texts, faults };
      const loaded = await loadKind(store, file, load);
      const closing = { loading, faults, loaded, linesOutside: staged.linesOutside, span, datesProven };
      const balanced = await closeLedger(store, file, closing);
      await fileTextsOfFile(store, file, load);
      await seal(store, loading, texts, sealed);
      return balanced;
    });
    const isTakenForToday = await isOfToday(store, format.kind, options);
    const isYearTaken = await hasTakenYear(store, file, options);
    return {
      outcome: 'imported',
      file: file.name,
      format: format.id,
      datesProven,
      isTakenForToday,
      isYearTaken,
      ...ledger,
    };
  } catch (error) {
    await removeSegmentFiles(store.workspace, sealed);
    throw error;
  }
}

/** A file that is read as something it is not gives rejections: that is told before anything is stored. */
async function assertReadable(
  store: Store,
  { name }: SourceFile,
  { faults, line }: Staged,
  { mayRejectMost }: ImportOptions,
): Promise<void> {
  const { fine, rejected } = await countStaged(store);
  if (mayRejectMost || !isMostlyRejected(fine, rejected)) return;
  const [first] = await store.query(
    z.object({ line: integer, fault: integer }),
    `SELECT s.${line} AS line, fault FROM staging AS s WHERE fault > 0 ORDER BY 1 LIMIT 1`,
  );
  const meaning = faults[(first?.fault ?? 1) - 1];
  const reason =
    meaning === undefined ? '' : `${meaning.column === null ? '' : `${meaning.column}: `}${REASONS[meaning.reason]}`;
  const place = `${name}:${first?.line ?? 1}`;
  throw fail('mostly-unreadable', { file: name, rejected, records: fine + rejected, place, reason });
}

/** A syslog header of the old kind says no year. */
async function hasTakenYear(store: Store, { fit }: SourceFile, { exportedOn }: ImportOptions): Promise<boolean> {
  if (exportedOn !== undefined || !fit.hasYearlessHeader || !fit.format.syslogTime) return false;
  return (
    (await store.query(z.object({}), 'SELECT 1 FROM staging WHERE fault = 0 AND NOT "time own" LIMIT 1')).length > 0
  );
}

/** Of staged lists of people and devices: whether a row has a year group or a class, and nobody said of which day. */
async function isOfToday(store: Store, kind: Kind, { listedOn }: ImportOptions): Promise<boolean> {
  if (listedOn !== undefined || (kind !== 'membership' && kind !== 'device')) return false;
  const sql = `SELECT 1 FROM staging WHERE fault = 0 AND "asOf" IS NULL AND (year IS NOT NULL OR class IS NOT NULL) LIMIT 1`;
  return (await store.query(z.object({}), sql)).length > 0;
}

async function nextLoading(store: Store, file: SourceFile, line: string, options: ImportOptions): Promise<Loading> {
  const [next] = await store.query(
    z.object({ id: integer }),
    'SELECT coalesce(max(import_id), 0) + 1 AS id FROM import_file',
  );
  const { clock, format } = file.fit;
  const { id } = format;
  const fileKey = file.inspection.sha256.slice(0, FILE_KEY_DIGITS);
  return {
    ...{ importId: next?.id ?? 1, fileKey, format: id, line, clock, timeZone: options.configuration.timeZone },
    ...{ listedOn: options.listedOn ?? null, isComplete: options.isComplete ?? false },
  };
}

/** Rejected lines and the file's own name: whoever is named in them decides who may read them. */
async function fileTextsOfFile(store: Store, file: SourceFile, { loading, options, texts }: Load): Promise<void> {
  const audienceIn = await textAudiences(store, options.rulebook);
  const name = shortInputName(file.name);
  texts.add(audienceIn(name), { kind: 'file', key: loading.fileKey, field: 'name', text: name });
  const rejected = await rejectedTexts(store, file, loading);
  if (rejected.size === 0) return;
  const audienceOfLine = await rejectedLineAudiences(store, file.fit.format.kind, loading, options);
  for (const [line, text] of rejected) {
    texts.add(audienceOfLine(line, text), {
      kind: 'rejection',
      key: `${loading.fileKey}:${line}`,
      field: 'line',
      text,
    });
  }
}

/** One segment an audience. The files are written before the COMMIT: what the store names is always there. */
async function seal(store: Store, { importId, fileKey }: Loading, texts: TextsByAudience, sealed: Segment[]) {
  const readers = await readReaders(store);
  for (const [audience, own] of texts.entries()) {
    sealed.push(await writeSegment(store.workspace, readers, { importId, audience, texts: own, fileKey }));
  }
  await recordSegments(store, sealed);
}

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
    `INSERT INTO import_file VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::TIMESTAMP, $13::TIMESTAMP, $14::DATE, $15::DATE, $16, now()::TIMESTAMP, $17, NULL)`,
    [
      loading.importId,
      file.inspection.sha256,
      safeFileName(shortInputName(file.name)),
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

async function rejectedTexts(store: Store, file: SourceFile, { importId }: Loading): Promise<Map<number, string>> {
  const rows = await store.query(
    z.object({ line: integer }),
    `SELECT line FROM rejection WHERE import_id = ${importId} ORDER BY line LIMIT ${MOST_KEPT_LINES}`,
  );
  const texts = await pickLines(
    file.path,
    file.inspection,
    rows.map((row) => row.line),
  );
  if (file.fit.format.kind !== 'membership') return texts;
  return new Map([...texts].map(([line, text]) => [line, withoutPupilNumbers(text)]));
}
