/** From the store's numbers to names, for the editions that may show them: the sealed rows that are open join the store. */
import { z } from 'zod';
import { ACCOUNT_KEY } from './audiences.js';
import { integer } from './database.js';
import type { SealedText } from './sealed-texts.js';
import type { Unlocked } from './unlock.js';

export interface Names {
  person(personId: number): string;
  /** The account of a person, as the roster writes it. */
  accountOf(personId: number): string;
  account(accountId: number): string;
  phrase(phraseId: number): string;
  category(categoryId: number): string;
  /** A class by its key. */
  group(classKey: string): string;
  device(deviceId: number): string;
  searchTerm(termId: number): string;
  /** The file's whole name; its safe name where the whole one is sealed to others. */
  fileName(importId: number): string;
}

/** What is sealed to other readers, or was erased. */
export const NOT_OPEN = 'not open to you';

const named = z.object({ id: integer, text: z.string() });

async function textsOf(
  unlocked: Unlocked,
  from: string,
  id: string,
  key: string,
  kind: SealedText['kind'],
  field: string,
) {
  const rows = await unlocked.store.query(
    named,
    `SELECT DISTINCT ON (d.${id}) d.${id} AS id, i.text FROM ${from} AS d JOIN unlocked.identity AS i
     ON i.kind = '${kind}' AND i.field = '${field}' AND i.key = ${key} ORDER BY d.${id}, i.import_id DESC`,
  );
  return new Map(rows.map(({ id: number, text }) => [number, text]));
}

const keyedText = z.object({ key: z.string(), text: z.string() });
const category = z.object({ id: integer, text: z.string().nullable() });

export async function readNames(unlocked: Unlocked): Promise<Names> {
  const { store } = unlocked;
  const persons = (field: string) => textsOf(unlocked, 'person', 'person_id', 'd.person_key', 'person', field);
  const [first, last, own] = [await persons('first-name'), await persons('last-name'), await persons('account')];
  const accounts = await textsOf(unlocked, 'account', 'account_id', ACCOUNT_KEY('d'), 'account', 'name');
  const phrases = await textsOf(unlocked, 'phrase', 'phrase_id', 'd.phrase_key', 'phrase', 'text');
  const terms = await textsOf(unlocked, 'search_term', 'term_id', 'd.term_key', 'search-term', 'text');
  const devices = await textsOf(unlocked, 'device', 'device_id', 'd.device_key', 'device', 'text');
  const files = await textsOf(unlocked, 'import_file', 'import_id', 'left(d.sha256, 16)', 'file', 'name');
  const sealedCategories = await textsOf(unlocked, 'category', 'category_id', 'd.category_key', 'category', 'text');
  const known = await store.query(category, 'SELECT category_id AS id, text FROM category');
  const safeNames = await store.query(named, 'SELECT import_id AS id, name AS text FROM import_file');
  const groups = await store.query(
    keyedText,
    `SELECT key, any_value(text) AS text FROM unlocked.identity WHERE kind = 'class' GROUP BY key`,
  );
  const categories = new Map(known.map(({ id, text }) => [id, text ?? sealedCategories.get(id) ?? NOT_OPEN]));
  const safe = new Map(safeNames.map(({ id, text }) => [id, text]));
  const groupOf = new Map(groups.map(({ key, text }) => [key, text]));
  return {
    person(personId) {
      const name = [first.get(personId), last.get(personId)].filter((part) => part !== undefined).join(' ');
      return name || own.get(personId) || NOT_OPEN;
    },
    accountOf: (personId) => own.get(personId) ?? '',
    account: (accountId) => accounts.get(accountId) ?? NOT_OPEN,
    phrase: (phraseId) => phrases.get(phraseId) ?? NOT_OPEN,
    category: (categoryId) => categories.get(categoryId) ?? '',
    group: (classKey) => groupOf.get(classKey) ?? '',
    device: (deviceId) => devices.get(deviceId) ?? NOT_OPEN,
    searchTerm: (termId) => terms.get(termId) ?? NOT_OPEN,
    fileName: (importId) => files.get(importId) ?? safe.get(importId) ?? '',
  };
}
