/** `fmreview retain`: deletes what has had its time by the configuration, or shows what that would be. */
import { type ExitCode, findWorkspace, finishRewrite, planRetention, type RetentionLine, retain } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { textTable } from '../text-table.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  dryRun: z.boolean().default(false),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});

const KIND_WORDS = {
  captures: 'Captures',
  requests: 'Requests',
  people: 'People, devices',
  sealed: 'Sealed texts',
  aggregates: 'Figures',
} as const satisfies Record<RetentionLine['kind'], string>;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { dryRun, workspace, json } = inputShape.parse(input);
  const { output } = context;
  const { lines, figures } = await withStore(workspace, context, async (store, configuration) =>
    dryRun ? { lines: await planRetention(store, configuration), figures: null } : retain(store, configuration),
  );
  // The deletion stands: it is told first, even where the store then cannot be written anew.
  if (json) await output.data(jsonText({ dryRun, kinds: lines, figures }, 2));
  else {
    await output.data(tableOf(lines, context));
    for (const line of wordsOf(lines, figures, dryRun)) output.words(line);
  }
  if (!dryRun) await finishRewrite(findWorkspace(workspace, context.folder));
  return 0;
}

function tableOf(lines: readonly RetentionLine[], { output }: Context): string {
  const rows = lines.map(({ kind, months, before, rows: gone, files, segments }) => [
    KIND_WORDS[kind],
    months === null ? 'for good' : `${months} months`,
    before ?? '-',
    ...[gone, files, segments].map(countText),
  ]);
  return textTable(
    [
      { heading: 'What' },
      { heading: 'Kept' },
      { heading: 'Goes before' },
      { heading: 'Rows', align: 'right' },
      { heading: 'Files', align: 'right' },
      { heading: 'Segments', align: 'right' },
    ],
    rows,
    output,
  );
}

function wordsOf(
  lines: readonly RetentionLine[],
  figures: { readonly made: number; readonly withheld: number } | null,
  isDry: boolean,
): string[] {
  if (lines.every(({ rows, segments }) => rows + segments === 0))
    return ['Nothing is older than the configuration allows.'];
  if (figures === null || isDry) return ['Nothing was deleted. Without --dry-run, this goes for good.'];
  return [
    'This was deleted, and the audit says how much of each kind.',
    ...(figures.made > 0
      ? [`Monthly figures kept of it: ${countText(figures.made)}, of which withheld: ${countText(figures.withheld)}.`]
      : []),
    'Reports and copies outside the workspace are yours to delete.',
  ];
}
