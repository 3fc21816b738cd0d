/** The parts of a document: each heading with what stands under it, what kind of part it is, and whom it is for. */
import type { Block, Heading, Item, Paragraph } from './blocks.js';
import { repairTitles } from './broken-titles.js';
import { isFormLine, settleHeadings } from './heading-shapes.js';
import { type People, peopleOfHeading } from './people-words.js';

export type SectionKind = 'rules' | 'background' | 'school' | 'sanctions' | 'form';

export interface Section {
  readonly title: string;
  /** As it stands: a colon at its end tells that a list follows. */
  readonly heading: string;
  readonly line: number;
  readonly kind: SectionKind;
  /** Named by this heading, or by one above it. */
  readonly people: People | null;
  /** The heading itself names them, so that nobody above it is meant. */
  readonly isNamed: boolean;
  readonly blocks: readonly (Paragraph | Item)[];
}

const KINDS: readonly (readonly [SectionKind, RegExp])[] = [
  ['form', /\b(?:signatures?|signed|declaration|acknowledge?ment|consent form|permission form)\b/i],
  [
    'sanctions',
    /\b(?:sanctions?|misuse|breach(?:es)?|incidents?|consequences?|infringements?|violations?|non-?compliance|disciplinary|allegations?)\b/i,
  ],
  [
    'background',
    /\b(?:introduction|aims?|purposes?|rationale|scope|overview|background|vision|objectives|definitions?|context|contents|related|references|legislation|legal framework|further (?:information|reading)|useful links|linked policies|document control|version history|principles we)\b/i,
  ],
  [
    'school',
    /\b(?:school'?s? responsibilit|responsibilities of (?:the )?school|roles and responsibilities|training|monitoring|practice|review|evaluation|filtering)/i,
  ],
];

const kindOf = (title: string): SectionKind => KINDS.find(([, words]) => words.test(title))?.[0] ?? 'rules';

/** An appendix begins anew: what was above it does not say whom it is for. */
const BEGINS_ANEW = /^(?:appendix|annex|part|schedule)\b/i;

interface Above {
  readonly level: number | null;
  readonly people: People | null;
}

/** Whom the headings above speak to; a heading that only looks like one takes the place of the last such. */
function enter(above: readonly Above[], { level, text }: Heading): Above[] {
  if (BEGINS_ANEW.test(text)) return [{ level, people: peopleOfHeading(text) }];
  const people = peopleOfHeading(text);
  // A part of the kind "related policies" is for nobody, and the next heading need not say so again.
  if (level === null && people === null) return [...above];
  const kept = above.filter((each) => each.level !== null && (level === null || each.level < level));
  return [...kept, { level, people }];
}

const peopleOf = (above: readonly Above[]): People | null =>
  above.findLast(({ people }) => people !== null)?.people ?? null;

type OpenSection = Omit<Section, 'blocks'> & { readonly blocks: (Paragraph | Item)[] };

/** A column of a table is a part of its own, within the part in which the table stands. */
function columnSection(column: string, line: number, { title, kind }: OpenSection): OpenSection {
  return {
    title: title === '' ? column : `${title}: ${column}`,
    heading: column,
    line,
    kind: kind === 'sanctions' ? kind : kindOf(column),
    people: peopleOfHeading(column),
    isNamed: true,
    blocks: [],
  };
}

export function outlineOf(blocks: readonly Block[]): Section[] {
  const settled = repairTitles(settleHeadings(blocks));
  const sections: OpenSection[] = [];
  let current: OpenSection | null = null;
  let columns = new Map<string, OpenSection>();
  let above: Above[] = [];
  const begin = (heading: string, line: number) => {
    const title = heading.replace(/\s*:$/, '');
    const kind = kindOf(title);
    // What the school does, and what a document is for, goes beyond those that the part before was for.
    const isForAll = kind === 'school' || kind === 'background';
    const named = peopleOfHeading(title);
    const people = isForAll ? named : peopleOf(above);
    const section: OpenSection = { title, heading, line, kind, people, isNamed: named !== null, blocks: [] };
    sections.push(section);
    columns = new Map();
    return section;
  };
  const partFor = (column: string, line: number, part: OpenSection) => {
    const known = columns.get(column);
    if (known !== undefined) return known;
    const section = columnSection(column, line, part);
    columns.set(column, section);
    sections.push(section);
    return section;
  };
  for (const block of settled) {
    if (block.kind === 'heading') {
      above = enter(above, block);
      current = begin(block.text, block.line);
    } else if (!isFormLine(block.text)) {
      current ??= begin('', block.line);
      const part = block.column === undefined ? current : partFor(block.column, block.line, current);
      part.blocks.push(block);
    }
  }
  return sections;
}
