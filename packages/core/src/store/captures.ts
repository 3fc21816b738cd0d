/** Staged captures into the store. What was typed, shown or noted is sealed and stands in no table. */
import { z } from 'zod';
import { authoritySql } from '../normalise/transforms.js';
import { type Clock, timesOf } from './clock.js';
import { integer } from './database.js';
import { dropMaps } from './distinct.js';
import { resolveHosts } from './hosts.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { Known } from './requests.js';
import { DOMAIN_MARK, resolveAccounts, resolveCategories, resolveKeyed } from './resolve.js';
import type { SealedText } from './sealed-texts.js';

const MAPS = ['user', 'device', 'url', 'category', 'phrase'] as const;
/** Words of products for where a capture was made, how it was judged and what became of it. Others may name somebody. */
const KNOWN_WORDS = {
  source: [
    ...[
      'keyboard',
      'typed',
      'application',
      'window',
      'window title',
      'screen',
      'web',
      'web page',
      'webpage',
      'browser',
    ],
    ...['url', 'web address', 'search', 'clipboard', 'document', 'file', 'email', 'e-mail', 'chat', 'image', 'ocr'],
    ...['blacklisted', 'blacklisted application', 'blacklisted url', 'viewed'],
  ],
  label: [
    ...[
      'none',
      'no concern',
      'low',
      'moderate',
      'medium',
      'high',
      'serious',
      'severe',
      'urgent',
      'critical',
      'concern',
    ],
    ...['false positive', 'vulnerable', 'reported'],
  ],
  status: [
    ...['new', 'open', 'unread', 'read', 'viewed', 'graded', 'reviewed', 'in progress', 'actioned', 'escalated'],
    ...['closed', 'resolved', 'saved', 'archived', 'deleted', 'dismissed', 'unresolved'],
    ...['false positive', 'true positive'],
  ],
} as const;

const isKnown = (column: keyof typeof KNOWN_WORDS) =>
  `lower(trim(${column})) IN (${KNOWN_WORDS[column].map((word) => `'${word}'`).join(', ')})`;
/** What stands for a word that is on none of these lists. */
const OTHER = 'other';
const known = (column: keyof typeof KNOWN_WORDS) =>
  `CASE WHEN ${column} IS NULL OR ${isKnown(column)} THEN ${column} ELSE '${OTHER}' END AS ${column}`;
const unknownText = (column: keyof typeof KNOWN_WORDS) =>
  `CASE WHEN NOT ${isKnown(column)} THEN ${column} END AS "${column}Text"`;

/** Puts user and domain together, and leaves no NULL in a column that a map is joined on. */
async function prepareTexts(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE staging AS SELECT * REPLACE (
      coalesce("user" || '${DOMAIN_MARK}' || coalesce(domain, ''), '') AS "user", coalesce(device, '') AS device,
      coalesce(${authoritySql('url')}, '') AS url, coalesce(category, '') AS category, coalesce(phrase, '') AS phrase,
      ${known('source')}, ${known('label')}, ${known('status')}
    ), ${unknownText('source')}, ${unknownText('label')}, ${unknownText('status')}, nullif(split_part(split_part(coalesce(url, ''), '?', 1), '#', 1), '') AS address FROM staging`);
}

/** @param format under whose id its categories stand */
export async function resolveCaptures(store: Store, format: string, known: Known): Promise<SealedText[]> {
  await prepareTexts(store);
  const accounts = await resolveAccounts(store, 'user', known.intakeYear);
  const devices = await resolveKeyed(store, 'device', 'device');
  const phrases = await resolveKeyed(store, 'phrase', 'phrase', 'verbatim');
  await resolveHosts(store, 'url');
  const categories = await resolveCategories(store, format, known.taxonomy);
  return [...accounts, ...devices, ...phrases, ...categories];
}

function incoming(loading: Loading, clock: Clock): string {
  const times = (column: string) => timesOf(clock, loading.clock, 's', column);
  const joins = MAPS.map((name) => `JOIN map_${name} AS "m ${name}" ON "m ${name}".raw = s."${name}"`).join(' ');
  const created = times('time');
  return `SELECT ${loading.importId}::INTEGER AS import_id, s.${loading.line} AS line, "captureId" AS vendor_id, ${created.utc} AS time_utc,
    ${created.local} AS time_local, ${created.ambiguous} AS tz_ambiguous, ${times('received').utc} AS received_utc, ${times('graded').utc} AS graded_utc, ${times('viewed').utc} AS viewed_utc, ${times('acted').utc} AS acted_utc,
    "m user".id AS account_id, "m device".id AS device_id, "m url".id AS host_id, "m category".id AS category_id, "m phrase".id AS phrase_id,
    s.source AS source, s.severity AS severity_library, s.grade AS severity_grade, s.label AS severity_label, s.status AS status
    FROM staging AS s ${joins} WHERE s.fault = 0`;
}

/** What is equal when a capture without an id of its own is the same. */
const CAPTURE_COLUMNS = [
  'time_utc',
  'account_id',
  'device_id',
  'source',
  'category_id',
  'phrase_id',
  'severity_library',
].join(', ');

/** SQL: the key of a capture that the vendor gave this id. */
export const vendorKey = (secret: string, id: string): string => `'id ' || left(sha256('${secret}' || ${id}), 32)`;

/** The vendor's own id says which captures are one; without it, all that was recorded must be equal, and its n-th time. */
const captureKey = (secret: string) => `CASE WHEN vendor_id IS NOT NULL THEN ${vendorKey(secret, 'vendor_id')}
  ELSE md5(to_json(row(${CAPTURE_COLUMNS}))::VARCHAR) || ' ' ||
    row_number() OVER (PARTITION BY vendor_id, ${CAPTURE_COLUMNS} ORDER BY line) END`;

const stored = (format: string) =>
  `(SELECT c.* FROM capture AS c JOIN import_file AS f USING (import_id) WHERE f.format = '${format}')`;

/** What is left of a capture that was made nobody's, where the vendor gave it no id. */
const LEFT_COLUMNS = ['time_utc', 'source', 'category_id', 'severity_library'];
/** Begins the key of such a capture, in place of one that was made of its account. */
export const ERASED_CAPTURE_KEY = 'erased ';

/** Takes out of `incoming` what stands in the store as nobody's, as often as it stands there. */
async function dropErased(store: Store, { format }: Loading): Promise<void> {
  const gone = `(SELECT * FROM ${stored(format)} WHERE starts_with(capture_key, '${ERASED_CAPTURE_KEY}'))`;
  if ((await store.query(z.object({}), `SELECT 1 FROM ${gone} LIMIT 1`)).length === 0) return;
  const columns = LEFT_COLUMNS.join(', ');
  const same = LEFT_COLUMNS.map((name) => `mine.${name} IS NOT DISTINCT FROM theirs.${name}`).join(' AND ');
  await store.run(`DELETE FROM incoming WHERE line IN (SELECT mine.line FROM (
      SELECT *, row_number() OVER (PARTITION BY ${columns} ORDER BY line) AS nth FROM incoming
      WHERE vendor_id IS NULL AND capture_key NOT IN (SELECT capture_key FROM ${stored(format)})
    ) AS mine JOIN (SELECT ${columns}, count(*) AS n FROM ${gone} GROUP BY ALL) AS theirs ON ${same} WHERE mine.nth <= theirs.n)`);
}

/**
 * A later line or export of the same capture may bring a person's grade, or a changed one: it is kept, the capture counts
 * once. Makes `grade_line`: which line brought what to which capture, because it may bring texts as well.
 */
async function updateGrades(store: Store, { format, importId }: Loading): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE grade_line AS
    SELECT newer.line, newer.account_id, c.import_id AS held_import_id, c.line AS held_line, newer.severity_grade, newer.graded_utc, newer.viewed_utc, newer.acted_utc, newer.severity_label, newer.status
    FROM (SELECT DISTINCT ON (capture_key) * FROM incoming ORDER BY capture_key, graded_utc DESC NULLS LAST, line DESC) AS newer
    JOIN capture AS c ON c.capture_key = newer.capture_key AND newer.severity_grade IS NOT NULL
      AND (c.import_id = ${importId} OR c.import_id IN (SELECT import_id FROM import_file WHERE format = '${format}'))
      AND (c.severity_grade IS NULL OR coalesce(newer.graded_utc > c.graded_utc, FALSE))`);
  await store.run(`UPDATE capture SET severity_grade = newer.severity_grade, graded_utc = newer.graded_utc,
      viewed_utc = coalesce(capture.viewed_utc, newer.viewed_utc), acted_utc = coalesce(newer.acted_utc, capture.acted_utc), severity_label = coalesce(newer.severity_label, capture.severity_label), status = coalesce(newer.status, capture.status)
    FROM grade_line AS newer WHERE capture.import_id = newer.held_import_id AND capture.line = newer.held_line`);
}

/** @returns how many captures were loaded */
export async function loadCaptures(store: Store, loading: Loading, clock: Clock): Promise<number> {
  // Some products make an id of the account and the time.
  const secret = store.keyring.keyOf('capture-id', loading.format);
  await store.run(
    `CREATE TEMP TABLE incoming AS SELECT ${captureKey(secret)} AS capture_key, * FROM (${incoming(loading, clock)})`,
  );
  await dropErased(store, loading);
  await store.run(`INSERT INTO capture BY NAME SELECT DISTINCT ON (capture_key) * EXCLUDE (vendor_id) FROM incoming
    WHERE capture_key NOT IN (SELECT capture_key FROM ${stored(loading.format)}) ORDER BY capture_key, line`);
  await updateGrades(store, loading);
  await store.run('DROP TABLE incoming');
  await dropMaps(store, MAPS);
  const [loaded] = await store.query(
    z.object({ n: integer }),
    `SELECT count(*) AS n FROM capture WHERE import_id = ${loading.importId}`,
  );
  return loaded?.n ?? 0;
}
