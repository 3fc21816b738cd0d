/** `fmreview review`: from the store to the files that readers get. The command line joins core and report here. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import {
  type Configuration,
  type ExitCode,
  editFigures,
  editNames,
  findWorkspace,
  isNamedEdition,
  OFFICE_OF_EDITION,
  type Period,
  type Review,
  reviewPeriod,
  type Store,
} from '@fmreview/core';
import type { Edition } from '@fmreview/core/edition';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { assertOutsideWorkspace, withFolder, writeWhole } from '../output-files.js';
import { record } from '../record.js';
import { type EditionName, editionsFrom, type FormatName, formatsFrom, periodFrom } from '../review-order.js';
import { unlockShape, withUnlocked } from '../unlock-options.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  period: z.string(),
  edition: z.array(z.string()).min(1),
  out: z.string(),
  format: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
  ...unlockShape,
});
type Input = z.infer<typeof inputShape>;

interface Order {
  readonly period: Period;
  readonly editions: readonly EditionName[];
  readonly formats: readonly FormatName[];
}

interface Made {
  readonly name: EditionName;
  /** Whose key opened it; null where nothing sealed was needed. */
  readonly reader: string | null;
  readonly edition: Edition;
}

interface ReviewFile {
  readonly edition: EditionName;
  readonly reader: string | null;
  readonly format: FormatName;
  readonly fileName: string;
  readonly content: Uint8Array;
}

const isNamed = (name: EditionName) => isNamedEdition(name);

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { output } = context;
  const order: Order = {
    period: periodFrom(given.period),
    editions: editionsFrom(given.edition),
    formats: formatsFrom(given.format),
  };
  const folder = resolve(context.folder, given.out);
  if (order.editions.some(isNamed)) assertOutsideWorkspace(folder, findWorkspace(given.workspace, context.folder));
  // A folder that cannot be written to is told before the work, not after it.
  const files = await withFolder(folder, async () =>
    renderAll(await makeEditions(order, given, context), order, context),
  );
  // What leaves the workspace is on record before it does.
  await withStore(given.workspace, context, (store) => recordIssue(store, files, context));
  const made: { edition: EditionName; format: FormatName; path: string }[] = [];
  for (const { edition, format, fileName, content } of files) {
    const path = await writeWhole(folder, fileName, { content, isPersonal: isNamed(edition) });
    made.push({ edition, format, path });
  }
  if (given.json) await output.data(jsonText({ files: made }, 2));
  else for (const { path } of made) await output.data(path);
  tellWhoseTheyAre(order, context);
  return 0;
}

/** Figures first, in a store that holds no names; then what is sealed, edition by edition, each with its own reader's key. */
async function makeEditions(order: Order, input: Input, context: Context): Promise<Made[]> {
  const { output, signal } = context;
  output.progress('Reading the store …');
  const { review, figures, exposedCount } = await withStore(input.workspace, context, (store, configuration) =>
    makeFigures(order, { store, configuration }),
  );
  if (exposedCount > 0) {
    output.alarm(
      `Withheld, but editions issued before leave little doubt about them: ${countText(exposedCount)} figures.`,
    );
    output.words('Issue reviews of the same periods each time: halves and whole years, not days taken off.');
  }
  const made = [...figures];
  for (const name of order.editions) {
    signal.throwIfAborted();
    if (!isNamedEdition(name)) continue;
    const office = OFFICE_OF_EDITION[name];
    const work = { command: 'review', office };
    const edition = await withUnlocked(input, context, work, async ({ unlocked, configuration, reader }) => ({
      name,
      reader: reader.name,
      edition: await editNames(unlocked, configuration, review, name),
    }));
    made.push(edition);
  }
  return made;
}

interface Figures {
  readonly review: Review;
  readonly figures: Made[];
  readonly exposedCount: number;
}

interface Sources {
  readonly store: Store;
  readonly configuration: Configuration;
}

async function makeFigures(order: Order, { store, configuration }: Sources): Promise<Figures> {
  const review = await reviewPeriod(store, configuration, order.period);
  const names = order.editions.filter((name) => !isNamedEdition(name));
  const { editions, exposedCount } = await editFigures(store, configuration, review, names);
  const figures = editions.flatMap((edition, index): Made[] => {
    const name = names[index];
    return name === undefined ? [] : [{ name, reader: null, edition }];
  });
  return { review, figures, exposedCount };
}

/** Everything is made before anything is written: a failure leaves no half of a review behind. */
async function renderAll(editions: readonly Made[], { formats }: Order, context: Context): Promise<ReviewFile[]> {
  const { output, signal } = context;
  const { render } = await import('@fmreview/report');
  const files: ReviewFile[] = [];
  for (const { name, reader, edition } of editions) {
    for (const format of formats) {
      output.progress(`Making the ${name} edition as ${format} …`);
      const rendered = await render(edition, { formats: [format], signal });
      files.push(...rendered.map((file) => ({ edition: name, reader, format, ...file })));
    }
  }
  return files;
}

/** What was issued, to whom, and the fingerprint of each file: enough to know a copy again. */
async function recordIssue(store: Store, files: readonly ReviewFile[], context: Context): Promise<void> {
  for (const { edition, reader, format, content } of files) {
    const digest = createHash('sha256').update(content).digest('hex');
    await record(store, { command: `review ${format}`, reader, edition, digest }, context);
  }
}

const READERS: Readonly<Record<string, string>> = {
  dsl: 'the designated safeguarding lead and deputies',
  'staff-annex': 'the headteacher',
  'chair-annex': 'the chair of governors',
};

function tellWhoseTheyAre({ editions }: Order, { output }: Context): void {
  const named = editions.filter(isNamed);
  if (named.length === 0) return;
  for (const name of named) output.words(`The ${name} edition names people. It is for ${READERS[name] ?? ''} alone.`);
  output.words('Keep such files where nobody else can open them, and do not send them by plain mail.');
}
