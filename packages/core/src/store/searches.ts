/** Searched words of a file: matched against themes at once; what matches none is forgotten, what matches is sealed. */
import { z } from 'zod';
import type { Searches } from '../map/searches.js';
import { DIMENSIONS, intern } from './intern.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { SealedText } from './sealed-texts.js';

/** Makes `map_search(raw, term_id, theme)`. @returns the words, keyed */
export async function resolveSearches(store: Store, searches: Searches): Promise<SealedText[]> {
  const addresses = await store.query(
    z.object({ raw: z.string() }),
    'SELECT DISTINCT search AS raw FROM staging WHERE fault = 0 AND search IS NOT NULL',
  );
  const found = addresses.flatMap(({ raw }) => {
    const words = searches.words(raw);
    return words === null ? [] : searches.themes(words).map((theme) => ({ raw, words, theme }));
  });
  const keys = found.map(({ words }) => store.keyring.keyOf('search-term', words));
  const ids = await intern(
    store,
    DIMENSIONS.searchTerm,
    keys.map((key) => ({ term_key: key })),
  );
  await store.run('CREATE OR REPLACE TEMP TABLE map_search (raw VARCHAR, term_id INTEGER, theme VARCHAR)');
  await store.insert(
    'map_search',
    { raw: 'VARCHAR', term_id: 'INTEGER', theme: 'VARCHAR' },
    found.map(({ raw, theme }, index) => ({ raw, term_id: ids[index], theme })),
  );
  return found.map(({ words }, index) => ({ kind: 'search-term', key: keys[index] ?? '', field: 'text', text: words }));
}

/** Only of requests that were loaded: a duplicate's search stands in the store already. */
export async function loadSearches(store: Store, { importId, line }: Loading): Promise<void> {
  await store.run(`INSERT INTO search SELECT ${importId}, s.${line}, m.theme, m.term_id
    FROM staging AS s JOIN map_search AS m ON m.raw = s.search JOIN request AS r ON r.import_id = ${importId} AND r.line = s.${line}
    WHERE s.fault = 0 AND s.search IS NOT NULL`);
  await store.run('DROP TABLE map_search');
}
