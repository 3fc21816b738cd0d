/** The IT edition: what the filter let through and what it stopped, for those who tune it. Neither captures nor people. */
import { type Figure, type ItEdition, itEdition } from '../edition/index.js';
import { allFindings } from '../find/build-review.js';
import type { FoundFinding } from '../find/review.js';
import { REASONS } from '../normalise/transforms.js';
import { editFiles, editFinding, editShared } from './common.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { editTable, withColumns } from './edited-table.js';
import { identityOf } from './identity.js';
import { editSites } from './sites.js';
import { headline, sentence } from './summary.js';
import { suppressedCountOf } from './suppressed-count.js';

/** Findings about more than the filter, of which IT is told the part that is its own. */
const ALSO = new Set(['accounts-nobody-knows', 'accounts-used-after-leaving', 'categories-nobody-mapped']);
const MOST_OF_EACH = 5;

const OF_MONITORING: readonly string[] = ['captures', 'episodes', 'decisions', 'incidents'];
const isOfFiltering = ({ figure }: { readonly figure: Figure }) =>
  !('unit' in figure) || figure.unit === null || !OF_MONITORING.includes(figure.unit);

/** A finding from the filter's log alone is IT's. */
function concernsIt({ id }: FoundFinding): boolean {
  const needs = allFindings().find((finding) => finding.id === id)?.needs ?? [];
  return ALSO.has(id) || needs.every((table) => table === 'request_event');
}

/** The parts of the sentence that tell of what is not filtering go with their figures. */
function ofFiltering(found: FoundFinding): FoundFinding {
  const figures = found.figures.filter(({ unit }) => !OF_MONITORING.includes(unit));
  const gone = found.figures.filter((figure) => !figures.includes(figure)).map(({ id }) => `{${id}}`);
  const parts = found.words.replace(/\.$/, '').split('; ');
  const words = parts.filter((part) => !gone.some((hole) => part.includes(hole))).join('; ');
  return { ...found, words: `${words}.`, figures };
}

function coverageWords({ coverage }: EditContext['review']): string {
  const { schoolDays, schoolDaysWithRequests } = coverage;
  return `The filter’s log covers ${schoolDaysWithRequests} of ${schoolDays} school days.`;
}

function summaryOf({ review }: EditContext, findings: ItEdition['findings']): ItEdition['summary'] {
  const weighty = findings.filter(({ importance, failure }) => importance !== 'information' && failure === null);
  const told = weighty.filter(({ id }) => id !== 'days-without-logs');
  const isPatchy = review.coverage.logGaps.length > 0;
  return {
    found: [
      sentence(coverageWords(review), isPatchy ? 'high' : 'information'),
      ...told.slice(0, MOST_OF_EACH).map((finding) => sentence(headline(finding), finding.importance)),
    ],
    means: [
      sentence('Requests are lines of the log. One page makes many of them, so they count traffic and not intentions.'),
    ],
    asks: weighty.slice(0, MOST_OF_EACH).map(({ action, owner }) => ({ words: action, owner })),
  };
}

function rejectionsOf({ review }: EditContext): ItEdition['rejections'] {
  const reasons = new Map<string, string>(Object.entries(REASONS));
  return review.rejections.map(({ importId, column, reason, count }) => ({
    file: `File ${review.files.findIndex((file) => file.importId === importId) + 1}`,
    column: column ?? 'whole line',
    reason: reasons.get(reason) ?? reason,
    count,
  }));
}

export function editIt(context: EditContext, disclosure: Disclosure): ItEdition {
  const { review, configuration } = context;
  const shared = editShared(context, disclosure);
  const findings = review.findings
    .filter(concernsIt)
    .map((found) => editFinding(context, ofFiltering(found), disclosure));
  const { schoolDays, schoolDaysWithRequests, logGaps } = review.coverage;
  const figures = {
    summary: summaryOf(context, findings),
    keyFigures: shared.keyFigures.filter(({ id, figure }) => id !== 'days-with-captures' && isOfFiltering({ figure })),
    tables: {
      requestsByMonth: editTable(context, disclosure, 'requestsByMonth'),
      requestsBySession: editTable(context, disclosure, 'requestsBySession'),
      requestsByTopic: editTable(context, disclosure, 'requestsByTopic'),
      requestsByMethod: editTable(context, disclosure, 'requestsByMethod'),
      coverageByMonth: withColumns(shared.tables.coverageByMonth, ['school-days', 'with-requests']),
    },
    findings,
    sites: editSites(context, disclosure),
    unknowns: shared.unknowns.filter(isOfFiltering),
  };
  return itEdition.parse({
    edition: 'it',
    ...identityOf(context),
    suppression: {
      thresholdPeople: configuration.suppression.thresholdPeople,
      suppressedCount: suppressedCountOf(figures),
    },
    ...figures,
    coverage: { schoolDays, schoolDaysWithRequests, logGaps: [...logGaps] },
    files: editFiles(review, disclosure),
    rejections: rejectionsOf(context),
  });
}
