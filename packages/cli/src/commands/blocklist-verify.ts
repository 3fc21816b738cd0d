/** `fmreview blocklist verify`: whether approved decisions came to the filter, by the logs of the days after them. */
import { type ExitCode, LIST_EFFECTS, type ListEffect, verifyLists } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import type { Output } from '../output.js';
import { textTable } from '../text-table.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  on: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { on, workspace, json } = inputShape.parse(input);
  const { output } = context;
  const effects = await withStore(workspace, context, (store, configuration) => verifyLists(store, configuration, on));
  if (json) await output.data(jsonText(effects, 2));
  else if (effects.length === 0) output.words('No entry of a list has been approved yet.');
  else await output.data(page(effects, output));
  return 0;
}

function page(effects: readonly ListEffect[], output: Output): string {
  const table = textTable(
    [
      { heading: 'Entry', cut: 'middle' },
      { heading: 'List' },
      { heading: 'For' },
      { heading: 'Decided' },
      { heading: 'Requests', align: 'right' },
      { heading: 'As decided', align: 'right' },
      { heading: 'Effect', cut: 'end' },
    ],
    effects.map(({ text, list, group, decidedOn, requests, asDecided, effect }) => [
      text,
      list,
      group ?? 'all',
      decidedOn,
      countText(requests),
      countText(asDecided),
      LIST_EFFECTS[effect],
    ]),
    output,
  );
  const open = effects
    .filter(({ openGroups }) => openGroups.length > 0)
    .map(
      ({ text, openGroups, lastOtherwise }) =>
        `${text}: not yet for ${openGroups.join(', ')}; last on ${lastOtherwise}.`,
    );
  return [table, ...(open.length > 0 ? ['', ...open] : [])].join('\n');
}
