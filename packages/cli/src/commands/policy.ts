/** `fmreview policy`: a pack drafted from a school's own document, and a pack checked before it is used. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  checkPolicy,
  draftPolicy,
  type ExitCode,
  fail,
  type PolicyCheck,
  type PolicyDraft,
  packText,
  policyId,
  wordingFileName,
  wordingText,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText, wrapped } from '../display-text.js';
import type { Output } from '../output.js';
import { withFolder, writeWhole } from '../output-files.js';
import { textTable } from '../text-table.js';
import { WrongUse } from '../wrong-use.js';

const inputShape = z.object({
  action: z.enum(['draft', 'check']),
  file: z.string(),
  out: z.string().optional(),
  id: z.string().optional(),
  json: z.boolean().default(false),
});
type Input = z.infer<typeof inputShape>;

const COMMAND = 'fmreview policy';

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  await (given.action === 'draft' ? draft(given, context) : check(given, context));
  return 0;
}

/** The id is the name of the pack's file, so one of them says the other. */
function placeOf({ file, out, id }: Input, folder: string): { readonly path: string; readonly id: string } {
  const named = out === undefined ? undefined : basename(out).replace(/\.yaml$/, '');
  const wanted = id ?? named ?? policyId(basename(file));
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(wanted)) {
    throw new WrongUse('Write the id in small letters and digits, with hyphens between the words.', COMMAND);
  }
  if (named !== undefined && (named !== wanted || !out?.endsWith('.yaml'))) {
    throw new WrongUse('The file of a pack has the name of its id and ends in .yaml.', COMMAND);
  }
  return { path: resolve(folder, out ?? `${wanted}.yaml`), id: wanted };
}

async function draft(given: Input, { output, folder }: Context): Promise<void> {
  const { path, id } = placeOf(given, folder);
  const target = dirname(path);
  const names = [basename(path), wordingFileName(id)];
  // Hours of corrections may lie in them.
  const taken = names.map((name) => join(target, name)).find((file) => existsSync(file));
  if (taken !== undefined) throw fail('output-unwritable', { file: taken, reason: 'a file stands there already' });
  const drafted = await draftPolicy(resolve(folder, given.file), id);
  const [pack, wording] = await withFolder(target, async () => [
    await writeWhole(target, basename(path), { content: Buffer.from(packText(drafted)), isPersonal: true }),
    await writeWhole(target, wordingFileName(id), { content: Buffer.from(wordingText(drafted)), isPersonal: true }),
  ]);
  const agreements = drafted.agreements.map(({ id: agreement, people, clauses }) => ({
    id: agreement,
    ...people,
    clauses: clauses.length,
    withoutTopic: clauses.filter(({ topics }) => topics.length === 0).length,
  }));
  if (given.json) return output.data(jsonText({ id, pack, wording, agreements }, 2));
  const rows = agreements.map((each) => [each.id, peopleText(each), String(each.clauses), String(each.withoutTopic)]);
  await output.data(textTable(agreementColumns('No topic'), rows, output));
  for (const remark of remarksOn(drafted)) output.words(remark);
  output.words(`Pack: ${pack}`);
  output.words(`The school’s own words: ${wording}`);
  const caution =
    'The pack may still hold names of people: only your own account can open it. Until no CHECK is left, it is not to be passed on.';
  for (const line of wrapped(caution, output.columns)) output.words(line);
  output.words(
    `Correct every line marked CHECK, then run: ${COMMAND} check ${asArgument(given.out ?? basename(path))}`,
  );
}

const asArgument = (path: string): string => (/^[\w./:\\-]+$/.test(path) ? path : `"${path}"`);

const agreementColumns = (last: string) =>
  [
    { heading: 'Agreement', cut: 'end' },
    { heading: 'For', cut: 'end' },
    { heading: 'Clauses', align: 'right' },
    { heading: last, align: 'right' },
  ] as const;

const peopleText = ({ roles, stages }: { roles: readonly string[]; stages: readonly string[] | null }): string =>
  [roles.join(', '), ...(stages === null ? [] : [`(${stages.join(', ')})`])].join(' ');

function remarksOn({ facts, ladders, reports, routes }: PolicyDraft): string[] {
  const missing = [
    ...(facts.school === null ? ['name of the school'] : []),
    ...(facts.date === null ? ['date'] : []),
    ...(facts.review === null ? ['how often it is reviewed'] : []),
    ...(ladders.length === 0 ? ['sanctions for pupils'] : []),
    ...(routes.size === 0 ? ['who deals with a breach'] : []),
    ...(reports.length === 0 ? ['what to report, and to whom'] : []),
  ];
  return missing.length === 0 ? [] : [`Not found in the document: ${missing.join('; ')}.`];
}

async function check(given: Input, { output, folder }: Context): Promise<void> {
  if (given.out !== undefined || given.id !== undefined) {
    throw new WrongUse('The options --out and --id belong to draft.', COMMAND);
  }
  const checked = checkPolicy(resolve(folder, given.file));
  if (given.json) await output.data(jsonText(checked, 2));
  else await output.data(checkPage(checked, output));
  output.words('No faults.');
  for (const line of marksLeft(checked, given.file)) for (const row of wrapped(line, output.columns)) output.words(row);
}

function marksLeft({ marked, firstMarked, unfinished }: PolicyCheck, file: string): string[] {
  if (firstMarked === null) return ['No CHECK is left. Look for names of people once more; then it can be passed on.'];
  const refused =
    unfinished === 0
      ? []
      : [`Of these, texts that a review prints: ${countText(unfinished)}. It is refused until they are rewritten.`];
  return [
    `Lines still marked CHECK: ${countText(marked)}. The first: ${file}:${firstMarked}`,
    ...refused,
    'Decide on each, rewrite what stands there, and take the word CHECK out.',
  ];
}

function checkPage(
  { school, title, agreements, uncovered, routes, ladders, reports }: PolicyCheck,
  output: Output,
): string {
  const agreementRows = agreements.map((each) => [
    each.id,
    peopleText(each),
    String(each.clauses),
    String(each.notObservable),
  ]);
  const routeColumns = [
    { heading: 'Concern about', cut: 'end' },
    { heading: 'Goes to' },
    { heading: 'Also told', cut: 'end' },
  ] as const;
  const gaps = uncovered.flatMap(({ people, topics }) =>
    wrapped(`${people}: ${topics.length === 0 ? 'every topic is covered' : topics.join(', ')}`, output.columns - 2).map(
      (line) => `  ${line}`,
    ),
  );
  return [
    ...wrapped(`${school}: ${title}`, output.columns),
    '',
    textTable(agreementColumns('Not observable'), agreementRows, output),
    '',
    output.heading('Topics that no clause covers'),
    ...gaps,
    '',
    textTable(
      routeColumns,
      routes.map(({ when, to, alsoTell }) => [when, to, alsoTell.join(', ')]),
      output,
    ),
    '',
    `Ladders: ${ladders}. Reports: ${reports}.`,
  ].join('\n');
}
