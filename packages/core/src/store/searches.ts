/** Searched words of a file: matched against themes at once; what matches none is forgotten, what matches is sealed. */
import { z } from 'zod';
import type { Searches } from '../map/searches.js';
import { SHOWN_KINDS } from '../normalise/shown-kind.js';
import { DIMENSIONS, intern } from './intern.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { SealedText } from './sealed-texts.js';

/** Letters typed one after another reach a search engine as searches of their own: the next comes within this time. */
const TYPING_SECONDS = 15;

interface Typed {
  /** SQL for the physical line of a row of `staging`. */
  readonly line: string;
  /** Whether the file has a field at all. */
  readonly hasField: (field: string) => boolean;
}

/**
 * Makes `typed_on(line, is_end)`: searches that the same account, or address, continued within seconds, and with `is_end` those
 * in which that came to an end; the last suggestion is for the words of the page of results. The words stand in memory alone
 * and only for as long.
 */
async function makeTypedOn(
  store: Store,
  { line, hasField }: Typed,
  words: readonly { readonly raw: string; readonly words: string }[],
) {
  await store.run('CREATE OR REPLACE TEMP TABLE typed_on (line BIGINT, is_end BOOLEAN)');
  const typists = ['user', 'sourceIp', 'device'].filter(hasField).map((field) => `nullif(s."${field}", '')`);
  if (words.length === 0 || typists.length === 0) return;
  const columns = { raw: 'VARCHAR', words: 'VARCHAR' };
  await store.run('CREATE OR REPLACE TEMP TABLE searched (raw VARCHAR, words VARCHAR)');
  await store.insert('searched', columns, words);
  await store.run(`INSERT INTO typed_on SELECT line, NOT goes_on FROM (
      SELECT line, goes_on, lag(goes_on, 1, FALSE) OVER (PARTITION BY typist ORDER BY time, line) AS came_from FROM (
        SELECT *, coalesce((lead(words) OVER typing <> words OR shown_kind IS DISTINCT FROM ${SHOWN_KINDS.page}) AND starts_with(lead(words) OVER typing, words)
          AND lead(time) OVER typing - time <= INTERVAL ${TYPING_SECONDS} SECOND, FALSE) AS goes_on
        FROM (SELECT s.${line} AS line, s.time, s.shown_kind, coalesce(${typists.join(', ')}) AS typist, w.words
          FROM staging AS s JOIN searched AS w ON w.raw = s.search WHERE s.fault = 0)
        WHERE typist IS NOT NULL WINDOW typing AS (PARTITION BY typist ORDER BY time, line)
      )) WHERE goes_on OR came_from`);
  await store.run('DROP TABLE searched');
}

/** Makes `map_search(raw, term_id, theme)` and `typed_on(line, is_end)`. @returns the words, keyed */
export async function resolveSearches(store: Store, searches: Searches, typed: Typed): Promise<SealedText[]> {
  const addresses = await store.query(
    z.object({ raw: z.string() }),
    'SELECT DISTINCT search AS raw FROM staging WHERE fault = 0 AND search IS NOT NULL',
  );
  const searched = addresses.flatMap(({ raw }) => {
    const words = searches.words(raw);
    return words === null ? [] : [{ raw, words }];
  });
  await makeTypedOn(store, typed, searched);
  const found = searched.flatMap(({ raw, words }) => searches.themes(words).map((theme) => ({ raw, words, theme })));
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
  await store.run(`INSERT INTO search SELECT ${importId}, s.${line}, m.theme, m.term_id, s.${line} IN (SELECT line FROM typed_on WHERE NOT is_end)
    FROM staging AS s JOIN map_search AS m ON m.raw = s.search JOIN request AS r ON r.import_id = ${importId} AND r.line = s.${line}
    WHERE s.fault = 0 AND s.search IS NOT NULL`);
  await store.run('DROP TABLE map_search');
}
