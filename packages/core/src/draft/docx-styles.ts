/** What the named styles of a .docx say of a paragraph: whether it is a heading, and of which list it is an item. */
import { Parser } from 'htmlparser2';

export interface ParagraphStyle {
  headingLevel: number | null;
  list: string | null;
}

/** Styles are called in the language of the program that wrote them; their outline level is not. */
const HEADING_NAME = /^(?:heading|title)\s?([1-6])?$/i;

export function readStyles(xml: string): ReadonlyMap<string, Readonly<ParagraphStyle>> {
  const styles = new Map<string, ParagraphStyle>();
  let style: ParagraphStyle | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const value = attributes['w:val'] ?? '';
        if (name === 'w:style') {
          style = { headingLevel: null, list: null };
          styles.set(attributes['w:styleId'] ?? '', style);
        } else if (style === null) return;
        else if (name === 'w:name') {
          const heading = HEADING_NAME.exec(value);
          if (heading !== null) style.headingLevel = Number(heading[1] ?? 1);
        } else if (name === 'w:outlineLvl') style.headingLevel = outlineLevel(value);
        else if (name === 'w:numId') style.list = value;
      },
      onclosetag(name) {
        if (name === 'w:style') style = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return styles;
}

/** 0 to 8 are headings, 9 is text. */
export function outlineLevel(value: string): number | null {
  const level = Number.parseInt(value, 10);
  return Number.isNaN(level) || level > 8 ? null : Math.min(6, level + 1);
}
