/**
 * Staged tests of filtering and monitoring into the store. A test counts once: a later list that says what was done about it
 * takes its row over. What was tried and what was done is sealed, and so is the name of the device.
 */
import { z } from 'zod';
import type { Configuration } from '../configuration.js';
import { authoritySql } from '../normalise/transforms.js';
import { NOBODYS_AUDIENCE } from './audiences.js';
import { integer } from './database.js';
import { dropMaps } from './distinct.js';
import { resolveHosts } from './hosts.js';
import type { Loading } from './loading.js';
import type { Store } from './open-store.js';
import { resolveKeyed } from './resolve.js';
import type { TextsByAudience } from './sealed-texts.js';
import { typedTextAudiences } from './typed-texts.js';
import { nationGroup } from './user-groups.js';

const staged = z.object({
  line: integer,
  day: z.string(),
  minute: integer.nullable(),
  checkedBy: z.string(),
  test: z.string(),
  tested: z.string().nullable(),
  deviceKind: z.string().nullable(),
  device: z.string().nullable(),
  location: z.string().nullable(),
  userGroup: z.string().nullable(),
  connection: z.string().nullable(),
  expected: z.string(),
  actual: z.string(),
  action: z.string().nullable(),
  owner: z.string().nullable(),
  closedOn: z.string().nullable(),
  hostId: integer.nullable(),
  deviceId: integer.nullable(),
});
type Staged = z.infer<typeof staged>;

const STAGED = (
  line: string,
) => `SELECT s.${line} AS line, day::VARCHAR AS day, "minuteOfDay" AS minute, "checkedBy", test, tested,
    "deviceKind", device, location, "userGroup", connection, expected, actual, action, owner, "closedOn"::VARCHAR AS "closedOn",
    CASE WHEN h.kind IN ('domain', 'address') THEN h.host_id END AS "hostId", d.id AS "deviceId"
  FROM staging AS s LEFT JOIN map_device AS d ON d.raw = s.device
  LEFT JOIN map_authority AS a ON a.raw = s.authority LEFT JOIN host AS h ON h.host_id = a.id WHERE fault = 0 ORDER BY 1`;

interface Check extends Staged {
  /**
   * What was tested, by HMAC. Without a time, equal tests of a day may be several, and it says the how-manieth of its file it
   * is; with one, the same row again is the same test.
   */
  readonly key: string;
}

function withKeys(store: Store, rows: readonly Staged[]): Check[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const { day, minute, checkedBy, test, tested, deviceKind, device, location, userGroup, connection, ...rest } = row;
    const where = [deviceKind, device?.toLowerCase() ?? null, location, userGroup, connection];
    const said = [day, minute, checkedBy, test, tested, ...where, rest.expected, rest.actual];
    const key = store.keyring.keyOf('check', JSON.stringify(said));
    const nth = minute === null ? (seen.get(key) ?? 0) + 1 : 1;
    seen.set(key, nth);
    return { ...row, key: `${key} ${nth}` };
  });
}

const COLUMNS = {
  import_id: 'INTEGER',
  line: 'BIGINT',
  checked_on: 'DATE',
  minute_of_day: 'SMALLINT',
  checked_by: 'VARCHAR',
  test: 'VARCHAR',
  host_id: 'INTEGER',
  device_kind: 'VARCHAR',
  device_id: 'INTEGER',
  location: 'VARCHAR',
  user_group: 'VARCHAR',
  connection: 'VARCHAR',
  expected: 'VARCHAR',
  actual: 'VARCHAR',
  owner: 'VARCHAR',
  closed_on: 'DATE',
  has_action: 'BOOLEAN',
  check_key: 'VARCHAR',
};

const rowOf = (check: Check, importId: number) => ({
  import_id: importId,
  line: check.line,
  checked_on: check.day,
  minute_of_day: check.minute,
  checked_by: check.checkedBy,
  test: check.test,
  host_id: check.hostId,
  device_kind: check.deviceKind,
  device_id: check.deviceId,
  location: check.location,
  user_group: check.userGroup,
  connection: check.connection,
  expected: check.expected,
  actual: check.actual,
  owner: check.owner,
  closed_on: check.closedOn,
  has_action: check.action !== null,
  check_key: check.key,
});

/** What is closed stays closed until a later day closes it again; of two open rows the newer one that says what is being done. */
const TAKES_OVER = `CASE WHEN n.closed_on IS NULL THEN c.closed_on IS NULL AND (n.has_action OR n.owner IS NOT NULL)
  ELSE coalesce(n.closed_on >= c.closed_on, TRUE) END`;

const takenOver = z.object({ key: z.string() });

/** The row goes over to the line that says more, where its texts stand. @returns the keys of those that did */
async function takeOver(store: Store, { importId }: Loading, known: readonly Check[]): Promise<ReadonlySet<string>> {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE later_check (${columns.join(', ')})`);
  await store.insert(
    'later_check',
    COLUMNS,
    known.map((check) => rowOf(check, importId)),
  );
  const keys = await store.query(
    takenOver,
    `SELECT check_key AS key FROM later_check AS n JOIN filter_check AS c USING (check_key) WHERE ${TAKES_OVER}`,
  );
  await store.run(`UPDATE filter_check AS c SET import_id = n.import_id, line = n.line, owner = coalesce(n.owner, c.owner), closed_on = n.closed_on,
      has_action = n.has_action, device_id = n.device_id FROM later_check AS n WHERE n.check_key = c.check_key AND ${TAKES_OVER}`);
  await store.run('DROP TABLE later_check');
  return new Set(keys.map(({ key }) => key));
}

export interface Checks {
  readonly configuration: Configuration;
  readonly texts: TextsByAudience;
}

async function fileTexts(store: Store, { fileKey }: Loading, checks: readonly Check[], texts: TextsByAudience) {
  const audienceFor = await typedTextAudiences(store);
  for (const { line, tested, action } of checks) {
    for (const [field, text] of Object.entries({ tested, action })) {
      if (text === null) continue;
      texts.add(audienceFor(NOBODYS_AUDIENCE, text), { kind: 'check', key: `${fileKey}:${line}`, field, text });
    }
  }
}

/** Words that were searched for are no address: one that has a space in it is none. */
const AUTHORITY = `CASE WHEN NOT regexp_matches(trim(tested), '\\s') THEN ${authoritySql('trim(tested)')} END`;

/** @returns how many were loaded: a test that the store has is a duplicate, also where it takes the row over */
export async function loadChecks(store: Store, loading: Loading, { configuration, texts }: Checks): Promise<number> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE staging AS SELECT *, coalesce(${AUTHORITY}, '') AS authority FROM staging`,
  );
  const found = [...(await resolveKeyed(store, 'device', 'device')), ...(await resolveHosts(store, 'authority'))];
  for (const text of found) texts.add(NOBODYS_AUDIENCE, text);
  const read = await store.query(staged, STAGED(loading.line));
  const groupOf = nationGroup(configuration.nation);
  const rows = withKeys(
    store,
    read.map((row) => ({ ...row, userGroup: groupOf(row.userGroup) })),
  );
  const stored = await store.query(takenOver, 'SELECT check_key AS key FROM filter_check');
  const keys = new Set(stored.map(({ key }) => key));
  const fresh = [...new Map(rows.filter(({ key }) => !keys.has(key)).map((row) => [row.key, row])).values()];
  const known = rows.filter(({ key }) => keys.has(key));
  await store.insert(
    'filter_check',
    COLUMNS,
    fresh.map((check) => rowOf(check, loading.importId)),
  );
  const later = await takeOver(store, loading, known);
  await fileTexts(store, loading, [...fresh, ...known.filter(({ key }) => later.has(key))], texts);
  await dropMaps(store, ['device', 'authority']);
  return fresh.length;
}
