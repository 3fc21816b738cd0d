/**
 * The Edition contract: the only thing that the report package knows.
 * An edition holds what one kind of reader may see. What a reader may not see has no place in the type.
 */
import { z } from 'zod';
import { chairAnnex, staffAnnex } from './annex.js';
import { dslEdition } from './dsl.js';
import { evidenceEdition } from './evidence.js';
import { governorsEdition } from './governors.js';
import { itEdition } from './it.js';
import { publicEdition } from './public.js';

export { type ChairAnnex, chairAnnex, type StaffAnnex, staffAnnex } from './annex.js';
export { type DslEdition, dslEdition } from './dsl.js';
export { type EvidenceEdition, evidenceEdition } from './evidence.js';
export { type Figure, figure, type Table, table, type Unit, unit } from './figure.js';
export { type GovernorsEdition, governorsEdition } from './governors.js';
export { type ItEdition, itEdition } from './it.js';
export { type Importance, importance } from './parts.js';
export { type PublicEdition, publicEdition } from './public.js';

/** What `render` accepts, and nothing else. */
export const edition = z.discriminatedUnion('edition', [
  governorsEdition,
  dslEdition,
  itEdition,
  staffAnnex,
  chairAnnex,
  publicEdition,
  evidenceEdition,
]);
export type Edition = z.infer<typeof edition>;
export type EditionName = Edition['edition'];
