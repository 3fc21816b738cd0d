/** `fmreview blocklist`: each action has a file of its own, loaded only when it runs. */
import type { ExitCode } from '@fmreview/core';
import { z } from 'zod';
import type { CommandModule, Context } from '../context.js';

const ACTIONS = {
  suggest: () => import('./blocklist-suggest.js'),
  backtest: () => import('./blocklist-backtest.js'),
  decide: () => import('./blocklist-decide.js'),
  export: () => import('./blocklist-export.js'),
  verify: () => import('./blocklist-verify.js'),
  check: () => import('./blocklist-check.js'),
} as const satisfies Readonly<Record<string, () => Promise<CommandModule>>>;

const inputShape = z.object({ action: z.enum(['suggest', 'backtest', 'decide', 'export', 'verify', 'check']) });

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { action } = inputShape.parse(input);
  const { run: runAction } = await ACTIONS[action]();
  return runAction(input, context);
}
