/** Dates in British English, from calendar dates only: no clock, no time zone and no locale of the machine. */
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-03-01` becomes `1 March 2026`. */
export function dateWords(localDate: string): string {
  const [year = '', month = '', day = ''] = localDate.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

export const spanWords = (span: { from: string; to: string }): string =>
  span.from === span.to ? dateWords(span.from) : `${dateWords(span.from)} to ${dateWords(span.to)}`;
