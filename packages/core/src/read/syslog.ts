/**
 * The header that a syslog server puts before a line: RFC 5424, RFC 3164 and what products make of them (a priority alone, a
 * space after it, ISO times, no host). Expressions of RE2, which JavaScript understands alike.
 */
const PRIORITY = '<[0-9]{1,3}>';
const OLD_TIME = '[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}';
const ISO_TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?(?:[+-][0-9]{2}:?[0-9]{2}|Z*)';

/** `<134>1 <time> <host> <application> <process> <message> <data> `; the data of Junos are the record itself, and stay. */
const NEW_HEADER = `${PRIORITY}[0-9]+ ${ISO_TIME} [^ ]+ [^ ]+ [^ ]+ [^ ]+ (?:-|\\[(?:[^j\\]][^\\]]*)?\\]) `;
/** `<134>Oct 16 22:55:48 <host> [<program>[<process>]: ]`. */
const OLD_HEADER = `(?:${PRIORITY})? ?(?:${OLD_TIME}|${ISO_TIME}) [^ ]+ (?:[^ :=|]+: )?`;

export const SYSLOG_PRIORITY = `^${PRIORITY}`;

/** All that stands before the message. */
export const SYSLOG_HEADER = `^(?:${NEW_HEADER}|${OLD_HEADER}|${PRIORITY})`;

/** Its first group is the time. */
export const SYSLOG_TIME = `^(?:${PRIORITY})? ?(?:[0-9]+ )?(${OLD_TIME}|${ISO_TIME})`;

const WRAPPED = new RegExp(`^(?:${PRIORITY}|${OLD_TIME} )`);
const HEADER = new RegExp(SYSLOG_HEADER);

const YEARLESS = new RegExp(`^(?:${PRIORITY})? ?${OLD_TIME} `);

export const hasYearlessHeader = (line: string): boolean => YEARLESS.test(line);
export const isWrapped = (line: string): boolean => WRAPPED.test(line);
export const unwrapped = (line: string): string => (isWrapped(line) ? line.replace(HEADER, '') : line);
