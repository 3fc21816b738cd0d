/** Whether a field in quotation marks is still open where a line ends: then the next line belongs to the record. */

const MARK = '"';

/** @returns the place behind the mark that closes the field; -1 when none does */
function closedAt(line: string, from: number): number {
  for (let at = line.indexOf(MARK, from); at !== -1; at = line.indexOf(MARK, at + 2)) {
    if (line[at + 1] !== MARK) return at + 1;
  }
  return -1;
}

/** The first character from there on that is no space; a tab between fields is none. */
function pastSpaces(line: string, from: number, delimiter: string): number {
  let at = from;
  while (at < line.length && line[at] !== delimiter && (line[at] ?? '').trim() === '') at += 1;
  return at;
}

/**
 * A mark opens a field only where the field begins, spaces aside: any other stands for itself, as in `5" screen`.
 * @param isOpen whether a field is open where the line begins
 */
export function endsOpen(line: string, delimiter: string, isOpen: boolean): boolean {
  if (!line.includes(MARK)) return isOpen;
  let [at, isInside] = [0, isOpen];
  for (;;) {
    if (!isInside) {
      at = pastSpaces(line, at, delimiter);
      isInside = line[at] === MARK;
      if (isInside) at += 1;
    }
    if (isInside) {
      at = closedAt(line, at);
      if (at === -1) return true;
      isInside = false;
      at = pastSpaces(line, at, delimiter);
      // Something behind the mark that closes: the record cannot be framed, so nothing more is joined to it.
      if (at < line.length && line[at] !== delimiter) return false;
    }
    const next = line.indexOf(delimiter, at);
    if (next === -1) return false;
    at = next + delimiter.length;
  }
}
