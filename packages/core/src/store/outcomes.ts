/** Staged decisions into the store: each on an event that is there, the same row once. Notes are sealed. */
import { z } from 'zod';
import { captureOwner, requestOwner } from '../attribute/owners.js';
import type { Configuration } from '../configuration.js';
import { NO_CATEGORY, type Rulebook, UNMAPPED } from '../map/events.js';
import { NO_INCIDENT } from '../normalise/decision-words.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { makeAudiences, makeRecordAudiences } from './audiences.js';
import { vendorKey } from './captures.js';
import { integer } from './database.js';
import { rejectWhere } from './judge-records.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { TextsByAudience } from './sealed-texts.js';
import { typedTextAudiences } from './typed-texts.js';

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
async function makeReferred(store: Store, line: string): Promise<void> {
  const part = (group: number, type: string) =>
    `try_cast(regexp_extract(lower(event), '${NUMBER}', ${group}) AS ${type})`;
  await store.run(`CREATE OR REPLACE TEMP TABLE referred AS WITH wanted AS (
      SELECT s.${line} AS staged_line, event, ${part(1, 'INTEGER')} AS by_import, ${part(2, 'BIGINT')} AS by_line FROM staging AS s WHERE fault = 0
    ), numbered AS (
      SELECT w.staged_line, e.* FROM wanted AS w JOIN (${EVENTS.join(' UNION ALL ')}) AS e ON e.import_id = w.by_import AND e.line = w.by_line
    )
    SELECT * FROM (SELECT * FROM numbered ${await vendorIds(store)}) QUALIFY count(*) OVER (PARTITION BY staged_line) = 1`);
}

const eventDay = (line: string) => `(SELECT r.day FROM referred AS r WHERE r.staged_line = s.${line})`;

/** @returns the faults, with those added that only the store can tell */
export async function judgeOutcomes(
  store: Store,
  line: string,
  faults: readonly FaultMeaning[],
): Promise<FaultMeaning[]> {
  await makeReferred(store, line);
  const [unknown, early, contrary] = [
    `s.${line} NOT IN (SELECT staged_line FROM referred)`,
    `s."decidedOn" < ${eventDay(line)}`,
    `s.outcome = 'false-positive' AND (s.incident OR s."onPurpose" OR s.step IS NOT NULL)`,
  ];
  const known = await rejectWhere(store, faults, { column: 'event', reason: 'no-such-event' }, unknown);
  const timely = await rejectWhere(store, known, { column: 'decidedOn', reason: 'before-the-event' }, early);
  return rejectWhere(store, timely, { column: 'outcome', reason: 'contradicts-outcome' }, contrary);
}

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  about_kind: 'VARCHAR',
  about_import: 'INTEGER',
  about_line: 'BIGINT',
  outcome: 'VARCHAR',
  is_incident: 'BOOLEAN',
  on_purpose: 'BOOLEAN',
  step: 'UTINYINT',
  decided_on: 'DATE',
  decided_by: 'VARCHAR',
  row_key: 'VARCHAR',
};

const decision = z.object({
  line: integer,
  about_kind: z.string(),
  about_import: integer,
  about_line: integer,
  outcome: z.string(),
  is_incident: z.boolean(),
  on_purpose: z.boolean().nullable(),
  step: integer.nullable(),
  decided_on: z.string(),
  decided_by: z.string(),
  notes: z.string().nullable(),
});

const isIncident = `coalesce(incident, outcome NOT IN (${NO_INCIDENT.map((outcome) => `'${outcome}'`).join(', ')}))`;

async function stagedDecisions(store: Store, line: string): Promise<z.infer<typeof decision>[]> {
  return store.query(
    decision,
    `SELECT r.staged_line AS line, r.kind AS about_kind, r.import_id AS about_import, r.line AS about_line, outcome, ${isIncident} AS is_incident,
       "onPurpose" AS on_purpose, step, "decidedOn"::VARCHAR AS decided_on, "decidedBy" AS decided_by, notes
     FROM staging AS s JOIN referred AS r ON r.staged_line = s.${line} WHERE fault = 0 ORDER BY 1`,
  );
}

export interface Decisions {
  readonly configuration: Configuration;
  readonly rulebook: Rulebook;
  readonly texts: TextsByAudience;
}

/** After `judgeOutcomes`. @returns how many were loaded: the same row again, in this file or another, is a duplicate */
export async function loadOutcomes(store: Store, loading: Loading, into: Decisions): Promise<number> {
  const stored = await store.query(z.object({ key: z.string() }), 'SELECT row_key AS key FROM outcome');
  const keys = new Set(stored.map(({ key }) => key));
  const fresh = (await stagedDecisions(store, loading.line)).flatMap((row) => {
    const key = store.keyring.keyOf('decision', JSON.stringify({ ...row, line: undefined }));
    if (keys.has(key)) return [];
    keys.add(key);
    return [{ ...row, row_key: key }];
  });
  await store.insert(
    'outcome',
    COLUMNS,
    fresh.map(({ notes, ...row }) => ({ ...row, import_id: loading.importId })),
  );
  const notes = fresh.flatMap(({ line, notes: text }) => (text === null ? [] : [{ line, text }]));
  if (notes.length > 0) await fileNotes(store, loading, notes, into);
  await store.run('DROP TABLE referred');
  return fresh.length;
}

/** The events of an import's decisions, as `makeRecordAudiences` wants them. What was made nobody's stays so. */
function decidedRecords(importId: number): string {
  const record = (kind: 'capture' | 'request', owner: string, noTopic: string) =>
    `SELECT o.line, ${owner} AS owner, e.account_id, e.time_local, coalesce(t.topic, '${noTopic}') AS topic
     FROM outcome AS o JOIN ${kind} AS e ON o.about_kind = '${kind}' AND e.import_id = o.about_import AND e.line = o.about_line
     LEFT JOIN category_topic AS t USING (category_id)
     WHERE o.import_id = ${importId} AND (o.about_import, o.about_line) NOT IN (SELECT (import_id, line) FROM erased_row)`;
  return `${record('capture', captureOwner('e'), UNMAPPED)} UNION ALL ${record('request', requestOwner('e'), NO_CATEGORY)}`;
}

const span = z.object({ from: z.string(), to: z.string() });
const audienceOfLine = z.object({ line: integer, audience: z.string() });

async function fileNotes(
  store: Store,
  loading: Loading,
  notes: readonly { readonly line: number; readonly text: string }[],
  { configuration, rulebook, texts }: Decisions,
): Promise<void> {
  const [days] = await store.query(
    span,
    'SELECT min(day)::VARCHAR AS "from", max(day)::VARCHAR AS "to" FROM referred HAVING count(*) > 0',
  );
  if (days === undefined) return;
  await makeAudiences(store, configuration, rulebook, days);
  await makeRecordAudiences(store, decidedRecords(loading.importId));
  const audienceFor = await typedTextAudiences(store);
  const rows = await store.query(audienceOfLine, 'SELECT line, audience FROM record_audience');
  const audiences = new Map(rows.map(({ line, audience }) => [line, audience]));
  for (const { line, text } of notes) {
    const audience = audiences.get(line);
    if (audience === undefined) continue;
    const key = `${loading.fileKey}:${line}`;
    texts.add(audienceFor(audience, text), { kind: 'outcome', key, field: 'notes', text });
  }
}
