/** One self-contained page: no script, no request to anywhere, and a policy that forbids both. */
import { createHash } from 'node:crypto';
import type { ReportDocument, ReportSection } from '../report-document.js';
import { templateFile } from '../template-file.js';
import { blockHtml } from './html-blocks.js';
import { escaped } from './html-text.js';

const sectionHtml = ({ id, title, layout, blocks }: ReportSection): string =>
  `<section id="${id}" class="${layout}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escaped(title)}</h2>
${blocks.map(blockHtml).join('\n')}
</section>`;

const banner = (words: string | null, name: string): string =>
  words === null ? '' : `<p class="${name}">${escaped(words)}</p>\n`;

const contents = (sections: readonly ReportSection[]): string =>
  `<nav aria-label="Contents"><ul>${sections
    .map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)
    .join('')}</ul></nav>`;

export function renderHtml(document: ReportDocument): Uint8Array {
  const style = templateFile('report.css');
  const styleHash = createHash('sha256').update(style, 'utf8').digest('base64');
  const { title, name, school, period, audience, marking, demonstration, footer, sections } = document;
  const page = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<header>
${banner(marking, 'marking')}<h1>${escaped(name)}</h1>
<p class="school">${escaped(school)}</p>
<p class="scope">${escaped(period)} · ${escaped(audience)}</p>
${banner(demonstration, 'demonstration')}</header>
${contents(sections)}
<main id="content" tabindex="-1">
${sections.map(sectionHtml).join('\n')}
</main>
<footer>${banner(marking, 'marking')}<p>${escaped(footer)}</p></footer>
</body>
</html>
`;
  return Buffer.from(page, 'utf8');
}
