/**
 * The DSL's edition: names, because the DSL decides. What is about a safeguarding lead or the headteacher is not in it:
 * it is counted, and goes to whom the policy names.
 */
import { type DslEdition, dslEdition } from '../edition/index.js';
import type { EvidenceCell, FoundFinding, PersonCounts, ReviewedCapture } from '../find/review.js';
import { isFor, type Routing, recipientWords, routingOf } from '../map/routing.js';
import { REASONS } from '../normalise/transforms.js';
import type { Names } from '../store/names.js';
import { editFiles, editFinding, editShared } from './common.js';
import type { EditContext } from './context.js';
import { vocabulary } from './words.js';

/** Duties whose holders read this edition, or stand above those who do: nothing about them may be in it. */
const OWN_DUTIES = new Set(['dsl', 'deputy-dsl', 'headteacher']);
const MOST_EVIDENCE_ROWS = 25;

interface Desk extends EditContext {
  readonly names: Names;
  /** People whose matters do not come to the DSL, by person id: to whom they go. */
  readonly elsewhere: ReadonlyMap<number, string>;
}

interface About {
  readonly personId: number | null;
  readonly role: string | null;
  readonly duty: string | null;
  readonly stage: string | null;
}

/**
 * To whom a capture goes when not to the DSL. Where nobody certain owns the account, but somebody with a duty claims it or
 * has had it, the capture is treated as theirs.
 */
function captureGoesElsewhere(context: EditContext, capture: ReviewedCapture): string | null {
  const claimed = context.review.guarded.find((each) => each.accountId === capture.accountId);
  const about =
    capture.personId === null && claimed !== undefined ? { ...capture, role: 'staff', duty: claimed.duty } : capture;
  return goesElsewhere(context, about, capture.topic);
}

/** To whom a matter goes when not to the DSL; null when it is the DSL's. */
function goesElsewhere(context: EditContext, about: About, topic: string): string | null {
  const { route } = routingOf(context.policy, context.taxonomy, about, topic, false);
  const isOwn = about.duty !== null && OWN_DUTIES.has(about.duty);
  return isOwn || !isFor(route, 'dsl') ? recipientWords(route.to) : null;
}

const YEAR = (yearGroup: string | null) =>
  yearGroup === null ? '' : yearGroup === 'R' ? 'Reception' : `Year ${yearGroup}`;
const groupWords = (person: { yearGroup: string | null; class: string | null; role: string | null }) =>
  [YEAR(person.yearGroup), person.class ?? '', person.role === 'pupil' ? '' : (person.role ?? '')]
    .filter((part) => part !== '')
    .join(', ');

const topicTitle = (desk: Desk, topic: string) => vocabulary(desk.taxonomy, desk.policy).label('', topic);

function clausesOf(desk: Desk, ids: readonly string[]) {
  const all = desk.policy.agreements.flatMap((agreement) =>
    agreement.clauses.map((clause) => ({ ...clause, agreement })),
  );
  return ids.flatMap((id) => {
    const clause = all.find((each) => each.id === id);
    return clause === undefined
      ? []
      : [{ reference: `${clause.agreement.title}, ${clause.number}`, summary: clause.summary }];
  });
}

function editCapture(desk: Desk, capture: ReviewedCapture): DslEdition['support'][number] {
  const routing = routingOf(desk.policy, desk.taxonomy, capture, capture.topic, capture.clauses.length > 0);
  const nature = desk.taxonomy.topics.get(capture.topic)?.nature ?? 'unmapped';
  return {
    id: capture.id,
    createdLocal: capture.createdLocal,
    name: whoIs(desk, capture),
    group: groupWords(capture),
    topic: topicTitle(desk, capture.topic),
    nature,
    severityLibrary: capture.severityLibrary,
    severityGrade: capture.severityGrade,
    phrase: capture.phraseId === null ? '' : desk.names.phrase(capture.phraseId),
    source: capture.source ?? '',
    clauses: clausesOf(desk, capture.clauses).map((clause) => clause.reference),
    ...routeCells(routing),
  };
}

/** Short in the rows; the policy's routes and steps are told once, in full. */
const routeCells = ({ route, step }: Routing) => ({
  route: recipientWords(route.to),
  suggestedStep: step === null ? null : `Step ${step.number}`,
});

function whoIs(desk: Desk, { personId, accountId }: { personId: number | null; accountId: number | null }): string {
  if (personId !== null) return desk.names.person(personId);
  return accountId === null ? 'not known' : `account ${desk.names.account(accountId)}`;
}

function editPerson(desk: Desk, person: PersonCounts): DslEdition['people'][number] {
  const natures = person.topics.map((topic) => desk.taxonomy.topics.get(topic)?.nature);
  // Where anything is a matter of support, the person is met with support first.
  const leading =
    person.topics[natures.indexOf('vulnerability')] ??
    person.topics[natures.indexOf('breach')] ??
    person.topics[0] ??
    '';
  const routing = routingOf(desk.policy, desk.taxonomy, person, leading, person.clauses.length > 0);
  return {
    name: desk.names.person(person.personId),
    account: desk.names.accountOf(person.personId),
    role: person.role,
    group: groupWords(person),
    captures: person.captures,
    episodes: person.episodes,
    gradedNoConcern: person.gradedNoConcern,
    blockedRequests: person.blockedRequests,
    topics: person.topics.map((topic) => topicTitle(desk, topic)),
    clauses: clausesOf(desk, person.clauses),
    ...routeCells(routing),
  };
}

function cellText(desk: Desk, cell: EvidenceCell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'ids':
      return cell.ids.map((id) => vocabulary(desk.taxonomy, desk.policy).label('', id)).join(', ');
    case 'number':
      return cell.number.toLocaleString('en-GB');
    case 'person':
      return desk.elsewhere.has(cell.personId) ? 'withheld' : desk.names.person(cell.personId);
    case 'account':
      return desk.review.guarded.some((each) => each.accountId === cell.accountId)
        ? 'withheld'
        : desk.names.account(cell.accountId);
    case 'phrase':
      return desk.names.phrase(cell.phraseId);
    case 'category':
      return desk.names.category(cell.categoryId);
  }
}

function editEvidence(desk: Desk, found: FoundFinding): DslEdition['findings'][number]['evidence'] {
  if (found.evidence === null) return null;
  const { title, columns, rows } = found.evidence;
  const shown = rows.slice(0, MOST_EVIDENCE_ROWS);
  return {
    title,
    columns: [...columns],
    rows: shown.map((row) => row.map((cell) => cellText(desk, cell))),
    omittedCount: rows.length - shown.length,
  };
}

/** All captures about people whose matters go elsewhere, and single captures that the policy sends elsewhere by topic. */
function withheldOf(desk: Desk): DslEdition['withheld'] {
  const counts = new Map<string, number>();
  for (const person of desk.review.people) {
    const goesTo = desk.elsewhere.get(person.personId);
    if (goesTo !== undefined) counts.set(goesTo, (counts.get(goesTo) ?? 0) + person.captures);
  }
  for (const capture of desk.review.captures) {
    if (capture.personId !== null && desk.elsewhere.has(capture.personId)) continue;
    const goesTo = captureGoesElsewhere(desk, capture);
    if (goesTo !== null) counts.set(goesTo, (counts.get(goesTo) ?? 0) + 1);
  }
  return [...counts].map(([goesTo, captures]) => ({
    captures,
    goesTo,
    reason:
      'They are about somebody who reads this edition or stands above its readers, or the policy sends them elsewhere.',
  }));
}

function rejectionsOf(desk: Desk): DslEdition['rejections'] {
  const names = new Map(desk.review.files.map((file) => [file.importId, file.name]));
  const reasons = new Map<string, string>(Object.entries(REASONS));
  return desk.review.rejections.map(({ importId, column, reason, count, firstLines }) => ({
    file: names.get(importId) ?? `import ${importId}`,
    column: column ?? 'whole line',
    reason: reasons.get(reason) ?? reason,
    count,
    firstLines: [...firstLines],
  }));
}

/** Of an adult who works with children the same topic may be an allegation: it is not laid among those who may need help. */
const isSupportMatter = ({ taxonomy }: EditContext, { topic, role }: ReviewedCapture): boolean =>
  taxonomy.topics.get(topic)?.nature === 'vulnerability' && role !== 'staff' && role !== 'governor';

function guideOf({ policy }: EditContext): Pick<DslEdition, 'routes' | 'ladders'> {
  return {
    routes: policy.routes.map(({ to, alsoTell, summary }) => ({
      to: recipientWords(to),
      alsoTell: alsoTell.map(recipientWords),
      summary,
    })),
    ladders: policy.ladders.map((ladder) => ({
      title: `${ladder.reference.document}: ${ladder.reference.section}`,
      steps: ladder.steps.map(({ number, when, summary }) => ({ label: `Step ${number}`, when, summary })),
      note: ladder.seriousNote,
    })),
  };
}

export function editDsl(context: EditContext, names: Names): DslEdition {
  const anyTopic = [...context.taxonomy.topics.values()].find((topic) => topic.nature === 'breach')?.id ?? '';
  const elsewhere = new Map(
    context.review.roster.flatMap((person): [number, string][] => {
      const goesTo = goesElsewhere(context, person, anyTopic);
      return goesTo === null ? [] : [[person.personId, goesTo]];
    }),
  );
  const desk: Desk = { ...context, names, elsewhere };
  const own = context.review.captures.filter(
    (capture) => capture.personId === null || !elsewhere.has(capture.personId),
  );
  const captures = own
    .filter((capture) => captureGoesElsewhere(context, capture) === null)
    .map((capture) => ({ isSupport: isSupportMatter(context, capture), edited: editCapture(desk, capture) }));
  const shared = editShared(context, null);
  return dslEdition.parse({
    edition: 'dsl',
    ...shared,
    findings: context.review.findings.map((found) => ({
      ...editFinding(found, shared.tables, null),
      evidence: editEvidence(desk, found),
    })),
    files: editFiles(context.review, null).map((file, index) => ({
      ...file,
      name: context.review.files[index]?.name ?? '',
    })),
    people: context.review.people
      .filter((person) => !elsewhere.has(person.personId))
      .map((person) => editPerson(desk, person)),
    support: captures.filter((each) => each.isSupport).map((each) => each.edited),
    conduct: captures.filter((each) => !each.isSupport).map((each) => each.edited),
    ...guideOf(context),
    withheld: withheldOf(desk),
    unattributed: context.review.unattributed.map(({ accountId, requests, captures: count }) => ({
      account: accountId === null ? 'no account in the log' : names.account(accountId),
      requests,
      captures: count,
    })),
    rejections: rejectionsOf(desk),
  });
}
