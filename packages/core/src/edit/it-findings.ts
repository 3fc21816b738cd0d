/** Which findings IT is told of, and what of them: nothing about captures, and rows of evidence about days and places alone. */
import type { ItEdition } from '../edition/index.js';
import { allFindings } from '../find/build-review.js';
import type { Evidence, FoundFinding } from '../find/review.js';
import { editFinding } from './common.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { type EditedEvidence, editRows } from './evidence-rows.js';

/** Findings about more than the filter, of which IT is told the part that is its own. */
const ALSO = new Set([
  ...['accounts-nobody-knows', 'accounts-used-after-leaving', 'categories-nobody-mapped', 'generic-log-ons'],
  ...['devices-never-seen', 'people-never-seen', 'checks-failed', 'checks-missing', 'checks-overdue'],
  ...['unblock-requests', 'monitoring-agents-silent'],
]);

/** About what somebody did, and not about the filter: a matter for the DSL alone, however few tables it needs. */
const OF_PEOPLE = new Set(['one-account-two-devices', 'pupils-on-staff-devices']);

/** Findings whose rows are days, hours and parts of the network. */
const OF_PLACES = new Set(['days-without-logs', 'hours-without-logs', 'subnets-gone-quiet']);

export const OF_MONITORING: readonly string[] = ['captures', 'episodes', 'decisions', 'incidents'];

/** A finding from the filter's log alone is IT's. */
function concernsIt({ id }: FoundFinding): boolean {
  const needs = allFindings().find((finding) => finding.id === id)?.needs ?? [];
  if (OF_PEOPLE.has(id)) return false;
  return ALSO.has(id) || (needs.length > 0 && needs.every((table) => table === 'request_event'));
}

/** The parts of the sentence that tell of what is not filtering go with their figures. */
function ofFiltering(found: FoundFinding): FoundFinding {
  const figures = found.figures.filter(({ unit }) => !OF_MONITORING.includes(unit));
  const gone = found.figures.filter((figure) => !figures.includes(figure)).map(({ id }) => `{${id}}`);
  const parts = found.words.replace(/\.$/, '').split('; ');
  const words = parts.filter((part) => !gone.some((hole) => part.includes(hole))).join('; ');
  return { ...found, words: `${words}.`, figures };
}

/** Of a row its texts: a number would be one more figure that nobody weighed. */
function evidenceOf({ id, evidence }: FoundFinding): EditedEvidence | null {
  if (evidence === null || !OF_PLACES.has(id)) return null;
  const isText = (at: number) => evidence.rows.every((row) => row[at]?.kind === 'text');
  const kept = evidence.columns.flatMap((_, at) => (isText(at) ? [at] : []));
  const pick = <Value>(values: readonly Value[]) => values.filter((_, at) => kept.includes(at));
  const texts: Evidence = { ...evidence, columns: pick(evidence.columns), rows: evidence.rows.map(pick) };
  return kept.length === 0 ? null : editRows(texts, (cell) => (cell.kind === 'text' ? cell.text : ''));
}

export const itFindings = (context: EditContext, disclosure: Disclosure): ItEdition['findings'] =>
  context.review.findings.filter(concernsIt).map((found) => ({
    ...editFinding(context, ofFiltering(found), disclosure),
    evidence: evidenceOf(found),
  }));
