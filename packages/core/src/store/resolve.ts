/**
 * Understands the distinct texts of a file: accounts, hosts, categories, action words, devices, phrases. Each becomes a
 * number and a key; what it says goes to the sealed texts.
 */

import { isIP } from 'node:net';
import type { IntakeYear } from '../configuration.js';
import { categoryParts, foldCategory, isKnownCategory } from '../map/categories.js';
import type { Taxonomy } from '../map/taxonomy.js';
import { parseAccount } from '../normalise/accounts.js';
import { actionOf } from '../normalise/action-words.js';
import type { Format } from '../normalise/format.js';
import { isGenericAccount } from '../normalise/generic-accounts.js';
import type { TransformName } from '../normalise/transforms.js';
import type { Database } from './database.js';
import { type DistinctText, distinctTexts, makeMap } from './distinct.js';
import { DIMENSIONS, type Dimension, intern } from './intern.js';
import type { Store } from './open-store.js';
import type { SealedText } from './sealed-texts.js';

type Row = Readonly<Record<string, string | null>>;

export interface Understood {
  readonly row: Row;
  readonly text?: SealedText;
}

/** Texts → rows of a dimension → map table. Texts that give no row keep no id. */
export async function resolve(
  database: Database,
  texts: readonly DistinctText[],
  target: {
    readonly dimension: Dimension;
    readonly map: string;
    readonly understand: (value: string, raw: string) => Understood | null;
  },
): Promise<SealedText[]> {
  const understood = texts.map((text) => (text.value === null ? null : target.understand(text.value, text.raw)));
  const present = understood.filter((each) => each !== null);
  const ids = await intern(
    database,
    target.dimension,
    present.map((each) => each.row),
  );
  let next = 0;
  const entries = texts.map(({ raw }, index) => ({
    raw,
    id: understood[index] === null ? null : (ids[next++] ?? null),
  }));
  await makeMap(database, target.map, entries);
  return present.flatMap(({ text }) => (text === undefined ? [] : [text]));
}

/** Between an account's text and its domain's, where a record has both apart. */
export const DOMAIN_MARK = '\u0001';

/** The autumn that an account's name tells; null where it tells none that can be. */
function intakeOf(name: string, intake: IntakeYear | null): number | null {
  if (intake === null) return null;
  const digits = (intake.at === 'start' ? /^\d+/ : /\d+$/).exec(name)?.[0] ?? '';
  if (digits.length !== intake.digits || digits === name) return null;
  const year = intake.digits === 2 ? 2_000 + Number(digits) : Number(digits);
  return year < 1_990 || year > 2_099 ? null : intake.means === 'joins' ? year : year - 1;
}

function accountRow(store: Store, text: string, intake: IntakeYear | null): Understood {
  const [user = '', domainColumn = null] = text.split(DOMAIN_MARK);
  const { name, domain } = parseAccount(user, domainColumn);
  const nameKey = store.keyring.keyOf('account', name);
  const domainKey = domain === null ? null : store.keyring.keyOf('domain', domain);
  const shown = domain === null ? name : `${name} (${domain})`;
  return {
    row: {
      name_key: nameKey,
      domain_key: domainKey,
      intake_year: intakeOf(name, intake)?.toString() ?? null,
      is_generic: String(isGenericAccount(name)),
    },
    text: { kind: 'account', key: `${nameKey}/${domainKey ?? ''}`, field: 'name', text: shown },
  };
}

export async function resolveAccounts(
  store: Store,
  column: string,
  intake: IntakeYear | null = null,
): Promise<SealedText[]> {
  const texts = await distinctTexts(store, column, 'account');
  return resolve(store, texts, {
    dimension: DIMENSIONS.account,
    map: column,
    understand: (value) => accountRow(store, value, intake),
  });
}

/**
 * A category that is on the map of its product, or a list of such, stands in the store as it is; a school's own one may name
 * somebody. The parts of a list are kept as keys, so that those on the map lead to a topic beside one that is not.
 */
export async function resolveCategories(store: Store, format: string, taxonomy: Taxonomy): Promise<SealedText[]> {
  const known = new Set(taxonomy.categories.filter((rule) => rule.format === format).map((rule) => rule.text));
  const texts = await distinctTexts(store, 'category', 'text');
  return resolve(store, texts, {
    dimension: DIMENSIONS.category,
    map: 'category',
    understand: (text) => {
      const key = store.keyring.keyOf('category', foldCategory(text));
      const parts = categoryParts(text, known).map((part) => store.keyring.keyOf('category', part));
      const row = { format, category_key: key, part_keys: parts.length === 0 ? null : parts.join(' ') };
      if (isKnownCategory(text, known)) return { row: { ...row, text } };
      return { row: { ...row, text: null }, text: { kind: 'category', key, field: 'text', text } };
    },
  });
}

/** @param own what the words of this product mean */
export async function resolveActions(store: Store, { id: format, actions: own }: Format): Promise<void> {
  const texts = await distinctTexts(store, 'action', 'text');
  await resolve(store, texts, {
    dimension: DIMENSIONS.action,
    map: 'action',
    understand: (text) => ({
      row: { format, action_key: store.keyring.keyOf('action', text), action: actionOf(text, own) },
    }),
  });
}

/** A filter's own reason for what it did: some write searched words there. */
export async function resolveRules(store: Store, format: string): Promise<SealedText[]> {
  const texts = await distinctTexts(store, 'rule', 'text');
  return resolve(store, texts, {
    dimension: DIMENSIONS.rule,
    map: 'rule',
    understand: (text) => {
      const key = store.keyring.keyOf('rule', text);
      return { row: { format, rule_key: key }, text: { kind: 'rule', key, field: 'text', text } };
    },
  });
}

export interface AddressRow {
  readonly row: { readonly ip: string };
  readonly text?: SealedText;
}

/** Some logs write a computer's name where its address should be: only what is an address stands in the store as it is. */
export function addressRow(store: Store, text: string): AddressRow {
  if (isIP(text) !== 0) return { row: { ip: text } };
  const key = store.keyring.keyOf('device', text.toLowerCase());
  return { row: { ip: key }, text: { kind: 'address', key, field: 'text', text } };
}

export async function resolveAddresses(store: Store, column: string): Promise<SealedText[]> {
  const texts = await distinctTexts(store, column, 'text');
  return resolve(store, texts, {
    dimension: DIMENSIONS.address,
    map: column,
    understand: (text) => addressRow(store, text),
  });
}

export async function resolveKeyed(
  store: Store,
  column: string,
  kind: 'device' | 'phrase',
  transform: TransformName = 'text',
): Promise<SealedText[]> {
  const texts = await distinctTexts(store, column, transform);
  return resolve(store, texts, {
    dimension: DIMENSIONS[kind],
    map: column,
    understand: (text) => {
      const key = store.keyring.keyOf(kind, text.toLowerCase());
      return { row: { [`${kind}_key`]: key }, text: { kind, key, field: 'text', text } };
    },
  });
}
