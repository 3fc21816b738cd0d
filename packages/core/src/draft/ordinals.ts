/** Numbers of lists as word processors and browsers write them: 3, c, iii, III. */

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
const MOST_ROMAN = 399;
const LETTERS = 26;

function roman(number: number): string {
  let rest = Math.min(number, MOST_ROMAN);
  let text = '';
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) text += letters;
  }
  return text;
}

const letter = (number: number): string => String.fromCharCode('a'.charCodeAt(0) + ((number - 1) % LETTERS));

const STYLES: Readonly<Record<string, (number: number) => string>> = {
  a: letter,
  A: (number) => letter(number).toUpperCase(),
  i: roman,
  I: (number) => roman(number).toUpperCase(),
};

/** @param style as HTML names it: `1`, `a`, `A`, `i`, `I` */
export function ordinal(number: number, style: string): string {
  const write = STYLES[style];
  return write === undefined || number < 1 ? String(number) : write(number);
}
