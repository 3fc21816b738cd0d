/** What the fields of a Nanolog feed mean, whichever way a school has them written. */
import type { Action } from '../action-words.js';
import { namedSql, toldSql } from '../time-forms.js';
import { derive, deriveTime } from '../transforms.js';

/** The school's own clock by its name, and words for none. */
const OWN_ZONES = ['europe/london', 'europe/belfast', 'europe/jersey', 'europe/guernsey', 'europe/isle_of_man', 'gb'];
const NO_ZONES = ['', '-', 'na', 'n/a', 'none', 'null'];
const PASSED_OVER = [...OWN_ZONES, ...NO_ZONES].map((zone) => `'${zone}'`).join(', ');

/**
 * The zone stands in a field of its own; in `Mon Oct 16 22:55:48 2023` its place is before the year. One that nobody knows
 * goes there too: the text is then no time, which is better than one of another clock.
 */
function zoned(text: string, zone: string): string {
  const written = `upper(trim(${zone}))`;
  const beforeYear = `${text}[:-6] || ' ' || ${written} || ${text}[-5:]`;
  const placed = `CASE WHEN regexp_matches(${text}, ' [0-9]{4}$') THEN ${beforeYear} ELSE ${text} || ' ' || ${written} END`;
  const isPassedOver = `lower(trim(coalesce(${zone}, ''))) IN (${PASSED_OVER})`;
  return `CASE WHEN ${isPassedOver} OR NOT contains(${text}, ':') THEN ${text} ELSE ${placed} END`;
}

/** Further column: the zone. */
export const feedTime = deriveTime((raw, { others: [zone = 'NULL'], time }) =>
  namedSql('written', zoned(raw, zone), (text) => toldSql(text, time)),
);

/** The time may be the first field and have no key. Further columns: the one with a key, the zone. */
const withoutKey = (first: string, keyed: string) =>
  `CASE WHEN contains(${first}, '=') THEN ${keyed} ELSE ${first} END`;

export const firstTime = deriveTime((raw, { others: [keyed = 'NULL', zone = 'NULL'], time }) =>
  namedSql('first', withoutKey(raw, keyed), (text) =>
    namedSql('written', zoned(text, zone), (written) => toldSql(written, time)),
  ),
);

/** Where nobody has logged on, the location stands in place of the name, or a part of it: `HQ->other`. Further column: the location. */
export const feedUser = derive('VARCHAR', null, (raw, { others: [location = 'NULL'] }) => {
  const isLocation = `coalesce(${raw} = ${location} OR starts_with(${raw}, ${location} || '->') OR starts_with(${location}, ${raw} || '->'), FALSE)`;
  return `CASE WHEN NOT ${isLocation} THEN ${raw} END`;
});

/** A page behind a warning is `Allowed`, and only the reason speaks of the caution (from memory). Further column: the reason. */
export const feedAction = derive(
  'VARCHAR',
  null,
  (raw, { others: [reason = 'NULL'] }) =>
    `CASE WHEN lower(${raw}) = 'allowed' AND contains(lower(${reason}), 'caution') THEN ${raw} || ', ' || ${reason} ELSE ${raw} END`,
);

export const FEED_ACTIONS: Readonly<Record<string, Action>> = { 'allowed, *': 'warned' };
