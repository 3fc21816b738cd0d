/** `fmreview blocklist export`: the approved decisions as a list that a program takes. */
import { basename, dirname, resolve } from 'node:path';
import { CANNOT_SAY, type ExitCode, entryText, exportDecided, LIST_KINDS } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText } from '../display-text.js';
import { withFolder, writeWhole } from '../output-files.js';
import { withStore } from '../workspace-store.js';
import { WrongUse } from '../wrong-use.js';

const inputShape = z.object({
  as: z.string().optional(),
  list: z.enum(LIST_KINDS).default('block'),
  group: z.array(z.string()).default([]),
  on: z.string().optional(),
  out: z.string().optional(),
  workspace: z.string().optional(),
});

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { as, list, group, on, out, workspace } = inputShape.parse(input);
  const [only = null, ...more] = group;
  if (as === undefined) throw new WrongUse('Say with --as which program the list is for.', 'fmreview blocklist');
  if (more.length > 0) throw new WrongUse('A list is for one group: make one list for each.', 'fmreview blocklist');
  const { output, folder } = context;
  const made = await withStore(workspace, context, async (store, configuration) => {
    const title = `${configuration.school.name}: ${list} list${only === null ? '' : ` for ${only}`}`;
    return exportDecided(store, { list, as, group: only, title, on });
  });
  if (out === undefined) await output.data(made.text.replace(/\n$/, ''));
  else await writeFile(resolve(folder, out), made.text);
  output.words(`Entries: ${countText(made.count)}, decided up to ${made.madeOn}.`);
  for (const { entry, reason } of made.omitted) output.alarm(`Left out: ${entryText(entry)}: ${CANNOT_SAY[reason]}.`);
  for (const entry of made.narrowed)
    output.alarm(`Only the host itself: ${entryText(entry)}: this format cannot say what lies below it.`);
  if (made.covered.length > 0)
    output.words(`Left out, because another entry covers them: ${countText(made.covered.length)}.`);
  if (made.otherGroups.length > 0)
    output.words(`Decided for other groups, and not in this list: ${made.otherGroups.join(', ')}.`);
  return 0;
}

/** Whole or not at all; a list holds nobody's name. */
const writeFile = (path: string, text: string) =>
  withFolder(dirname(path), () =>
    writeWhole(dirname(path), basename(path), { content: Buffer.from(text, 'utf8'), isPersonal: false }),
  );
