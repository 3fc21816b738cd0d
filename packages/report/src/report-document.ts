/** The whole report before it has any shape: who it is for, and its sections in order. */
import type { Edition } from '@fmreview/core/edition';
import type { Block } from './blocks.js';
import type { Section } from './section.js';
import { sections } from './sections/registry.generated.js';
import { spanWords } from './words/date-words.js';
import { editionWords, markingOf } from './words/edition-words.js';

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly layout: Section['layout'];
  readonly startsPage: boolean;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  /** For the window title and the bookmarks: tells this document from all others. */
  readonly title: string;
  readonly name: string;
  readonly school: string;
  readonly period: string;
  readonly audience: string;
  /** On every page, where people are named. */
  readonly marking: string | null;
  readonly demonstration: string | null;
  readonly footer: string;
  /** Page one is a whole by itself. */
  readonly hasPageOne: boolean;
  readonly sections: readonly ReportSection[];
}

const demonstrationWords =
  'Demonstration: this school and everybody in it are invented. Nothing in this report is about a real school.';

function sectionsOf(edition: Edition): readonly ReportSection[] {
  const inOrder: readonly Section[] = [...sections].sort((left, right) => left.order - right.order);
  return inOrder
    .filter(({ editions }) => editions.includes(edition.edition))
    .map(({ id, title, layout, startsPage, build }) => ({
      id,
      title,
      layout,
      startsPage: startsPage(edition),
      blocks: build(edition),
    }))
    .filter(({ blocks }) => blocks.length > 0);
}

export function reportDocument(edition: Edition): ReportDocument {
  const school = edition.school.name;
  const period = spanWords(edition.period);
  const { name, audience, footer, hasPageOne } = editionWords[edition.edition];
  return {
    title: `${name}: ${school}, ${period}. ${audience}`,
    name,
    school,
    period,
    audience,
    marking: markingOf(edition.edition),
    demonstration: edition.demonstration ? demonstrationWords : null,
    footer: `${school} · ${period} · ${footer}`,
    hasPageOne,
    sections: sectionsOf(edition),
  };
}
