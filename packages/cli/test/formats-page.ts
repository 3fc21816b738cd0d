/** The page of the formats, made from their declarations alone. */
import type { allFormats } from '@fmreview/core';

type Format = ReturnType<typeof allFormats>[number];

const SURE = {
  seen: 'seen: read from lines that real products wrote',
  documented: 'documented: written down by its maker, or in programs that write or read it; no real lines were at hand',
  unconfirmed: 'unconfirmed: no public layout; columns are found by their names',
} as const;

const SHORT = { seen: 'seen', documented: 'documented', unconfirmed: 'unconfirmed' } as const;

const CHAPTERS = [
  ['Web filters and proxies', ['request']],
  ['Monitoring', ['capture']],
  ['People and devices', ['membership', 'device']],
  ['Lists that people fill in', ['outcome', 'concern', 'acceptance', 'check', 'exclusion', 'list-decision']],
] as const;

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'spaces',
};

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

function frameText({ frame }: Format): string {
  switch (frame.by) {
    case 'header': {
      const apart = either(frame.delimiters.map((delimiter) => DELIMITERS[delimiter] ?? ''));
      const mark =
        frame.mark === undefined ? 'a header line' : `a header line that begins with \`${frame.mark.trim()}\``;
      return `A table with ${mark}, its columns apart by ${apart}, in any order.`;
    }
    case 'columns':
      return `Columns by place, apart by ${DELIMITERS[frame.delimiter]}, ${frame.least === frame.most ? frame.least : `${frame.least} to ${frame.most}`} of them.`;
    case 'spaces':
      return `${frame.fieldCount} words a line, apart by spaces.`;
    case 'pairs':
      return `\`key=value\` pairs, apart by ${DELIMITERS[frame.between]}.`;
    case 'cef':
      return 'Common Event Format (CEF).';
    case 'json':
      return 'One JSON object a line.';
    case 'pattern':
      return 'Lines of a fixed pattern.';
    default:
      return 'A JSON document that holds a list.';
  }
}

const wordsOf = (field: string) =>
  field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(' ip', ' IP');

interface Source {
  readonly at?: number;
  readonly aliases?: readonly string[];
  readonly always?: string;
}

function placeText({ at, aliases = [], always }: Source): string {
  const names = aliases.map((alias) =>
    alias === '(first)' ? 'what stands first' : `\`${alias.replaceAll('|', '\\|')}\``,
  );
  if (at !== undefined) return `place ${at}`;
  return [...names, ...(always === undefined ? [] : [`always ${always}`])].join(', ');
}

const fieldsText = ({ fields }: Format): string[] =>
  Object.entries<Source | undefined>(fields).flatMap(([name, source]) =>
    source === undefined ? [] : [`- ${wordsOf(name)}: ${placeText(source)}`],
  );

function section(format: Format): string {
  const { id, title, layout, source, export: steps = [] } = format;
  return [
    `### ${title}`,
    '',
    `\`${id}\`, ${SURE[layout]}. ${source}`,
    '',
    `${frameText(format)} What is read:`,
    '',
    ...fieldsText(format),
    ...(steps.length === 0
      ? []
      : ['', 'How to export it:', '', ...steps.map((step, index) => `${index + 1}. ${step}`)]),
    '',
  ].join('\n');
}

function chapter(title: string, formats: readonly Format[]): string {
  const rows = formats.map(
    ({ id, title: name, product, layout }) => `| ${product} | ${name} | \`${id}\` | ${SHORT[layout]} |`,
  );
  const table = ['| product | export | format | layout |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [`## ${title}`, '', table, '', ...formats.map(section)].join('\n');
}

const INTRODUCTION = `# Formats

Which exports are read, and how sure we are of each. This page is made from the declarations in
\`packages/core/src/formats\`; \`fmreview list formats\` prints the same list.

A file is recognised by its content, never by its name. If more than one format fits, choose with \`--as\`; if none does,
[describe your own](guides/own-format.md). \`fmreview preview <file>\` shows how a file is read before anything is stored.

- **seen**: read from lines that real products wrote.
- **documented**: written down by its maker, or in programs that write or read it; no real lines were at hand.
- **unconfirmed**: no public layout. Columns are found by their names, and nothing more is claimed. Look at the preview
  before the first import.

Where columns are named, case, spaces and punctuation do not matter, and the first name found is taken.
`;

export function formatsPage(formats: readonly Format[]): string {
  const byTitle = formats.toSorted(
    (one, other) => one.product.localeCompare(other.product, 'en') || one.id.localeCompare(other.id),
  );
  const chapters = CHAPTERS.map(([title, kinds]) =>
    chapter(
      title,
      byTitle.filter(({ kind }) => kinds.some((each) => each === kind)),
    ),
  );
  return `${[INTRODUCTION, ...chapters].join('\n').trimEnd()}\n`;
}
