/** What the fields of a Nanolog feed mean, whichever way a school has them written. */
import type { Action } from '../action-words.js';
import { isZonedSql, timeSql } from '../time-forms.js';
import { derive } from '../transforms.js';

const ZONES = "('GMT', 'UTC', 'BST', 'IST', 'CET', 'CEST')";

/** The zone stands in a field of its own; in `Mon Oct 16 22:55:48 2023` its place is before the year. */
function zoned(text: string, zone: string): string {
  const beforeYear = `${text}[:-6] || ' ' || ${zone} || ${text}[-5:]`;
  const placed = `CASE WHEN regexp_matches(${text}, ' [0-9]{4}$') THEN ${beforeYear} ELSE ${text} || ' ' || ${zone} END`;
  return `CASE WHEN ${zone} IN ${ZONES} AND contains(${text}, ':') THEN ${placed} ELSE ${text} END`;
}

/** A lambda over a list of one gives the text a name: it is needed many times. */
const named = (text: string, sql: (name: string) => string, name = 'written') =>
  `list_transform([${text}], lambda ${name}: ${sql(name)})[1]`;

/** Further column: the zone. */
export const feedTime = derive(
  'TIMESTAMP',
  'not-a-time',
  (raw, { others: [zone = 'NULL'], time }) => named(zoned(raw, zone), (text) => timeSql(text, time)),
  (raw, { others: [zone = 'NULL'] }) => named(zoned(raw, zone), isZonedSql),
);

/** The time may be the first field and have no key. Further columns: the one with a key, the zone. */
const withoutKey = (first: string, keyed: string) =>
  `CASE WHEN contains(${first}, '=') THEN ${keyed} ELSE ${first} END`;

export const firstTime = derive(
  'TIMESTAMP',
  'not-a-time',
  (raw, { others: [keyed = 'NULL', zone = 'NULL'], time }) =>
    named(withoutKey(raw, keyed), (text) => named(zoned(text, zone), (written) => timeSql(written, time)), 'first'),
  (raw, { others: [keyed = 'NULL', zone = 'NULL'] }) =>
    named(withoutKey(raw, keyed), (text) => named(zoned(text, zone), isZonedSql), 'first'),
);

/** Where nobody has logged on, the location stands in place of the name. Further column: the location. */
export const feedUser = derive(
  'VARCHAR',
  null,
  (raw, { others: [location = 'NULL'] }) => `CASE WHEN ${raw} IS DISTINCT FROM ${location} THEN ${raw} END`,
);

/** A page behind a warning is `Allowed`, and only the reason speaks of the caution (from memory). Further column: the reason. */
export const feedAction = derive(
  'VARCHAR',
  null,
  (raw, { others: [reason = 'NULL'] }) =>
    `CASE WHEN lower(${raw}) = 'allowed' AND contains(lower(${reason}), 'caution') THEN ${raw} || ', ' || ${reason} ELSE ${raw} END`,
);

export const FEED_ACTIONS: Readonly<Record<string, Action>> = { 'allowed, *': 'warned' };
