/** Whom a text names: by an account, by a name, and those who hold an office by their surname or the office’s own words. */
import { z } from 'zod';
import { audienceId, OFFICES, type Office, type Owner, uncertainAudience } from '../map/audience.js';
import type { Rulebook } from '../map/events.js';
import type { Store } from './open-store.js';

const nameClaim = z.object({ nameKey: z.string(), role: z.string(), duty: z.string().nullable() });
const WORD_ENDS = /[\s,;|"'<>()[\]=]+/;

const CLAIMS = `SELECT DISTINCT name_key AS "nameKey", role, duty FROM (
    SELECT name_key, role, duty FROM membership UNION ALL SELECT name_key, role, duty FROM possible_account
    UNION ALL SELECT o.name_key, m.role, m.duty FROM other_account AS o JOIN membership AS m USING (import_id, line)
  ) WHERE name_key IS NOT NULL`;

/** Everybody whom a text names by an account, or by a name that a list connects with them. */
export async function ownersNamedIn(store: Store): Promise<(text: string) => readonly Owner[]> {
  const owners = new Map<string, Owner[]>();
  for (const { nameKey, ...each } of await store.query(nameClaim, CLAIMS))
    owners.set(nameKey, [...(owners.get(nameKey) ?? []), each]);
  const ownersOf = (key: string) => owners.get(key) ?? [];
  return (text) => {
    const fields = text.split(/[,;\t|]/).map((field) => field.replace(/^[\s"]+|[\s"]+$/g, ''));
    const letters = text.split(/[^\p{L}\p{N}'’]+/u);
    const pairs = pairsOf(letters);
    const words = new Set([...fields, ...text.split(WORD_ENDS), ...letters, ...pairs].filter((word) => word !== ''));
    const single = letters.map((word) => word.replace(/^['’]+|['’]+s?$/gu, ''));
    const names = new Set([...single, ...pairsOf(single)].filter((word) => word !== ''));
    return [
      ...[...words].flatMap((word) => ownersOf(store.keyring.keyOf('account', accountIn(word)))),
      ...[...names].flatMap((name) => ownersOf(surnameKey(store, name))),
    ];
  };
}

const pairsOf = (words: readonly string[]) => words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`);

/** `DOMAIN\user` and `user@domain` → `user`. */
const accountIn = (word: string) =>
  word
    .toLowerCase()
    .replace(/^.*\\/, '')
    .replace(/(?<=.)@.*$/, '');

/** Of a name in two parts, one that is no `van` or `de`. */
const SHORTEST_PART = 4;

const surnameKey = ({ keyring }: Store, name: string) => keyring.keyOf('surname', name.toLowerCase());

/** The keys by which a surname is found in a text: it as a whole, and of a double name each part. */
export function surnameKeys(store: Store, lastName: string): string[] {
  const parts = lastName.split(/[\s-]+/).filter((part) => part !== '');
  const long = parts.filter((part) => part.length >= SHORTEST_PART);
  return [...new Set([parts.join(' '), ...long])].map((name) => surnameKey(store, name));
}

const OFFICE_WORDS: Readonly<Record<Office, RegExp>> = {
  dsl: /\bd?dsls?\b|\bsafeguarding\s+(lead|officer)|\bdeput(y|ies)\b/i,
  headteacher: /\bhead[\s-]?teacher|\bthe\s+head\b|\bprincipal\b|\bhead\s+of\s+(the\s+)?school\b/i,
  'chair-of-governors': /\bchair(man|woman|person)?\b/i,
};

/** Offices whose holder a text may speak of without a name. */
export const officesMeantIn = (text: string): Office[] => OFFICES.filter((office) => OFFICE_WORDS[office].test(text));

/**
 * For lines and names of files that are no record: whoever is named in them by account decides who may read them.
 * @returns the audience of a text
 */
export async function textAudiences(store: Store, { policy, taxonomy }: Rulebook): Promise<(text: string) => string> {
  const namedIn = await ownersNamedIn(store);
  return (text) => audienceId(uncertainAudience(policy, taxonomy, namedIn(text)));
}
