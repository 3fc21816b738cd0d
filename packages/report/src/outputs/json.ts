/** The report for machines: the edition as it was given, and the sections in words and figures, without drawings. */
import type { Edition } from '@fmreview/core/edition';
import { type BlockRenderers, renderBlock } from '../blocks.js';
import type { ReportDocument } from '../report-document.js';

const plainBlocks = {
  heading: (block) => block,
  paragraph: (block) => block,
  list: (block) => block,
  statements: (block) => block,
  figures: (block) => block,
  table: (block) => block,
  chart: ({ kind, title, alternative, note, data }) => ({ kind, title, alternative, note, data }),
  callout: (block) => block,
  definitions: (block) => block,
} satisfies BlockRenderers<object>;

export function renderJson(document: ReportDocument, edition: Edition): Uint8Array {
  const { title, school, period, audience, marking, demonstration } = document;
  const sections = document.sections.map(({ id, title: heading, blocks }) => ({
    id,
    title: heading,
    blocks: blocks.map((block) => renderBlock<typeof block.kind, object>(plainBlocks, block)),
  }));
  const report = { report: 1, title, school, period, audience, marking, demonstration, sections, edition };
  return Buffer.from(`${JSON.stringify(report, null, 2)}\n`, 'utf8');
}
