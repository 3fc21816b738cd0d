/** Rows behind a finding, as far as they are printed. */
import type { DslEdition } from '../edition/index.js';
import type { Evidence, EvidenceCell } from '../find/review.js';

const MOST_EVIDENCE_ROWS = 25;

export type EditedEvidence = NonNullable<DslEdition['findings'][number]['evidence']>;

export function editRows({ title, columns, rows }: Evidence, cellText: (cell: EvidenceCell) => string): EditedEvidence {
  const shown = rows.slice(0, MOST_EVIDENCE_ROWS);
  return {
    title,
    columns: [...columns],
    rows: shown.map((row) => row.map(cellText)),
    omittedCount: rows.length - shown.length,
  };
}
