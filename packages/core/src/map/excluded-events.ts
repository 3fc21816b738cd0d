/**
 * Exclusions that the school decided on: what they cover is moved out of the events into `excluded_event`, where it is counted
 * and printed. Nothing is dropped, and what may be serious is never moved.
 */
import { z } from 'zod';
import { EXCLUDED_HOSTS } from '../store/exclusions.js';
import type { Store } from '../store/open-store.js';

const KINDS = ['request', 'capture'] as const;
type Kind = (typeof KINDS)[number];

/** What people decided about stays whatever it was: a figure of decisions would shrink without anybody having decided so. */
const IS_DECIDED = (kind: Kind) =>
  `EXISTS (SELECT 1 FROM outcome AS o WHERE o.about_kind = '${kind}' AND o.about_import = e.import_id AND o.about_line = e.line)`;

/** A sign of need stays, and so does what somebody should look at: see `IS_TO_LOOK_AT`. */
const STAYS: Readonly<Record<Kind, string>> = {
  request: `coalesce(e.nature = 'vulnerability', FALSE) OR ${IS_DECIDED('request')} OR EXISTS (SELECT 1 FROM search AS s JOIN topic AS t ON t.topic = s.theme
      WHERE t.nature = 'vulnerability' AND s.import_id = e.import_id AND s.line = e.line)`,
  capture: `coalesce(e.nature = 'vulnerability', FALSE) OR coalesce(e.severity_grade, e.severity_library, 0) >= 4 OR ${IS_DECIDED('capture')}`,
};

const FOR_WHOM = `(x.role IS NULL OR x.role = e.role) AND (x.year_group IS NULL OR x.year_group = e.year_group) AND (x.class_key IS NULL OR x.class_key = e.class)
    AND e.day BETWEEN x.valid_from AND x.valid_to`;

/** What an exclusion and an event have in common. */
const SHARED: Readonly<Record<Kind, readonly string[]>> = {
  request: ['host_id', 'topic'],
  capture: ['host_id', 'topic', 'phrase_id'],
};

/**
 * SQL: the events of a table, with these columns, that an exclusion covers. Each kind of exclusion is a join of its own: one
 * with alternatives would look at every event for every exclusion.
 */
const covered = (kind: Kind, table: string, columns: string) =>
  SHARED[kind]
    .map(
      (column) =>
        `SELECT ${columns} FROM ${table} AS e JOIN exclusion_host AS x ON x.${column} = e.${column} AND ${FOR_WHOM} WHERE NOT (${STAYS[kind]})`,
    )
    .join(' UNION ALL ');

const excluded = (
  kind: Kind,
) => `SELECT * FROM (${covered(kind, `${kind}_event`, `'${kind}' AS kind, e.import_id, e.line, x.import_id AS exclusion_import, x.line AS exclusion_line, e.subject, e.shared, e.day, e.topic, e.audience, e.role, e.duty`)})
    QUALIFY row_number() OVER (PARTITION BY import_id, line ORDER BY exclusion_import, exclusion_line) = 1`;

const isExcluded = (kind: Kind) =>
  `(import_id, line) IN (SELECT (import_id, line) FROM excluded_event WHERE kind = '${kind}')`;

export interface SettingAside {
  /** Makes `excluded_request` and `excluded_capture` too: the events whole, for who asks about a person or about one event. */
  readonly keepsWhole: boolean;
}

/**
 * Makes `excluded_event` and takes its rows out of `request_event` and `capture_event`; what is excluded does not count as
 * having happened earlier either.
 */
export async function setAsideExcluded(store: Store, { keepsWhole }: SettingAside): Promise<void> {
  // An exclusion of a site has one row for each host that it is about.
  await store.run(`CREATE OR REPLACE TEMP TABLE exclusion_host AS SELECT x.* EXCLUDE (host_id), h.host_id
    FROM exclusion AS x LEFT JOIN (${EXCLUDED_HOSTS}) AS h ON h.import_id = x.import_id AND h.line = x.line`);
  await store.run(`CREATE OR REPLACE TEMP TABLE excluded_event AS ${KINDS.map(excluded).join(' UNION ALL ')}`);
  if (keepsWhole)
    for (const kind of KINDS)
      await store.run(`CREATE OR REPLACE TEMP TABLE excluded_${kind} AS FROM ${kind}_event WHERE ${isExcluded(kind)}`);
  if ((await store.query(z.object({}), 'SELECT 1 FROM exclusion_host LIMIT 1')).length === 0) return;
  for (const kind of KINDS) {
    await store.run(`DELETE FROM ${kind}_event WHERE ${isExcluded(kind)}`);
    await store.run(
      `DELETE FROM earlier_${kind} WHERE (import_id, line) IN (SELECT (import_id, line) FROM (${covered(kind, `earlier_${kind}`, 'e.import_id, e.line')}))`,
    );
  }
}
