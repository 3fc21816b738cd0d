/**
 * The DSL's edition: names, because the DSL decides. What is about a safeguarding lead or the headteacher is not in it:
 * it is counted, and goes to whom the policy names.
 */
import { type DslEdition, dslEdition } from '../edition/index.js';
import type { EvidenceCell, FoundFinding, Review } from '../find/review.js';
import { REASONS } from '../normalise/transforms.js';
import { type Names, NOT_OPEN } from '../store/names.js';
import { openNames } from './audiences.js';
import { capturesOf } from './captures.js';
import { filterChecksOf } from './checks.js';
import { editFiles, editFinding, editShared } from './common.js';
import type { EditContext } from './context.js';
import { type Desk, guideOf, topicTitle } from './desk.js';
import { deskDisclosure } from './disclosure.js';
import { type EditedEvidence, editRows } from './evidence-rows.js';
import { exclusionsOf } from './exclusions.js';
import { incidentsOf } from './incidents.js';
import { peopleOf, searchesOf } from './people.js';
import { withheldOf } from './withheld.js';
import { vocabulary } from './words.js';

type Open = ReturnType<typeof openNames>;

function cellText(desk: Desk, open: Open, cell: EvidenceCell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'ids':
      return cell.ids.map((id) => topicTitle(desk, id)).join(', ');
    case 'number':
      return cell.number.toLocaleString('en-GB');
    case 'person':
      return open.person(cell.personId) ? desk.names.person(cell.personId) : NOT_OPEN;
    case 'account':
      return open.account(cell.accountId) ? desk.names.account(cell.accountId) : NOT_OPEN;
    case 'class':
      return desk.names.group(cell.classKey);
    case 'device':
      return desk.names.device(cell.deviceId);
    case 'phrase':
      return desk.names.phrase(cell.phraseId);
    case 'category':
      return desk.names.category(cell.categoryId);
    case 'agreement':
      return vocabulary(desk.taxonomy, desk.policy).label('acceptance', cell.agreement);
  }
}

const editEvidence = (desk: Desk, open: Open, { evidence }: FoundFinding): EditedEvidence | null =>
  evidence === null ? null : editRows(evidence, (cell) => cellText(desk, open, cell));

function rejectionsOf({ review, names }: Desk): DslEdition['rejections'] {
  const reasons = new Map<string, string>(Object.entries(REASONS));
  return review.rejections.map(({ importId, column, reason, count, firstLines }) => ({
    file: names.fileName(importId),
    column: column ?? 'whole line',
    reason: reasons.get(reason) ?? reason,
    count,
    firstLines: [...firstLines],
  }));
}

function unattributedOf({ review, names }: Desk, open: Open): DslEdition['unattributed'] {
  const account = (id: number) => (open.account(id) ? names.account(id) : NOT_OPEN);
  return review.unattributed.map(({ accountId, requests, captures }) => ({
    account: accountId === null ? 'no account in the log' : account(accountId),
    requests,
    captures,
  }));
}

const wordsForDesk = (found: FoundFinding): FoundFinding => {
  const { deskWords } = found;
  if (deskWords === undefined) return found;
  return { ...found, words: deskWords, figures: found.figures.filter(({ id }) => deskWords.includes(`{${id}}`)) };
};

/** Findings on captures, without what may be about the holder of an office: it may be the reader. */
function findingsForDesk({ findings, desk }: Review): FoundFinding[] {
  const again = new Map(desk.findings.map((found) => [found.id, found]));
  return findings
    .flatMap((found) => (desk.recounted.includes(found.id) ? (again.get(found.id) ?? []) : found))
    .map(wordsForDesk);
}

export function editDsl(given: EditContext, names: Names): DslEdition {
  const context = { ...given, review: { ...given.review, findings: findingsForDesk(given.review) } };
  const desk: Desk = { ...context, names, office: 'dsl' };
  const open = openNames(context, desk.office);
  const captures = capturesOf(desk);
  const disclosure = deskDisclosure(context.review);
  return dslEdition.parse({
    edition: 'dsl',
    ...editShared(context, disclosure),
    findings: context.review.findings.map((found) => ({
      ...editFinding(context, found, disclosure),
      evidence: editEvidence(desk, open, found),
    })),
    files: editFiles(context.review, disclosure).map((file, index) => {
      const importId = context.review.files[index]?.importId;
      return { ...file, name: importId === undefined ? '' : names.fileName(importId) };
    }),
    checks: filterChecksOf(context.review),
    exclusions: exclusionsOf(desk),
    people: peopleOf(desk),
    support: captures.filter((each) => each.isSupport).map((each) => each.edited),
    conduct: captures.filter((each) => !each.isSupport).map((each) => each.edited),
    incidents: incidentsOf(desk),
    searches: searchesOf(desk),
    ...guideOf(context),
    withheld: withheldOf(desk),
    unattributed: unattributedOf(desk, open),
    rejections: rejectionsOf(desk),
  });
}
