/** `fmreview blocklist check`: what is wrong with a list, before it goes into a filter. */
import { assertSound, type CheckedList, checkList, type ExitCode, listFaultWords } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import type { Output } from '../output.js';
import { textTable } from '../text-table.js';
import { WrongUse } from '../wrong-use.js';

const inputShape = z.object({
  what: z.string().optional(),
  as: z.string().optional(),
  json: z.boolean().default(false),
});

/** Of a long list, so many warnings are shown; --json has them all. */
const MOST_WARNINGS_SHOWN = 100;

const columns = [
  { heading: 'Line', align: 'right' },
  { heading: 'Warning', cut: 'end' },
] as const;

export async function run(input: unknown, { output, folder }: Context): Promise<ExitCode> {
  const { what: list, as, json } = inputShape.parse(input);
  if (list === undefined) throw new WrongUse('Name the list to check.', 'fmreview blocklist');
  const checked = await checkList(list, { folder, as });
  await (json ? output.data(jsonText(checkJson(checked), 2)) : writePage(checked, output));
  assertSound(checked);
  output.words('No faults.');
  return 0;
}

const checkJson = ({ file, format, effect, entries, exceptions, faults, judgements }: CheckedList) => ({
  ...{ file, format, effect },
  ...{ entries: entries.length, exceptions: exceptions.length },
  faults: faults.map((fault) => ({ ...fault, words: listFaultWords(fault) })),
  judgements,
});

async function writePage({ format, effect, entries, exceptions, judgements }: CheckedList, output: Output) {
  const use = effect === 'block' ? 'blocks' : 'allows';
  const except = exceptions.length === 0 ? '' : ` Exceptions: ${countText(exceptions.length)}.`;
  await output.data(`A list that ${use}, read as ${format}. Entries: ${countText(entries.length)}.${except}`);
  const warnings = judgements.filter(({ level }) => level === 'warn');
  if (warnings.length === 0) return;
  const rows = warnings
    .slice(0, MOST_WARNINGS_SHOWN)
    .map(({ line, words, otherLine }) => [String(line), otherLine === null ? words : `${words} (line ${otherLine})`]);
  await output.data(`\n${textTable(columns, rows, output)}`);
  if (warnings.length > rows.length) output.words(`Warnings shown: ${rows.length} of ${countText(warnings.length)}.`);
}
