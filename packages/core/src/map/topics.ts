/** The topic of every category in the store, by the tables of the taxonomy. */

import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import type { Nature, Taxonomy } from './taxonomy.js';

/** A topic that stands in no taxonomy: the vendor's category is on no map. */
export const UNMAPPED = 'unmapped';

const BY_SERIOUSNESS = ['vulnerability', 'breach', 'information'] as const satisfies readonly Nature[];

const formatRow = z.object({ format: z.string() });

/** The most serious first: of what a list names, a sign of need counts before a breach, and a breach before the rest. */
function topicRows(taxonomy: Taxonomy) {
  const topics = [...taxonomy.topics.values()];
  const sorted = BY_SERIOUSNESS.flatMap((nature) => topics.filter((topic) => topic.nature === nature));
  return sorted.map(({ id, nature }, rank) => ({ topic: id, nature, rank }));
}

async function makeCategoryRules(store: Store, taxonomy: Taxonomy): Promise<void> {
  const present = new Set(
    (await store.query(formatRow, 'SELECT DISTINCT format FROM category')).map(({ format }) => format),
  );
  const rules = taxonomy.categories
    .filter(({ format }) => present.has(format))
    .map(({ format, text, topic, file, line }) => ({
      format,
      category_key: store.keyring.keyOf('category', text),
      topic,
      place: `${file}:${line}`,
    }));
  const columns = { format: 'VARCHAR', category_key: 'VARCHAR', topic: 'VARCHAR', place: 'VARCHAR' };
  await store.run(
    'CREATE OR REPLACE TEMP TABLE category_rule (format VARCHAR, category_key VARCHAR, topic VARCHAR, place VARCHAR)',
  );
  await store.insert('category_rule', columns, rules);
}

/**
 * Makes the temporary tables `topic(topic, nature, rank)` and `category_topic(category_id, topic, rule_place)`. A whole text
 * that is in its table is that; else the most serious of the parts of a list.
 */
export async function makeTopics(store: Store, taxonomy: Taxonomy): Promise<void> {
  await store.run('CREATE OR REPLACE TEMP TABLE topic (topic VARCHAR, nature VARCHAR, rank INTEGER)');
  await store.insert('topic', { topic: 'VARCHAR', nature: 'VARCHAR', rank: 'INTEGER' }, topicRows(taxonomy));
  await makeCategoryRules(store, taxonomy);
  await store.run(`CREATE OR REPLACE TEMP TABLE category_topic AS
    WITH named AS (
      SELECT category_id, format, category_key, TRUE AS whole FROM category
      UNION ALL SELECT category_id, format, unnest(string_split(part_keys, ' ')), FALSE FROM category WHERE part_keys IS NOT NULL
    ), found AS (
      SELECT DISTINCT ON (n.category_id) n.category_id, r.topic, r.place
      FROM named AS n JOIN category_rule AS r USING (format, category_key) JOIN topic AS t USING (topic)
      ORDER BY n.category_id, n.whole DESC, t.rank, r.place
    )
    SELECT c.category_id, coalesce(f.topic, '${UNMAPPED}') AS topic, f.place AS rule_place
    FROM category AS c LEFT JOIN found AS f USING (category_id)`);
}
