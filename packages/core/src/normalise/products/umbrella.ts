/**
 * Umbrella writes every identity of a computer in one column and their types in another, in the same order. Names hold
 * commas themselves (`Surname, Forename (mail)`), so the most granular identity, which comes first, is taken off before the
 * others are told apart; where they still do not add up, the one with a mail address is the person.
 */
import type { OtherLines } from '../format.js';
import { derive } from '../transforms.js';

const PERSON = 'AD User';

/** The optional first line with names; which they are, is from memory only. */
export const HEADER_LINES: readonly OtherLines[] = [
  { at: 1, values: ['Timestamp', 'timestamp', 'Datetime', 'datetime', 'Date', 'date', 'Time', 'time'] },
];

/** In brackets, as in `First Last (user@domain)`; empty when there is none. */
const mailIn = (text: string) => `regexp_extract(${text}, '[(]([^() ]+@[^() ]+)[)]', 1)`;
const accountIn = (text: string) => `coalesce(nullif(${mailIn(text)}, ''), ${text})`;

function personAmong(first: string, identities: string, types: string): string {
  const rest = `string_split(substr(${identities}, length(${first}) + 2), ',')`;
  const kinds = `string_split(replace(${types}, ', ', ','), ',')`;
  const place = `list_position(list_transform(${kinds}, lambda kind: starts_with(kind, '${PERSON}')), TRUE)`;
  return `CASE WHEN len(${rest}) + 1 = len(${kinds}) THEN ${accountIn(`trim(${rest}[${place} - 1])`)} ELSE ${mailIn(identities)} END`;
}

/** The identity whose type is a user of the directory. Further columns: all identities, all types, the type of the first. */
export const umbrellaUser = derive(
  'VARCHAR',
  null,
  (first, { others: [identities = 'NULL', types = 'NULL', own = 'NULL'] }) => {
    return `CASE WHEN starts_with(${types}, '${PERSON}') THEN ${accountIn(first)}
    WHEN contains(${types}, '${PERSON}') THEN ${personAmong(first, identities, types)}
    WHEN coalesce(${types}, '') <> '' THEN NULL
    WHEN starts_with(${own}, '${PERSON}') THEN ${accountIn(first)} ELSE ${mailIn(first)} END`;
  },
);
