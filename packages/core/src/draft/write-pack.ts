/** Writes a draft as a pack that loads at once. Whatever a person has to look at is marked CHECK. */
import { ROLES, type Role } from '../map/policy-terms.js';
import type { DraftedAgreement, DraftedClause, PolicyDraft } from './draft-parts.js';
import type { DraftedLadder } from './find-sanctions.js';
import {
  audienceOf,
  flowList,
  indented,
  numberedReference,
  orNull,
  referenceTo,
  scalar,
  shortened,
  toCheck,
} from './pack-lines.js';
import { routeLines } from './write-routes.js';

export const wordingFileName = (id: string): string => `${id}.wording.yaml`;

function headLines(draft: PolicyDraft, covers: readonly Role[]): string[] {
  const { facts, countedIn } = draft;
  const found = (fact: { line: number } | null) =>
    fact === null ? ' # CHECK: not found' : ` # ${countedIn} ${fact.line}`;
  return [
    `# A draft from ${printable(draft.file)}. Every place marked CHECK is for a person to decide.`,
    "# A summary has to be rewritten in one's own words: the words of a policy belong to its school. As the school wrote",
    `# them they stand in ${wordingFileName(draft.id)}, which stays with the school.`,
    '# Names, mail addresses and phone numbers were taken out as far as they were known for such. Look for more: until no',
    '# CHECK is left, this file is for your own account alone, and is not to be passed on.',
    '# Topics: what a breach would look like in logs and captures. The words that made one likely stand behind it.',
    `id: ${draft.id}`,
    `school: ${scalar(facts.school?.value ?? 'CHECK the name of the school')}${found(facts.school)}`,
    `title: ${scalar(facts.title)}`,
    `document: ${scalar(facts.title)}`,
    'version: null',
    `date: ${orNull(facts.date?.value ?? null)}${found(facts.date)}`,
    `nextReview: ${orNull(facts.nextReview?.value ?? null)}${found(facts.nextReview)}`,
    `covers: ${flowList(covers)} # CHECK: whose matters this document governs`,
    ...reviewLines(draft),
  ];
}

// A file's name may hold anything but what ends a comment.
const printable = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');

function reviewLines({ facts, countedIn }: PolicyDraft): string[] {
  const { review, title } = facts;
  if (review === null) return ['review: null # CHECK: how often the policy, or filtering and monitoring, are reviewed'];
  return [
    `review: # CHECK: ${countedIn} ${review.line}`,
    `  everyMonths: ${review.everyMonths ?? 'null'}`,
    `  with: ${orNull(review.with)}`,
    `  reportsTo: ${scalar(review.reportsTo)}`,
    `  reference: ${numberedReference({ document: title, section: review.section })}`,
  ];
}

function clauseLines(clause: DraftedClause, draft: PolicyDraft): string[] {
  const { topics } = clause;
  const reasons = topics.map(({ topic, words }) => `${words.join(', ')} -> ${topic}`);
  return [
    `# ${draft.countedIn} ${clause.line}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}`,
    `- id: ${clause.id}`,
    `  number: ${typeof clause.number === 'number' ? clause.number : JSON.stringify(clause.number)}`,
    `  summary: ${toCheck(shortened(draft.hideNames(clause.wording)))}`,
    topics.length === 0
      ? `  notObservable: ${toCheck('no word of it tells a topic. Say why no log can show a breach, or give topics.')}`
      : `  topics: ${flowList(topics.map(({ topic }) => topic))}`,
  ];
}

function agreementLines(agreement: DraftedAgreement, draft: PolicyDraft): string[] {
  const guess = agreement.isGuess ? ' # CHECK: the document names nobody here' : '';
  return [
    '',
    `  - id: ${agreement.id}`,
    `    title: ${scalar(agreement.title)}`,
    `    reference: ${referenceTo({ document: draft.facts.title, section: agreement.section })}`,
    `    audience: ${audienceOf(agreement.people)}${guess}`,
    `    voluntary: ${agreement.voluntary}`,
    '    clauses:',
    ...indented(
      agreement.clauses.flatMap((clause) => clauseLines(clause, draft)),
      6,
    ),
  ];
}

/** A pack has one ladder a group of people: the fullest; the others are named for a person to look at. */
function ladderLines(draft: PolicyDraft): string[] {
  const [ladder, ...others] = draft.ladders.toSorted((one, other) => rank(other) - rank(one));
  const leftOut = draft.leftOutSteps.map(
    ({ line, words }) =>
      `  # CHECK: left out is what ${draft.countedIn} ${line} says follows (${words.join(', ')}): it may be a sign that a child needs help, and that is no breach.`,
  );
  if (ladder === undefined) {
    const none = leftOut.length > 0 ? [] : ['# CHECK: no sanctions for pupils were found.'];
    return ['', ...none, ...leftOut.map((line) => line.trim()), 'ladders: []'];
  }
  const also = [
    ...leftOut,
    ...others.map(({ section, line }) => `  # CHECK: sanctions also in ${draft.countedIn} ${line}, ${section}.`),
  ];
  return [
    '',
    'ladders:',
    ...also,
    '  - id: pupil-sanctions',
    '    audience: { roles: [pupil], stages: null }',
    `    reference: ${numberedReference({ document: draft.facts.title, section: ladder.section })}`,
    `    order: ${ladder.order}`,
    '    afterLast: person-decides',
    '    steps:',
    ...ladder.steps.flatMap(({ number, wording, line }) => [
      `      # ${draft.countedIn} ${line}`,
      `      - number: ${number}`,
      `        when: ${toCheck('when a person takes this step.')}`,
      `        summary: ${toCheck(shortened(draft.hideNames(wording)))}`,
    ]),
    `    seriousSkipsTo: ${ladder.seriousSkipsTo ?? 'null'}`,
    '    serious: []',
    `    seriousNote: ${toCheck('which misuse the policy itself calls serious.')}`,
  ];
}

const rank = ({ order, steps }: DraftedLadder): number => steps.length + (order === 'stepwise' ? 100 : 0);

function reportLines(draft: PolicyDraft, covers: readonly Role[]): string[] {
  if (draft.reports.length === 0) return ['', 'reports: []'];
  const lines = draft.reports.flatMap((report) => [
    `  # ${draft.countedIn} ${report.line}${report.to === null ? '. CHECK: it does not say to whom' : ''}`,
    `  - kind: ${report.kind}`,
    `    audience: ${audienceOf(report.people ?? { roles: covers, stages: null })}`,
    `    to: ${report.to ?? 'dsl'}`,
    `    summary: ${toCheck(`what is reported, as ${draft.countedIn} ${report.line} has it.`)}`,
    `    reference: ${numberedReference({ document: draft.facts.title, section: report.section })}`,
  ]);
  return ['', 'reports:', ...lines];
}

export function packText(draft: PolicyDraft): string {
  const covers = ROLES.filter(
    (role) => draft.routes.has(role) || draft.agreements.some(({ people }) => people.roles.includes(role)),
  );
  const lines = [
    ...headLines(draft, covers),
    '',
    'agreements:',
    ...draft.agreements.flatMap((agreement) => agreementLines(agreement, draft)),
    ...ladderLines(draft),
    '',
    ...routeLines(draft, covers),
    ...reportLines(draft, covers),
  ];
  return `${lines.join('\n')}\n`;
}

/** The school's own words beside the ids of the pack, and where they stand in the document. */
export function wordingText(draft: PolicyDraft): string {
  const clauses = draft.agreements.flatMap(({ id, section, clauses: list }) => [
    '',
    `  # ${printable(section === '' ? id : section)}`,
    ...list.map(
      ({ id: clause, line, wording }) =>
        `  ${clause}: { ${draft.countedIn}: ${line}, wording: ${JSON.stringify(wording)} }`,
    ),
  ]);
  const head = [
    `# The clauses of ${printable(draft.file)} in the words of the school, to which they belong. Keep this file with the`,
    '# school: no part of the program reads it; it helps whoever corrects the draft and whoever looks up a clause.',
    `document: ${JSON.stringify(draft.file)}`,
    'clauses:',
  ];
  return `${[...head, ...clauses].join('\n')}\n`;
}
