/** From the store's numbers to names, for the editions that may show them: numbers → keys → identities. */
import { z } from 'zod';
import { integer } from './database.js';
import { IdentityBook, readIdentities } from './identities.js';
import type { Store } from './open-store.js';

export interface Names {
  person(personId: number): string;
  /** The account of a person, as the roster writes it. */
  accountOf(personId: number): string;
  account(accountId: number): string;
  phrase(phraseId: number): string;
  category(categoryId: number): string;
}

const keyed = z.object({ id: integer, key: z.string() });

async function keysOf(store: Store, sql: string): Promise<Map<number, string>> {
  const rows = await store.query(keyed, sql);
  return new Map(rows.map(({ id, key }) => [id, key]));
}

const UNKNOWN = 'name not known';

export async function readNames(store: Store): Promise<Names> {
  const book = new IdentityBook(await readIdentities(store.workspace.identitiesFile));
  const persons = await keysOf(store, 'SELECT person_id AS id, person_key AS key FROM person');
  const accounts = await keysOf(
    store,
    `SELECT account_id AS id, name_key || '/' || coalesce(domain_key, '') AS key FROM account`,
  );
  const phrases = await keysOf(store, 'SELECT phrase_id AS id, phrase_key AS key FROM phrase');
  const categories = await keysOf(store, 'SELECT category_id AS id, text AS key FROM category');
  return {
    person(personId) {
      const key = persons.get(personId) ?? '';
      const name = [book.text('person', key, 'first-name'), book.text('person', key, 'last-name')]
        .filter((part) => part !== null)
        .join(' ');
      return name || book.text('person', key, 'account') || UNKNOWN;
    },
    accountOf: (personId) => book.text('person', persons.get(personId) ?? '', 'account') ?? '',
    account: (accountId) => book.text('account', accounts.get(accountId) ?? '', 'name') ?? UNKNOWN,
    phrase: (phraseId) => book.text('phrase', phrases.get(phraseId) ?? '', 'text') ?? '',
    category: (categoryId) => categories.get(categoryId) ?? '',
  };
}
