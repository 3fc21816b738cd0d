/** What the policy asks people to report, and to whom: bad pages met by accident, lost passwords, misuse they saw. */
import type { Recipient } from '../map/policy-terms.js';
import type { DraftedAgreement } from './draft-parts.js';
import type { Section } from './outline.js';
import { type People, peopleOfSubject } from './people-words.js';
import { recipientsIn } from './recipient-words.js';
import { sentencesOf } from './sentences.js';

export type ReportKind = 'accidental-access' | 'over-blocking' | 'under-blocking' | 'lost-credentials' | 'misuse';

export interface DraftedReport {
  readonly kind: ReportKind;
  readonly people: People | null;
  /** null: the policy names nobody. */
  readonly to: Recipient | null;
  readonly section: string;
  readonly line: number;
}

const TELLS = /\b(?:tell|tells|report(?:s|ed)?(?! of\b)|inform|informs|informed|notify|highlighted|check with)\b/i;
const KINDS: readonly (readonly [ReportKind, RegExp])[] = [
  ['over-blocking', /\b(?:unblock|blocked (?:in error|by mistake)|wrongly blocked)/i],
  ['under-blocking', /\bsites?\b.*\bblock/i],
  [
    'lost-credentials',
    /\bpasswords?\b.*\b(?:lost|stolen|compromised|forgotten|knows?)\b|\b(?:lost|stolen|compromised)\b.*\bpasswords?\b/i,
  ],
  [
    'accidental-access',
    /\b(?:accident(?:al|ally)?|inadvertent(?:ly)?|come across|comes across|see (?:any|some)thing|nasty|unpleasant|upsets? me|find anything|uncomfortable|unsuitable|inappropriate (?:material|content))\b/i,
  ],
  ['misuse', /\b(?:misuses?|breach(?:es)?|unacceptable behaviours?)\b/i],
];

const isSame = (one: DraftedReport, other: DraftedReport): boolean =>
  one.kind === other.kind &&
  one.to === other.to &&
  one.people?.roles.join() === other.people?.roles.join() &&
  one.people?.stages?.join() === other.people?.stages?.join();

/** What is done about misuse is a route; what the school does about its filter may still be a report. */
const isReportedIn = (kind: ReportKind, section: Section): boolean =>
  kind === 'misuse' ? section.kind === 'rules' : true;

function reportIn(text: string, line: number, section: Section): DraftedReport[] {
  const kind = TELLS.test(text) ? KINDS.find(([, words]) => words.test(text))?.[0] : undefined;
  if (kind === undefined || !isReportedIn(kind, section)) return [];
  const told = text.slice(text.search(TELLS));
  const desks = recipientsIn(told).filter(
    (recipient) => !['parents', 'police', 'outside-agencies'].includes(recipient),
  );
  const named = /^I\b/.test(text) ? null : peopleOfSubject(text.slice(0, text.search(TELLS)));
  return [{ kind, people: named ?? section.people, to: desks[0] ?? null, section: section.title, line }];
}

/** @param agreements know whom a rule is for, where its part does not say it */
export function reportsOf(sections: readonly Section[], agreements: readonly DraftedAgreement[]): DraftedReport[] {
  // Cells of one row stand in one line, and are for different people.
  const placeOf = (section: string, line: number) => `${line} ${section}`;
  const bound = new Map(
    agreements.flatMap(({ section, people, clauses }) =>
      clauses.map(({ line }) => [placeOf(section, line), people] as const),
    ),
  );
  const found = sections
    .filter(({ kind }) => kind !== 'background' && kind !== 'form')
    .flatMap((section) =>
      section.blocks.flatMap(({ kind, text, line }) => {
        const parts = kind === 'item' ? [text] : sentencesOf(text);
        return parts.flatMap((part) => reportIn(part, line, section));
      }),
    )
    .map((report) => ({ ...report, people: bound.get(placeOf(report.section, report.line)) ?? report.people }));
  return found.filter((report, index) => found.findIndex((other) => isSame(report, other)) === index);
}
