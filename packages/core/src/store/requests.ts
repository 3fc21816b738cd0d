/** Staged requests into the fact table: texts become numbers, wall time becomes both times, repeats are counted once. */
import { z } from 'zod';
import { requestOwner } from '../attribute/owners.js';
import type { IntakeYear } from '../configuration.js';
import { formats } from '../formats/registry.generated.js';
import { categoryHolder } from '../map/categories.js';
import type { Taxonomy } from '../map/taxonomy.js';
import type { Format } from '../normalise/format.js';
import { SHOWN_KINDS } from '../normalise/shown-kind.js';
import type { Uptake } from '../normalise/statement.js';
import type { Fit } from '../read/detect-format.js';
import { ACCOUNT_KEY, fileTexts, makeRecordAudiences, NOBODYS_AUDIENCE } from './audiences.js';
import { isMarked, makeBursts } from './bursts.js';
import { type Clock, timesOf } from './clock.js';
import { integer } from './database.js';
import { dropMaps } from './distinct.js';
import { resolveHosts, resolvePaths } from './hosts.js';
import { type Loading, overlappingImports, type StagedSpan } from './loading.js';
import type { Store } from './open-store.js';
import {
  resolveAccounts,
  resolveActions,
  resolveAddresses,
  resolveCategories,
  resolveKeyed,
  resolveRules,
} from './resolve.js';
import type { SealedText, TextsByAudience } from './sealed-texts.js';

/** The texts of a request that become numbers, and the columns of those numbers. */
const MAPS = {
  user: 'account_id',
  sourceIp: 'address_id',
  device: 'device_id',
  url: 'host_id',
  segment: 'path_id',
  category: 'category_id',
  action: 'action_id',
  rule: 'rule_id',
} as const;

const isMapped = (field: string): field is keyof typeof MAPS => field in MAPS;

/** Texts stay as they are until their distinct values are known; queries and paths of addresses are not kept. */
export function requestUptake(fit: Fit): (field: string) => Uptake {
  return (field) => {
    if (!fit.layout.has(field) || field === 'userAgent') return 'leave-out';
    if (field === 'method' || field === 'contentType') return 'look-at';
    if (field === 'url') return 'authority';
    return isMapped(field) ? 'as-is' : 'transform';
  };
}

const COLUMNS = [
  'time_utc',
  'time_local',
  'account_id',
  'address_id',
  'device_id',
  'host_id',
  'category_id',
  'action_id',
  'rule_id',
  'status',
  'bytes',
];

/** The first part of a path comes with the address. */
const isRead = (fit: Fit, field: string) => fit.layout.has(field === 'segment' ? 'url' : field);
const mappedFields = (fit: Fit) => Object.entries(MAPS).filter(([field]) => isRead(fit, field));

/** What the texts of a file are understood by. */
export interface Known {
  readonly taxonomy: Taxonomy;
  readonly intakeYear: IntakeYear | null;
}

async function resolveField(store: Store, field: string, format: Format, known: Known): Promise<SealedText[]> {
  if (field === 'user') return resolveAccounts(store, field, known.intakeYear);
  if (field === 'device') return resolveKeyed(store, field, 'device');
  if (field === 'category') return resolveCategories(store, categoryHolder(format, formats), known.taxonomy);
  if (field === 'rule') return resolveRules(store, format.id);
  if (field === 'sourceIp') return resolveAddresses(store, field);
  if (field === 'url') return resolveHosts(store, field);
  if (field === 'segment') return resolvePaths(store, field);
  if (field === 'action') await resolveActions(store, format);
  return [];
}

/** Only for the fields that the file has. @returns what must be sealed */
export async function resolveRequests(store: Store, fit: Fit, known: Known): Promise<SealedText[]> {
  const texts: SealedText[] = [];
  for (const [field] of mappedFields(fit)) texts.push(...(await resolveField(store, field, fit.format, known)));
  return texts;
}

/** The key of each thing that requests carry, as SQL over its dimension `d`. */
const KEYED = {
  account: { from: 'account', id: 'account_id', key: ACCOUNT_KEY('d') },
  device: { from: 'device', id: 'device_id', key: 'd.device_key' },
  address: { from: 'address', id: 'address_id', key: 'd.ip' },
  rule: { from: 'rule', id: 'rule_id', key: 'd.rule_key' },
  category: { from: 'category', id: 'category_id', key: 'd.category_key' },
  host: { from: 'host', id: 'host_id', key: 'd.party_key' },
  path: { from: 'path', id: 'path_id', key: 'd.path_key' },
} as const;

/** Files the texts of the requests that were loaded under those who may read them; after `makeAudiences`. */
export async function fileRequestTexts(
  store: Store,
  { importId }: Loading,
  texts: readonly SealedText[],
  into: TextsByAudience,
): Promise<void> {
  const ofKind = (kind: SealedText['kind']) => texts.filter((text) => text.kind === kind);
  for (const kind of ['account', 'device', 'address', 'rule', 'category', 'host', 'path'] as const) {
    const { from, id, key } = KEYED[kind];
    if (ofKind(kind).length === 0) continue;
    const pairs = `SELECT ${key} AS key, coalesce(a.audience, '${NOBODYS_AUDIENCE}') AS audience
      FROM (SELECT DISTINCT ${requestOwner('r')} AS owner, ${id} FROM request AS r WHERE import_id = ${importId}) AS e
      JOIN ${from} AS d USING (${id}) LEFT JOIN owner_audience AS a ON a.owner = e.owner WHERE ${key} IS NOT NULL`;
    await fileTexts(store, ofKind(kind), pairs, into);
  }
  await fileSearchTexts(store, importId, ofKind('search-term'), into);
}

async function fileSearchTexts(store: Store, importId: number, texts: readonly SealedText[], into: TextsByAudience) {
  if (texts.length === 0) return;
  await makeRecordAudiences(
    store,
    `SELECT r.line, ${requestOwner('r')} AS owner, r.time_local, s.theme AS topic FROM search AS s
     JOIN request AS r ON r.import_id = s.import_id AND r.line = s.line WHERE s.import_id = ${importId}`,
  );
  const pairs = `SELECT t.term_key AS key, e.audience FROM search AS s JOIN search_term AS t USING (term_id)
    JOIN record_audience AS e ON e.line = s.line AND e.topic = s.theme WHERE s.import_id = ${importId}`;
  await fileTexts(store, texts, pairs, into);
}

function incoming(loading: Loading, clock: Clock, fit: Fit): string {
  const times = timesOf(clock, loading.clock, 's', 'time');
  // Few addresses have a part of a path that is kept; every other text that is there has its row in the map.
  const joins = mappedFields(fit).map(
    ([field]) =>
      `${field === 'segment' ? 'LEFT ' : ''}JOIN map_${field} AS "m ${field}" ON "m ${field}".raw = s."${field}"`,
  );
  const ids = Object.entries(MAPS).map(([field, id]) =>
    isRead(fit, field) ? `"m ${field}".id AS ${id}` : `NULL::INTEGER AS ${id}`,
  );
  const number = (field: string, type: string) =>
    fit.layout.has(field) ? `try_cast(s.${field} AS ${type})` : `NULL::${type}`;
  const line = `s.${loading.line}`;
  return `SELECT ${loading.importId}::INTEGER AS import_id, s.${loading.line} AS line, ${times.utc} AS time_utc, ${times.local} AS time_local,
    ${times.ambiguous} AS tz_ambiguous, ${ids.join(', ')}, ${number('status', 'INTEGER')} AS status, ${number('bytes', 'BIGINT')} AS bytes,
    CASE WHEN ${line} IN (SELECT line FROM typed_on WHERE NOT is_end) OR ${isMarked('frame', line)} THEN ${SHOWN_KINDS['sub-resource']} ELSE s.shown_kind END AS shown_kind,
    ${isMarked('quiet', line)} OR ${line} IN (SELECT line FROM typed_on WHERE is_end) AS is_quiet
    FROM staging AS s ${joins.join(' ')} WHERE s.fault = 0`;
}

/** Columns that not every export of a product has. */
const OPTIONAL = ['address_id', 'device_id', 'category_id', 'rule_id', 'status', 'bytes'] as const;

/** What two exports can be compared by: a column that one of them does not have at all tells nothing apart. */
async function comparable(store: Store, theirs: string): Promise<string[]> {
  const filled = (from: string) =>
    `SELECT ${OPTIONAL.map((name) => `count(${name}) > 0 AS ${name}`).join(', ')} FROM ${from}`;
  const [mine, others] = await store.query(
    z.record(z.string(), z.boolean()),
    `${filled('incoming')} UNION ALL ${filled(theirs)}`,
  );
  return COLUMNS.filter((name) => mine?.[name] === others?.[name]);
}

/**
 * Rows of another import of this format that equal this file's in every column that both have. The n-th of equal rows in
 * this file is a duplicate when the store already has n of them: genuine repeats within one second survive.
 */
async function insertNew(store: Store, rows: string, overlapping: readonly number[]): Promise<void> {
  await store.run(`CREATE TEMP TABLE incoming AS ${rows}`);
  const imports = `import_id IN (${overlapping.join(', ')})`;
  const theirs = `(SELECT * FROM request WHERE ${imports}
    AND time_utc BETWEEN (SELECT min(time_utc) FROM incoming) AND (SELECT max(time_utc) FROM incoming))`;
  const names = await comparable(store, theirs);
  const erased = await store.query(z.object({}), `SELECT 1 FROM erased_row WHERE ${imports} LIMIT 1`);
  const isErased = `(import_id, line) IN (SELECT (import_id, line) FROM erased_row)`;
  const fresh =
    erased.length === 0
      ? unmatched('incoming', theirs, names)
      : unmatched(
          unmatched('incoming', `(FROM ${theirs} WHERE NOT ${isErased})`, names),
          `(FROM ${theirs} WHERE ${isErased})`,
          names.filter((name) => !ERASED_COLUMNS.has(name)),
        );
  await store.run(`INSERT INTO request BY NAME SELECT * FROM ${fresh} ORDER BY line`);
  await store.run('DROP TABLE incoming');
}

/** What erasing a person takes out of a row: such a row is compared by what it still has. */
const ERASED_COLUMNS: ReadonlySet<string> = new Set(['account_id', 'address_id', 'device_id', 'rule_id']);

/** SQL for the rows of `mine` that have no equal among `theirs`, one for one. */
function unmatched(mine: string, theirs: string, names: readonly string[]): string {
  const same = names.map((name) => `mine.${name} IS NOT DISTINCT FROM theirs.${name}`).join(' AND ');
  const columns = names.join(', ');
  return `(SELECT mine.* EXCLUDE (nth) FROM (
      SELECT *, row_number() OVER (PARTITION BY ${columns} ORDER BY line) AS nth FROM ${mine}
    ) AS mine LEFT JOIN (
      SELECT ${columns}, count(*) AS n FROM ${theirs} GROUP BY ALL
    ) AS theirs ON ${same} WHERE theirs.n IS NULL OR mine.nth > theirs.n)`;
}

/** @returns how many rows were loaded */
export async function loadRequests(store: Store, loading: Loading, span: StagedSpan, fit: Fit): Promise<number> {
  await makeBursts(store, loading.line, (field) => fit.layout.has(field));
  const rows = incoming(loading, span.clock, fit);
  const overlapping = await overlappingImports(store, loading.format, span);
  if (overlapping.length === 0) await store.run(`INSERT INTO request BY NAME ${rows}`);
  else await insertNew(store, rows, overlapping);
  await dropMaps(store, Object.keys(MAPS));
  await store.run('DROP TABLE line_mark');
  const [loaded] = await store.query(
    z.object({ n: integer }),
    `SELECT count(*) AS n FROM request WHERE import_id = ${loading.importId}`,
  );
  return loaded?.n ?? 0;
}
