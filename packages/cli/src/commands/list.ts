/** `fmreview list`: what the program knows, read from the same declarations that it works with. */
import { allFindings, allFormats, type ExitCode, listPolicies } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { jsonText, wrapped } from '../display-text.js';
import type { Output } from '../output.js';
import { textTable } from '../text-table.js';

const inputShape = z.object({
  what: z.enum(['formats', 'policies', 'findings']),
  json: z.boolean().default(false),
});
type What = z.infer<typeof inputShape>['what'];

interface Listing {
  /** As `--json` prints them. */
  readonly entries: readonly object[];
  readonly page: (output: Output) => string;
  /** What a reader of the page may ask. */
  readonly remarks: readonly string[];
}

function formats(): Listing {
  const entries = allFormats().map(({ id, kind, title, product, layout }) => ({ id, kind, title, product, layout }));
  const columns = [{ heading: 'Format' }, { heading: 'Title', cut: 'end' }, { heading: 'Layout' }] as const;
  return {
    entries,
    page: (output) =>
      textTable(
        columns,
        entries.map(({ id, title, layout }) => [id, title, layout]),
        output,
      ),
    remarks: [
      'Layout: seen in real logs, documented by the product’s maker, or unconfirmed.',
      'An unconfirmed format finds its columns by their names, in any order.',
    ],
  };
}

function policies(): Listing {
  const entries = listPolicies();
  const columns = [{ heading: 'Policy' }, { heading: 'School', cut: 'end' }, { heading: 'Title', cut: 'end' }] as const;
  return {
    entries,
    page: (output) =>
      textTable(
        columns,
        entries.map(({ id, school, title }) => [id, school, title]),
        output,
      ),
    remarks: [],
  };
}

function findings(): Listing {
  const entries = allFindings().map(({ id, title, owner }) => ({ id, title, owner }));
  return {
    entries,
    page: (output) => {
      const paragraph = (text: string) => wrapped(text, output.columns - 2).map((line) => `  ${line}`);
      return entries
        .flatMap(({ id, title, owner }) => [
          output.heading(id),
          ...paragraph(title),
          ...paragraph(`Who acts on it: ${owner}`),
        ])
        .join('\n');
    },
    remarks: [],
  };
}

const LISTINGS = { formats, policies, findings } satisfies Record<What, () => Listing>;

export async function run(input: unknown, { output }: Context): Promise<ExitCode> {
  const { what, json } = inputShape.parse(input);
  const { entries, page, remarks } = LISTINGS[what]();
  if (json) await output.data(jsonText({ [what]: entries }, 2));
  else {
    await output.data(page(output));
    for (const remark of remarks) output.words(remark);
  }
  return 0;
}
