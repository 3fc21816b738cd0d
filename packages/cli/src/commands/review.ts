/** `fmreview review`: from the store to the files that readers get. The command line joins core and report here. */
import { resolve } from 'node:path';
import { type Configuration, type ExitCode, editReview, type Period, reviewPeriod, type Store } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { jsonText } from '../display-text.js';
import { withFolder, writeWhole } from '../output-files.js';
import { type EditionName, editionsFrom, type FormatName, formatsFrom, periodFrom } from '../review-order.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  period: z.string(),
  edition: z.array(z.string()).min(1),
  out: z.string(),
  format: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});

interface Order {
  readonly period: Period;
  readonly editions: readonly EditionName[];
  readonly formats: readonly FormatName[];
}

interface ReviewFile {
  readonly edition: EditionName;
  readonly format: FormatName;
  readonly fileName: string;
  readonly content: Uint8Array;
}

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  const { output } = context;
  const order: Order = {
    period: periodFrom(given.period),
    editions: editionsFrom(given.edition),
    formats: formatsFrom(given.format),
  };
  const folder = resolve(context.folder, given.out);
  // A folder that cannot be written to is told before the work, not after it.
  const files = await withStore(given.workspace, context, (store, configuration) =>
    withFolder(folder, () => makeFiles(order, { store, configuration, context })),
  );
  const made: { edition: EditionName; format: FormatName; path: string }[] = [];
  for (const { edition, format, fileName, content } of files) {
    const path = await writeWhole(folder, fileName, { content, isPersonal: edition === 'dsl' });
    made.push({ edition, format, path });
  }
  if (given.json) await output.data(jsonText({ files: made }, 2));
  else for (const { path } of made) await output.data(path);
  if (order.editions.includes('dsl')) {
    output.words('The dsl edition names people. It is for the designated safeguarding lead alone:');
    output.words('keep its files where nobody else can open them, and do not send them by plain mail.');
  }
  return 0;
}

interface Sources {
  readonly store: Store;
  readonly configuration: Configuration;
  readonly context: Context;
}

/** Everything is made before anything is written: a failure leaves no half of a review behind. */
async function makeFiles(order: Order, { store, configuration, context }: Sources): Promise<ReviewFile[]> {
  const { output, signal } = context;
  const files: ReviewFile[] = [];
  output.progress('Reading the store …');
  const review = await reviewPeriod(store, configuration, order.period);
  const { render } = await import('@fmreview/report');
  for (const name of order.editions) {
    signal.throwIfAborted();
    const edition = await editReview(store, configuration, review, name);
    for (const format of order.formats) {
      output.progress(`Making the ${name} edition as ${format} …`);
      const rendered = await render(edition, { formats: [format], signal });
      files.push(...rendered.map((file) => ({ edition: name, format, ...file })));
    }
  }
  return files;
}
