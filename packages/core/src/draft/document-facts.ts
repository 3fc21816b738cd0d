/** What a policy says of itself: whose it is, what it is called, when it was reviewed and when it will be again. */
import { basename, extname } from 'node:path';
import type { Block, SourceDocument } from './blocks.js';
import type { Section } from './outline.js';
import { sentencesOf } from './sentences.js';

export interface Found<Value> {
  readonly value: Value;
  readonly line: number;
}

export interface DraftedReview {
  readonly everyMonths: number | null;
  readonly with: string | null;
  readonly reportsTo: string;
  readonly section: string;
  readonly line: number;
}

export interface DocumentFacts {
  readonly school: Found<string> | null;
  readonly title: string;
  readonly date: Found<string> | null;
  readonly nextReview: Found<string> | null;
  readonly review: DraftedReview | null;
}

const SCHOOL_LINE = /^(?:name of )?school\s*:\s*(\S.{2,80})$/i;
const SCHOOL_NAME =
  /\b((?:(?:[A-Z][\w'&.-]*) ){1,5}?(?:(?:Primary|Infants?|Junior|Nursery|First|Middle|Secondary|High|Grammar|Community|Special|Preparatory|Church|Catholic|PRIMARY|SECONDARY|JUNIOR|INFANT) ){1,4}(?:and Nursery )?(?:School|Academy|Federation|SCHOOL|ACADEMY))\b/g;

function schoolOf(blocks: readonly Block[]): Found<string> | null {
  const counts = new Map<string, { count: number; line: number }>();
  for (const { text, line } of blocks) {
    const named = SCHOOL_LINE.exec(text)?.[1];
    if (named !== undefined) return { value: named, line };
    for (const [, found = ''] of text.matchAll(SCHOOL_NAME)) {
      const name = found.replace(/^(?:At|The|In|Of|To|From|Our|By) /, '');
      const before = counts.get(name);
      counts.set(name, { count: (before?.count ?? 0) + 1, line: before?.line ?? line });
    }
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other.count - one.count);
  return most === undefined ? null : { value: most[0], line: most[1].line };
}

const TITLE_WORDS = /\b(?:polic(?:y|ies)|agreement|acceptable use|code of conduct|online safety|e-?safety)\b/i;
const MOST_BLOCKS_BEFORE_TITLE = 15;
const MOST_TITLE_CHARACTERS = 110;

function titleOf({ file, blocks }: SourceDocument): string {
  const candidates = blocks
    .slice(0, MOST_BLOCKS_BEFORE_TITLE)
    .filter(({ text }) => text.length <= MOST_TITLE_CHARACTERS);
  const title = candidates.find(({ text, kind }) => kind !== 'item' && TITLE_WORDS.test(text) && !/[.:]$/.test(text));
  return withoutBrackets(title?.text ?? titleInText(blocks) ?? basename(file, extname(file)));
}

const withoutBrackets = (title: string): string => title.replace(/\s+\([^()]*\)$/, '');

/** A document without a title still calls itself something. */
function titleInText(blocks: readonly Block[]): string | null {
  const named = blocks.flatMap(
    ({ text }) => /\b(?:Acceptable User?|Online Safety|E-?Safety|ICT) (?:Policy|Agreement)\b/.exec(text)?.[0] ?? [],
  );
  return named[0] ?? null;
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MONTH_NAMES = MONTHS.map((month) => `${month}|${month.slice(0, 3)}`).join('|');
const DATE = new RegExp(
  `\\b(?:(\\d{1,2})(?:st|nd|rd|th)? )?(${MONTH_NAMES})\\.?,? (\\d{4})\\b|\\b(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4})\\b|\\b(\\d{4})-(\\d{2})-(\\d{2})\\b`,
  'i',
);

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Year first; only as much as the text says. British order of day and month. */
function dateIn(text: string): string | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const [, day, monthName, year, slashDay, slashMonth, slashYear, isoYear, isoMonth, isoDay] = found;
  if (isoYear !== undefined) return `${isoYear}-${isoMonth}-${isoDay}`;
  if (slashYear !== undefined) return isoDate(slashYear, Number(slashMonth), Number(slashDay));
  const month = MONTHS.findIndex((each) => each.startsWith((monthName ?? '').slice(0, 3).toLowerCase())) + 1;
  return isoDate(year ?? '', month, day === undefined ? null : Number(day));
}

function isoDate(year: string, month: number, day: number | null): string | null {
  if (month < 1 || month > 12 || (day !== null && (day < 1 || day > 31))) return null;
  return `${year}-${twoDigits(month)}${day === null ? '' : `-${twoDigits(day)}`}`;
}

const NEXT = /\b(?:next review|review (?:date|due)|(?:to be|due (?:to be|for)) review(?:ed)?|review on)\b|^review\b/i;
const LAST =
  /\b(?:reviewed|adopted|approved|ratified|agreed|updated|issued|written|last review|date of (?:policy|issue))\b|^date\b/i;

/** The date stands on the line itself or on the one below. */
function datedBy(words: RegExp, blocks: readonly Block[], not: RegExp | null): Found<string> | null {
  for (const [index, block] of blocks.entries()) {
    if (!words.test(block.text) || not?.test(block.text)) continue;
    const next = blocks[index + 1];
    const below = next === undefined || NEXT.test(next.text) ? '' : next.text;
    const value = dateIn(block.text) ?? (below.length < 30 ? dateIn(below) : null);
    if (value !== null) return { value, line: block.line };
  }
  return null;
}

const PERIODS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:bi-?annual(?:ly)?|twice (?:a|each|every) year|half-?yearly|every six months|six-?monthly)\b/i, 6],
  [/\b(?:every (?:two|2) years|two-?yearly|biennial(?:ly)?)\b/i, 24],
  [/\b(?:every (?:three|3) years|three-?yearly)\b/i, 36],
  [/\b(?:annual(?:ly)?|yearly|every year|each year|once a year)\b/i, 12],
  [/\b(?:termly|each term|every term)\b/i, 4],
];
const REPORTS_TO = /\b(?:school improvement committee|governors|governing (?:body|board)|trustees|head ?teacher)\b/i;

function reviewOf(blocks: readonly Block[], between: Found<number> | null): Omit<DraftedReview, 'section'> | null {
  const said = blocks.flatMap(({ text, line }) =>
    sentencesOf(text)
      .filter((sentence) =>
        /\b(?:reviewed|monitored) (?:by|annually|every|each|termly|bi-?annually|twice|once|regularly)|\breview(?:ed|s)? .*\b(?:annual|every|each|termly|twice)/i.test(
          sentence,
        ),
      )
      .map((sentence) => ({
        sentence,
        line,
        everyMonths: PERIODS.find(([words]) => words.test(sentence))?.[1] ?? null,
      })),
  );
  const named = said.filter(({ sentence, everyMonths }) => everyMonths !== null || REPORTS_TO.test(sentence));
  const full = named.toSorted((one, other) => score(other) - score(one))[0];
  if (full === undefined) {
    return between === null
      ? null
      : { everyMonths: between.value, with: null, reportsTo: 'governors', line: between.line };
  }
  const { sentence, line } = full;
  return {
    everyMonths: full.everyMonths ?? between?.value ?? null,
    with: /\bexternal provider\b/i.exec(sentence)?.[0].toLowerCase() ?? null,
    reportsTo: REPORTS_TO.exec(sentence.replace(/^.*?\breport(?:ed)? to\b/i, ''))?.[0] ?? 'governors',
    line,
  };
}

const score = ({ sentence, everyMonths }: { sentence: string; everyMonths: number | null }): number =>
  (everyMonths === null ? 0 : 4) +
  (/\bexternal provider\b/i.test(sentence) ? 2 : 0) +
  (REPORTS_TO.test(sentence) ? 1 : 0);

function monthsBetween(from: string, to: string): number | null {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  return months > 0 && months <= 60 ? months : null;
}

const sectionAt = (sections: readonly Section[], line: number): string | undefined =>
  sections.findLast((section) => section.line <= line && section.title !== '')?.title;

export function factsOf(document: SourceDocument, sections: readonly Section[]): DocumentFacts {
  const { blocks } = document;
  const title = titleOf(document);
  const date = datedBy(LAST, blocks, NEXT);
  const nextReview = datedBy(NEXT, blocks, null);
  const months = date === null || nextReview === null ? null : monthsBetween(date.value, nextReview.value);
  const between = months === null || nextReview === null ? null : { value: months, line: nextReview.line };
  const found = reviewOf(blocks, between);
  const review = found === null ? null : { ...found, section: sectionAt(sections, found.line) ?? title };
  return { school: schoolOf(blocks), title, date, nextReview, review };
}
