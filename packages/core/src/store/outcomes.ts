/** Staged decisions into the store: each on an event that is there, the same row once. Notes are sealed. */
import { z } from 'zod';
import { makeTopics } from '../map/topics.js';
import { NO_INCIDENT } from '../normalise/decision-words.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { integer } from './database.js';
import { rejectAfterToday, rejectWhere } from './judge-records.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { type Judging, makeReferred, referredAudiences } from './referred-events.js';
import type { TextsByAudience } from './sealed-texts.js';
import { typedTextAudiences } from './typed-texts.js';

const eventDay = (line: string) => `(SELECT r.day FROM referred AS r WHERE r.staged_line = s.${line})`;

/** SQL: events of a topic that is a sign of need. */
const OF_NEED = (kind: 'capture' | 'request') =>
  `SELECT r.staged_line FROM referred AS r JOIN ${kind} AS e ON r.kind = '${kind}' AND e.import_id = r.import_id AND e.line = r.line
   JOIN category_topic USING (category_id) JOIN topic USING (topic) WHERE nature = 'vulnerability'`;

/** @returns the faults, with those added that only the store, the policy and the calendar can tell */
export async function judgeOutcomes(
  store: Store,
  line: string,
  faults: readonly FaultMeaning[],
  { configuration, rulebook }: Judging,
): Promise<FaultMeaning[]> {
  await makeTopics(store, rulebook.taxonomy);
  await makeReferred(store, line);
  const unknown = `s.${line} NOT IN (SELECT staged_line FROM referred)`;
  const known = await rejectWhere(store, faults, { column: 'event', reason: 'no-such-event' }, unknown);
  let found = await rejectAfterToday(store, known, configuration.timeZone, ['decidedOn']);
  const steps = rulebook.policy.ladders.flatMap((ladder) => ladder.steps.map(({ number }) => number));
  const hasStep = 's.step IS NOT NULL';
  const rules: readonly (FaultMeaning & { readonly condition: string })[] = [
    { column: 'decidedOn', reason: 'before-the-event', condition: `s."decidedOn" < ${eventDay(line)}` },
    {
      ...{ column: 'outcome', reason: 'contradicts-outcome' },
      condition: `s.outcome = 'false-positive' AND (s.incident OR s."onPurpose" OR ${hasStep})`,
    },
    {
      ...{ column: 'outcome', reason: 'contradicts-topic' },
      condition: `(s."onPurpose" OR ${hasStep}) AND s.${line} IN (${OF_NEED('capture')} UNION ALL ${OF_NEED('request')})`,
    },
    {
      ...{ column: 'step', reason: 'not-a-step-of-policy' },
      condition: `${hasStep} AND NOT list_contains([${steps.join(', ')}]::INTEGER[], s.step::INTEGER)`,
    },
  ];
  for (const { condition, ...meaning } of rules) found = await rejectWhere(store, found, meaning, condition);
  return found;
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

export interface Decisions extends Judging {
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

async function fileNotes(
  store: Store,
  loading: Loading,
  notes: readonly { readonly line: number; readonly text: string }[],
  { texts, ...into }: Decisions,
): Promise<void> {
  const audiences = await referredAudiences(store, into);
  const audienceFor = await typedTextAudiences(store);
  for (const { line, text } of notes) {
    const audience = audiences.get(line);
    if (audience === undefined) continue;
    const key = `${loading.fileKey}:${line}`;
    texts.add(audienceFor(audience, text), { kind: 'outcome', key, field: 'notes', text });
  }
}
