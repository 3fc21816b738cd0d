/**
 * The IT edition, a work order: what to do on the filter and on devices, and what it rests on. Neither captures nor people.
 */
import { type Figure, type ItEdition, itEdition } from '../edition/index.js';
import { REASONS } from '../normalise/transforms.js';
import { filterChecksOf } from './checks.js';
import { editFiles, editShared } from './common.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { editTable, withColumns } from './edited-table.js';
import { setAsideOf } from './exclusions.js';
import { identityOf } from './identity.js';
import { editCandidates } from './it-candidates.js';
import { editListEffects } from './it-effects.js';
import { itFindings, OF_MONITORING } from './it-findings.js';
import { tasksOf } from './it-tasks.js';
import { editSites } from './sites.js';
import { sentence } from './summary.js';
import { suppressedCountOf } from './suppressed-count.js';

const isOfFiltering = ({ figure }: { readonly figure: Figure }) =>
  !('unit' in figure) || figure.unit === null || !OF_MONITORING.includes(figure.unit);

function summaryOf({ review }: EditContext): ItEdition['summary'] {
  const { schoolDays, schoolDaysWithRequests, logGaps } = review.coverage;
  const words = `The filter’s log covers ${schoolDaysWithRequests} of ${schoolDays} school days.`;
  return {
    found: [sentence(words, logGaps.length > 0 ? 'high' : 'information')],
    means: [
      sentence('Requests are lines of the log. One page makes many of them, so they count traffic and not intentions.'),
    ],
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

/** The only thing of exclusions that IT needs, so that its own count of the log can be laid beside this one. */
const setAsideFigure = (context: EditContext, disclosure: Disclosure): ItEdition['unknowns'] => [
  {
    id: 'requests-set-aside',
    label: 'Requests set aside by exclusions of the school',
    figure: setAsideOf(context.review, disclosure).requests,
    note: 'They are in no other figure. The safeguarding lead’s edition lists the exclusions.',
  },
];

export function editIt(context: EditContext, disclosure: Disclosure): ItEdition {
  const { review, configuration } = context;
  const shared = editShared(context, disclosure);
  const { schoolDays, schoolDaysWithRequests, logGaps } = review.coverage;
  const work = {
    findings: itFindings(context, disclosure),
    candidates: editCandidates(context, disclosure),
    listEffects: editListEffects(context),
  };
  const figures = {
    keyFigures: shared.keyFigures.filter(({ id, figure }) => id !== 'days-with-captures' && isOfFiltering({ figure })),
    tables: {
      requestsByMonth: editTable(context, disclosure, 'requestsByMonth'),
      requestsBySession: editTable(context, disclosure, 'requestsBySession'),
      requestsByTopic: editTable(context, disclosure, 'requestsByTopic'),
      requestsByMethod: editTable(context, disclosure, 'requestsByMethod'),
      coverageByMonth: withColumns(shared.tables.coverageByMonth, ['school-days', 'with-requests']),
    },
    ...work,
    sites: editSites(context, disclosure),
    unknowns: [...shared.unknowns.filter(isOfFiltering), ...setAsideFigure(context, disclosure)],
  };
  return itEdition.parse({
    edition: 'it',
    ...identityOf(context),
    suppression: {
      thresholdPeople: configuration.suppression.thresholdPeople,
      suppressedCount: suppressedCountOf(figures),
    },
    summary: summaryOf(context),
    tasks: tasksOf(context, work),
    ...figures,
    checks: filterChecksOf(review),
    coverage: { schoolDays, schoolDaysWithRequests, logGaps: [...logGaps] },
    files: editFiles(review, disclosure),
    rejections: rejectionsOf(context),
  });
}
