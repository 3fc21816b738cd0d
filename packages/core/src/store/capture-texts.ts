/** What was typed, shown or noted beside the captures of an import: filed under those who may read it. */
import { z } from 'zod';
import { captureOwner } from '../attribute/owners.js';
import { UNMAPPED } from '../map/events.js';
import { ACCOUNT_KEY, fileTexts, makeRecordAudiences } from './audiences.js';
import { integer } from './database.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import type { SealedText, TextsByAudience } from './sealed-texts.js';

/** Texts of a capture that only people with access may read. The address is kept without its query. */
const SEALED_TEXTS = {
  windowTitle: 'window-title',
  application: 'application',
  notes: 'notes',
  address: 'address',
  captureId: 'capture-id',
  eventId: 'event-id',
  sourceText: 'source',
  labelText: 'label',
  statusText: 'status',
} as const;

const KEYED = {
  account: { from: 'account', id: 'account_id', key: ACCOUNT_KEY('d') },
  device: { from: 'device', id: 'device_id', key: 'd.device_key' },
  phrase: { from: 'phrase', id: 'phrase_id', key: 'd.phrase_key' },
  category: { from: 'category', id: 'category_id', key: 'd.category_key' },
} as const;

/** Files the texts of the captures that were loaded under those who may read them; after `makeAudiences`. */
export async function fileCaptureTexts(
  store: Store,
  loading: Loading,
  texts: readonly SealedText[],
  into: TextsByAudience,
): Promise<void> {
  await makeRecordAudiences(
    store,
    `SELECT c.line, ${captureOwner('c')} AS owner, c.time_local, coalesce(t.topic, '${UNMAPPED}') AS topic
     FROM capture AS c LEFT JOIN category_topic AS t USING (category_id) WHERE c.import_id = ${loading.importId}`,
  );
  for (const kind of ['account', 'device', 'phrase', 'category'] as const) {
    const { from, id, key } = KEYED[kind];
    const pairs = `SELECT ${key} AS key, e.audience FROM capture AS c JOIN record_audience AS e USING (line)
      JOIN ${from} AS d USING (${id}) WHERE c.import_id = ${loading.importId}`;
    await fileTexts(
      store,
      texts.filter((text) => text.kind === kind),
      pairs,
      into,
    );
  }
  await fileOwnTexts(store, loading, into);
}

const ownText = z.object({ line: integer, field: z.string(), text: z.string(), audience: z.string() });

const stagedTexts = ({ line }: Loading) =>
  Object.entries(SEALED_TEXTS)
    .map(
      ([column, field]) =>
        `SELECT s.${line} AS line, '${field}' AS field, "${column}" AS text FROM staging AS s WHERE fault = 0 AND "${column}" IS NOT NULL`,
    )
    .join(' UNION ALL ');

/** Texts that belong to one capture alone. */
async function fileOwnTexts(store: Store, loading: Loading, into: TextsByAudience): Promise<void> {
  const rows = await store.query(
    ownText,
    `SELECT t.*, e.audience FROM (${stagedTexts(loading)}) AS t JOIN record_audience AS e USING (line)`,
  );
  for (const { line, field, text, audience } of rows)
    into.add(audience, { kind: 'capture', key: `${loading.fileKey}:${line}`, field, text });
  await fileLaterTexts(store, loading, into);
}

/** Before the name of a text that a later line or export brought to a capture. */
export const LATER = 'later-';
const laterText = z.object({ key: z.string(), field: z.string(), text: z.string(), audience: z.string() });

/** Of two readers of one capture the one that looks at the other: a correction of whose it is must not show it to them. */
const LADDER = `CASE WHEN starts_with(audience, 'chair-of-governors') THEN 3 WHEN starts_with(audience, 'headteacher') THEN 2 ELSE 1 END`;

/**
 * Texts of lines that brought a grade to a capture which the store had: under that capture's key, for those who may read it
 * by its own account and by that of the line. What was made nobody's stays so.
 */
async function fileLaterTexts(store: Store, loading: Loading, into: TextsByAudience): Promise<void> {
  const held = `FROM grade_line AS g JOIN capture AS c ON c.import_id = g.held_import_id AND c.line = g.held_line
    LEFT JOIN category_topic AS t USING (category_id)`;
  const record = (account: string) =>
    `SELECT g.line, coalesce(${account}, ${captureOwner('c')}) AS owner, c.time_local, coalesce(t.topic, '${UNMAPPED}') AS topic ${held}`;
  await makeRecordAudiences(store, `${record('c.account_id')} UNION ${record('g.account_id')}`);
  const rows = await store.query(
    laterText,
    `SELECT (CASE WHEN g.held_import_id = ${loading.importId} THEN '${loading.fileKey}' ELSE left(f.sha256, ${loading.fileKey.length}) END) || ':' || g.held_line AS key,
       t.field, t.text, e.audience
     FROM (${stagedTexts(loading)}) AS t JOIN grade_line AS g USING (line) LEFT JOIN import_file AS f ON f.import_id = g.held_import_id
     JOIN (SELECT line, arg_max(audience, ${LADDER}) AS audience FROM record_audience GROUP BY line) AS e USING (line)
     WHERE NOT (g.held_import_id = ${loading.importId} AND g.held_line = g.line)
       AND (g.held_import_id, g.held_line) NOT IN (SELECT (import_id, line) FROM erased_row)`,
  );
  for (const { field, audience, ...text } of rows)
    into.add(audience, { kind: 'capture', field: `${LATER}${field}`, ...text });
  await store.run('DROP TABLE grade_line');
}
