/** The Unique Pupil Number is sensitive, and kept nowhere: not as a number, an account or a mail address. */

/** A letter, eleven digits, a letter or digit; some write what it is before it. */
const PUPIL_NUMBER = '(?:UPN|upn)?[A-Za-z][0-9]{11}[0-9A-Za-z]';
const PUPIL_NUMBERS = new RegExp(`(?<![0-9A-Za-z])${PUPIL_NUMBER}(?![0-9A-Za-z])`, 'g');

export const withoutPupilNumbers = (text: string): string => text.replace(PUPIL_NUMBERS, '…');

/** SQL: whether one stands anywhere in a text, whatever stands around it. */
export const hasPupilNumber = (raw: string): string =>
  `regexp_matches(${raw}, '(?:^|[^0-9A-Za-z])${PUPIL_NUMBER}(?:$|[^0-9A-Za-z])')`;
