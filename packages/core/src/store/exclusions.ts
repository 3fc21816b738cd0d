/**
 * Staged exclusions into the store: what reviews count apart. The same for the same people from the same day is one exclusion:
 * the latest decision about it says why, who and until when. Phrases, classes and notes are sealed.
 */
import { z } from 'zod';
import type { Taxonomy } from '../map/taxonomy.js';
import { NOBODYS_AUDIENCE } from './audiences.js';
import { integer } from './database.js';
import { dropMaps } from './distinct.js';
import { resolveHosts } from './hosts.js';
import { FIRST_DAY, type Judged, topicSql } from './judge-exclusions.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { resolveKeyed } from './resolve.js';
import type { TextsByAudience } from './sealed-texts.js';
import { typedTextAudiences } from './typed-texts.js';

const staged = z.object({
  line: integer,
  phrase: z.string().nullable(),
  authority: z.string(),
  topic: z.string().nullable(),
  role: z.string().nullable(),
  year: z.string().nullable(),
  class: z.string().nullable(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedOn: z.string(),
  from: z.string(),
  until: z.string(),
  notes: z.string().nullable(),
  phraseId: integer.nullable(),
  hostId: integer.nullable(),
});
type Staged = z.infer<typeof staged>;

/** Of two lines about the same in one file the later decision comes last. */
const STAGED = (line: string, taxonomy: Taxonomy) =>
  `SELECT s.${line} AS line, phrase, authority, ${topicSql('s.topic', taxonomy)} AS topic, role, year, class, reason, "decidedBy",
    "decidedOn"::VARCHAR AS "decidedOn", ${FIRST_DAY}::VARCHAR AS "from", until::VARCHAR AS until, notes, p.id AS "phraseId",
    CASE WHEN s.site IS NOT NULL THEN a.id END AS "hostId"
  FROM staging AS s LEFT JOIN map_phrase AS p ON p.raw = s.phrase LEFT JOIN map_authority AS a ON a.raw = s.authority
  WHERE fault = 0 ORDER BY s."decidedOn", 1`;

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  phrase_id: 'INTEGER',
  host_id: 'INTEGER',
  topic: 'VARCHAR',
  role: 'VARCHAR',
  year_group: 'VARCHAR',
  class_key: 'VARCHAR',
  reason: 'VARCHAR',
  decided_by: 'VARCHAR',
  decided_on: 'DATE',
  valid_from: 'DATE',
  valid_to: 'DATE',
  exclusion_key: 'VARCHAR',
};

const classKeyOf = ({ keyring }: Store, name: string | null) =>
  name === null ? null : keyring.keyOf('class', name.toLowerCase());

function rowOf(store: Store, importId: number, row: Staged) {
  const phrase = row.phrase?.toLowerCase() ?? null;
  const said = [phrase, row.authority, row.topic, row.role, row.year, classKeyOf(store, row.class), row.from];
  return {
    import_id: importId,
    line: row.line,
    phrase_id: row.phraseId,
    host_id: row.hostId,
    topic: row.topic,
    role: row.role,
    year_group: row.year,
    class_key: classKeyOf(store, row.class),
    reason: row.reason,
    decided_by: row.decidedBy,
    decided_on: row.decidedOn,
    valid_from: row.from,
    valid_to: row.until,
    exclusion_key: store.keyring.keyOf('exclusion', JSON.stringify(said)),
  };
}

const held = z.object({ key: z.string(), decidedOn: z.string(), said: z.string() });
/** What a decision may change. */
const SAID = `concat_ws('|', reason, decided_by, decided_on, valid_to)`;

export interface Exclusions extends Pick<Judged, 'rulebook'> {
  readonly texts: TextsByAudience;
}

async function fileTexts(store: Store, { fileKey }: Loading, rows: readonly Staged[], texts: TextsByAudience) {
  const audienceFor = await typedTextAudiences(store);
  for (const { line, notes, class: name } of rows) {
    const key = classKeyOf(store, name);
    if (key !== null && name !== null) texts.add(NOBODYS_AUDIENCE, { kind: 'class', key, field: 'name', text: name });
    if (notes === null) continue;
    const text = { kind: 'exclusion' as const, key: `${fileKey}:${line}`, field: 'notes', text: notes };
    texts.add(audienceFor(NOBODYS_AUDIENCE, notes), text);
  }
}

interface Later {
  readonly row: ReturnType<typeof rowOf>;
  readonly from: Staged;
}

/** New ones, and later decisions about ones that the store has. */
async function laterRows(store: Store, importId: number, read: readonly Staged[]): Promise<readonly Later[]> {
  const stored = await store.query(
    held,
    `SELECT exclusion_key AS key, decided_on::VARCHAR AS "decidedOn", ${SAID} AS said FROM exclusion`,
  );
  const known = new Map(stored.map((each) => [each.key, each]));
  const later = new Map<string, Later>();
  for (const from of read) {
    const row = rowOf(store, importId, from);
    const said = [row.reason, row.decided_by, row.decided_on, row.valid_to].join('|');
    const older = known.get(row.exclusion_key);
    if (older !== undefined && (older.said === said || older.decidedOn > row.decided_on)) continue;
    later.set(row.exclusion_key, { row, from });
  }
  return [...later.values()];
}

async function replaceRows(store: Store, rows: readonly Later['row'][]): Promise<void> {
  await store.run('CREATE OR REPLACE TEMP TABLE later_exclusion (exclusion_key VARCHAR)');
  await store.insert(
    'later_exclusion',
    { exclusion_key: 'VARCHAR' },
    rows.map(({ exclusion_key }) => ({ exclusion_key })),
  );
  await store.run('DELETE FROM exclusion WHERE exclusion_key IN (SELECT exclusion_key FROM later_exclusion)');
  await store.insert('exclusion', COLUMNS, rows);
  await store.run('DROP TABLE later_exclusion');
}

/** After `judgeExclusions`. @returns how many were loaded */
export async function loadExclusions(store: Store, loading: Loading, { rulebook, texts }: Exclusions): Promise<number> {
  const found = [...(await resolveKeyed(store, 'phrase', 'phrase')), ...(await resolveHosts(store, 'authority'))];
  for (const text of found) texts.add(NOBODYS_AUDIENCE, text);
  const read = await store.query(staged, STAGED(loading.line, rulebook.taxonomy));
  const later = await laterRows(store, loading.importId, read);
  await replaceRows(
    store,
    later.map(({ row }) => row),
  );
  await fileTexts(
    store,
    loading,
    later.map(({ from }) => from),
    texts,
  );
  await dropMaps(store, ['phrase', 'authority']);
  return later.length;
}

/**
 * SQL: which hosts an exclusion of a site is about, as `(import_id, line, host_id)`: its own and all that lie below it. Never
 * the whole domain because of one host of it.
 */
export const EXCLUDED_HOSTS = `SELECT e.import_id, e.line, h.host_id FROM exclusion AS e JOIN host AS x ON x.host_id = e.host_id
    JOIN host AS h ON h.host_id = x.host_id OR (x.own_labels = 0 AND h.registrable = x.registrable)
  UNION SELECT e.import_id, e.line, s.host_id FROM exclusion AS e JOIN host AS x ON x.host_id = e.host_id
    JOIN host_suffix AS s ON s.suffix_key = x.host_key WHERE x.own_labels > 0`;
