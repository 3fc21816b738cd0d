/** `fmreview explain`: the way of one event to its clause, step by step, each with the place that decided it. */
import { type ExitCode, explainEvent } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { displayWidth, jsonText, padded, printable, wrapped } from '../display-text.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  id: z.string(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { id, workspace, json } = inputShape.parse(input);
  const { output } = context;
  const explanation = await withStore(workspace, context, (store, configuration) =>
    explainEvent(store, configuration, id),
  );
  if (json) {
    await output.data(jsonText(explanation, 2));
    return 0;
  }
  const stageColumns = Math.max(...explanation.steps.map(({ stage }) => displayWidth(stage)), 0);
  for (const [index, { stage, words, where }] of explanation.steps.entries()) {
    const start = `${padded(String(index + 1), 2, 'right')}. ${padded(stage, stageColumns, 'left')}  `;
    const margin = ' '.repeat(start.length);
    const lines = wrapped(printable(words), output.columns - start.length);
    const place = where === null ? [] : [`at ${where}`];
    await output.data([...lines, ...place].map((line, at) => `${at === 0 ? start : margin}${line}`).join('\n'));
  }
  return 0;
}
