/** Staged captures into the store. What was typed, shown or noted goes to the identities, never into a table. */
import { z } from 'zod';
import { authoritySql } from '../normalise/transforms.js';
import { type Clock, timesFromLocal, timesFromUtc } from './clock.js';
import { integer } from './database.js';
import { dropMaps } from './distinct.js';
import type { Identity } from './identities.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { DOMAIN_MARK, resolveAccounts, resolveHosts, resolveKeyed, resolveWords } from './resolve.js';

const MAPS = ['user', 'device', 'url', 'category', 'phrase'] as const;
/** Texts of a capture that only people with access may read. The address is kept without its query. */
const SEALED_TEXTS = {
  windowTitle: 'window-title',
  application: 'application',
  notes: 'notes',
  address: 'address',
} as const;

/** Puts user and domain together, and leaves no NULL in a column that a map is joined on. */
async function prepareTexts(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TEMP TABLE staging AS SELECT * REPLACE (
      coalesce("user" || '${DOMAIN_MARK}' || coalesce(domain, ''), '') AS "user", coalesce(device, '') AS device,
      coalesce(${authoritySql('url')}, '') AS url, coalesce(category, '') AS category, coalesce(phrase, '') AS phrase
    ), nullif(split_part(split_part(coalesce(url, ''), '?', 1), '#', 1), '') AS address FROM staging`);
}

export async function resolveCaptures(store: Store, format: string): Promise<Identity[]> {
  await prepareTexts(store);
  const accounts = await resolveAccounts(store, 'user');
  const devices = await resolveKeyed(store, 'device', 'device');
  const phrases = await resolveKeyed(store, 'phrase', 'phrase', 'verbatim');
  await resolveHosts(store, 'url');
  await resolveWords(store, 'category', format, 'category');
  return [...accounts, ...devices, ...phrases];
}

function incoming(loading: Loading, clock: Clock): string {
  const times = (column: string) => (loading.clock === 'utc' ? timesFromUtc : timesFromLocal)(clock, `s.${column}`);
  const joins = MAPS.map((name) => `JOIN map_${name} AS "m ${name}" ON "m ${name}".raw = s."${name}"`).join(' ');
  const created = times('time');
  return `SELECT ${loading.importId}::INTEGER AS import_id, s.${loading.line} AS line, "captureId" AS vendor_id, ${created.utc} AS time_utc,
    ${created.local} AS time_local, ${created.ambiguous} AS tz_ambiguous, ${times('received').utc} AS received_utc, ${times('graded').utc} AS graded_utc,
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

/** The vendor's own id says which captures are one; without it, all that was recorded must be equal, and its n-th time. */
const CAPTURE_KEY = `CASE WHEN vendor_id IS NOT NULL THEN 'id ' || vendor_id
  ELSE md5(to_json(row(${CAPTURE_COLUMNS}))::VARCHAR) || ' ' ||
    row_number() OVER (PARTITION BY vendor_id, ${CAPTURE_COLUMNS} ORDER BY line) END`;

const stored = (format: string) =>
  `(SELECT c.* FROM capture AS c JOIN import_file AS f USING (import_id) WHERE f.format = '${format}')`;

/** A later line or export of the same capture may bring a person's grade, or a changed one: it is kept, the capture counts once. */
async function updateGrades(store: Store, { format, importId }: Loading): Promise<void> {
  await store.run(`UPDATE capture SET severity_grade = newer.severity_grade, graded_utc = newer.graded_utc,
      severity_label = coalesce(newer.severity_label, capture.severity_label), status = coalesce(newer.status, capture.status)
    FROM (SELECT DISTINCT ON (capture_key) * FROM incoming ORDER BY capture_key, graded_utc DESC NULLS LAST, line DESC) AS newer
    WHERE capture.capture_key = newer.capture_key AND newer.severity_grade IS NOT NULL
      AND (capture.import_id = ${importId} OR capture.import_id IN (SELECT import_id FROM import_file WHERE format = '${format}'))
      AND (capture.severity_grade IS NULL OR coalesce(newer.graded_utc > capture.graded_utc, FALSE))`);
}

/** @returns how many captures were loaded */
export async function loadCaptures(store: Store, loading: Loading, clock: Clock): Promise<number> {
  await store.run(
    `CREATE TEMP TABLE incoming AS SELECT ${CAPTURE_KEY} AS capture_key, * FROM (${incoming(loading, clock)})`,
  );
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

/** The texts of the captures that were loaded; call after `loadCaptures`. */
export async function captureTexts(store: Store, loading: Loading): Promise<Identity[]> {
  const texts = Object.entries(SEALED_TEXTS).map(
    ([column, field]) =>
      `SELECT s.${loading.line} AS line, '${field}' AS field, "${column}" AS text FROM staging AS s WHERE fault = 0 AND "${column}" IS NOT NULL`,
  );
  const rows = await store.query(
    z.object({ line: integer, field: z.string(), text: z.string() }),
    `SELECT t.* FROM (${texts.join(' UNION ALL ')}) AS t JOIN capture AS c ON c.import_id = ${loading.importId} AND c.line = t.line`,
  );
  return rows.map(({ line, field, text }) => ({ kind: 'capture', key: `${loading.fileKey}:${line}`, field, text }));
}
