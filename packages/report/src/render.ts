/** An edition in, files out: nothing is printed, nothing is written, nothing but an edition is accepted. */
import { type Edition, edition as editionSchema } from '@fmreview/core/edition';
import { renderHtml } from './outputs/html.js';
import { renderJson } from './outputs/json.js';
import { renderPdf } from './outputs/typst.js';
import { type ReportDocument, reportDocument } from './report-document.js';

export const formats = ['pdf', 'html', 'json'] as const;
export type Format = (typeof formats)[number];

export interface RenderOptions {
  /** All of them when left out. */
  readonly formats?: readonly Format[];
  readonly signal?: AbortSignal;
}

export interface RenderedFile {
  readonly fileName: string;
  readonly content: Uint8Array;
}

const outputs = {
  pdf: renderPdf,
  html: renderHtml,
  json: renderJson,
} satisfies Record<Format, (document: ReportDocument, edition: Edition) => Uint8Array>;

export async function render(input: Edition, options: RenderOptions = {}): Promise<RenderedFile[]> {
  const edition = editionSchema.parse(input);
  const document = reportDocument(edition);
  const { from, to } = edition.period;
  const files: RenderedFile[] = [];
  for (const format of options.formats ?? formats) {
    // Each output holds the thread: let a cancellation arrive between two of them.
    await new Promise((resolve) => setImmediate(resolve));
    options.signal?.throwIfAborted();
    const content = outputs[format](document, edition);
    files.push({ fileName: `review-${edition.edition}-${from}-to-${to}.${format}`, content });
  }
  return files;
}
