/** `fmreview format`: a mapping drafted from an export that no format reads, and a mapping checked before it is used. */
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import {
  checkMapping,
  draftFormat,
  type ExitCode,
  type FormatDraft,
  fail,
  isMostlyRejected,
  type MappingCheck,
  mappingText,
  REASONS,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText, wrapped } from '../display-text.js';
import type { Output } from '../output.js';
import { withFolder, writeWhole } from '../output-files.js';
import { textTable } from '../text-table.js';
import { WrongUse } from '../wrong-use.js';

const KINDS = [
  ...(['request', 'capture', 'membership', 'device', 'outcome', 'concern', 'acceptance'] as const),
  ...(['check', 'exclusion', 'list-decision'] as const),
];

const inputShape = z.object({
  action: z.enum(['draft', 'check']),
  files: z.array(z.string()).min(1),
  kind: z.enum(KINDS).optional(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});
type Input = Omit<z.infer<typeof inputShape>, 'files'> & { readonly file: string; readonly export: string | undefined };

const COMMAND = 'fmreview format';

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const { files, ...options } = inputShape.parse(input);
  const [file = '', log, ...more] = files;
  if (more.length > 0) throw new WrongUse('Give no more than two files: a mapping and an export.', COMMAND);
  const given = { ...options, file, export: log };
  if (given.action === 'check') return check(given, context);
  await draft(given, context);
  return 0;
}

const tell = ({ words, columns }: Output, text: string) => {
  for (const line of wrapped(text, columns)) words(line);
};

const toDecide = ({ fields, isKindClear, mapping }: FormatDraft): string[] => [
  ...(isKindClear ? [] : ['kind']),
  ...(mapping.frame === null ? ['frame'] : []),
  ...fields.flatMap(({ name, source }) => (source === null ? [name] : [])),
];

async function writeMapping(path: string, text: string): Promise<string> {
  const folder = dirname(path);
  return withFolder(folder, () =>
    // Names of columns stand in it, and nothing of what stands in the columns.
    writeWhole(folder, basename(path), { content: Buffer.from(text), isPersonal: false }),
  );
}

async function draft(given: Input, { output, folder, standardInput, signal }: Context): Promise<void> {
  const { file, kind, out } = given;
  if (given.export !== undefined) throw new WrongUse('To draft, give one file: the export.', COMMAND);
  if (out !== undefined && !/\.ya?ml$/i.test(out)) throw new WrongUse('The file of a mapping ends in .yaml.', COMMAND);
  // Corrections may lie in it.
  if (out !== undefined && existsSync(resolve(folder, out)))
    throw fail('output-exists', { file: resolve(folder, out) });
  const drafted = await draftFormat(file, { folder, kind, standardInput, signal });
  const text = mappingText(drafted);
  const path = out === undefined ? null : await writeMapping(resolve(folder, out), text);
  if (given.json) await output.data(jsonText(draftJson(drafted, path), 2));
  else await output.data(path ?? text.trimEnd());
  if (drafted.known !== null) {
    tell(output, `The format ${drafted.known} reads this file already: you need a mapping only to change how.`);
    return;
  }
  const left = toDecide(drafted);
  if (left.length > 0) tell(output, `Not found, so it is for you to decide: ${left.join(', ')}.`);
  tell(output, `Look at every guess, then run: ${COMMAND} check ${out ?? 'my-filter.yaml'} ${file}`);
}

const draftJson = (drafted: FormatDraft, file: string | null) => ({
  file,
  known: drafted.known,
  kind: drafted.mapping.kind,
  toDecide: toDecide(drafted),
  fields: drafted.fields.map(({ name, source, sureness, reason }) => ({
    name,
    isFound: source !== null,
    sureness,
    reason,
  })),
  unused: drafted.unused,
});

async function check(given: Input, { output, folder, signal }: Context): Promise<ExitCode> {
  if (given.out !== undefined || given.kind !== undefined)
    throw new WrongUse('The options --out and --kind belong to draft.', COMMAND);
  const checked = await checkMapping(given.file, given.export, { folder, signal });
  const isUnfit =
    checked.counts !== null && isMostlyRejected(checked.counts.records, sumOfRejected(checked.counts.rejected));
  if (isUnfit) output.alarm('Nearly every record is rejected: an import with this mapping would refuse the file.');
  if (given.json) await output.data(jsonText(checked, 2));
  else await output.data(checkPage(checked, output));
  if (isUnfit) return UNREADABLE;
  output.words('No faults.');
  return 0;
}

const UNREADABLE = 3 satisfies ExitCode;
const sumOfRejected = (rejected: readonly { readonly count: number }[]) =>
  rejected.reduce((sum, { count }) => sum + count, 0);

function checkPage({ kind, fields, counts }: MappingCheck, output: Output): string {
  const head = wrapped(`A mapping of one ${kind} a record, with the fields ${fields.join(', ')}.`, output.columns);
  if (counts === null) return head.join('\n');
  const { lines, records, ignored, rejected } = counts;
  const total = sumOfRejected(rejected);
  const summary = `Lines: ${countText(lines)}. Records: ${countText(records)}, rejected: ${countText(total)}, ignored lines: ${countText(ignored)}.`;
  const columns = [
    { heading: 'Rejected', align: 'right' },
    { heading: 'Field' },
    { heading: 'Reason', cut: 'end' },
  ] as const;
  const rows = rejected.map(({ count, column, reason }) => [
    countText(count),
    column ?? 'the whole line',
    REASONS[reason],
  ]);
  return [
    ...head,
    ...wrapped(summary, output.columns),
    ...(rows.length === 0 ? [] : ['', textTable(columns, rows, output)]),
  ].join('\n');
}
