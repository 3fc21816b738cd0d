/** Which rows are past their time, table by table, as SQL conditions; and which rows of dimensions nothing refers to any more. */
import type { Configuration } from '../configuration.js';
import type { CutOffs } from './cut-offs.js';

export const RETENTION_KINDS = ['captures', 'requests', 'people', 'sealed', 'aggregates'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

export interface DoomedRows {
  readonly table: string;
  readonly condition: string;
}

/**
 * SQL: the day from which a newer row about the same one counts: its own first day where it is later, else the day that its
 * list describes. As in `attribute/claims.ts`: what is deleted earlier would give events that are kept to somebody else.
 */
const TAKES_OVER = `CASE WHEN newer.since > older.since THEN newer.since ELSE greatest(newer.since, newer.listed_on) END`;
const replacedBy = (rows: string, same: string, before: string) =>
  `SELECT older.place FROM ${rows} AS older JOIN ${rows} AS newer ON ${same}
     AND ((newer.listed_on, newer.import_id) > (older.listed_on, older.import_id) OR newer.import_id = older.import_id AND newer.since > older.since)
   WHERE ${TAKES_OVER} <= DATE '${before}'`;
const rowsOf = (table: string) =>
  `(SELECT rowid AS place, *, coalesce(valid_from, DATE '0001-01-01') AS since FROM ${table})`;

/** A row of a roster goes when it ended before everything that is kept: by its own last day, or because another row took over. */
const pastMemberships = (before: string): string =>
  `valid_to < DATE '${before}' OR rowid IN (${replacedBy(rowsOf('membership'), 'newer.person_id = older.person_id AND newer.name_key IS NOT DISTINCT FROM older.name_key', before)})`;

/** A signature goes with the last row about its person, however long ago it was made. */
const pastSignatures = (before: string) =>
  `person_id NOT IN (SELECT person_id FROM membership WHERE NOT coalesce(${pastMemberships(before)}, FALSE))`;

/** A decision goes with the record that it is about. */
const about = (kind: 'capture' | 'request', condition: string) =>
  `about_kind = '${kind}' AND (about_import, about_line) IN (SELECT (import_id, line) FROM ${kind} WHERE ${condition})`;

/**
 * So does a row of a list of devices. One that gives its device to nobody goes with the age of its list once there is a
 * newer one.
 */
const pastDevices = (before: string): string =>
  `valid_to < DATE '${before}' OR rowid IN (${replacedBy(rowsOf('device_place'), 'newer.device_id = older.device_id', before)})
   OR name_key IS NULL AND class_key IS NULL AND year_group IS NULL AND role IS NULL AND import_id IN (
     SELECT older.import_id FROM import_file AS older WHERE kind = 'device' AND imported_at < DATE '${before}'
       AND EXISTS (SELECT 1 FROM import_file AS newer WHERE newer.kind = 'device' AND newer.import_id > older.import_id))`;

/** What stands on a list of which nothing could be taken goes with the age of the list. */
const pastRefusals = (before: string) =>
  `import_id IN (SELECT import_id FROM import_file WHERE loaded = 0 AND imported_at < DATE '${before}')`;

/** A decision about a list stands until another one about the same entry replaces it. */
const pastListDecisions = (before: string) =>
  `decided_on < DATE '${before}' AND rowid IN (SELECT older.rowid FROM list_decision AS older JOIN list_decision AS newer
     ON newer.entry = older.entry AND newer.list = older.list AND newer.user_group IS NOT DISTINCT FROM older.user_group
     AND (newer.decided_on, newer.import_id, newer.line) > (older.decided_on, older.import_id, older.line))`;

/** In the order of deletion: what refers to rows of another table goes first. */
export function doomedRows(
  cutOffs: CutOffs,
): Readonly<Record<Exclude<RetentionKind, 'sealed'>, readonly DoomedRows[]>> {
  const { captures, requests, people, aggregates } = cutOffs;
  const isPastCapture = `time_local < DATE '${captures}'`;
  const isPastRequest = `time_local < DATE '${requests}'`;
  const past = (table: string, condition: string) => ({ table, condition });
  return {
    captures: [
      past('outcome', about('capture', isPastCapture)),
      past('report_of_concern', `day < DATE '${captures}'`),
      past('filter_check', `checked_on < DATE '${captures}'`),
      past('list_decision', pastListDecisions(captures)),
      past('capture', isPastCapture),
    ],
    requests: [
      past('outcome', about('request', isPastRequest)),
      past('search', `(import_id, line) IN (SELECT (import_id, line) FROM request WHERE ${isPastRequest})`),
      past('request', isPastRequest),
    ],
    people: [
      past('acceptance', pastSignatures(people)),
      past('membership', pastMemberships(people)),
      past('device_place', pastDevices(people)),
      past('possible_account', pastRefusals(people)),
      // As long as any record that it may be about.
      past('exclusion', `valid_to < DATE '${people}'`),
    ],
    aggregates:
      aggregates === null
        ? []
        : [
            past('monthly_figure', `month < strftime(DATE '${aggregates}', '%Y-%m')`),
            past(
              'issued_figure',
              `issue_id IN (SELECT issue_id FROM issued_edition WHERE period_to < DATE '${aggregates}')`,
            ),
            past('issued_edition', `period_to < DATE '${aggregates}'`),
          ],
  };
}

const HAS_ROWS = [
  ...['request', 'capture', 'membership', 'device_place'],
  ...['outcome', 'report_of_concern', 'acceptance', 'filter_check', 'exclusion', 'list_decision'],
]
  .map((table) => `EXISTS (SELECT 1 FROM ${table} AS r WHERE r.import_id = f.import_id)`)
  .join(' OR ');

/** SQL for the imports of which every row has gone. */
export const EMPTIED_IMPORTS = `SELECT import_id FROM import_file AS f WHERE loaded > 0 AND NOT (${HAS_ROWS})`;

/** SQL for the imports whose sealed texts go: nothing is left that they name, or the texts have had their time. Those of an exclusion have it while it is in force. */
export const pastSegments = ({ sealed }: CutOffs): string =>
  `${EMPTIED_IMPORTS} UNION SELECT import_id FROM import_file
   WHERE coalesce(last_day, imported_at::DATE) < DATE '${sealed}' AND (kind IN ('request', 'capture', 'outcome', 'concern', 'check', 'list-decision')
     OR kind = 'exclusion' AND import_id NOT IN (SELECT import_id FROM exclusion WHERE valid_to >= DATE '${sealed}') OR loaded = 0)`;

/** Dimensions and the tables that refer to their rows. */
const REFERENCES: readonly { readonly table: string; readonly id: string; readonly from: readonly string[] }[] = [
  { table: 'account', id: 'account_id', from: ['request', 'capture', 'report_of_concern'] },
  { table: 'person', id: 'person_id', from: ['membership', 'acceptance'] },
  {
    table: 'device',
    id: 'device_id',
    from: ['request', 'capture', 'device_place', 'report_of_concern', 'filter_check'],
  },
  { table: 'phrase', id: 'phrase_id', from: ['capture', 'exclusion'] },
  { table: 'address', id: 'address_id', from: ['request', 'device_place'] },
  { table: 'host', id: 'host_id', from: ['request', 'capture', 'report_of_concern', 'filter_check', 'exclusion'] },
  { table: 'host_suffix', id: 'host_id', from: ['host'] },
  { table: 'path', id: 'path_id', from: ['request'] },
  { table: 'category', id: 'category_id', from: ['request', 'capture'] },
  { table: 'action_word', id: 'action_id', from: ['request'] },
  { table: 'rule', id: 'rule_id', from: ['request'] },
  { table: 'search_term', id: 'term_id', from: ['search'] },
];

/** Statements that take out what nothing refers to any more. */
export const orphanDeletions = (): string[] => [
  `DELETE FROM erased_row AS e WHERE ${['request', 'capture'].map((kind) => `NOT EXISTS (SELECT 1 FROM ${kind} AS r WHERE r.import_id = e.import_id AND r.line = e.line)`).join(' AND ')}`,
  'DELETE FROM other_account WHERE (import_id, line) NOT IN (SELECT (import_id, line) FROM membership)',
  `DELETE FROM possible_account WHERE import_id IN (${EMPTIED_IMPORTS})`,
  ...REFERENCES.map(({ table, id, from }) => {
    const used = from.map((each) => `SELECT ${id} FROM ${each} WHERE ${id} IS NOT NULL`).join(' UNION ');
    return `DELETE FROM ${table} WHERE ${id} NOT IN (${used})`;
  }),
];

/** Months that a kind is kept; null: for good. */
export function monthsKept({ retention }: Configuration): Readonly<Record<RetentionKind, number | null>> {
  const { captures, requests, sealed, aggregates } = retention;
  return { captures, requests, people: Math.max(captures, requests), sealed, aggregates };
}
