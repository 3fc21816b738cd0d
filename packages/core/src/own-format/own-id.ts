/** Ids of formats that are not in the catalogue. They stand in the store, where the mapping itself may be elsewhere. */

const MARK = 'own:';

export const isOwnId = (id: string): boolean => id.startsWith(MARK);

/** The name of the mapping's file without its ending, in small letters with hyphens. */
export function ownId(fileName: string): string {
  const words = fileName
    .replace(/\.ya?ml$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${MARK}${words === '' ? 'format' : words}`;
}

/** How reports call such a format: its own title stands only in the mapping. */
export const OWN_TITLE = 'A layout that the school described itself';
