/** The groups that a report tells apart. Which of them a school's report shows: see `find/shown-groups.ts`. */
import { STAGES } from './stages.js';

/** Pupils whose stage nobody knows come after those of a stage. */
export const AUDIENCES = [...STAGES, 'pupils', 'staff', 'governors', 'visitors', 'parents', 'unattributed'] as const;
