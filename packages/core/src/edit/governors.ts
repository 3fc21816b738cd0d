/** The governors' edition: figures only, suppressed. Nothing sealed is given to it, so it cannot name anybody. */
import { type GovernorsEdition, governorsEdition } from '../edition/index.js';
import { checkNumbersOf } from './checks.js';
import { editFiles, editFinding, editShared } from './common.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { setAsideOf } from './exclusions.js';
import { suppressedCountOf } from './suppressed-count.js';

export function editGovernors(context: EditContext, disclosure: Disclosure): GovernorsEdition {
  const { thresholdPeople } = context.configuration.suppression;
  const shared = editShared(context, disclosure);
  const findings = context.review.findings.map((found) => editFinding(context, found, disclosure));
  const files = editFiles(context.review, disclosure);
  const setAside = setAsideOf(context.review, disclosure);
  return governorsEdition.parse({
    edition: 'governors',
    ...shared,
    suppression: { thresholdPeople, suppressedCount: suppressedCountOf({ ...shared, findings, setAside }) },
    findings,
    checks: checkNumbersOf(context.review),
    setAside,
    files,
  });
}
