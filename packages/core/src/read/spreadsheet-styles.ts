/**
 * What a cell says, as text. Excel keeps a time as a number of days, and only the style of the cell tells that it is one.
 * Numbers of the styles that are built in: ECMA-376 part 1, 18.8.30.
 */

export interface NumberStyle {
  readonly hasDay: boolean;
  readonly hasTime: boolean;
  /** A number that is written with leading zeros, such as that of a pupil, has at least so many digits. */
  readonly leastDigits: number;
}

const PLAIN: NumberStyle = { hasDay: false, hasTime: false, leastDigits: 0 };
const between = (from: number, to: number) => (id: number) => id >= from && id <= to;
const BUILT_IN: readonly (readonly [(id: number) => boolean, NumberStyle])[] = [
  [between(14, 17), { ...PLAIN, hasDay: true }],
  [between(18, 21), { ...PLAIN, hasTime: true }],
  [between(22, 22), { ...PLAIN, hasDay: true, hasTime: true }],
  [between(27, 31), { ...PLAIN, hasDay: true }],
  [between(32, 35), { ...PLAIN, hasTime: true }],
  [between(36, 36), { ...PLAIN, hasDay: true }],
  [between(45, 47), { ...PLAIN, hasTime: true }],
  [between(50, 58), { ...PLAIN, hasDay: true }],
];

/** Texts in quotation marks, single letters after a mark, colours and currencies; hours and minutes that run on stay. */
const BESIDE = /"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

function styleOfCode(code: string): NumberStyle {
  const [letters = ''] = code.replaceAll(BESIDE, '').split(';');
  if (/^0+$/.test(letters)) return { ...PLAIN, leastDigits: letters.length };
  if (/general/i.test(letters)) return PLAIN;
  const hasTime = /[hs]/i.test(letters);
  return { ...PLAIN, hasTime, hasDay: /[yd]/i.test(letters) || (!hasTime && /m/i.test(letters)) };
}

export function numberStyles(used: readonly number[], codes: ReadonlyMap<number, string>): NumberStyle[] {
  return used.map((id) => {
    const code = codes.get(id);
    return code === undefined ? (BUILT_IN.find(([isMeant]) => isMeant(id))?.[1] ?? PLAIN) : styleOfCode(code);
  });
}

const DAY_SECONDS = 86_400;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Excel counts a 29 February 1900 that never was. */
const FIRST_TRUE_DAY = 60;

function timeText(days: number, { hasDay, hasTime }: NumberStyle, hasEpoch1904: boolean): string {
  // Nine o'clock is 0.375 days: what a fraction cannot say exactly is made good by the second.
  const seconds = Math.round(days * DAY_SECONDS);
  const shift = !hasEpoch1904 && days < FIRST_TRUE_DAY ? DAY_SECONDS : 0;
  const epoch = hasEpoch1904 ? EPOCH_1904 : EPOCH_1900;
  const [day = '', time = ''] = new Date(epoch + (seconds + shift) * 1000).toISOString().split(/[T.]/);
  if (!hasDay && seconds < DAY_SECONDS) return time;
  return !hasTime && seconds % DAY_SECONDS === 0 ? day : `${day} ${time}`;
}

/** The last day that Excel knows: 31 December 9999. */
const LAST_DAY = 2_958_466;

export function numberText(text: string, style: NumberStyle = PLAIN, hasEpoch1904 = false): string {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return text;
  if ((style.hasDay || style.hasTime) && number >= 0 && number < LAST_DAY) return timeText(number, style, hasEpoch1904);
  // A fraction as Excel keeps it, 0.10000000000000001, is 0.1 as it shows it.
  return String(number).padStart(style.leastDigits, '0');
}
