/** The evidence edition: how many records, how serious, about how many people, and how many people can open them. */
import { type EvidenceEdition, evidenceEdition } from '../edition/index.js';
import { editShared } from './common.js';
import type { EditContext } from './context.js';
import type { Disclosure } from './disclosure.js';
import { editTable } from './edited-table.js';
import { setAsideOf } from './exclusions.js';
import { identityOf } from './identity.js';
import { suppressedCountOf } from './suppressed-count.js';

/** People who hold a key, by office. */
export interface ReaderCount {
  readonly office: string;
  readonly count: number;
}

const OFFICE_WORDS: ReadonlyMap<string, string> = new Map([
  ['dsl', 'Designated safeguarding lead'],
  ['deputy-dsl', 'Deputy safeguarding lead'],
  ['headteacher', 'Headteacher'],
  ['chair-of-governors', 'Chair of governors'],
  ['recovery', 'Spare key for recovery'],
]);

const KEY_FIGURES = new Set(['days-with-captures', 'captures', 'concerns']);

export function editEvidence(
  context: EditContext,
  disclosure: Disclosure,
  readers: readonly ReaderCount[],
): EvidenceEdition {
  const shared = editShared(context, disclosure);
  const { capturesByTopic, capturesByGrade, capturesByMonth, capturesByMethod, coverageByMonth } = shared.tables;
  const figures = {
    keyFigures: shared.keyFigures.filter(({ id }) => KEY_FIGURES.has(id)),
    tables: {
      capturesByTopic,
      peopleByTopic: editTable(context, disclosure, 'peopleByTopic'),
      capturesByGrade,
      capturesByMonth,
      capturesByMethod,
      coverageByMonth,
    },
    setAside: setAsideOf(context.review, disclosure),
    unknowns: shared.unknowns.filter(({ id }) => id.startsWith('captures-')),
  };
  return evidenceEdition.parse({
    edition: 'evidence',
    ...identityOf(context),
    suppression: {
      thresholdPeople: context.configuration.suppression.thresholdPeople,
      suppressedCount: suppressedCountOf(figures),
    },
    coverage: shared.coverage,
    readers: readers.map(({ office, count }) => ({ office: OFFICE_WORDS.get(office) ?? office, count })),
    ...figures,
  });
}
