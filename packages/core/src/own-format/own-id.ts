/** Ids of formats that are not in the catalogue. They stand in the store, where the mapping itself may be elsewhere. */
import { createHash } from 'node:crypto';

const MARK = 'own:';

export const isOwnId = (id: string): boolean => id.startsWith(MARK);

const ID_DIGITS = 12;

/**
 * Made of the name of the mapping's file without its ending, in small letters with hyphens. The name itself may be that of
 * a person, and ids stand in the store in clear: under one name the id is the same, and it says nothing else.
 */
export function ownId(fileName: string): string {
  const words = fileName
    .replace(/\.ya?ml$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${MARK}${createHash('sha256').update(words).digest('hex').slice(0, ID_DIGITS)}`;
}

/** How reports call such a format: its own title stands only in the mapping. */
export const OWN_TITLE = 'A layout that the school described itself';
