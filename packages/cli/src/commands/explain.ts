/** `fmreview explain`: the way of an event, or of a person's month, to its clauses, each step with the place that decided it. */
import {
  type ExitCode,
  type Explanation,
  type ExplanationStep,
  explainEvent,
  explainMonth,
  type MonthExplanation,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, displayWidth, jsonText, padded, printable, wrapped } from '../display-text.js';
import { hasKey, unlockShape, withUnlocked } from '../unlock-options.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  what: z.string(),
  month: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
  ...unlockShape,
});
type Input = z.infer<typeof inputShape>;

const UNLOCK = { command: 'explain', office: null } as const;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { month } = given;
  return month === undefined ? explainOne(given, context) : explainPerson({ ...given, month }, context);
}

/** Without a key it shows what is about pupils and about nobody known; with one, what its reader may read as well. */
const explanationOf = (given: Input, context: Context): Promise<Explanation> =>
  hasKey(given)
    ? withUnlocked(given, context, UNLOCK, ({ unlocked, configuration, reader }) =>
        explainEvent(unlocked.store, configuration, given.what, reader),
      )
    : withStore(given.workspace, context, (store, configuration) => explainEvent(store, configuration, given.what));

async function explainOne(given: Input, context: Context): Promise<ExitCode> {
  const explanation = await explanationOf(given, context);
  if (given.json) await context.output.data(jsonText(explanation, 2));
  else await writeSteps(explanation.steps, context);
  return 0;
}

async function explainPerson(given: Input & { readonly month: string }, context: Context): Promise<ExitCode> {
  await withUnlocked(given, context, UNLOCK, async (opened) => {
    const explanation = await explainMonth(opened, given.what, given.month);
    if (given.json) await context.output.data(jsonText(explanation, 2));
    else await writeMonth(explanation, context);
  });
  return 0;
}

async function writeMonth({ matters, month, closedEvents }: MonthExplanation, context: Context): Promise<void> {
  const { output } = context;
  for (const { captures, episodes, blockedRequests, steps } of matters) {
    const counts = `${countText(captures)} captures in ${countText(episodes)} episodes, ${countText(blockedRequests)} blocked requests`;
    await output.data(`${month}: ${counts}`);
    await writeSteps(steps, context);
    await output.data('');
  }
  if (matters.length === 0)
    output.words('In that month there are no captures and no blocked requests that this key opens.');
  if (closedEvents > 0)
    output.words(`Not looked at: ${countText(closedEvents)} events that are sealed to other readers.`);
}

/** The store keeps little of a file's name: the import's number leads to the file. */
const placeWords = (where: string): string =>
  where.replace(/^(\d+):(.*):(\d+)$/, (_, importId, file, line) => `import ${importId}, ${file} line ${line}`);

async function writeSteps(steps: readonly ExplanationStep[], { output }: Context): Promise<void> {
  const stageColumns = Math.max(...steps.map(({ stage }) => displayWidth(stage)), 0);
  for (const [index, { stage, words, where }] of steps.entries()) {
    const start = `${padded(String(index + 1), 2, 'right')}. ${padded(stage, stageColumns, 'left')}  `;
    const margin = ' '.repeat(start.length);
    const lines = wrapped(printable(words), output.columns - start.length);
    const place = where === null ? [] : [`at ${placeWords(where)}`];
    await output.data([...lines, ...place].map((line, at) => `${at === 0 ? start : margin}${line}`).join('\n'));
  }
}
