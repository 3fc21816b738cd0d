/** `fmreview blocklist decide`: what somebody decided about one entry, kept with who, why and when to look again. */
import { DECISION_OFFICES, DECISION_REASONS, decide, type ExitCode, LIST_GROUPS, LIST_KINDS } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { record } from '../record.js';
import { withStore } from '../workspace-store.js';
import { WrongUse } from '../wrong-use.js';

const DECISIONS = ['approve', 'refuse', 'withdraw'] as const;

const inputShape = z.object({
  what: z.string().optional(),
  list: z.enum(LIST_KINDS).optional(),
  approve: z.boolean().default(false),
  refuse: z.boolean().default(false),
  withdraw: z.boolean().default(false),
  group: z.array(z.string()).default([]),
  because: z.string().optional(),
  by: z.string().optional(),
  on: z.string().optional(),
  lookAgain: z.string().optional(),
  note: z.string().optional(),
  workspace: z.string().optional(),
});
type Input = z.infer<typeof inputShape>;

const wrong = (message: string) => new WrongUse(message, 'fmreview blocklist');

function decisionOf(given: Input): (typeof DECISIONS)[number] {
  const [decision, ...others] = DECISIONS.filter((word) => given[word]);
  if (decision === undefined || others.length > 0) throw wrong('Say one of --approve, --refuse and --withdraw.');
  return decision;
}

function oneOf(option: string, word: string | undefined, words: readonly string[]): string {
  if (word !== undefined && words.includes(word)) return word;
  throw wrong(`Say ${option} with one of: ${words.join(', ')}.`);
}

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { what: entry, list, group, on, lookAgain, note } = given;
  if (entry === undefined) throw wrong('Name the entry to decide about, such as example.org.');
  if (list === undefined) throw wrong(`Say --list with one of: ${LIST_KINDS.join(', ')}.`);
  const decision = decisionOf(given);
  const reason = oneOf('--because', given.because, DECISION_REASONS);
  const decidedBy = oneOf('--by', given.by, DECISION_OFFICES);
  const groups = group.length === 0 ? [undefined] : group.map((word) => oneOf('--group', word, LIST_GROUPS));
  await withStore(given.workspace, context, async (store, configuration) => {
    for (const each of groups) {
      const order = { entry, list, decision, group: each, reason, decidedBy, reviewOn: lookAgain, notes: note };
      const { isNew, remarks } = await decide(store, configuration, { ...order, decidedOn: on });
      const forWhom = each === undefined ? '' : ` for ${each}`;
      context.output.words(
        isNew ? `Kept: ${decision} ${entry} on the ${list} list${forWhom}.` : `It was decided so before${forWhom}.`,
      );
      for (const remark of remarks) context.output.alarm(`${entry}: ${remark}.`);
    }
    await record(store, { command: 'blocklist decide', reader: null, detail: { decisions: groups.length } }, context);
  });
  return 0;
}
