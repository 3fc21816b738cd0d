/** Rows of other logs in a table with a header, told by one of their columns. */
import { foldName } from '../normalise/header.js';
import { IGNORED, quoted } from '../normalise/statement.js';
import type { Fit } from '../read/detect-format.js';

/** @returns a CASE's branch for such rows, over rows that have as many columns as the header; none where there are none */
export function otherRow(
  { format: { frame }, header }: Pick<Fit, 'format' | 'header'>,
  column: (index: number) => string,
): readonly string[] {
  if (frame.by !== 'header' || frame.others === undefined) return [];
  const { name, unless } = frame.others;
  const index = header.findIndex((text) => foldName(text) === foldName(name));
  if (index === -1) return [];
  // The header again is a header; what says nothing is not said to be of another log.
  const own = ['', unless, header[index] ?? ''].map((text) => quoted(text.toLowerCase()));
  return [`WHEN lower(trim(${column(index)})) NOT IN (${own.join(', ')}) THEN ${IGNORED.other}`];
}
