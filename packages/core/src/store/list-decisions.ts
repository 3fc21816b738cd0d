/** Staged decisions about entries of lists into the store: the entry in one spelling, the same row once. Notes are sealed. */
import { z } from 'zod';
import { entryText, type ListEntry, parseEntry } from '../blocklist/entry.js';
import { judgeList } from '../blocklist/judge-list.js';
import { rowsBy } from '../blocklist/rows-by.js';
import type { Configuration } from '../configuration.js';
import type { FaultMeaning } from '../normalise/statement.js';
import { NOBODYS_AUDIENCE } from './audiences.js';
import { integer } from './database.js';
import { distinctTexts } from './distinct.js';
import { rejectAfterToday, rejectWhere } from './judge-records.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { TextsByAudience } from './sealed-texts.js';
import { typedTextAudiences } from './typed-texts.js';
import { nationGroup } from './user-groups.js';

/** Whether a whole list would be refused for the entry: it takes in what nobody can mean. */
const isTooBroad = (entry: ListEntry) =>
  judgeList([{ entry, line: 1, isWidened: false }]).some(({ level }) => level === 'refuse');

const ENTRIES = { raw: 'VARCHAR', entry: 'VARCHAR', is_broad: 'BOOLEAN' };

/** Makes `listed_entry(raw, entry, is_broad)` from what stands in the column; entry: null where it is none. */
async function makeEntries(store: Store): Promise<void> {
  const texts = await distinctTexts(store, 'entry', 'text');
  await store.run('CREATE OR REPLACE TEMP TABLE listed_entry (raw VARCHAR, entry VARCHAR, is_broad BOOLEAN)');
  await store.insert(
    'listed_entry',
    ENTRIES,
    texts.map(({ raw }) => {
      const parsed = parseEntry(raw);
      if ('fault' in parsed) return { raw, entry: null, is_broad: false };
      return { raw, entry: entryText(parsed.entry), is_broad: isTooBroad(parsed.entry) };
    }),
  );
}

/** Makes what `loadListDecisions` reads. @returns the faults, with those added that no transform can tell */
export async function judgeListDecisions(
  store: Store,
  faults: readonly FaultMeaning[],
  { timeZone }: Configuration,
): Promise<FaultMeaning[]> {
  await makeEntries(store);
  const among = (condition: string) => `s.entry IN (SELECT raw FROM listed_entry WHERE ${condition})`;
  const rules: readonly (FaultMeaning & { readonly condition: string })[] = [
    { column: 'entry', reason: 'not-an-entry', condition: among('entry IS NULL') },
    { column: 'entry', reason: 'too-broad', condition: `s.decision = 'approve' AND ${among('is_broad')}` },
    { column: 'reviewOn', reason: 'ends-before-it-begins', condition: 's."reviewOn" < s."decidedOn"' },
  ];
  let found = await rejectAfterToday(store, faults, timeZone, ['decidedOn']);
  for (const { condition, ...meaning } of rules) found = await rejectWhere(store, found, meaning, condition);
  return found;
}

const decision = z.object({
  entry: z.string(),
  list: z.string(),
  decision: z.string(),
  user_group: z.string().nullable(),
  reason: z.string(),
  decided_by: z.string(),
  decided_on: z.string(),
  review_on: z.string().nullable(),
  notes: z.string().nullable(),
});
/** One decision about one entry, its days as `YYYY-MM-DD`. */
export type ListDecision = z.infer<typeof decision>;
const staged = decision.extend({ line: integer });

const STAGED = (line: string) => `SELECT s.${line} AS line, e.entry, list, decision, "group" AS user_group, reason,
    "decidedBy" AS decided_by, "decidedOn"::VARCHAR AS decided_on, "reviewOn"::VARCHAR AS review_on, notes
  FROM staging AS s JOIN listed_entry AS e ON e.raw = s.entry WHERE fault = 0 ORDER BY 1`;

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  entry: 'VARCHAR',
  list: 'VARCHAR',
  decision: 'VARCHAR',
  user_group: 'VARCHAR',
  reason: 'VARCHAR',
  decided_by: 'VARCHAR',
  decided_on: 'DATE',
  review_on: 'DATE',
  decision_key: 'VARCHAR',
};

/** By HMAC, with the notes. */
function decisionKey(store: Store, row: ListDecision): string {
  const { entry, list, decision: decided, user_group, reason, decided_by, decided_on, review_on, notes } = row;
  const said = [entry, list, decided, user_group, reason, decided_by, decided_on, review_on, notes];
  return store.keyring.keyOf('list-decision', JSON.stringify(said));
}

export interface ListDecisions {
  readonly configuration: Configuration;
  readonly texts: TextsByAudience;
}

const held = z.object({ key: z.string(), place: z.string() });
/** What decisions are about, and the day: within it the last one counts. */
const placeOf = ({ entry, list, user_group, decided_on }: Omit<ListDecision, 'decision' | 'reason'>) =>
  JSON.stringify([entry, list, user_group, decided_on]);

/** What the store has, in the order in which it was decided. */
async function heldByPlace(store: Store): Promise<Map<string, string[]>> {
  const rows = await store.query(
    held,
    `SELECT decision_key AS key, to_json([entry, list, user_group, decided_on::VARCHAR])::VARCHAR AS place
     FROM list_decision ORDER BY decided_on, import_id, line`,
  );
  const byPlace = rowsBy(rows, ({ place }) => place);
  return new Map([...byPlace].map(([place, own]) => [place, own.map(({ key }) => key)]));
}

/**
 * Of what one file says about one place, what the store has not: what was approved and withdrawn may be approved again on the
 * same day, but a file that comes twice says nothing new. So what it begins with is looked for at the end of what is held.
 */
function freshOf<Row extends { readonly decision_key: string }>(
  rows: readonly Row[],
  stored: readonly string[],
): Row[] {
  const read = rows.filter(({ decision_key }, at) => rows[at - 1]?.decision_key !== decision_key);
  const most = Math.min(read.length, stored.length);
  const isAtEnd = (count: number) =>
    stored.slice(stored.length - count).every((key, at) => read[at]?.decision_key === key);
  const known = Array.from({ length: most + 1 }, (_, at) => most - at).find(isAtEnd) ?? 0;
  return read.slice(known);
}

/** @returns how many were loaded: what the latest decision said already, in this file or another, is a duplicate */
export async function loadListDecisions(
  store: Store,
  loading: Loading,
  { configuration, texts }: ListDecisions,
): Promise<number> {
  const stored = await heldByPlace(store);
  const groupOf = nationGroup(configuration.nation);
  const read = (await store.query(staged, STAGED(loading.line))).map((each) => {
    const row = { ...each, user_group: groupOf(each.user_group) };
    return { ...row, decision_key: decisionKey(store, row) };
  });
  const fresh = [...rowsBy(read, placeOf)].flatMap(([place, rows]) => freshOf(rows, stored.get(place) ?? []));
  await store.insert(
    'list_decision',
    COLUMNS,
    fresh.map(({ notes, ...row }) => ({ ...row, import_id: loading.importId })),
  );
  const audienceFor = await typedTextAudiences(store);
  for (const { line, notes: text } of fresh) {
    if (text === null) continue;
    const key = `${loading.fileKey}:${line}`;
    texts.add(audienceFor(NOBODYS_AUDIENCE, text), { kind: 'list-decision', key, field: 'notes', text });
  }
  await store.run('DROP TABLE listed_entry');
  return fresh.length;
}
