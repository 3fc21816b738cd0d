/** The governors' edition: figures only, suppressed. It has no access to the identities, so it cannot name anybody. */
import { type GovernorsEdition, governorsEdition } from '../edition/index.js';
import { editFiles, editFinding, editShared } from './common.js';
import type { EditContext } from './context.js';

const isSuppressed = (figure: { readonly kind: string }) => figure.kind === 'suppressed';

function suppressedCount(edition: Pick<GovernorsEdition, 'tables' | 'keyFigures' | 'unknowns' | 'findings'>): number {
  const inTables = Object.values(edition.tables).flatMap((table) => [
    ...table.rows.flatMap((row) => row.figures),
    ...(table.totals ?? []),
  ]);
  const single = [
    ...edition.keyFigures,
    ...edition.unknowns,
    ...edition.findings.flatMap((finding) => finding.figures),
  ].map((each) => each.figure);
  return [...inTables, ...single].filter(isSuppressed).length;
}

export function editGovernors(context: EditContext): GovernorsEdition {
  const { thresholdPeople } = context.configuration.suppression;
  const shared = editShared(context, thresholdPeople);
  const findings = context.review.findings.map((found) => editFinding(found, shared.tables, thresholdPeople));
  const files = editFiles(context.review, thresholdPeople);
  return governorsEdition.parse({
    edition: 'governors',
    ...shared,
    suppression: { thresholdPeople, suppressedCount: suppressedCount({ ...shared, findings }) },
    findings,
    files,
  });
}
