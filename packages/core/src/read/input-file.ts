/** A file as the rest of the program reads it: its bytes lie plainly at `path`, and people know it by `name`. */

export interface InputFile {
  /** Where its text lies unpacked: its own path, or a temporary file. */
  readonly path: string;
  /** What people see: the path that was given and, after a ` › `, the place inside an archive or workbook. */
  readonly name: string;
}

const STANDARD_INPUT = 'standard input';
const INSIDE = ' › ';

/** What stands for standard input where files are named. */
export const STANDARD_INPUT_MARK = '-';

export const inputName = (path: string): string => (path === STANDARD_INPUT_MARK ? STANDARD_INPUT : path);

/** Names in an archive are written by whoever made it: what would move the cursor of a terminal is left out. */
export const nameInside = (outer: string, inner: string): string =>
  `${outer}${INSIDE}${inner.replaceAll(/\p{C}/gu, '�')}`;

/** A name in two parts: the file as it lies on the disk, and the place inside it (empty for a plain file). */
export function splitName(name: string): { readonly outer: string; readonly inner: string } {
  const at = name.indexOf(INSIDE);
  return at === -1 ? { outer: name, inner: '' } : { outer: name.slice(0, at), inner: name.slice(at) };
}

/** The name without the folders that the outermost file lies in. */
export function shortInputName(name: string): string {
  const { outer, inner } = splitName(name);
  return `${outer.slice(Math.max(outer.lastIndexOf('/'), outer.lastIndexOf('\\')) + 1)}${inner}`;
}
