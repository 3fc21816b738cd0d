/** `fmreview subject`: everything held on one person, for an access request; and its erasure. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import {
  type Erased,
  type ExitCode,
  eraseSubject,
  fail,
  findWorkspace,
  finishRewrite,
  type Holdings,
  subjectHoldings,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { assertOutsideWorkspace, withFolder, writeWhole } from '../output-files.js';
import { record } from '../record.js';
import { subjectFiles } from '../subject-files.js';
import { type Opened, unlockShape, withUnlocked } from '../unlock-options.js';

const inputShape = z.object({
  person: z.string(),
  out: z.string().default('.'),
  erase: z.boolean().default(false),
  yes: z.boolean().default(false),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
  ...unlockShape,
});
type Input = z.infer<typeof inputShape>;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  // Nobody should type a passphrase for what cannot be done.
  if (given.erase && !given.yes && !context.isInteractive) throw fail('erase-unconfirmed', {});
  const unlocked = (work: (opened: Opened) => Promise<ExitCode>) =>
    withUnlocked(given, context, { command: 'subject', office: null }, work);
  const workspace = findWorkspace(given.workspace, context.folder);
  if (given.erase) {
    const exitCode = await unlocked((opened) => erase(opened, given, context));
    await finishRewrite(workspace);
    return exitCode;
  }
  const folder = resolve(context.folder, given.out);
  assertOutsideWorkspace(folder, workspace);
  return withFolder(folder, () => unlocked((opened) => show(opened, { ...given, out: folder }, context)));
}

async function show(opened: Opened, { person, out, json }: Input, context: Context): Promise<ExitCode> {
  const { output } = context;
  const { unlocked, configuration, reader } = opened;
  const holdings = await subjectHoldings(opened, person);
  const files = subjectFiles(configuration.school.name, holdings, new Date().toISOString().slice(0, 10));
  const paths: string[] = [];
  for (const { fileName, content } of files) {
    const digest = createHash('sha256').update(content).digest('hex');
    await record(unlocked.store, { command: 'subject', reader: reader.name, digest }, context);
    paths.push(await writeWhole(out, fileName, { content, isPersonal: true }));
  }
  const { closedSegments, brokenSegments } = holdings;
  const counts = Object.fromEntries(holdings.sheets.map(({ id, rows }) => [id, rows.length]));
  if (json) await output.data(jsonText({ files: paths, counts, closedSegments, brokenSegments }, 2));
  else for (const path of paths) await output.data(path);
  tellWhatIsMissing(holdings, context);
  return 0;
}

function tellWhatIsMissing({ sheets, closedSegments, brokenSegments }: Holdings, { output }: Context): void {
  if (closedSegments > 0)
    output.words(`Sealed to other readers: ${countText(closedSegments)} segments. Ask them to look as well.`);
  if (brokenSegments.length > 0)
    output.alarm(
      `Broken, and not looked into: ${countText(brokenSegments.length)} segments. Put them back from a copy:`,
    );
  for (const file of brokenSegments) output.words(`  ${file}`);
  if ((sheets.find(({ id }) => id === 'mentions')?.rows.length ?? 0) > 0)
    output.words('Some texts that name the person are about others too: look at them before you hand them over.');
  output.words(
    'These files name people: keep them where nobody else can open them, and delete them when they are sent.',
  );
}

async function confirmed({ yes }: Input, { signal }: Context): Promise<boolean> {
  if (yes) return true;
  const message =
    'Erase this person for good? The records stay and count, as nobody’s. Nobody can bring the rest back.';
  const answer = await confirm({ message, initialValue: false, output: process.stderr, signal });
  return !isCancel(answer) && answer;
}

async function erase(opened: Opened, given: Input, context: Context): Promise<ExitCode> {
  // Found before it is asked: a question about nobody would be answered for nothing.
  await subjectHoldings(opened, given.person);
  if (!(await confirmed(given, context))) throw fail('erase-unconfirmed', {});
  const erased = await eraseSubject(opened, given.person);
  if (given.json) await context.output.data(jsonText({ erased }, 2));
  else await context.output.data(erasedText(erased));
  for (const line of afterwards(erased)) context.output.words(line);
  return 0;
}

const erasedText = ({ captures, requests, searches, concerns, signatures, people, texts }: Erased): string =>
  [
    `Captures that are nobody’s now: ${countText(captures)}`,
    `Requests that are nobody’s now: ${countText(requests)}`,
    `Searches without their words: ${countText(searches)}`,
    `Reports of concern that are nobody’s now: ${countText(concerns)}`,
    `Signatures: ${countText(signatures)}`,
    `Rows of lists of people: ${countText(people)}`,
    `Sealed texts: ${countText(texts)}`,
  ].join('\n');

const KIND_WORDS = {
  account: 'accounts of that name',
  person: 'rows of lists of people',
  device: 'devices',
  address: 'devices',
  host: 'hosts of sites',
  path: 'parts of addresses',
  phrase: 'phrases',
  class: 'classes',
  category: 'categories',
  rule: 'rules of the filter',
  'search-term': 'searches',
  capture: 'texts of captures',
  outcome: 'notes on decisions',
  concern: 'texts of reports of concern',
  check: 'texts of filter checks',
  exclusion: 'notes on exclusions',
  'list-decision': 'notes on decisions about lists',
  rejection: 'lines that could not be read',
  file: 'names of files',
} as const satisfies Record<Erased['mentions'][number]['kind'], string>;

const afterwards = ({ remaining, mentions, closedSegments, brokenSegments }: Erased): string[] => [
  ...(remaining > 0
    ? [
        `Records about this person that other readers keep: ${countText(remaining)}. Do it again with their keys;`,
        'until then the rows on the lists of people stay, because by them the others find the person.',
      ]
    : []),
  ...mentions.map(
    ({ kind, texts }) => `Still named, because it is others’ as well: ${KIND_WORDS[kind]}, ${countText(texts)}.`,
  ),
  ...(closedSegments > 0 ? [`Segments that this key does not open: ${countText(closedSegments)}.`] : []),
  ...(brokenSegments > 0 ? [`Segments that are broken, and not this key’s: ${countText(brokenSegments)}.`] : []),
  'Reviews that were made before, exports and copies still name the person: delete them yourself.',
  'A list of people, or an export of other days, that is imported later brings the person back.',
];
