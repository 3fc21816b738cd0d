/** Whether the times at a file's beginning tell a zone: then each is read as it says; otherwise all are the wall clock. */
import type { ClockKind } from '../normalise/statement.js';

const EPOCH = /(?<!\d)\d{9,19}(?:\.\d+)?(?!\d)/;
const ZONE =
  /:\d{2}(?:[.,]\d+)?(?: ?[AaPp][Mm])?(?: \d{4})? *\(?(?:(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|Z{1,2}|[A-Z]{3,4})\)?(?: \d{4})? *$/;

export const clockOfTexts = (texts: readonly string[]): ClockKind =>
  texts.some((text) => EPOCH.test(text) || ZONE.test(text.trim())) ? 'mixed' : 'local';
