/** The table of contents: what the tool does, stage by stage, and nothing else. */
import { resolve } from 'node:path';
import type { Period } from './attribute/calendar.js';
import type { Configuration } from './configuration.js';
import { editDsl } from './edit/dsl.js';
import { editGovernors } from './edit/governors.js';
import type { Edition } from './edition/index.js';
import { AppError, fail } from './errors.js';
import { buildReview } from './find/build-review.js';
import type { Review } from './find/review.js';
import { saveReview } from './find/save-review.js';
import { mapEvents, type Rulebook } from './map/events.js';
import { type Explanation, explainEvent as explain } from './map/explain.js';
import { loadPolicy } from './map/policy.js';
import { loadTaxonomy } from './map/taxonomy.js';
import { formatById } from './read/detect-format.js';
import { findFiles } from './read/find-files.js';
import { type ImportedFile, importFile, type SkippedFile } from './store/import-file.js';
import { readNames } from './store/names.js';
import type { Store } from './store/open-store.js';

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
  readonly format?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: ImportEvent) => void) | undefined;
}

/** read → normalise → store, file by file: one that cannot be read does not stop the others. */
export async function importPaths(
  store: Store,
  configuration: Configuration,
  request: ImportRequest,
): Promise<ImportSummary> {
  const { signal, onEvent, format } = request;
  if (format !== undefined) formatById(format);
  const { files, faults } = await findFiles(request.paths, request.folder);
  const results: (ImportedFile | SkippedFile)[] = [];
  const failures: AppError[] = [...faults];
  onEvent?.({ kind: 'found', files: files.length });
  for (const file of files) {
    if (signal?.aborted) throw fail('cancelled', {});
    onEvent?.({ kind: 'started', file });
    try {
      const onShare = (share: number) => onEvent?.({ kind: 'share', file, share });
      const result = await importFile(store, file, { format, timeZone: configuration.timeZone, signal, onShare });
      results.push(result);
      onEvent?.({ kind: 'done', result });
    } catch (error) {
      if (signal?.aborted) throw fail('cancelled', {}, { cause: error });
      if (!(error instanceof AppError)) throw error;
      failures.push(error);
      onEvent?.({ kind: 'failed', file, error });
    }
  }
  return { results, failures };
}

/** A policy given as a path is looked for from the workspace, wherever the command stands. */
function rulebookOf(store: Store, { policy }: Configuration): Rulebook {
  const taxonomy = loadTaxonomy();
  const isPath = /[\\/]|\.ya?ml$/.test(policy);
  return { taxonomy, policy: loadPolicy(isPath ? resolve(store.workspace.folder, policy) : policy, taxonomy) };
}

/** attribute → map → find. The result names nobody. */
export async function reviewPeriod(store: Store, configuration: Configuration, period: Period): Promise<Review> {
  const rulebook = rulebookOf(store, configuration);
  await mapEvents(store, configuration, period, rulebook);
  const review = await buildReview(store, period);
  await saveReview(store.workspace, review);
  return review;
}

/** edit: what one kind of reader may see of a review. */
export async function editReview(
  store: Store,
  configuration: Configuration,
  review: Review,
  edition: Edition['edition'],
): Promise<Edition> {
  const context = { ...rulebookOf(store, configuration), review, configuration };
  return edition === 'governors' ? editGovernors(context) : editDsl(context, await readNames(store));
}

/** The chain from one event to clause, route and step. */
export async function explainEvent(store: Store, configuration: Configuration, id: string): Promise<Explanation> {
  return explain(store, configuration, rulebookOf(store, configuration), id);
}
