/** Which event a decision is about, and who may read of it: by its number, or by the id that its product gave it. */
import { z } from 'zod';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import type { Configuration } from '../configuration.js';
import { NO_CATEGORY, type Rulebook, UNMAPPED } from '../map/events.js';
import { makeAudiences, makeRecordAudiences } from './audiences.js';
import { vendorKey } from './captures.js';
import { integer } from './database.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';

/** What an event is laid beside. */
export interface Judging {
  readonly configuration: Configuration;
  readonly rulebook: Rulebook;
}

/** `10:173`, also written "#10:173" or "event 10:173". */
const NUMBER = String.raw`^(?:#|event\s+)?(\d{1,9}):(\d{1,15})$`;

const EVENTS = ['capture', 'request'].map(
  (kind) => `SELECT '${kind}' AS kind, import_id, line, time_local::DATE AS day FROM ${kind}`,
);

/** SQL: captures by the ids that their products gave them. */
async function vendorIds(store: Store): Promise<string> {
  const formats = await store.query(
    z.object({ format: z.string() }),
    `SELECT DISTINCT format FROM import_file WHERE kind = 'capture'`,
  );
  const found = formats.map(({ format }) => {
    const key = vendorKey(store.keyring.keyOf('capture-id', format), 'w.event');
    return `SELECT w.staged_line, 'capture' AS kind, c.import_id, c.line, c.time_local::DATE AS day FROM wanted AS w
      JOIN capture AS c ON c.capture_key = ${key} JOIN import_file AS f ON f.import_id = c.import_id AND f.format = '${format}'`;
  });
  return found.length === 0
    ? ''
    : `UNION ALL SELECT * FROM (${found.join(' UNION ALL ')}) WHERE staged_line NOT IN (SELECT staged_line FROM numbered)`;
}

/** Makes `referred(staged_line, kind, import_id, line, day)`: the event of each record that has exactly one. */
export async function makeReferred(store: Store, line: string, records = 'fault = 0'): Promise<void> {
  const part = (group: number, type: string) =>
    `try_cast(regexp_extract(lower(event), '${NUMBER}', ${group}) AS ${type})`;
  await store.run(`CREATE OR REPLACE TEMP TABLE referred AS WITH wanted AS (
      SELECT s.${line} AS staged_line, event, ${part(1, 'INTEGER')} AS by_import, ${part(2, 'BIGINT')} AS by_line FROM staging AS s WHERE ${records}
    ), numbered AS (
      SELECT w.staged_line, e.* FROM wanted AS w JOIN (${EVENTS.join(' UNION ALL ')}) AS e ON e.import_id = w.by_import AND e.line = w.by_line
    )
    SELECT * FROM (SELECT * FROM numbered ${await vendorIds(store)}) QUALIFY count(*) OVER (PARTITION BY staged_line) = 1`);
}

/** The events of `referred`, as `makeRecordAudiences` wants them. What was made nobody's stays so. */
function referredRecords(): string {
  const record = (kind: 'capture' | 'request', owner: string, noTopic: string) =>
    `SELECT r.staged_line AS line, ${owner} AS owner, e.account_id, e.time_local, coalesce(t.topic, '${noTopic}') AS topic
     FROM referred AS r JOIN ${kind} AS e ON r.kind = '${kind}' AND e.import_id = r.import_id AND e.line = r.line
     LEFT JOIN category_topic AS t USING (category_id)
     WHERE (r.import_id, r.line) NOT IN (SELECT (import_id, line) FROM erased_row)`;
  return `${record('capture', captureOwner('e'), UNMAPPED)} UNION ALL ${record('request', requestOwner('e'), NO_CATEGORY)}`;
}

const span = z.object({ from: z.string(), to: z.string() });
const audienceOfLine = z.object({ line: integer, audience: z.string() });

/** Who may read about the event that each record names, by the record's line. */
export async function referredAudiences(
  store: Store,
  { configuration, rulebook }: Judging,
): Promise<ReadonlyMap<number, string>> {
  const [days] = await store.query(
    span,
    'SELECT min(day)::VARCHAR AS "from", max(day)::VARCHAR AS "to" FROM referred HAVING count(*) > 0',
  );
  if (days === undefined) return new Map();
  await makeAudiences(store, configuration, rulebook, days);
  await makeRecordAudiences(store, referredRecords());
  const rows = await store.query(audienceOfLine, 'SELECT line, audience FROM record_audience');
  return new Map(rows.map(({ line, audience }) => [line, audience]));
}

/** The same for staged records that were rejected, as far as they name an event. */
export async function rejectedOutcomeAudiences(
  store: Store,
  { line }: Loading,
  into: Judging,
): Promise<ReadonlyMap<number, string>> {
  await makeReferred(store, line, 'fault > 0');
  const audiences = await referredAudiences(store, into);
  await store.run('DROP TABLE referred');
  return audiences;
}
