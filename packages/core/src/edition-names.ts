/** The editions by what they may hold: figures alone, or what is sealed to one office. */
import type { Office } from './map/audience.js';

export const SUPPRESSED_EDITIONS = ['governors', 'public', 'it', 'evidence'] as const;
export type SuppressedEdition = (typeof SUPPRESSED_EDITIONS)[number];

/** Whose key opens what such an edition holds. */
export const OFFICE_OF_EDITION = {
  dsl: 'dsl',
  'staff-annex': 'headteacher',
  'chair-annex': 'chair-of-governors',
} as const satisfies Record<string, Office>;
export type NamedEdition = keyof typeof OFFICE_OF_EDITION;

export const isNamedEdition = (name: SuppressedEdition | NamedEdition): name is NamedEdition =>
  name in OFFICE_OF_EDITION;
