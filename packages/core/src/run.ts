/** The table of contents: what the tool does, stage by stage, and nothing else. */
import { resolve } from 'node:path';
import type { Period } from './attribute/calendar.js';
import { type Backtest, type BacktestRequest, backtestList } from './blocklist/backtest.js';
import { type ComparedLists, type Comparison, compareLists } from './blocklist/compare.js';
import { decisionCount, type EntryDecision, remarksOn, sheetOf } from './blocklist/decide.js';
import { type Suggestions, suggestEntries } from './blocklist/suggest.js';
import { type ListEffect, verifyDecisions } from './blocklist/verify.js';
import type { Configuration } from './configuration.js';
import { editChairAnnex, editStaffAnnex } from './edit/annex.js';
import { discloseReview } from './edit/disclose-review.js';
import { editDsl } from './edit/dsl.js';
import { editEvidence } from './edit/evidence.js';
import { editGovernors } from './edit/governors.js';
import { editIt } from './edit/it.js';
import { editPublic } from './edit/public.js';
import type { Edition } from './edition/index.js';
import type { NamedEdition, SuppressedEdition } from './edition-names.js';
import { AppError, fail } from './errors.js';
import { allFindings, buildReview } from './find/build-review.js';
import { makeDecisions } from './find/make-decisions.js';
import type { FoundFinding, Review } from './find/review.js';
import { runFindings } from './find/run-findings.js';
import { saveReview } from './find/save-review.js';
import { mapEvents, type Rulebook } from './map/events.js';
import { type Explanation, explainEvent as explain } from './map/explain.js';
import { countMatched, type Matched } from './map/match-clauses.js';
import { assertNamedPacks } from './map/named-packs.js';
import { assertNamedTopics } from './map/named-topics.js';
import { isPackPath, loadPolicy } from './map/policy.js';
import { assertFinished } from './map/policy-marks.js';
import { loadSearches } from './map/searches.js';
import { loadTaxonomy } from './map/taxonomy.js';
import { findSources, type StandardInput, withText } from './read/find-sources.js';
import { namedFormat } from './read/named-format.js';
import { Scratch } from './read/scratch.js';
import type { FoundSource } from './read/unpack.js';
import { assertNotDeleted } from './retain/deleted-before.js';
import { removeOrphanSegments } from './retain/orphan-segments.js';
import { retain as deletePast, type RetentionResult } from './retain/retain.js';
import { type ImportedFile, importFile, type SkippedFile } from './store/import-file.js';
import type { ImportOptions } from './store/import-options.js';
import { recordIssued } from './store/issued.js';
import { todayIn } from './store/judge-records.js';
import { listsFirst } from './store/lists-first.js';
import { readNames } from './store/names.js';
import type { Store } from './store/open-store.js';
import { type Reader, readersByOffice } from './store/readers.js';
import type { Unlocked } from './store/unlock.js';
import { type Around, aroundCapture as around } from './subject/around-capture.js';
import { type Erased, type Erasing, eraseSubject as erase } from './subject/erase-subject.js';
import { explainMonth as explainPersonMonth, type MonthExplanation } from './subject/explain-month.js';
import { type Holdings, holdingsOn } from './subject/holdings.js';
import { unpackFolderOf } from './workspace.js';

/** What a caller may show while files are imported. */
export type ImportEvent =
  | { readonly kind: 'found'; readonly files: number }
  | { readonly kind: 'started'; readonly file: string }
  | { readonly kind: 'share'; readonly file: string; readonly share: number }
  | { readonly kind: 'done'; readonly result: ImportedFile | SkippedFile }
  | { readonly kind: 'failed'; readonly file: string; readonly error: AppError };

export interface ImportSummary {
  readonly results: readonly (ImportedFile | SkippedFile)[];
  readonly failures: readonly AppError[];
}

export interface ImportRequest {
  readonly paths: readonly string[];
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Id of a format, or a mapping of one's own: a path, or a `logformat`. Found by the content when left out. */
  readonly format?: string | undefined;
  /** `YYYY-MM-DD`, for logs whose times have no year; today when left out. */
  readonly exportedOn?: string | undefined;
  /** Store a file even if hardly anything in it can be read. */
  readonly mayRejectMost?: boolean | undefined;
  /** The day that lists of people and devices describe, `YYYY-MM-DD`. */
  readonly listedOn?: string | undefined;
  /** Everybody who is not on a list of people had left by its day. */
  readonly isComplete?: boolean | undefined;
  /** Lists may change whose past events are. */
  readonly mayReattribute?: boolean | undefined;
  /** What the path `-` stands for. */
  readonly standardInput?: StandardInput | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: ImportEvent) => void) | undefined;
}

/** read → normalise → store, file by file: one that cannot be read does not stop the others. */
export async function importPaths(
  store: Store,
  configuration: Configuration,
  request: ImportRequest,
): Promise<ImportSummary> {
  const format = await namedFormat(request.format, request.folder);
  const rulebook = rulebookOf(store, configuration);
  const searches = loadSearches(rulebook.taxonomy, configuration);
  await removeOrphanSegments(store);
  const scratch = Scratch.at(unpackFolderOf(store.workspace));
  try {
    const { sources, faults } = await findSources(request, { ...request, scratch });
    request.onEvent?.({ kind: 'found', files: sources.length });
    const ordered = await listsFirst(sources, format);
    const imported = await importSources(store, ordered, {
      ...request,
      format,
      configuration,
      rulebook,
      searches,
      scratch,
    });
    return { ...imported, failures: [...faults, ...imported.failures] };
  } catch (error) {
    throw request.signal?.aborted ? fail('cancelled', {}, { cause: error }) : error;
  } finally {
    await scratch.close();
  }
}

interface Importing extends Omit<ImportRequest, 'format'>, ImportOptions {
  readonly scratch: Scratch;
}

async function importSources(
  store: Store,
  sources: readonly FoundSource[],
  importing: Importing,
): Promise<ImportSummary> {
  const { signal, onEvent } = importing;
  const results: (ImportedFile | SkippedFile)[] = [];
  const failures: AppError[] = [];
  for (const source of sources) {
    const { name } = source;
    signal?.throwIfAborted();
    onEvent?.({ kind: 'started', file: name });
    try {
      if ('fault' in source) throw source.fault;
      const onShare = (share: number) => onEvent?.({ kind: 'share', file: name, share });
      const options = { ...importing, onShare };
      const result = await withText(source, importing, (path) => importFile(store, { path, name }, options));
      results.push(result);
      onEvent?.({ kind: 'done', result });
    } catch (error) {
      if (signal?.aborted || !(error instanceof AppError)) throw error;
      failures.push(error);
      onEvent?.({ kind: 'failed', file: name, error });
    }
  }
  return { results, failures };
}

/** A policy given as a path is looked for from the workspace, wherever the command stands. */
function rulebookOf(store: Store, configuration: Configuration): Rulebook {
  const taxonomy = loadTaxonomy();
  const { folder, configurationFile } = store.workspace;
  const { policy } = configuration;
  assertNamedTopics(configurationFile, configuration, taxonomy);
  const packs = [policy].flat().map((idOrPath) => (isPackPath(idOrPath) ? resolve(folder, idOrPath) : idOrPath));
  assertNamedPacks(configurationFile, packs);
  return { taxonomy, policy: loadPolicy(packs, taxonomy) };
}

/** A draft that nobody has finished is not printed. */
function finishedRulebookOf(store: Store, configuration: Configuration): Rulebook {
  const rulebook = rulebookOf(store, configuration);
  assertFinished(rulebook.policy);
  return rulebook;
}

/** attribute → map: how many events of a period fall under a clause, each counted once. */
export async function mapPeriod(store: Store, configuration: Configuration, period: Period): Promise<Matched> {
  await mapEvents(store, configuration, period, rulebookOf(store, configuration));
  return countMatched(store);
}

/** find, of a period that `mapPeriod` has mapped in this store: the findings alone. */
export async function findMapped(
  store: Store,
  configuration: Configuration,
  period: Period,
): Promise<readonly FoundFinding[]> {
  await makeDecisions(store, configuration, period, rulebookOf(store, configuration));
  return runFindings(store, allFindings());
}

/** attribute → map → find. The result names nobody. */
export async function reviewPeriod(store: Store, configuration: Configuration, period: Period): Promise<Review> {
  await assertNotDeleted(store, period);
  const rulebook = finishedRulebookOf(store, configuration);
  await mapEvents(store, configuration, period, rulebook);
  await makeDecisions(store, configuration, period, rulebook);
  const found = await buildReview(store, period);
  const review = { ...found, listEffects: await verifyDecisions(store, configuration, rulebook, period.to) };
  await saveReview(store.workspace, review);
  return review;
}

export interface FigureEditions {
  readonly editions: readonly Edition[];
  /** Figures that cannot be protected any more: editions issued before give them away. */
  readonly exposedCount: number;
}

/**
 * edit: what readers outside the safeguarding team may see of a review. It opens nothing that is sealed. What these
 * editions tell is remembered, so that a later one does not give it away.
 */
export async function editFigures(
  store: Store,
  configuration: Configuration,
  review: Review,
  names: readonly SuppressedEdition[],
): Promise<FigureEditions> {
  if (names.length === 0) return { editions: [], exposedCount: 0 };
  const rulebook = finishedRulebookOf(store, configuration);
  const context = { ...rulebook, review, configuration };
  const disclosure = await discloseReview(store, configuration, rulebook, review);
  const readers = await readersByOffice(store);
  const edit: Record<SuppressedEdition, () => Edition> = {
    governors: () => editGovernors(context, disclosure),
    public: () => editPublic(context, disclosure),
    it: () => editIt(context, disclosure),
    evidence: () => editEvidence(context, disclosure, readers),
  };
  const editions = names.map((name) => edit[name]());
  for (const name of names) await recordIssued(store, name, review, disclosure);
  return { editions, exposedCount: disclosure.exposed.length };
}

/** edit: what is about people, for the office that it is sealed to. */
export async function editNames(
  unlocked: Unlocked,
  configuration: Configuration,
  review: Review,
  edition: NamedEdition,
): Promise<Edition> {
  const context = { ...finishedRulebookOf(unlocked.store, configuration), review, configuration };
  const names = await readNames(unlocked);
  switch (edition) {
    case 'dsl':
      return editDsl(context, names);
    case 'staff-annex':
      return editStaffAnnex(context, names);
    case 'chair-annex':
      return editChairAnnex(context, names);
  }
}

/**
 * The chain from one event to clause, route and step.
 * @param reader whose key was opened: what may be about an adult of the school is for its readers alone
 */
export async function explainEvent(
  store: Store,
  configuration: Configuration,
  id: string,
  reader: Pick<Reader, 'offices'> | null = null,
): Promise<Explanation> {
  return explain(store, configuration, rulebookOf(store, configuration), id, reader);
}

/** What a list would have done to the stored traffic. */
export async function backtest(
  store: Store,
  configuration: Configuration,
  request: BacktestRequest,
): Promise<Backtest> {
  return backtestList(store, configuration, rulebookOf(store, configuration), request);
}

/** What one of two lists would change and the other not. */
export async function compare(store: Store, configuration: Configuration, lists: ComparedLists): Promise<Comparison> {
  return compareLists(store, configuration, rulebookOf(store, configuration), lists);
}

/** Whether approved decisions came to the filter. */
export async function verifyLists(store: Store, configuration: Configuration, on?: string): Promise<ListEffect[]> {
  return verifyDecisions(store, configuration, rulebookOf(store, configuration), on);
}

/** One decision about an entry of a list. */
export async function decide(
  store: Store,
  configuration: Configuration,
  decision: EntryDecision,
): Promise<{ readonly isNew: boolean; readonly remarks: readonly string[] }> {
  const { results, failures } = await importPaths(store, configuration, {
    ...{ paths: ['-'], folder: store.workspace.folder, format: 'list-decisions-csv' },
    standardInput: sheetOf(decision, todayIn(configuration.timeZone), await decisionCount(store)),
  });
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  // A row that is rejected would else pass for one that stands there already.
  if (results.some((result) => result.outcome === 'imported' && result.rejected > 0))
    throw fail('entry-refused', { reason: 'a word of the decision is not one that is known' });
  const isNew = results.some((result) => result.outcome === 'imported' && result.loaded > 0);
  return { isNew, remarks: remarksOn(decision) };
}

/** What could go on the lists of the filter, with the evidence for it. */
export async function suggest(store: Store, configuration: Configuration, period?: Period): Promise<Suggestions> {
  return suggestEntries(store, configuration, rulebookOf(store, configuration), period);
}

/** What has had its time goes; safe monthly figures stay. */
export async function retain(
  store: Store,
  configuration: Configuration,
  now: Date = new Date(),
): Promise<RetentionResult> {
  return deletePast(store, configuration, { rulebook: rulebookOf(store, configuration), now });
}

export type SubjectRequest = Omit<Erasing, 'rulebook'>;

/** Everything held on one person that the caller's key opens. */
export async function subjectHoldings(request: SubjectRequest, who: string): Promise<Holdings> {
  const rulebook = rulebookOf(request.unlocked.store, request.configuration);
  return holdingsOn({ ...request, rulebook }, who);
}

/** The chains of one person's month, as far as the caller's key opens it. */
export async function explainMonth(request: SubjectRequest, who: string, month: string): Promise<MonthExplanation> {
  const rulebook = rulebookOf(request.unlocked.store, request.configuration);
  return explainPersonMonth({ ...request, rulebook }, who, month);
}

/** What the same account did in the filter's log around a capture, for whoever may read that capture. */
export async function aroundCapture(request: SubjectRequest, id: string, minutes: number): Promise<Around> {
  const rulebook = rulebookOf(request.unlocked.store, request.configuration);
  return around({ ...request, rulebook }, id, minutes);
}

/** Erases one person as far as the caller's key reaches; the counts stay. */
export async function eraseSubject(request: SubjectRequest, who: string): Promise<Erased> {
  const rulebook = rulebookOf(request.unlocked.store, request.configuration);
  return erase({ ...request, rulebook }, who);
}
