/** A writer of its own for delimited text, so that the readers are not tested against themselves. */

const isPlain = (field: string) => /^[\p{L}\p{N}./:@\\'=-]+$/u.test(field);

const csvField = (field: string, isQuoted = false): string =>
  !isQuoted && isPlain(field) ? field : `"${field.replaceAll('"', '""')}"`;

export const csvLine = (fields: readonly string[], delimiter = ',', isQuoted = false): string =>
  fields.map((field) => csvField(field, isQuoted)).join(delimiter);

export const csvText = (
  rows: readonly (readonly string[])[],
  { delimiter = ',', lineEnd = '\n' }: { readonly delimiter?: string; readonly lineEnd?: string } = {},
): string => rows.map((row) => csvLine(row, delimiter) + lineEnd).join('');
