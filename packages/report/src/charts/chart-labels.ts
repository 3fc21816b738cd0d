/** Labels that fit: long names fold onto further lines instead of being cut. */
import { printable } from '../words/printable.js';

const lineLengthCharacters = 42;

export function wrapped(label: string): string | string[] {
  const lines: string[] = [];
  for (const word of printable(label).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= lineLengthCharacters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length === 1 ? (lines[0] ?? '') : lines;
}

const mostFullMonths = 12;

interface Month {
  readonly name: string;
  readonly year: string;
}

function monthOf(label: string): Month | undefined {
  const [, name, year] = /^([A-Z][a-z]{2})[a-z]* (\d{4})$/.exec(label) ?? [];
  return name === undefined || year === undefined ? undefined : { name, year };
}

/** "March 2026" as two short lines; in a long row of months the year stands only where it begins. */
export function monthLabels(labels: readonly string[]): (string | string[])[] {
  const isLongRow = labels.length > mostFullMonths;
  const months = labels.map(monthOf);
  return labels.map((label, index) => {
    const month = months[index];
    if (month === undefined) return printable(label).split(' ');
    const isSameYear = months[index - 1]?.year === month.year;
    return isLongRow && isSameYear ? month.name : [month.name, month.year];
  });
}
