/** `fmreview template`: an empty list for people to fill in, and what to write in its columns. */
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type ExitCode, fail, TEMPLATE_KINDS, type Template, type TemplateKind, templateOf } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { jsonText, padded, wrapped } from '../display-text.js';
import type { Output } from '../output.js';
import { withFolder, writeWhole } from '../output-files.js';

const inputShape = z.object({
  kind: z.enum(TEMPLATE_KINDS),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

const REMARKS: Readonly<Record<TemplateKind, readonly string[]>> = {
  outcomes: [
    'One row a decision. A later decision about the same event replaces an earlier one; write it below, and import the whole list again.',
    'In a spreadsheet make the column Event reference text, or it takes 10:17 for a time of day.',
    'Names of people have no place in Decided by: write the office.',
  ],
  concerns: [
    'One row a report. Add the answer to its row when there is one, and import the whole list again: it counts once.',
  ],
  acceptance: ['One row a signature: who agreed to which agreement of the policy, and when.'],
  people: ['One row a person, with the account that is theirs. It is laid beside the logs by the day of each record.'],
  devices: ['One row a device.'],
  checks: [
    'One row a test of the filter or of monitoring. Where one failed, write into its row who acts, and later the day on which it was put right; import the whole list again: each test counts once.',
    'The program records tests and never makes one. For illegal images only the test page of the Internet Watch Foundation may be used; nobody ever looks for such pictures.',
  ],
  exclusions: [
    'One row a phrase, a site or a topic that reviews count apart and print with its reason. Nothing is deleted.',
    'A row about the same, for the same people and from the same day, decided later, replaces the earlier one: so an exclusion ends sooner or goes on.',
  ],
  'list-decisions': [
    'One row a decision about one entry of a block list, an allow list or the exceptions. A later decision replaces an earlier one; write it below, and import the whole list again.',
  ],
};

const requirement = ({ isRequired, help }: Template['columns'][number]) =>
  [isRequired ? 'must be filled' : 'may be empty', help].filter((part) => part !== '').join('; ');

function explain({ kind, columns, format }: Template, { columns: width, words }: Output): void {
  for (const remark of REMARKS[kind]) for (const line of wrapped(remark, width)) words(line);
  const widest = Math.max(...columns.map(({ name }) => name.length));
  for (const column of columns) {
    const lines = wrapped(requirement(column), width - widest - 4);
    for (const [at, line] of lines.entries())
      words(`  ${padded(at === 0 ? column.name : '', widest, 'left')}  ${line}`);
  }
  const last = `The columns may stand in any order. fmreview import reads it as ${format}.`;
  for (const line of wrapped(last, width)) words(line);
}

async function writeFile(path: string, text: string): Promise<string> {
  if (existsSync(path)) throw fail('output-exists', { file: path });
  const folder = dirname(path);
  // It will hold what is about people.
  return withFolder(folder, () => writeWhole(folder, basename(path), { content: Buffer.from(text), isPersonal: true }));
}

export async function run(input: unknown, { folder, output }: Context): Promise<ExitCode> {
  const { kind, out, json } = inputShape.parse(input);
  const template = templateOf(kind);
  const file = out === undefined ? null : await writeFile(resolve(folder, out), template.text);
  if (json) {
    const { format, columns } = template;
    await output.data(jsonText({ kind, format, file, columns }, 2));
    return 0;
  }
  await output.data(file ?? template.text.trimEnd());
  explain(template, output);
  return 0;
}
