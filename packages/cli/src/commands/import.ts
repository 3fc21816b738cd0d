/** `fmreview import`: files into the store, a table of what became of every line, and the files that failed. */
import {
  EXIT_CODES,
  type ExitCode,
  fail,
  type ImportedFile,
  type ImportSummary,
  importPaths,
  shortInputName,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText, printable } from '../display-text.js';
import { writeProblem } from '../error-report.js';
import { shortNames } from '../file-names.js';
import { type TableColumn, textTable } from '../text-table.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  paths: z.array(z.string()).min(1),
  as: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
  exportedOn: z.string().optional(),
  acceptRejections: z.boolean().default(false),
  asOf: z.string().optional(),
  complete: z.boolean().default(false),
  yes: z.boolean().default(false),
});

const COUNTS = ['lines', 'loaded', 'duplicate', 'rejected', 'ignored'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { paths, as: format, exportedOn, workspace, json } = given;
  const { output, folder, signal, standardInput } = context;
  const progress = output.isTerminal ? (await import('../import-progress.js')).importProgress() : null;
  const summary = await withStore(workspace, context, async (store, configuration) => {
    try {
      const lists = { listedOn: given.asOf, isComplete: given.complete, mayReattribute: given.yes };
      const logs = { format, exportedOn, mayRejectMost: given.acceptRejections };
      const request = { paths, folder, ...logs, ...lists, standardInput, signal, onEvent: progress?.onEvent };
      return await importPaths(store, configuration, request);
    } finally {
      progress?.stop();
    }
  });
  if (json) await output.data(jsonText(importJson(summary), 2));
  else if (summary.results.length > 0) await output.data(summaryTable(summary, context));
  return conclude(summary, paths, context);
}

const importedIn = ({ results }: ImportSummary): ImportedFile[] =>
  results.flatMap((result) => (result.outcome === 'imported' ? [result] : []));

function totalsOf(files: readonly Counts[]): Counts {
  const sum = (name: keyof Counts) => files.reduce((total, file) => total + file[name], 0);
  return {
    lines: sum('lines'),
    loaded: sum('loaded'),
    duplicate: sum('duplicate'),
    rejected: sum('rejected'),
    ignored: sum('ignored'),
  };
}

function importJson(summary: ImportSummary) {
  return {
    files: summary.results,
    failures: summary.failures.map(({ code, message, hint, exitCode }) => ({ code, message, hint, exitCode })),
    totals: totalsOf(importedIn(summary)),
  };
}

function summaryTable(summary: ImportSummary, { output }: Context): string {
  const names = shortNames(summary.results.map(({ file }) => file));
  const columns: TableColumn[] = [
    { heading: 'File', cut: 'middle' },
    { heading: 'Lines', align: 'right' },
    { heading: 'Loaded', align: 'right' },
    { heading: 'Duplicate', align: 'right' },
    { heading: 'Rejected', align: 'right' },
    { heading: 'Ignored', align: 'right' },
  ];
  const countCells = (counts: Counts) => COUNTS.map((name) => countText(counts[name]));
  const rows = summary.results.map((result) => {
    const name = printable(names.get(result.file) ?? result.file);
    if (result.outcome === 'imported') return [name, ...countCells(result)];
    if (result.isDatedAnew) return [name, 'imported before; its day was changed'];
    const isSameName = result.sameAs === shortInputName(result.file);
    return [name, isSameName ? 'skipped: imported before' : `skipped: imported before as ${printable(result.sameAs)}`];
  });
  const imported = importedIn(summary);
  const total = imported.length > 1 ? [['Total', ...countCells(totalsOf(imported))]] : [];
  return textTable(columns, [...rows, ...total], output);
}

async function conclude(summary: ImportSummary, paths: readonly string[], { output }: Context): Promise<ExitCode> {
  const { results, failures } = summary;
  for (const remark of remarks(summary)) output.words(remark);
  // What is wrong with the workspace is wrong for every file: it is told once.
  const told = new Set<string>();
  for (const failure of failures) {
    if (!told.has(failure.message)) writeProblem(output, failure);
    told.add(failure.message);
  }
  const [first] = failures;
  if (first === undefined && results.length === 0) {
    const message = `There are no files in ${paths.join(', ')}.`;
    writeProblem(output, { message, hint: 'Name the files, or the folder that they lie in.' });
    return EXIT_CODES.unreadableInput;
  }
  if (first === undefined) return 0;
  if (results.length === 0) return first.exitCode;
  throw fail('import-partly', { failed: failures.length, total: failures.length + results.length });
}

function remarks(summary: ImportSummary): string[] {
  const imported = importedIn(summary);
  const unproven = imported
    .filter(({ datesProven }) => !datesProven)
    .map(({ file }) => printable(shortInputName(file)));
  const yearless = imported.filter(({ isYearTaken }) => isYearTaken).map(({ file }) => printable(shortInputName(file)));
  const { rejected } = totalsOf(imported);
  const today = imported
    .filter(({ isTakenForToday }) => isTakenForToday)
    .map(({ file }) => printable(shortInputName(file)));
  return [
    ...(today.length === 0
      ? []
      : [
          `Nothing says which day it describes, so year groups and classes are those of today: ${today.join(', ')}. If a list is older, import it again with --as-of and its day.`,
        ]),
    ...(yearless.length === 0
      ? []
      : [
          `The times have no year; the latest that is not to come was taken: ${yearless.join(', ')}. If a log is older, give the day of its export with --exported-on.`,
        ]),
    ...(unproven.length === 0
      ? []
      : [
          `No date proves whether the day or the month comes first; the usual order was taken (day first, but for products that write American dates): ${unproven.join(', ')}.`,
        ]),
    ...(rejected === 0 ? [] : ['To see which lines were rejected and why: fmreview status --rejections']),
  ];
}
