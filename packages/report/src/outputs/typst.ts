/**
 * The report as a tagged PDF (PDF/UA-1), set by Typst. All content reaches the template as data, so no word of a
 * pupil's can be taken for markup.
 */
import { readFileSync } from 'node:fs';
import type { Edition } from '@fmreview/core/edition';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFamily, fontFiles } from '../fonts.js';
import type { ReportDocument, ReportSection } from '../report-document.js';
import { templateFile } from '../template-file.js';
import { printable } from '../words/printable.js';
import { type Json, typstBlock, typstWords } from './typst-blocks.js';

const pointsPerMillimetre = 72 / 25.4;
const marginMillimetres = { portrait: 20, landscape: 16 } as const;
const pageMillimetres = { portrait: 210, landscape: 297 } as const;

const textWidth = (layout: ReportSection['layout']): number =>
  (pageMillimetres[layout] - 2 * marginMillimetres[layout]) * pointsPerMillimetre;

const typstSection = ({ title, layout, startsPage, blocks }: ReportSection): Json => ({
  title: typstWords(title),
  startsPage,
  blocks: blocks.map((block) => typstBlock(block, textWidth(layout))),
});

interface Run {
  readonly layout: ReportSection['layout'];
  readonly sections: ReportSection[];
}

/** Neighbours of one layout share their pages. */
function runs(sections: readonly ReportSection[]): Run[] {
  const found: Run[] = [];
  for (const section of sections) {
    const last = found.at(-1);
    if (last?.layout === section.layout) last.sections.push(section);
    else found.push({ layout: section.layout, sections: [section] });
  }
  return found;
}

function payload(document: ReportDocument): Json {
  const { title, name, school, period, audience, marking, demonstration, footer, hasPageOne } = document;
  return {
    font: fontFamily,
    title: printable(title),
    name,
    school: typstWords(school),
    period,
    audience,
    marking,
    demonstration,
    footer: printable(footer),
    hasPageOne,
    runs: runs(document.sections).map(({ layout, sections }) => ({
      landscape: layout === 'landscape',
      margin: marginMillimetres[layout],
      sections: sections.map(typstSection),
    })),
  };
}

/** The end of the period, not the clock: the same edition gives the same file. */
const creationSeconds = ({ period }: Edition): number => Date.parse(`${period.to}T00:00:00Z`) / 1000;

export function renderPdf(document: ReportDocument, edition: Edition): Uint8Array {
  const fontBlobs = [readFileSync(fontFiles.regular), readFileSync(fontFiles.semiBold)];
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  const compiled = compiler.compile({
    mainFileContent: templateFile('report.typ'),
    inputs: { report: JSON.stringify(payload(document)) },
  });
  const { result } = compiled;
  if (result === null) throw new Error(`The PDF could not be set: ${problems(compiler, compiled)}`);
  return compiler.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: creationSeconds(edition) });
}

/** Messages only: the places they point at hold the words of the report. */
function problems(compiler: NodeCompiler, compiled: ReturnType<NodeCompiler['compile']>): string {
  const error = compiled.takeDiagnostics();
  if (error === null) return 'no reason given';
  const messages: unknown[] = compiler.fetchDiagnostics(error);
  return messages
    .map((entry) => (typeof entry === 'object' && entry !== null && 'message' in entry ? String(entry.message) : ''))
    .join('; ');
}
