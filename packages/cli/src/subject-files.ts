/**
 * What is held on one person as files to hand over: a CSV a kind of record and one page to read. No file is named after
 * the person.
 */
import type { Holdings, Sheet } from '@fmreview/core';

interface SubjectFile {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** Spreadsheets take such a cell for a formula and would work it out. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;

function csvCell(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a mark of its encoding: without it some spreadsheets break every letter beyond English. */
const BYTE_ORDER_MARK = '\uFEFF';

const csvText = ({ columns, rows }: Sheet): string =>
  BYTE_ORDER_MARK + [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control characters, and those that turn the direction of what follows, show as what they are. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (text: string): string =>
  text
    .replace(/\r?\n/g, ' ⏎ ')
    .replace(UNSEEN, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const rowHtml = (cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;

function sheetHtml({ id, title, columns, rows }: Sheet): string {
  const heading = `<h2 id="${id}">${escaped(title)}</h2>`;
  if (rows.length === 0) return `<section>${heading}<p>Nothing is held.</p></section>`;
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  return `<section>${heading}
<div class="wide" role="region" aria-labelledby="${id}" tabindex="0"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(rowHtml).join('\n')}
</tbody></table></div></section>`;
}

const STYLE = `body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#1a1a1a;background:#fff}
.wide{overflow-x:auto}table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#eee}`;

const OFFICE_WORDS: Readonly<Record<string, string>> = {
  dsl: 'the designated safeguarding lead and deputies',
  headteacher: 'the headteacher',
  'chair-of-governors': 'the chair of governors',
};

function notes({ offices, closedSegments, brokenSegments }: Holdings): string[] {
  const readers = offices.map((office) => OFFICE_WORDS[office] ?? office).join('; ');
  return [
    `Who can read some of it: ${readers === '' ? 'nobody else' : readers}.`,
    closedSegments === 0
      ? 'Everything that is sealed in this workspace was open to the key that made this page.'
      : `Sealed to other readers, and not looked into: ${closedSegments} segments. Another reader’s key may find more.`,
    ...(brokenSegments.length === 0
      ? []
      : [`Sealed files that are broken, and not looked into: ${brokenSegments.length}.`]),
    'Before this is handed over, a person takes out what is about others, and what would cause serious harm.',
  ];
}

function page(school: string, holdings: Holdings, madeOn: string): string {
  const title = 'What is held on one person';
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: ${escaped(school)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escaped(school)}, in its filtering and monitoring review. Made on ${madeOn}. Times are local.</p>
${notes(holdings)
  .map((note) => `<p>${escaped(note)}</p>`)
  .join('\n')}
${holdings.sheets.map(sheetHtml).join('\n')}
</main>
</body>
</html>
`;
}

/** @param madeOn day, `YYYY-MM-DD` */
export function subjectFiles(school: string, holdings: Holdings, madeOn: string): SubjectFile[] {
  const sheets = holdings.sheets.map((sheet) => ({
    fileName: `subject-${sheet.id}.csv`,
    content: Buffer.from(csvText(sheet)),
  }));
  return [{ fileName: 'subject.html', content: Buffer.from(page(school, holdings, madeOn)) }, ...sheets];
}
