/** Cells of evidence, and who may be named in it. */
import type { EvidenceCell } from './review.js';

export const textCell = (text: string): EvidenceCell => ({ kind: 'text', text });
/** Ids of topics or groups: the edition puts them in words. */
export const idsCell = (...ids: string[]): EvidenceCell => ({ kind: 'ids', ids });
export const numberCell = (number: number): EvidenceCell => ({ kind: 'number', number });

/** Whoever an event belongs to: the person, else the account. */
export function whoCell(who: { readonly person: number | null; readonly account: number | null }): EvidenceCell {
  if (who.person !== null) return { kind: 'person', personId: who.person };
  return who.account === null ? textCell('not known') : { kind: 'account', accountId: who.account };
}

/**
 * SQL: whether an event's person may stand in evidence. Matters of staff, governors and holders of a duty go to whom the
 * policy names, which may not be the reader: they are counted and never listed.
 */
export const IS_LISTED = `(duty IS NULL AND coalesce(role, 'pupil') IN ('pupil', 'visitor'))`;
