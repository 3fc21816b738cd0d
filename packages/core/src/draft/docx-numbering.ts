/** How a .docx numbers its lists: the marks are not in the text, they are counted from numbering.xml. */
import { Parser } from 'htmlparser2';
import { ordinal } from './ordinals.js';

interface Level {
  /** As HTML names it; null for a bullet. */
  style: string | null;
  start: number;
}

const STYLES: Readonly<Record<string, string>> = {
  decimal: '1',
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
};

/** From the number of a list to its levels. */
export type Numbering = ReadonlyMap<string, ReadonlyMap<string, Readonly<Level>>>;

export function readNumbering(xml: string): Numbering {
  const shapes = new Map<string, Map<string, Level>>();
  const lists = new Map<string, Map<string, Level>>();
  let shape: Map<string, Level> | null = null;
  let level: Level | null = null;
  let list: string | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const value = attributes['w:val'] ?? '';
        if (name === 'w:abstractNum') {
          shape = new Map();
          shapes.set(attributes['w:abstractNumId'] ?? '', shape);
        } else if (name === 'w:lvl' && shape !== null) {
          level = { style: null, start: 1 };
          shape.set(attributes['w:ilvl'] ?? '0', level);
        } else if (name === 'w:numFmt' && level !== null) level.style = STYLES[value] ?? null;
        else if (name === 'w:start' && level !== null) level.start = Number.parseInt(value, 10) || 1;
        else if (name === 'w:num') list = attributes['w:numId'] ?? null;
        else if (name === 'w:abstractNumId' && list !== null) lists.set(list, shapes.get(value) ?? new Map());
      },
      onclosetag(name) {
        if (name === 'w:abstractNum') shape = null;
        if (name === 'w:lvl') level = null;
        if (name === 'w:num') list = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return lists;
}

export interface ListPlace {
  readonly list: string;
  readonly level: string;
}

/** Counts as the word processor does: a deeper level begins anew under each item above it. */
export function markerCounter(numbering: Numbering): (place: ListPlace) => string | null {
  const counts = new Map<string, number[]>();
  return ({ list, level }) => {
    const shape = numbering.get(list)?.get(level);
    if (shape === undefined || shape.style === null) return null;
    const depth = Number.parseInt(level, 10) || 0;
    const before = counts.get(list) ?? [];
    const count = (before[depth] ?? shape.start - 1) + 1;
    counts.set(list, [
      ...before.slice(0, depth),
      ...Array.from({ length: Math.max(0, depth - before.length) }, () => 0),
      count,
    ]);
    return ordinal(count, shape.style);
  };
}
